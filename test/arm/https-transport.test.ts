import assert from "node:assert/strict";
import { HttpsTransport } from "../../src/arm/https-transport";
import type { ArmRequest } from "../../src/arm/transport";
import { FakeHttpClient, type Answer } from "./fake-http-client";

const cloud = { endpoint: "https://management.example", audience: "https://audience/" };

interface Fixture {
  readonly transport: HttpsTransport;
  readonly client: FakeHttpClient;
  readonly scopes: unknown[];
}

function fixture(answer: () => Answer = () => ({})): Fixture {
  const scopes: unknown[] = [];
  const credential = {
    getToken: (scope: string | string[]) => {
      scopes.push(scope);
      return Promise.resolve({ token: "the-token", expiresOnTimestamp: Date.now() + 3_600_000 });
    },
  };
  const client = new FakeHttpClient(answer);
  const signIn = () => Promise.resolve({ cloud, credential });
  return { transport: new HttpsTransport(signIn, client), client, scopes };
}

const get: ArmRequest = { method: "GET", url: "/subscriptions/s?api-version=1" };

describe("HttpsTransport", () => {
  it("sends JSON with a token, asked for once", async () => {
    const { transport, client, scopes } = fixture();
    await transport.send({ method: "PUT", url: "/a?api-version=1", body: { b: 1 } });
    await transport.send({ ...get, headers: { "x-more": "m" } });
    assert.deepEqual(client.lines, [
      "PUT https://management.example/a?api-version=1",
      "GET https://management.example/subscriptions/s?api-version=1",
    ]);
    assert.equal(client.header(0, "authorization"), "Bearer the-token");
    assert.equal(client.header(0, "content-type"), "application/json");
    assert.equal(client.header(0, "accept"), "application/json");
    assert.equal(client.body(0), '{"b":1}');
    assert.match(client.header(0, "user-agent") ?? "", /^azure-evergreen /);
    assert.match(client.header(0, "x-ms-client-request-id") ?? "", /^[0-9a-f-]{36}$/);
    assert.equal(client.body(1), undefined);
    assert.equal(client.header(1, "content-type"), undefined);
    assert.equal(client.header(1, "x-more"), "m");
    assert.deepEqual(scopes, [["https://audience//.default"]]);
  });

  it("signs in again, once for all that are under way, when a token has expired", async () => {
    const tokens: string[] = [];
    const signIn = (afresh: boolean) => {
      const token = afresh ? "second" : "first";
      tokens.push(token);
      const credential = {
        getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
      };
      return Promise.resolve({ cloud, credential });
    };
    const expired = '{"error":{"code":"ExpiredAuthenticationToken","message":"It expired."}}';
    const client = new FakeHttpClient(({ headers }) =>
      headers.get("authorization") === "Bearer first" ? { status: 401, body: expired } : {},
    );
    const transport = new HttpsTransport(signIn, client);
    const answers = await Promise.all([transport.send(get), transport.send(get)]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    );
    assert.deepEqual(tokens, ["first", "second"]);
    assert.equal(client.lines.length, 4);
  });

  it("leaves it at a second refusal, and at one that a new token would not change", async () => {
    const refused = (code: string) => ({ status: 401, body: `{"error":{"code":"${code}"}}` });
    for (const [code, requests] of [
      ["ExpiredAuthenticationToken", 2],
      ["InvalidAuthenticationTokenTenant", 1],
    ] as const) {
      const { transport, client } = fixture(() => refused(code));
      assert.equal((await transport.send(get)).status, 401);
      assert.equal(client.lines.length, requests);
    }
  });

  it("sends a text as it is", async () => {
    const { transport, client } = fixture();
    const headers = { "content-type": "text/powershell" };
    await transport.send({ method: "PUT", url: "/a", headers, body: "Get-Date" });
    assert.equal(client.body(0), "Get-Date");
    assert.equal(client.header(0, "content-type"), "text/powershell");
  });

  it("answers every status, header names in lower case, JSON parsed and other text as it is", async () => {
    const answers: Answer[] = [
      { status: 404, body: '\uFEFF{"error":{}}', headers: { "Retry-After": "1" } },
      { status: 502, body: "<html>" },
      { status: 204 },
    ];
    const { transport } = fixture(() => answers.shift() ?? {});
    assert.deepEqual(await transport.send(get), {
      status: 404,
      headers: { "retry-after": "1" },
      body: { error: {} },
    });
    assert.equal((await transport.send(get)).body, "<html>");
    assert.deepEqual(await transport.send(get), { status: 204, headers: {}, body: undefined });
  });

  it("follows addresses that Azure names, at its regional hosts too", async () => {
    const { transport, client } = fixture();
    const next = "https://management.example/next?page=2";
    const regional = "https://westeurope.management.example/operations/1";
    await transport.send({ method: "GET", url: next });
    await transport.send({ method: "GET", url: regional });
    assert.deepEqual(client.lines, [`GET ${next}`, `GET ${regional}`]);
  });

  for (const url of [
    "https://evil.example/subscriptions?token=abc",
    "https://management.example.evil.example/",
    "https://evilmanagement.example/",
    "https://management.example:8443/",
    "http://management.example/",
  ]) {
    it(`sends no token to ${url}`, async () => {
      const { transport, client } = fixture();
      const { protocol, hostname } = new URL(url);
      await assert.rejects(transport.send({ method: "GET", url }), {
        message: `Azure names an address at '${protocol}//${hostname}', which is not part of https://management.example; no token is sent there.`,
      });
      assert.deepEqual(client.requests, []);
    });
  }

  it("tells a broken connection from one that cannot work, without the request's token", async () => {
    const broken = fixture(() => ({ broken: "ECONNRESET" }));
    await assert.rejects(broken.transport.send(get), {
      name: "ConnectionError",
      mayPass: true,
      message: "GET /subscriptions/s?api-version=1 got no answer: connect ECONNRESET.",
    });
    const untrusted = fixture(() => ({ broken: "SELF_SIGNED_CERT_IN_CHAIN" }));
    const error: unknown = await untrusted.transport.send(get).catch((thrown: unknown) => thrown);
    assert.equal((error as { mayPass?: boolean }).mayPass, false);
    assert.equal((error as Error).cause, undefined);
  });

  it("stops at an abort with its reason", async () => {
    const reason = new Error("cancelled");
    const { transport, client } = fixture();
    await assert.rejects(transport.send(get, AbortSignal.abort(reason)), reason);
    assert.deepEqual(client.requests, []);
    await assert.rejects(transport.wait(60_000, AbortSignal.abort(reason)), reason);
  });

  it("forgets a failed sign-in", async () => {
    let tries = 0;
    const client = new FakeHttpClient(() => ({ status: 204 }));
    const transport = new HttpsTransport(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error("not yet")) : Promise.resolve({ cloud });
    }, client);
    await assert.rejects(transport.send(get), /not yet/);
    assert.equal((await transport.send(get)).status, 204);
    assert.equal(client.header(0, "authorization"), undefined);
  });
});
