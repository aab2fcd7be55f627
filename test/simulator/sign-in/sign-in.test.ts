import assert from "node:assert/strict";
import { createPublicKey, createVerify, type JsonWebKey } from "node:crypto";
import type { HttpResponse } from "../../../src/simulator/index";
import { signIn, type ChallengeError } from "../../../src/simulator/sign-in/sign-in";
import { Tokens } from "../../../src/simulator/sign-in/tokens";
import { newAzure, subscription, tenantId } from "../caller";

const host = "localhost:1234";
const endpoint = `https://${host}`;
const listGroups = `${subscription}/resourcegroups?api-version=2021-04-01`;

function json(response: HttpResponse): Record<string, unknown> {
  return JSON.parse(response.body ?? "null") as Record<string, unknown>;
}

async function askToken(
  azure: ReturnType<typeof newAzure>,
  form: Record<string, string>,
  path = `/${tenantId}/oauth2/v2.0/token`,
): Promise<HttpResponse> {
  return azure.handle({
    method: "POST",
    url: path,
    headers: { host, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(form).toString(),
  });
}

function call(azure: ReturnType<typeof newAzure>, authorization?: string): Promise<HttpResponse> {
  return azure.handle({
    method: "GET",
    url: listGroups,
    headers: authorization === undefined ? { host } : { host, authorization },
  });
}

describe("signing in", () => {
  it("by client credentials gives a token that Resource Manager takes", async () => {
    const azure = newAzure();
    const principal = azure.createServicePrincipal("app");
    azure.grant({ principalId: principal.objectId, role: "Reader" });
    const base = {
      grant_type: "client_credentials",
      client_id: principal.clientId,
      client_secret: principal.clientSecret,
    };
    const forms: [Record<string, string>, string?][] = [
      [{ ...base, scope: `${endpoint}/.default` }],
      [{ ...base, scope: `${endpoint}//.default openid offline_access profile` }],
      [{ ...base, scope: "https://management.azure.com/.default" }],
      [{ ...base, resource: "https://management.core.windows.net/" }, `/${tenantId}/oauth2/token`],
    ];
    for (const [form, path] of forms) {
      const answered = await askToken(azure, form, path);
      assert.equal(answered.status, 200);
      const token = json(answered);
      assert.deepEqual([token.token_type, token.expires_in], ["Bearer", 3599]);
      const list = await call(azure, `Bearer ${String(token.access_token)}`);
      assert.deepEqual([list.status, json(list)], [200, { value: [] }]);
    }
  });

  it("puts the principal into the token", async () => {
    const azure = newAzure();
    const principal = azure.createServicePrincipal("app");
    const answered = await askToken(azure, {
      grant_type: "client_credentials",
      client_id: principal.clientId,
      client_secret: principal.clientSecret,
      scope: `${endpoint}/.default`,
    });
    const [, payload = ""] = String(json(answered).access_token).split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<
      string,
      unknown
    >;
    assert.deepEqual(
      [claims.oid, claims.appid, claims.tid, claims.aud],
      [principal.objectId, principal.clientId, tenantId, endpoint],
    );
    assert.equal(Number(claims.exp) - Number(claims.iat), 3599);
  });

  it("is refused with Entra's codes", async () => {
    const azure = newAzure();
    const { clientId, clientSecret } = azure.createServicePrincipal("app");
    const good = {
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      scope: `${endpoint}/.default`,
    };
    const code = async (form: Record<string, string>, path?: string): Promise<unknown[]> => {
      const answered = await askToken(azure, form, path);
      const { error, error_codes } = json(answered);
      return [answered.status, error, error_codes];
    };
    assert.deepEqual(await code({ ...good, client_secret: "guess" }), [
      401,
      "invalid_client",
      [7000215],
    ]);
    assert.deepEqual(await code({ ...good, client_id: tenantId }), [
      400,
      "unauthorized_client",
      [700016],
    ]);
    assert.deepEqual(await code({ ...good, grant_type: "password" }), [
      400,
      "unsupported_grant_type",
      [70003],
    ]);
    assert.deepEqual(await code({ ...good, scope: "openid" }), [400, "invalid_scope", [70011]]);
    const { grant_type, client_id, scope } = good;
    const secretless = { grant_type, client_id, scope };
    assert.deepEqual(await code(secretless), [401, "invalid_client", [7000218]]);
    assert.deepEqual(await code({ grant_type: "client_credentials" }), [
      400,
      "invalid_request",
      [900144],
    ]);
    assert.deepEqual(await code(good, "/00000000-1111-4222-8333-444444444444/oauth2/v2.0/token"), [
      400,
      "invalid_request",
      [90002],
    ]);
    const answered = await askToken(azure, { ...good, client_secret: "guess-1234" });
    assert.ok(!(answered.body ?? "").includes("guess-1234"));
  });

  it("is asked for with a challenge", async () => {
    const azure = newAzure();
    const answered = await call(azure);
    assert.equal(answered.status, 401);
    assert.equal(
      answered.headers["www-authenticate"],
      `Bearer authorization_uri="${endpoint}/${tenantId}", error="invalid_token", error_description="The authentication failed because of missing 'Authorization' header."`,
    );
    assert.deepEqual(json(answered), {
      error: {
        code: "AuthenticationFailed",
        message: "Authentication failed. The 'Authorization' header is missing.",
      },
    });
    const basic = await call(azure, "Basic abc");
    assert.equal((json(basic).error as { code: string }).code, "AuthenticationFailedInvalidHeader");
  });

  it("refuses tokens of others, changed ones, old ones and those for another audience", async () => {
    const azure = newAzure();
    const principal = azure.createServicePrincipal("app");
    const foreign = new Tokens(tenantId).issue(principal, endpoint).token;
    const code = async (token: string): Promise<string> => {
      const answered = await call(azure, `Bearer ${token}`);
      assert.equal(answered.status, 401);
      assert.ok(!(answered.body ?? "").includes(token));
      return (json(answered).error as { code: string }).code;
    };
    assert.equal(await code(foreign), "InvalidAuthenticationToken");
    assert.equal(await code("not-a-token"), "InvalidAuthenticationToken");
    const answered = await askToken(azure, {
      grant_type: "client_credentials",
      client_id: principal.clientId,
      client_secret: principal.clientSecret,
      scope: "https://graph.microsoft.com/.default",
    });
    const graph = String(json(answered).access_token);
    assert.equal(await code(graph), "InvalidAuthenticationTokenAudience");
    const [header = "", , signature = ""] = graph.split(".");
    const forged = Buffer.from(JSON.stringify({ oid: "x", aud: endpoint, exp: 9e9 }));
    assert.equal(
      await code(`${header}.${forged.toString("base64url")}.${signature}`),
      "InvalidAuthenticationToken",
    );
    const unsigned = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
    assert.equal(
      await code(`${unsigned}.${forged.toString("base64url")}.`),
      "InvalidAuthenticationToken",
    );
  });
});

describe("tokens", () => {
  it("end on real time", () => {
    const tokens = new Tokens(tenantId);
    const { token } = tokens.issue({ objectId: "o", clientId: "c" }, endpoint, -10);
    const headers = { authorization: `Bearer ${token}` };
    assert.throws(
      () => signIn(tokens, headers, endpoint),
      (error: ChallengeError) => {
        assert.equal(error.code, "ExpiredAuthenticationToken");
        assert.match(
          error.message,
          /^The access token expiry UTC time '\d+\/\d+\/\d{4} \d+:\d\d:\d\d [AP]M' is earlier than current UTC time '.*'\.$/,
        );
        return true;
      },
    );
  });
});

describe("cloud metadata and discovery", () => {
  it("publishes the key with which tokens are signed, its public half alone", async () => {
    const azure = newAzure();
    const principal = azure.createServicePrincipal("app");
    const answered = await askToken(azure, {
      grant_type: "client_credentials",
      client_id: principal.clientId,
      client_secret: principal.clientSecret,
      scope: `${endpoint}/.default`,
    });
    const [header = "", payload = "", signature = ""] = String(json(answered).access_token).split(
      ".",
    );
    const keys = json(
      await azure.handle({
        method: "GET",
        url: `/${tenantId}/discovery/v2.0/keys`,
        headers: { host },
      }),
    ).keys as JsonWebKey[];
    assert.deepEqual(Object.keys(keys[0] ?? {}).sort(), ["alg", "e", "kid", "kty", "n", "use"]);
    const key = createPublicKey({ key: keys[0] ?? {}, format: "jwk" });
    const signed = createVerify("RSA-SHA256").update(`${header}.${payload}`);
    assert.equal(signed.verify(key, signature, "base64url"), true);
  });

  it("is one object since 2022-09-01 and an array before", async () => {
    const azure = newAzure();
    const get = (url: string) => azure.handle({ method: "GET", url, headers: { host } });
    const metadata = json(await get("/metadata/endpoints?api-version=2022-09-01"));
    assert.deepEqual(metadata.authentication, {
      loginEndpoint: endpoint,
      audiences: [`${endpoint}/`, "https://management.core.windows.net/"],
      tenant: "common",
      identityProvider: "AAD",
    });
    assert.equal(metadata.resourceManager, `${endpoint}/`);
    assert.equal(metadata.microsoftGraphResourceId, `${endpoint}/`);
    assert.ok(Array.isArray(json(await get("/metadata/endpoints?api-version=2019-05-01"))));
    const openId = json(await get(`/${tenantId}/v2.0/.well-known/openid-configuration?`));
    assert.deepEqual(
      [openId.issuer, openId.token_endpoint, openId.authorization_endpoint],
      [
        `${endpoint}/${tenantId}/v2.0`,
        `${endpoint}/${tenantId}/oauth2/v2.0/token`,
        `${endpoint}/${tenantId}/oauth2/v2.0/authorize`,
      ],
    );
  });
});
