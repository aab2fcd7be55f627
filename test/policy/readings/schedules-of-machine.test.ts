import assert from "node:assert/strict";
import type { DeclaredResource } from "../../../src/policy/model/declared-resource";
import { declaredResource } from "../../../src/policy/model/declared-stack";
import { reachOf } from "../../../src/policy/readings/schedules-of-machine";

const here = "00000000-0000-0000-0000-00000000000a";
const there = "00000000-0000-0000-0000-00000000000b";

function declared(
  token: string,
  inputs: Record<string, unknown>,
  subscriptionId?: string,
): DeclaredResource {
  const urn = `urn:pulumi:dev::fleet::${token}::it`;
  const made = declaredResource({ urn, name: "it", token, inputs, subscriptionId });
  assert.ok(made);
  return made;
}

const machine = declared(
  "azure-native:compute:VirtualMachine",
  { resourceGroupName: "fleet", vmName: "web", location: "westeurope" },
  here,
);

describe("the reach of a dynamic scope", () => {
  for (const [kind, inputs] of [
    ["Subscription", {}],
    ["ResourceGroup", { resourceGroupName: "Fleet" }],
  ] as const) {
    const token = `azure-native:maintenance:ConfigurationAssignmentsFor${kind}`;

    it(`of a ${kind} ends with its subscription`, () => {
      assert.equal(reachOf(declared(token, inputs, here.toUpperCase()), machine), "Reached");
      assert.equal(reachOf(declared(token, inputs, there), machine), "Missed");
    });

    it(`of a ${kind} is judged by its filter where no subscription is told`, () => {
      assert.equal(reachOf(declared(token, inputs), machine), "Reached");
    });
  }
});
