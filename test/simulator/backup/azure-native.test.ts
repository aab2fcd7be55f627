import assert from "node:assert/strict";
import type { DeleteRequest, ResourceHandler } from "../../../src/plugin/handlers";
import { azureNativeDouble } from "../../../src/simulator/azure-native/azure-native-double";
import { contextOf } from "../azure-native/small-azure";
import { machine } from "../compute/small-estate";
import { itemId, list, read, softDeleteOff, vaultId, withVault } from "./backed-up-estate";

const at = "2026-11-01T22:00:00Z";
const policyInputs = {
  resourceGroupName: "rg",
  vaultName: "vault1",
  policyName: "nightly",
  properties: {
    backupManagementType: "AzureIaasVM",
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicy",
      scheduleRunFrequency: "Daily",
      scheduleRunTimes: [at],
    },
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy",
      dailySchedule: {
        retentionTimes: [at],
        retentionDuration: { count: 30, durationType: "Days" },
      },
    },
    timeZone: "UTC",
  },
};
const itemInputs = {
  resourceGroupName: "rg",
  vaultName: "vault1",
  fabricName: "Azure",
  containerName: "IaasVMContainer;iaasvmcontainerv2;rg;machine1",
  protectedItemName: "VM;iaasvmcontainerv2;rg;machine1",
  properties: {
    protectedItemType: "Microsoft.Compute/virtualMachines",
    sourceResourceId: machine,
    policyId: `${vaultId}/backupPolicies/nightly`,
  },
};

describe("backup resources of azure-native", () => {
  it("protect a machine under a policy, show no drift, and are deleted again", async () => {
    const { azure, owner } = await withVault(softDeleteOff);
    const program = azure.createServicePrincipal("program");
    azure.grant({ principalId: program.objectId, role: "Owner" });
    const provider = azureNativeDouble(() => azure.connect(program));
    await provider.configure({ location: "westeurope" });
    const handler = (name: string): ResourceHandler => {
      const found = provider.resource(`azure-native:recoveryservices:${name}`);
      assert.ok(found);
      return found;
    };
    const made: ({ readonly name: string } & DeleteRequest)[] = [];
    for (const [name, newInputs] of [
      ["ProtectionPolicy", policyInputs],
      ["ProtectedItem", itemInputs],
    ] as const) {
      const randomSeed = new Uint8Array(32).fill(7);
      const checked = await handler(name).check(
        { oldInputs: undefined, newInputs, randomSeed },
        contextOf("it"),
      );
      assert.deepEqual(checked.failures, []);
      const { inputs } = checked;
      const created = await handler(name).create({ inputs, preview: false }, contextOf("it"));
      made.push({ name, id: created.id ?? "", inputs, outputs: created.outputs });
      const again = await handler(name).read(
        { id: created.id ?? "", inputs, outputs: created.outputs },
        contextOf("it"),
      );
      assert.deepEqual(again?.inputs, inputs);
    }
    assert.deepEqual(
      made.map(({ id }) => id),
      [`${vaultId}/backupPolicies/nightly`, itemId],
    );
    assert.equal((await read(owner, itemId)).protectionState, "IRPending");
    assert.equal((await read(owner, `${vaultId}/backupPolicies/nightly`)).protectedItemsCount, 1);
    for (const { name, ...request } of made.reverse()) {
      await handler(name).delete(request, contextOf("it"));
      await owner.wait(60);
    }
    assert.deepEqual(await list(owner, `${vaultId}/backupProtectedItems`), []);
    const names = (await list(owner, `${vaultId}/backupPolicies`)).map(({ name }) => name);
    assert.deepEqual(names, ["DefaultPolicy"]);
  });
});
