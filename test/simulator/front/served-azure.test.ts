import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Clock, type ServedAzure } from "../../../src/simulator/index";
import { callerOf, newAzure, newGroup, subscriptionId, tenantId } from "../caller";

interface Answered {
  readonly status: number | undefined;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

function get(
  served: ServedAzure,
  path: string,
  headers: Record<string, string> = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    request(
      `${served.url}${path}`,
      { ca: served.certificateAuthority, headers, agent: false, servername: "localhost" },
      (response) => {
        let body = "";
        response.on("data", (chunk: Buffer) => (body += chunk.toString()));
        response.on("end", () => {
          resolve({ status: response.statusCode, headers: response.headers, body });
        });
      },
    )
      .on("error", reject)
      .end();
  });
}

describe("a served simulated Azure", () => {
  let directory = "";
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "evergreen-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it("gives clients what they need, in files for their owner alone", async () => {
    const azure = newAzure();
    const principal = azure.createServicePrincipal("app");
    const served = await azure.serve();
    try {
      const file = join(directory, "simulated-azure-authority.pem");
      writeFileSync(file, "old", { mode: 0o644 });
      const host = served.url.replace("https://", "");
      assert.deepEqual(served.environment(principal, directory), {
        ARM_CLIENT_ID: principal.clientId,
        ARM_CLIENT_SECRET: principal.clientSecret,
        ARM_TENANT_ID: tenantId,
        ARM_SUBSCRIPTION_ID: subscriptionId,
        ARM_ENVIRONMENT: "AzureEvergreenSimulation",
        ARM_METADATA_HOSTNAME: host,
        ARM_DISABLE_INSTANCE_DISCOVERY: "true",
        NODE_EXTRA_CA_CERTS: file,
        SSL_CERT_FILE: file,
        REQUESTS_CA_BUNDLE: file,
      });
      assert.equal(statSync(file).mode & 0o777, 0o600);
      assert.equal(readFileSync(file, "utf8"), served.certificateAuthority);
      assert.equal(served.certificateAuthority.includes("PRIVATE KEY"), false);
    } finally {
      await served.close();
    }
  });

  it("gives what runs in a resource a token of the resource's own identity", async () => {
    const azure = newAzure();
    const owner = callerOf(azure, "Owner");
    const group = await newGroup(owner);
    const account = `${group}/providers/Microsoft.Automation/automationAccounts/account1`;
    await owner.send("PUT", `${account}?api-version=2023-11-01`, {
      location: "westeurope",
      identity: { type: "SystemAssigned" },
      properties: { sku: { name: "Basic" } },
    });
    const { principalId } = azure.estate.get(account)?.identity as { principalId: string };
    azure.grant({ principalId, role: "Reader" });
    const served = await azure.serve();
    try {
      const variables = served.identityEnvironment(account, directory);
      const ask = (header: string, query: string): Promise<Answered> => {
        const path = `${new URL(variables.IDENTITY_ENDPOINT ?? "").pathname}?${query}`;
        return get(served, path, { "x-identity-header": header });
      };
      const audience = "resource=https://management.azure.com/&api-version=2019-08-01";
      const answered = await ask(variables.IDENTITY_HEADER ?? "", audience);
      const { access_token: token } = JSON.parse(answered.body) as { access_token: string };
      const read = await get(served, `${group}?api-version=2021-04-01`, {
        authorization: `Bearer ${token}`,
      });
      assert.equal(read.status, 200);
      assert.equal(azure.recorded(principalId).length, 1);
      assert.equal((await ask("guess", audience)).status, 401);
      assert.equal((await ask(variables.IDENTITY_HEADER ?? "", "")).status, 400);
      const other = await ask(variables.IDENTITY_HEADER ?? "", `${audience}&client_id=nobody`);
      assert.equal(other.status, 400);
    } finally {
      await served.close();
    }
  });

  it("has an authority for a week and for loopback alone", async () => {
    const azure = newAzure();
    const served = await azure.serve();
    try {
      const authority = new X509Certificate(served.certificateAuthority);
      const days = (Date.parse(authority.validTo) - Date.now()) / 86_400_000;
      assert.ok(days > 6.9 && days <= 7);
      assert.equal(authority.ca, true);
      // Name constraints, critical, permitting localhost, 127.0.0.1/32 and ::1/128.
      const constraints = Buffer.from(
        "0603551d1e0101ff0441303fa03d300b82096c6f63616c686f7374",
        "hex",
      );
      assert.ok(authority.raw.includes(constraints));
    } finally {
      await served.close();
    }
  });

  it("refuses foreign Host headers, and answers on its own names", async () => {
    const azure = newAzure();
    const served = await azure.serve();
    try {
      const port = new URL(served.url).port;
      const metadata = "/metadata/endpoints?api-version=2022-09-01";
      for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
        const answered = await get(served, metadata, { host });
        assert.equal(answered.status, 200);
        const { resourceManager } = JSON.parse(answered.body) as { resourceManager: string };
        assert.equal(resourceManager, `https://${host}/`);
      }
      for (const host of ["management.azure.com", `evil.example:${port}`, "localhost"]) {
        const answered = await get(served, metadata, { host });
        assert.deepEqual(
          [answered.status, JSON.parse(answered.body)],
          [
            421,
            {
              error: {
                code: "MisdirectedRequest",
                message: "The simulated Azure answers requests to its own loopback address only.",
              },
            },
          ],
        );
      }
    } finally {
      await served.close();
    }
  });

  it("lets requests that have arrived be answered when it is closed, and cuts what has not", async () => {
    const azure = newAzure();
    const served = await azure.serve();
    const late = { kind: "answer late", milliseconds: 400 } as const;
    azure.faults.http.strike(late, { path: "/metadata/endpoints" });
    const answered = get(served, "/metadata/endpoints?api-version=2022-09-01");
    const options = { method: "POST", ca: served.certificateAuthority, servername: "localhost" };
    const sending = request(`${served.url}/subscriptions`, { ...options, agent: false });
    const unfinished = new Promise<string>((resolve) => {
      sending.on("error", (error: NodeJS.ErrnoException) => {
        resolve(error.code ?? "");
      });
    });
    // On a busy machine the connection would else come too late to be cut.
    const connected = new Promise<void>((resolve) => {
      sending.on("socket", (socket) => socket.once("secureConnect", resolve));
    });
    sending.write("{");
    await connected;
    while (azure.faults.http.struck === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await served.close();
    assert.equal((await answered).status, 200);
    assert.equal(await unfinished, "ECONNRESET");
    await assert.rejects(get(served, "/subscriptions"), { code: "ECONNREFUSED" });
  });

  it("scales Retry-After with its clock", async () => {
    const azure = newAzure({ clock: new Clock({ speed: 60 }) });
    const principal = azure.createServicePrincipal("app");
    azure.grant({ principalId: principal.objectId, role: "Contributor" });
    const { transport } = azure.connect(principal);
    const group = `/subscriptions/${subscriptionId}/resourceGroups/rg?api-version=2021-04-01`;
    await transport.send({ method: "PUT", url: group, body: { location: "westeurope" } });
    const deletion = await transport.send({ method: "DELETE", url: group });
    assert.deepEqual(
      [deletion.headers["retry-after"], deletion.headers["retry-after-ms"]],
      ["1", "250"],
    );
  });
});
