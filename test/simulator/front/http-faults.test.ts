import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ArmClient } from "../../../src/arm/arm-client";
import { ArmRequestError, ConnectionError } from "../../../src/arm/errors";
import { Clock, type HttpFault, type SimulatedAzure } from "../../../src/simulator/index";
import { callerOf, newAzure, subscription } from "../caller";

const version = "api-version=2021-04-01";
const group = `${subscription}/resourceGroups/rg`;
const location = "westeurope";

/** A fault of each kind, by the name of the group that it is tried on. */
const faults: Readonly<Record<string, HttpFault>> = {
  "error-429": { kind: "error", status: 429, retryAfterInSeconds: 1 },
  "error-500": { kind: "error", status: 500 },
  "error-502": { kind: "error", status: 502 },
  "error-503": { kind: "error", status: 503 },
  "error-504": { kind: "error", status: 504, retryAfterInSeconds: 1 },
  "dropped-before": { kind: "connection dropped", when: "before" },
  "dropped-after": { kind: "connection dropped", when: "after" },
  cut: { kind: "answer cut" },
  late: { kind: "answer late", milliseconds: 300 },
  expired: { kind: "token expired" },
};

function ownerOf(azure: SimulatedAzure): { client: ArmClient; objectId: string } {
  const { objectId } = callerOf(azure, "Owner");
  const { transport } = azure.connect({ objectId });
  return { client: new ArmClient(transport, { random: () => 0.5 }), objectId };
}

describe("a request that goes wrong on demand", () => {
  it("is answered with Azure's error and code, and not carried out", async () => {
    const azure = newAzure();
    const { transport } = azure.connect({ objectId: callerOf(azure, "Owner").objectId });
    const seen: unknown[] = [];
    for (const status of [429, 500, 502, 503, 504] as const) {
      azure.faults.http.strike({ kind: "error", status, retryAfterInSeconds: 7 }, { times: 1 });
      const url = `${group}?${version}`;
      const answer = await transport.send({ method: "PUT", url, body: { location } });
      const { error } = answer.body as { error: { code: string; message: string } };
      const message = error.message.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "GUID");
      seen.push([answer.status, error.code, message, answer.headers["retry-after"]]);
    }
    const diagnosed =
      "Diagnostic information: timestamp '20261101T080000Z', subscription id 'GUID', tracking id 'GUID', " +
      "request correlation id 'GUID'.";
    const namespace = "Microsoft.Resources";
    assert.deepEqual(seen, [
      [429, "TooManyRequests", "The request is being throttled.", "7"],
      [500, "InternalServerError", `Encountered internal server error. ${diagnosed}`, "7"],
      [
        502,
        "BadGatewayConnection",
        `The network connectivity issue encountered for '${namespace}'; cannot fulfill the request.`,
        "7",
      ],
      [503, "ServerTimeout", `The request timed out. ${diagnosed}`, "7"],
      [
        504,
        "GatewayTimeout",
        `The gateway did not receive a response from '${namespace}' within the specified time period.`,
        "7",
      ],
    ]);
    assert.deepEqual(azure.estate.all(), []);
    assert.equal(azure.faults.http.struck, 5);
  });

  it("is repeated by our own client wherever that is right, and makes nothing twice", async () => {
    for (const [name, fault] of Object.entries(faults)) {
      const azure = newAzure();
      const { client } = ownerOf(azure);
      azure.faults.http.strike(fault, { method: "PUT", times: 2 });
      const made = client.put(`${group}?${version}`, { location });
      if (name === "expired") {
        await assert.rejects(
          made,
          (error) =>
            error instanceof ArmRequestError &&
            error.status === 401 &&
            error.code === "ExpiredAuthenticationToken",
        );
        continue;
      }
      const twice = name === "cut" || name === "dropped-after" || name === "late";
      assert.equal((await made).status, twice && name !== "late" ? 200 : 201, name);
      assert.deepEqual(
        azure.estate.changes().map(({ kind, id }) => [kind, id]),
        [["create", group]],
        name,
      );
    }
  });

  it("is not repeated when it is an action that may have been done", async () => {
    const azure = newAzure();
    const { client, objectId } = ownerOf(azure);
    const register = `${subscription}/providers/Microsoft.Compute/register?${version}`;
    azure.faults.http.strike({ kind: "connection dropped", when: "after" }, { path: "/register" });
    await assert.rejects(client.post(register), ConnectionError);
    const done = azure
      .recorded(objectId)
      .filter(({ action }) => action.endsWith("/register/action"));
    assert.deepEqual(
      done.map(({ times }) => times),
      [1],
    );
    assert.equal(azure.faults.http.struck, 1);
  });

  it("is chosen by verb, path, caller and number", async () => {
    const azure = newAzure();
    const [one, two] = [callerOf(azure, "Owner"), callerOf(azure, "Owner")];
    const fault: HttpFault = { kind: "error", status: 503 };
    azure.faults.http.strike(fault, {
      method: "put",
      path: /resourceGroups\/rg-\d$/,
      principalId: one.objectId,
      passing: 1,
      times: 2,
    });
    const put = async (caller: typeof one, name: string): Promise<number> =>
      (await caller.send("PUT", `${subscription}/resourceGroups/${name}?${version}`, { location }))
        .status;
    assert.deepEqual(
      [
        await put(one, "rg-1"),
        await put(two, "rg-2"),
        await put(one, "other"),
        await put(one, "rg-3"),
        (await one.send("GET", `${subscription}/resourceGroups/rg-1?${version}`)).status,
        await put(one, "rg-3"),
        await put(one, "rg-3"),
      ],
      [201, 201, 201, 503, 200, 503, 201],
    );
    azure.faults.http.strike(fault);
    assert.equal(await put(two, "rg-9"), 503);
    azure.faults.http.mend();
    assert.equal(await put(two, "rg-9"), 201);
  });

  it("comes late by the clock in process", async () => {
    const azure = newAzure();
    const { client } = ownerOf(azure);
    const before = azure.clock.now().getTime();
    azure.faults.http.strike({ kind: "answer late", milliseconds: 5000 }, { times: 1 });
    await client.put(`${group}?${version}`, { location });
    assert.equal(azure.clock.now().getTime() - before, 5000);
  });

  it("is a token too: none is given, and the next try has one", async () => {
    const azure = newAzure();
    const app = azure.createServicePrincipal("app");
    azure.faults.http.strike(
      { kind: "error", status: 503 },
      { path: "/oauth2/v2.0/token", times: 1 },
    );
    const ask = async (): Promise<number> =>
      (
        await azure.handle({
          method: "POST",
          url: `/${azure.tenantId}/oauth2/v2.0/token`,
          headers: { host: "localhost" },
          body: new URLSearchParams({
            grant_type: "client_credentials",
            client_id: app.clientId,
            client_secret: app.clientSecret,
            scope: "https://localhost/.default",
          }).toString(),
        })
      ).status;
    assert.deepEqual([await ask(), await ask()], [503, 200]);
  });

  it("is lived through over TLS by our client and Microsoft's alike, and makes nothing twice", async () => {
    const azure = newAzure({ clock: new Clock({ speed: 600 }) });
    const app = azure.createServicePrincipal("app");
    azure.grant({ principalId: app.objectId, role: "Owner" });
    for (const [name, fault] of Object.entries(faults)) {
      for (const whose of ["ours", "theirs"]) {
        const path = `/${whose}-${name}`;
        azure.faults.http.strike(fault, { method: "PUT", path, times: 1 });
      }
    }
    const directory = mkdtempSync(join(tmpdir(), "evergreen-"));
    const served = await azure.serve();
    try {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ["-r", "ts-node/register/transpile-only", join(__dirname, "../clients/faults.ts")],
        {
          env: {
            PATH: process.env.PATH,
            FAULTS: Object.keys(faults).join(),
            ...served.environment(app, directory),
          },
        },
      );
      const seen = new Map(
        (JSON.parse(stdout) as [string, unknown, unknown][]).map(([name, ...each]) => [name, each]),
      );
      const expired = "ExpiredAuthenticationToken";
      assert.deepEqual(seen.get("expired"), ["made", ["RestError", expired]]);
      // Microsoft's client does not repeat an answer that it cannot read.
      assert.deepEqual(seen.get("cut"), ["made", ["RestError", "PARSE_ERROR"]]);
      const others = [...seen].filter(([name]) => name !== "expired" && name !== "cut");
      assert.deepEqual(
        others,
        Object.keys(faults)
          .filter((name) => name !== "expired" && name !== "cut")
          .map((name) => [name, ["made", "made"]]),
      );
    } finally {
      await served.close();
      rmSync(directory, { recursive: true });
    }
    assert.equal(azure.faults.http.struck, 20);
    assert.deepEqual(
      azure.estate.changes().filter(({ kind }) => kind !== "create"),
      [],
    );
  });
});
