import assert from "node:assert/strict";
import { readConfiguration, withoutSecretsOf } from "../../src/arm/configuration";

const off = {
  auxiliaryTenantIds: [],
  disableInstanceDiscovery: false,
  useDefaultAzureCredential: false,
  useOidc: false,
  useMsi: false,
};

describe("readConfiguration", () => {
  it("takes the provider's arguments before the environment, argument by argument", () => {
    const environment = {
      ARM_SUBSCRIPTION_ID: "env-subscription",
      ARM_TENANT_ID: "env-tenant",
      ARM_CLIENT_ID: "env-client",
      ARM_CLIENT_SECRET: "env-secret",
    };
    assert.deepEqual(readConfiguration({ tenantId: "tenant", clientId: "" }, environment), {
      ...off,
      subscriptionId: "env-subscription",
      tenantId: "tenant",
      clientId: "env-client",
      clientSecret: "env-secret",
    });
  });

  it("reads every variable that azure-native reads", () => {
    const environment = {
      ARM_AUXILIARY_TENANT_IDS: '["a","b"]',
      ARM_CLIENT_CERTIFICATE_PATH: "/c.pem",
      ARM_CLIENT_CERTIFICATE_PASSWORD: "word",
      ARM_ENVIRONMENT: "china",
      AZURE_ENVIRONMENT: "public",
      ARM_METADATA_HOSTNAME: "host",
      ARM_DISABLE_INSTANCE_DISCOVERY: "true",
      ARM_USE_DEFAULT_AZURE_CREDENTIAL: "true",
      ARM_USE_OIDC: "true",
      ARM_OIDC_TOKEN: "token",
      ARM_OIDC_TOKEN_FILE_PATH: "/token",
      ARM_OIDC_REQUEST_TOKEN: "request-token",
      ARM_OIDC_REQUEST_URL: "https://oidc",
      ARM_OIDC_AUDIENCE: "audience",
      ARM_USE_MSI: "TRUE",
    };
    assert.deepEqual(readConfiguration({}, environment), {
      auxiliaryTenantIds: ["a", "b"],
      clientCertificatePath: "/c.pem",
      clientCertificatePassword: "word",
      environment: "china",
      metadataHost: "host",
      disableInstanceDiscovery: true,
      useDefaultAzureCredential: true,
      useOidc: true,
      oidcToken: "token",
      oidcTokenFilePath: "/token",
      oidcRequestToken: "request-token",
      oidcRequestUrl: "https://oidc",
      oidcAudience: "audience",
      useMsi: true,
    });
  });

  it("falls back to GitHub's variables and to AZURE_ENVIRONMENT", () => {
    const environment = {
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "token",
      ACTIONS_ID_TOKEN_REQUEST_URL: "https://actions",
      AZURE_ENVIRONMENT: "usgovernment",
    };
    assert.deepEqual(readConfiguration({}, environment), {
      ...off,
      environment: "usgovernment",
      oidcRequestToken: "token",
      oidcRequestUrl: "https://actions",
    });
  });

  it("takes switches and lists as values and as the texts that Pulumi makes of them", () => {
    const read = (given: Record<string, unknown>) => readConfiguration(given, {});
    assert.equal(read({ useMsi: true }).useMsi, true);
    assert.equal(read({ useMsi: "true" }).useMsi, true);
    assert.equal(read({ useMsi: "false" }).useMsi, false);
    assert.equal(readConfiguration({ useMsi: false }, { ARM_USE_MSI: "true" }).useMsi, false);
    assert.deepEqual(read({ auxiliaryTenantIds: ["a"] }).auxiliaryTenantIds, ["a"]);
    assert.deepEqual(read({ auxiliaryTenantIds: '["a"]' }).auxiliaryTenantIds, ["a"]);
    for (const wrong of ["a,b", '{"a":1}', [1]]) {
      assert.throws(() => read({ auxiliaryTenantIds: wrong }), {
        message:
          'auxiliaryTenantIds must be a list of tenant ids, in ARM_AUXILIARY_TENANT_IDS as JSON: ["<tenant id>"].',
      });
    }
  });
});

describe("withoutSecretsOf", () => {
  it("takes every secret argument out of a text", () => {
    const configuration = readConfiguration(
      {
        clientId: "client",
        clientSecret: "s-1",
        clientCertificatePassword: "s-2",
        oidcToken: "s-3",
        oidcRequestToken: "s-4",
      },
      {},
    );
    assert.equal(
      withoutSecretsOf(configuration, "client s-1 s-2 s-3 s-4 s-1"),
      "client [secret] [secret] [secret] [secret] [secret]",
    );
  });
});
