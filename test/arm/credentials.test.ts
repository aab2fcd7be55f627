import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cloud } from "../../src/arm/cloud";
import { readConfiguration } from "../../src/arm/configuration";
import {
  createCredential,
  oidcToken,
  signInMethod,
  signInProblems,
} from "../../src/arm/credentials";

const configured = (given: Record<string, unknown>) => readConfiguration(given, {});

describe("signInMethod", () => {
  it("follows azure-native's order", () => {
    const given: Record<string, unknown> = {
      useDefaultAzureCredential: true,
      clientCertificatePath: "/c.pem",
      clientSecret: "s",
      useOidc: true,
      useMsi: true,
    };
    const methods: string[] = [];
    for (const name of Object.keys(given)) {
      methods.push(signInMethod(configured(given)));
      given[name] = undefined;
    }
    methods.push(signInMethod(configured({})));
    assert.deepEqual(methods, [
      "the default Azure credential",
      "a client certificate",
      "a client secret",
      "OIDC",
      "a managed identity",
      "the Azure CLI",
    ]);
  });
});

describe("signInProblems", () => {
  it("names everything that is missing", () => {
    assert.deepEqual(signInProblems(configured({ clientSecret: "s" })), [
      "tenantId is not set. Set it, or ARM_TENANT_ID, to sign in with a client secret.",
      "clientId is not set. Set it, or ARM_CLIENT_ID, to sign in with a client secret.",
    ]);
    assert.deepEqual(signInProblems(configured({ useOidc: true, tenantId: "t", clientId: "c" })), [
      "No OIDC token can be had. Set oidcToken (ARM_OIDC_TOKEN), oidcTokenFilePath (ARM_OIDC_TOKEN_FILE_PATH), or oidcRequestUrl and oidcRequestToken (ARM_OIDC_REQUEST_URL and ARM_OIDC_REQUEST_TOKEN).",
    ]);
    const certificate = { clientCertificatePath: "/c.PFX", tenantId: "t", clientId: "c" };
    assert.deepEqual(signInProblems(configured(certificate)), [
      "clientCertificatePath is '/c.PFX'; a PKCS #12 file cannot be read here. Give a PEM file with the certificate and its key: openssl pkcs12 -in <file> -out <file>.pem.",
    ]);
  });

  it("wants nothing more for the other ways", () => {
    assert.deepEqual(signInProblems(configured({})), []);
    assert.deepEqual(signInProblems(configured({ useMsi: true })), []);
    assert.deepEqual(signInProblems(configured({ useDefaultAzureCredential: true })), []);
  });
});

describe("createCredential", () => {
  const cloud: Cloud = {
    name: "Private",
    endpoint: "https://arm.private.example",
    authorityHost: "https://login.private.example",
    audience: "https://arm.private.example/",
  };
  const ways: readonly (readonly [string, Record<string, unknown>])[] = [
    ["DefaultAzureCredential", { useDefaultAzureCredential: true }],
    ["ClientCertificateCredential", { clientCertificatePath: "/c.pem" }],
    ["ClientSecretCredential", { clientSecret: "s" }],
    ["ClientAssertionCredential", { useOidc: true, oidcToken: "t" }],
    ["ManagedIdentityCredential", { useMsi: true }],
    ["AzureCliCredential", {}],
  ];
  for (const [name, given] of ways) {
    it(`makes a ${name}`, async () => {
      const configuration = configured({ tenantId: "t", clientId: "c", ...given });
      const credential = await createCredential(configuration, cloud);
      assert.equal(credential.constructor.name, name);
    });
  }
});

describe("oidcToken", () => {
  it("takes the given token, else the file's as it stands now", async () => {
    assert.equal(
      await oidcToken(configured({ oidcToken: "given", oidcTokenFilePath: "/x" })),
      "given",
    );
    const folder = mkdtempSync(join(tmpdir(), "oidc-"));
    try {
      const file = join(folder, "token");
      const configuration = configured({ oidcTokenFilePath: file });
      writeFileSync(file, "first\n");
      assert.equal(await oidcToken(configuration), "first");
      writeFileSync(file, "second\n");
      assert.equal(await oidcToken(configuration), "second");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const exchange = configured({
    oidcRequestUrl: "https://oidc.example/token?api=1",
    oidcRequestToken: "request-token",
  });

  it("asks for one with the audience of Azure", async () => {
    const seen: unknown[] = [];
    const answering = (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
      seen.push(url instanceof URL ? url.href : url, init?.headers);
      return Promise.resolve(Response.json({ value: "exchanged" }));
    };
    assert.equal(await oidcToken(exchange, answering), "exchanged");
    assert.deepEqual(seen, [
      "https://oidc.example/token?api=1&audience=api%3A%2F%2FAzureADTokenExchange",
      { accept: "application/json", authorization: "Bearer request-token" },
    ]);
  });

  it("says who gave no token, without showing the one it asked with", async () => {
    const refusing = (): Promise<Response> =>
      Promise.resolve(new Response("no: request-token", { status: 403 }));
    await assert.rejects(oidcToken(exchange, refusing), {
      message: "https://oidc.example/token answered 403 and no OIDC token.",
    });
    const empty = (): Promise<Response> => Promise.resolve(Response.json({}));
    await assert.rejects(oidcToken(exchange, empty), {
      message: "https://oidc.example/token answered 200 and no OIDC token.",
    });
  });
});
