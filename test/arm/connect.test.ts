import assert from "node:assert/strict";
import type { Cloud } from "../../src/arm/cloud";
import { SignInError, connectToAzure, type ConnectOptions } from "../../src/arm/connect";
import { FakeHttpClient, type Answer } from "./fake-http-client";

const get = { method: "GET", url: "/subscriptions?api-version=2022-12-01" } as const;
const secretLogin = { tenantId: "tenant", clientId: "client", clientSecret: "hunter2" };

/** Options under which nothing leaves the process, and what went through them. */
function isolated(answer: (url: string) => Answer = () => ({}), token = "token") {
  const clouds: Cloud[] = [];
  const announced: string[] = [];
  const az: string[] = [];
  const httpClient = new FakeHttpClient(({ url }) => answer(url));
  const options: ConnectOptions = {
    environment: {},
    httpClient,
    announce: (message) => announced.push(message),
    runAzureCli: (args) => {
      az.push(args.join(" "));
      return JSON.stringify({
        id: "cli-sub",
        tenantId: "cli-tenant",
        environmentName: "AzureCloud",
      });
    },
    createCredential: (_, cloud) => {
      clouds.push(cloud);
      const expiresOnTimestamp = Date.now() + 3_600_000;
      return Promise.resolve({ getToken: () => Promise.resolve({ token, expiresOnTimestamp }) });
    },
  };
  return { options, httpClient, clouds, announced, az };
}

const metadata = JSON.stringify({
  name: "Private",
  resourceManager: "https://arm.private.example/",
  authentication: {
    loginEndpoint: "https://login.private.example/",
    audiences: ["https://arm.private.example/"],
  },
});

describe("connectToAzure", () => {
  it("reaches out for nothing before the first request", async () => {
    const { options, httpClient, clouds, az } = isolated();
    const connection = connectToAzure({ ...secretLogin, subscriptionId: "sub" }, options);
    assert.equal(connection.subscriptionId, "sub");
    assert.equal(connection.tenantId, "tenant");
    assert.equal(connection.clientId, "client");
    assert.deepEqual([httpClient.requests, clouds, az], [[], [], []]);
    await connection.transport.send(get);
    await connection.transport.send(get);
    assert.deepEqual(httpClient.lines, [
      "GET https://management.azure.com/subscriptions?api-version=2022-12-01",
      "GET https://management.azure.com/subscriptions?api-version=2022-12-01",
    ]);
    assert.equal(clouds.length, 1);
  });

  it("goes to the configured cloud", async () => {
    const { options, httpClient, announced } = isolated();
    const connection = connectToAzure({ ...secretLogin, environment: "usgovernment" }, options);
    await connection.transport.send(get);
    assert.match(httpClient.lines[0] ?? "", /^GET https:\/\/management\.usgovcloudapi\.net\//);
    assert.deepEqual(announced, []);
  });

  it("asks a custom cloud who it is, without a token, and shows it", async () => {
    const { options, httpClient, clouds, announced } = isolated((url) =>
      url.includes("/metadata/") ? { body: metadata } : {},
    );
    const given = { ...secretLogin, environment: "Private", metadataHost: "arm.private.example" };
    const connection = connectToAzure(given, options);
    await connection.transport.send(get);
    await connection.transport.send(get);
    assert.deepEqual(httpClient.lines, [
      "GET https://arm.private.example/metadata/endpoints?api-version=2022-09-01",
      "GET https://arm.private.example/subscriptions?api-version=2022-12-01",
      "GET https://arm.private.example/subscriptions?api-version=2022-12-01",
    ]);
    assert.equal(httpClient.header(0, "authorization"), undefined);
    assert.equal(clouds[0]?.authorityHost, "https://login.private.example");
    assert.deepEqual(announced, [
      "Using the cloud 'Private' that https://arm.private.example describes: Azure Resource Manager at https://arm.private.example, sign-in at https://login.private.example.",
    ]);
  });

  it("shows it once, though it signs in again when the token has expired", async () => {
    let isExpired = false;
    const expired = { status: 401, body: '{"error":{"code":"ExpiredAuthenticationToken"}}' };
    const { options, announced } = isolated((url) =>
      url.includes("/metadata/") ? { body: metadata } : isExpired ? expired : {},
    );
    const given = { ...secretLogin, environment: "Private", metadataHost: "arm.private.example" };
    const connection = connectToAzure(given, options);
    await connection.transport.send(get);
    isExpired = true;
    await connection.transport.send(get);
    assert.equal(announced.length, 1);
  });

  it("shows no known cloud", async () => {
    const { options, announced } = isolated((url) =>
      url.includes("/metadata/") ? { body: metadata } : {},
    );
    const given = { ...secretLogin, metadataHost: "management.azure.com" };
    await connectToAzure(given, options).transport.send(get);
    assert.deepEqual(announced, []);
  });

  it("says which cloud does not describe itself", async () => {
    const { options } = isolated(() => ({ status: 404 }));
    const connection = connectToAzure(
      { ...secretLogin, metadataHost: "arm.private.example" },
      options,
    );
    await assert.rejects(connection.transport.send(get), {
      name: "Error",
      message:
        "The cloud at https://arm.private.example does not describe itself: GET /metadata/endpoints?api-version=2022-09-01 answered 404 HTTP 404: Azure gave no reason.",
    });
  });

  it("refuses everything that is wrong in one error", () => {
    const { options } = isolated();
    assert.throws(
      () => connectToAzure({ clientSecret: "hunter2", environment: "german" }, options),
      {
        message: [
          "The way to Azure is not configured:",
          "tenantId is not set. Set it, or ARM_TENANT_ID, to sign in with a client secret.",
          "clientId is not set. Set it, or ARM_CLIENT_ID, to sign in with a client secret.",
          "environment is 'german'; it must be one of public, usgovernment, china. Set metadataHost for any other cloud.",
        ].join("\n  - "),
      },
    );
    assert.throws(() => connectToAzure({ ...secretLogin, metadataHost: "http://a" }, options), {
      message:
        "The way to Azure is not configured:\n  - metadataHost is 'http://a'; it must be an https address without a user name.",
    });
  });

  it("says that a subscription is missing only where one is wanted", () => {
    const { options } = isolated();
    const connection = connectToAzure(secretLogin, options);
    assert.throws(() => connection.subscriptionId, {
      message: "subscriptionId is not set. Set it, or ARM_SUBSCRIPTION_ID.",
    });
  });

  it("says who could not sign in where, and repeats no secret", async () => {
    const { options } = isolated();
    const refusing = {
      ...options,
      createCredential: () =>
        Promise.resolve({
          getToken: () => Promise.reject(new Error("AADSTS7000215: hunter2 is no valid secret")),
        }),
    };
    const { transport } = connectToAzure(secretLogin, refusing);
    const error: unknown = await transport.send(get).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof SignInError);
    assert.equal(
      error.message,
      "Signing in at https://login.microsoftonline.com with a client secret failed: AADSTS7000215: [secret] is no valid secret",
    );
    assert.equal(error.cause, undefined);
  });

  it("tells what the token says of its owner", async () => {
    const claims = Buffer.from(JSON.stringify({ tid: "t", oid: "o", appid: "a" }));
    const known = isolated(undefined, `head.${claims.toString("base64url")}.signature`);
    const connection = connectToAzure(secretLogin, known.options);
    assert.deepEqual(await connection.identify?.(), {
      tenantId: "t",
      objectId: "o",
      clientId: "a",
    });
    const opaque = connectToAzure(secretLogin, isolated(undefined, "opaque").options);
    const nothing = { tenantId: undefined, objectId: undefined, clientId: undefined };
    assert.deepEqual(await opaque.identify?.(), nothing);
  });
});

describe("connectToAzure with the Azure CLI", () => {
  it("takes subscription, tenant and cloud from the account, asked once", async () => {
    const { options, httpClient, az } = isolated();
    const connection = connectToAzure({}, options);
    assert.deepEqual(az, []);
    assert.equal(connection.subscriptionId, "cli-sub");
    assert.equal(connection.tenantId, "cli-tenant");
    await connection.transport.send(get);
    assert.deepEqual(az, ["account show --output json"]);
    assert.match(httpClient.lines[0] ?? "", /^GET https:\/\/management\.azure\.com\//);
  });

  it("asks for the configured subscription, unless its name could mean something to a shell", async () => {
    const named = isolated();
    await connectToAzure({ subscriptionId: "sub-1" }, named.options).transport.send(get);
    assert.deepEqual(named.az, ["account show --output json --subscription sub-1"]);
    const odd = isolated();
    await connectToAzure({ subscriptionId: "a & b" }, odd.options).transport.send(get);
    assert.deepEqual(odd.az, ["account show --output json"]);
  });

  it("refuses another cloud than the one the CLI is signed in to", async () => {
    const { options } = isolated();
    const { transport } = connectToAzure({ environment: "china" }, options);
    await assert.rejects(transport.send(get), {
      message:
        "The Azure CLI is signed in to the cloud 'AzureCloud', the provider is configured for 'AzureChinaCloud'. Choose the cloud with `az cloud set --name`, or set environment or metadataHost.",
    });
  });

  it("says when nobody is signed in", () => {
    const { options } = isolated();
    const connection = connectToAzure({}, { ...options, runAzureCli: () => "{}" });
    assert.throws(() => connection.subscriptionId, {
      message: "`az account show` told no subscription. Sign in with `az login`.",
    });
  });
});
