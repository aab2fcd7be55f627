import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  type HttpResponse,
  type SavedEstate,
  type ServedAzure,
  SimulatedAzure,
} from "../../../src/simulator/index";
import { operationsOf } from "../../../src/simulator/operations";
import { createWorld } from "../../../src/simulator/world";
import { type Caller, callerOf, newAzure } from "../caller";
import { everyType } from "../every-type";
import { group } from "../site-recovery/replicated-estate";
import { type HostileRequest, hostileRequests, type Target } from "./hostile-requests";
import { rawRequest, sendRaw } from "./raw-client";
import { graphTargets, targetsOf } from "./hostile-targets";

/** Each round begins with an estate that holds everything, for requests delete as well. */
const rounds = 24;
const requestsInARound = 400;
const requestsOverTls = 600;
const seed = 20_261_126;

/** A saved estate with a resource of every type, and every operation with addresses in it. */
async function fullEstate(): Promise<{ saved: SavedEstate; targets: readonly Target[] }> {
  const azure = newAzure();
  const owner = callerOf(azure, "Owner");
  const rows = everyType({ principalId: owner.objectId });
  for (const { id, version, body } of rows) {
    await owner.send("PUT", `${id}?api-version=${version}`, body);
    await owner.wait(3600);
  }
  // Under its lock nothing could be deleted; requests make it again.
  const lock = rows.find(({ id }) => id.includes("/locks/"));
  await owner.send("DELETE", `${lock?.id ?? ""}?api-version=${lock?.version ?? ""}`);
  const ids = azure.estate.all().map(({ id }) => id);
  const targets = [
    ...targetsOf(operationsOf(createWorld()), rows, ids),
    ...graphTargets(azure.createServicePrincipal("app")),
  ];
  return { saved: azure.save(), targets };
}

interface Round {
  readonly azure: SimulatedAzure;
  readonly owner: Caller;
  readonly token: string;
}

async function begin(saved: SavedEstate): Promise<Round> {
  const azure = new SimulatedAzure({ from: structuredClone(saved) });
  const owner = callerOf(azure, "Owner");
  return { azure, owner, token: await signIn(azure, "https://localhost") };
}

/** A token of an Owner who may do anything in Microsoft Graph too. */
async function signIn(azure: SimulatedAzure, endpoint: string): Promise<string> {
  const app = azure.createServicePrincipal("app");
  azure.grant({ principalId: app.objectId, role: "Owner" });
  azure.grantGraph(app.objectId, "Application.ReadWrite.All");
  const { body = "" } = await azure.handle({
    method: "POST",
    url: `/${azure.tenantId}/oauth2/v2.0/token`,
    headers: { host: new URL(endpoint).host },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: app.clientId,
      client_secret: app.clientSecret,
      scope: `${endpoint}/.default`,
    }).toString(),
  });
  return (JSON.parse(body) as { access_token: string }).access_token;
}

/** What is wrong with an answer. */
function flawOf(request: HostileRequest, answered: HttpResponse): string | undefined {
  const { status, headers, body = "" } = answered;
  const bad = Object.entries(headers).find(([, value]) => !/^[\t\x20-\x7e]*$/.test(value));
  if (bad !== undefined) {
    return `header ${bad[0]}: ${JSON.stringify(bad[1])}`;
  }
  if (status >= 500 && status !== 501) {
    return `status ${status}: ${body}`;
  }
  if (status < 400 || request.method === "HEAD") {
    return undefined;
  }
  const { error } = JSON.parse(body) as { error?: { code?: unknown; message?: unknown } };
  if (typeof error?.code !== "string" || error.code === "" || typeof error.message !== "string") {
    return `no error of Azure's form: ${body}`;
  }
  return /\.[jt]s:\d+|node:internal|(Type|Range|Syntax|Reference|URI)Error/.test(body)
    ? `it tells of the inside: ${body}`
    : undefined;
}

describe("requests of every kind, right and wrong", () => {
  it("are answered in Azure's form, and leave an estate that answers", async function () {
    this.timeout(240_000);
    const { saved, targets } = await fullEstate();
    const drawn = fc.sample(hostileRequests(targets), {
      seed,
      numRuns: rounds * requestsInARound,
    });
    const flaws = new Map<string, string>();
    const note = (flaw: string, request: HostileRequest): void => {
      const key = flaw.split("\n").slice(0, 3).join("\n");
      if (!flaws.has(key)) {
        flaws.set(key, `${request.method} ${request.url} ${request.body ?? ""}`.slice(0, 600));
      }
    };
    const seen = new Map<string, number>();
    for (let round = 0; round < rounds; round++) {
      const { azure, owner, token } = await begin(saved);
      for (const request of drawn.slice(round * requestsInARound, (round + 1) * requestsInARound)) {
        const headers = { ...request.headers, authorization: `Bearer ${token}` };
        try {
          const answered = await azure.handle({ ...request, headers });
          const kind = `${Math.floor(answered.status / 100)}xx`;
          seen.set(kind, (seen.get(kind) ?? 0) + 1);
          const flaw = flawOf(request, answered);
          if (flaw !== undefined) {
            note(flaw, request);
          }
          azure.clock.advance(request.secondsAfter * 1000);
        } catch (error) {
          note(String((error as Error).stack), request);
        }
      }
      await stillAnswers(azure, owner);
    }
    assert.deepEqual([...flaws], []);
    // Enough get through to change something.
    assert.ok((seen.get("2xx") ?? 0) > 1500, JSON.stringify([...seen]));
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  });

  it("are answered so as bytes on a connection too", async function () {
    this.timeout(240_000);
    const { saved, targets } = await fullEstate();
    const { azure, owner } = await begin(saved);
    const defects: unknown[] = [];
    const served = await azure.serve({ onDefect: (error) => defects.push(error) });
    try {
      const token = await signIn(azure, served.url);
      const drawn = fc.sample(fc.tuple(hostileRequests(targets), byteChanges), {
        seed,
        numRuns: requestsOverTls,
      });
      const flaws: unknown[] = [];
      for (const [request, changes] of drawn) {
        const bytes = changedBytes(bytesOf(served, request, token), changes);
        const { status, head, body } = await sendRaw(served, bytes);
        const headers = { head: head.replaceAll("\r\n", " ") };
        const flaw = status === 0 ? "no answer" : flawOf(request, { status, headers, body });
        if (flaw !== undefined) {
          flaws.push([flaw, bytes.toString("latin1").slice(0, 600)]);
        }
      }
      assert.deepEqual(flaws, []);
      assert.deepEqual(defects, []);
    } finally {
      await served.close();
    }
    await stillAnswers(azure, owner);
  });
});

/** Up to three bytes changed somewhere, in half of the requests. */
const byteChanges = fc.oneof(
  fc.constant([]),
  fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { minLength: 1, maxLength: 3 }),
);

function changedBytes(bytes: Buffer, changes: readonly (readonly [number, number])[]): Buffer {
  for (const [at, byte] of changes) {
    bytes[at % bytes.length] = byte;
  }
  return bytes;
}

function bytesOf(served: ServedAzure, request: HostileRequest, token: string): Buffer {
  const body = Buffer.from(request.body ?? "");
  const lines = Object.entries(request.headers)
    .filter(([name]) => name !== "host")
    .map(([name, value]) => `${name}: ${value}`);
  const head = rawRequest(served, `${request.method} ${request.url} HTTP/1.1`, [
    `authorization: Bearer ${token}`,
    `content-length: ${body.length}`,
    ...lines,
  ]);
  return Buffer.concat([Buffer.from(head), body]);
}

/** Everything has its place and can be read, saved and loaded again. */
async function stillAnswers(azure: SimulatedAzure, owner: Caller): Promise<void> {
  azure.clock.advance(86_400_000);
  for (const { id, name, type } of azure.estate.all()) {
    assert.equal(typeof type, "string");
    assert.ok(id.startsWith("/") && id.toLowerCase().endsWith(`/${name.toLowerCase()}`), id);
  }
  const saved = JSON.stringify(azure.save());
  const again = new SimulatedAzure({ from: JSON.parse(saved) as SavedEstate });
  assert.deepEqual(again.estate.all(), JSON.parse(JSON.stringify(azure.estate.all())));
  const { status } = await owner.send("PUT", `${group}-2?api-version=2021-04-01`, {
    location: "westeurope",
  });
  assert.equal(status, 201);
}
