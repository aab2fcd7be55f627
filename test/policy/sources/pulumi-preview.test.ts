import assert from "node:assert/strict";
import { readSource } from "../../../src/policy/sources/detect";
import { assertRefused, subscription, unknown } from "./sources";

const token = "azure-native:recoveryservices:Vault";
const urn = `urn:pulumi:dev::fleet::${token}::vault`;
const provider = "urn:pulumi:dev::fleet::pulumi:providers:azure-native::default_3_28_0";

function step(op: string, inputs: object): object {
  return {
    op,
    urn,
    newState: { urn, custom: true, type: token, inputs, provider: `${provider}::${unknown}` },
  };
}

describe("a preview", () => {
  it("is read with what is not known yet, and with blanked secrets as unknown ones", () => {
    const source = readSource(
      JSON.stringify({
        config: { "azure-native:subscriptionId": subscription },
        steps: [
          step("create", {
            resourceGroupName: unknown,
            properties: { publicNetworkAccess: "[secret]" },
          }),
        ],
        changeSummary: { create: 1 },
      }),
    );
    assert.deepEqual(source, {
      kind: "preview",
      hiddenValues: 1,
      resources: [
        {
          urn,
          name: "vault",
          token,
          inputs: { resourceGroupName: unknown, properties: { publicNetworkAccess: unknown } },
          outputs: {},
          secrets: { properties: { publicNetworkAccess: true } },
          subscriptionId: subscription,
          dependencies: [],
          propertyDependencies: {},
        },
      ],
    });
  });

  it("tells of a replaced resource once, and of a deleted one not at all", () => {
    const { resources } = readSource(
      JSON.stringify({
        steps: [
          step("create-replacement", { vaultName: "a" }),
          step("replace", { vaultName: "a" }),
          step("delete-replaced", { vaultName: "old" }),
          { op: "delete", urn: "urn:gone", oldState: { urn: "urn:gone", type: token } },
        ],
      }),
    );
    assert.deepEqual(
      resources.map(({ inputs }) => inputs),
      [{ vaultName: "a" }],
    );
  });

  it("is refused where it is not whole", () => {
    assertRefused(
      { steps: [step("same", {})], changeSummary: { same: 5 } },
      "steps: 4 unchanged resources are left out. Make the preview with `pulumi preview --json --show-sames`.",
    );
    assertRefused(
      { steps: [], diagnostics: [{ severity: "error", message: "canary" }] },
      "diagnostics[0]: The preview failed, so it does not tell of all resources.",
    );
    assertRefused({ steps: ["create"] }, "steps[0]: There is no object.");
    assertRefused(
      { steps: [{ op: "create", urn, newState: { urn } }] },
      "steps[0].newState.type: There is no text.",
    );
  });
});
