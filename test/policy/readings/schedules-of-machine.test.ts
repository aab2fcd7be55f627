import assert from "node:assert/strict";
import type { DeclaredResource } from "../../../src/policy/model/declared-resource";
import { DeclaredStack, declaredResource } from "../../../src/policy/model/declared-stack";
import { machineOf, reachOf } from "../../../src/policy/readings/schedules-of-machine";

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

describe("the machine of an assignment", () => {
  const names = {
    resourceGroupName: "fleet",
    providerName: "Microsoft.Compute",
    resourceType: "virtualMachines",
    resourceName: "web",
  };
  const token = "azure-native:maintenance:ConfigurationAssignment";
  const twin = declared(
    "azure-native:compute:VirtualMachine",
    { resourceGroupName: "fleet", vmName: "web", location: "westeurope" },
    there,
  );

  it("is told by its names while its id is not known", () => {
    const resourceId = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const assignment = declared(token, { ...names, resourceId }, here);
    assert.equal(machineOf(assignment, new DeclaredStack([machine, assignment])), machine);
  });

  it("is in the subscription of the assignment", () => {
    const assignment = declared(token, names, there.toUpperCase());
    assert.equal(machineOf(assignment, new DeclaredStack([machine, twin, assignment])), twin);
    assert.equal(machineOf(assignment, new DeclaredStack([machine, assignment])), undefined);
  });
});
