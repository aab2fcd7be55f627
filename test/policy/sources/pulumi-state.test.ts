import assert from "node:assert/strict";
import { readSource } from "../../../src/policy/sources/detect";
import { assertRefused, secret, subscription, unknown } from "./sources";

const provider = "urn:pulumi:dev::fleet::pulumi:providers:azure-native::other";
const token = "azure-native:automation:Credential";
const urn = `urn:pulumi:dev::fleet::${token}::cred`;

function exported(...resources: object[]): string {
  return JSON.stringify({ version: 3, deployment: { manifest: {}, resources } });
}

function credential(changed: object = {}): object {
  return {
    urn,
    custom: true,
    type: token,
    inputs: { userName: "u", password: secret({ plaintext: '"canary"' }) },
    outputs: { userName: "u" },
    parent: "urn:stack",
    provider: `${provider}::0c61e550`,
    dependencies: ["urn:account"],
    propertyDependencies: { userName: [], automationAccountName: ["urn:account"] },
    ...changed,
  };
}

describe("an exported state", () => {
  it("is read with its secrets marked and its provider's subscription", () => {
    const source = readSource(
      exported(
        {
          urn: provider,
          custom: true,
          type: "pulumi:providers:azure-native",
          inputs: { subscriptionId: subscription },
        },
        credential(),
      ),
    );
    assert.deepEqual(source, {
      kind: "state",
      hiddenValues: 0,
      resources: [
        {
          urn,
          name: "cred",
          token,
          inputs: { userName: "u", password: "canary" },
          outputs: { userName: "u" },
          secrets: { password: true },
          subscriptionId: subscription,
          parent: "urn:stack",
          dependencies: ["urn:account"],
          propertyDependencies: { userName: [], automationAccountName: ["urn:account"] },
        },
      ],
    });
  });

  it("has encrypted values as unknown ones, and lists with a secret as secret", () => {
    const [resource] = readSource(
      exported(credential({ inputs: { list: ["a", { b: secret({ ciphertext: "v1:x" }) }] } })),
    ).resources;
    assert.deepEqual(resource?.inputs, { list: ["a", { b: unknown }] });
    assert.deepEqual(resource.secrets, { list: true });
  });

  it("leaves out what waits to be deleted, what is only read, and components", () => {
    const { resources } = readSource(
      exported(
        credential({ delete: true }),
        credential({ external: true }),
        credential({ custom: false }),
      ),
    );
    assert.deepEqual(resources, []);
    assert.deepEqual(readSource('{"version": 3, "deployment": {}}').resources, []);
  });

  it("is refused with the path of what is wrong", () => {
    assertRefused(
      { version: 2, deployment: {} },
      "version: Only versions 3 and 4 of Pulumi's deployments are known.",
    );
    assertRefused({ version: 3, deployment: [] }, "deployment: There is no object.");
    assertRefused(
      { version: 3, deployment: { resources: {} } },
      "deployment.resources: There is no list.",
    );
    assertRefused(
      exported({ custom: true, urn }),
      "deployment.resources[0].type: There is no text.",
    );
    assertRefused(
      exported(credential({ propertyDependencies: { userName: "urn" } })),
      "deployment.resources[0].propertyDependencies.userName: There is no list.",
    );
    assertRefused(
      exported(credential({ inputs: { password: secret({ plaintext: "canary" }) } })),
      "deployment.resources[0].inputs.password.plaintext: It is no JSON.",
    );
  });
});
