import assert from "node:assert/strict";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { type Caller, callerOf, errorOf, newAzure } from "../caller";
import {
  asr,
  done,
  get,
  group,
  mapping,
  northContainer,
  policy,
  propertiesOf,
  vault,
  westContainer,
} from "./replicated-estate";
import {
  cache,
  item,
  machine,
  recoveryGroup,
  recoveryNetwork,
  withItem,
} from "./replicated-machine";

const compute = "2024-11-01";
const movedItem = `${northContainer}/replicationProtectedItems/item1`;
const wayBack = `${northContainer}/replicationProtectionContainerMappings/back`;
const recoveryMachine = `${recoveryGroup}/providers/Microsoft.Compute/virtualMachines/machine1`;

async function act(
  caller: Caller,
  id: string,
  verb: string,
  properties: object = {},
): Promise<void> {
  await done(caller, "POST", `${id}/${verb}`, { properties });
  await caller.wait(600);
}

/** An estate whose machine is failed over and committed, with a mapping that leads back. */
async function withCommittedFailover(): Promise<{ azure: SimulatedAzure; owner: Caller }> {
  const { azure, owner } = await withItem();
  await done(owner, "PUT", wayBack, {
    properties: {
      policyId: policy,
      targetProtectionContainerId: westContainer,
      providerSpecificInput: { instanceType: "A2A" },
    },
  });
  await act(owner, item, "unplannedFailover");
  await act(owner, item, "failoverCommit");
  return { azure, owner };
}

function switchBody(details: object = {}): object {
  return {
    replicationProtectedItemName: "item1",
    providerSpecificDetails: { instanceType: "A2A", ...details },
  };
}

function site(id: string): string {
  return id.replace("/subscriptions/", "/Subscriptions/");
}

async function refusalOf(
  caller: Caller,
  id: string,
  verb: string,
  properties: object,
): Promise<string> {
  const answer = await caller.send("POST", `${id}/${verb}?api-version=${asr}`, { properties });
  const { status, message } = errorOf(answer);
  return `${status} ${message}`;
}

async function detailsOf(caller: Caller, id: string): Promise<Record<string, unknown>> {
  const { providerSpecificDetails } = await propertiesOf(caller, id);
  return providerSpecificDetails as Record<string, unknown>;
}

/** Ids of all that a request or the platform made, without records of work. */
function idsOf(azure: SimulatedAzure): string[] {
  return azure.estate
    .all()
    .map(({ id }) => id.toLowerCase())
    .sort();
}

describe("a simulated reprotection", () => {
  it("moves the item to the other container and replicates the other way", async () => {
    const { azure, owner } = await withCommittedFailover();
    const { lifecycleId } = await detailsOf(owner, item);
    await act(owner, westContainer, "switchprotection", switchBody());
    assert.equal((await get(owner, item)).status, 404);
    const properties = await propertiesOf(owner, movedItem);
    assert.deepEqual(
      [
        properties.protectionState,
        properties.activeLocation,
        properties.primaryFabricFriendlyName,
        properties.recoveryFabricFriendlyName,
        properties.friendlyName,
      ],
      ["InitialReplicationInProgress", "Primary", "north", "west", "machine1"],
    );
    const details = await detailsOf(owner, movedItem);
    assert.deepEqual(
      [
        details.lifecycleId,
        details.fabricObjectId,
        details.recoveryAzureVMName,
        details.recoveryAzureResourceGroupId,
        details.primaryFabricLocation,
        details.recoveryFabricLocation,
        details.initialPrimaryFabricLocation,
      ],
      [lifecycleId, recoveryMachine, "machine1", group, "northeurope", "westeurope", "westeurope"],
    );
    assert.equal(azure.estate.get(machine), undefined);
    await owner.wait(1800);
    assert.equal((await propertiesOf(owner, movedItem)).protectionState, "Protected");
  });

  it("leads, with a failback and one more, to where all began", async () => {
    const { azure, owner } = await withItem();
    await done(owner, "PUT", wayBack, {
      properties: {
        policyId: policy,
        targetProtectionContainerId: westContainer,
        providerSpecificInput: { instanceType: "A2A" },
      },
    });
    const before = idsOf(azure);
    const first = await detailsOf(owner, item);
    await act(owner, item, "unplannedFailover", { sourceSiteOperations: "Required" });
    await act(owner, item, "failoverCommit");
    await act(owner, westContainer, "switchprotection", switchBody());
    await owner.wait(1800);
    await act(owner, movedItem, "unplannedFailover", { failoverDirection: "RecoveryToPrimary" });
    await act(owner, movedItem, "failoverCommit");
    await act(owner, movedItem, "reProtect", {
      providerSpecificDetails: { instanceType: "A2A", policyId: policy },
    });
    await owner.wait(1800);
    assert.deepEqual(idsOf(azure), before);
    const { protectionState, allowedOperations } = await propertiesOf(owner, item);
    assert.deepEqual(
      [protectionState, allowedOperations],
      [
        "Protected",
        ["RepairReplication", "UnplannedFailover", "DisableProtection", "TestFailover"],
      ],
    );
    const last = await detailsOf(owner, item);
    const kept = [
      "fabricObjectId",
      "lifecycleId",
      "recoveryAzureVMName",
      "recoveryAzureVMSize",
      "recoveryAzureResourceGroupId",
      "selectedRecoveryAzureNetworkId",
      "primaryFabricLocation",
      "recoveryFabricLocation",
      "initialPrimaryFabricLocation",
    ];
    for (const property of kept) {
      assert.deepEqual([property, last[property]], [property, first[property]]);
    }
    const disksOf = (details: Record<string, unknown>): unknown[] =>
      (details.protectedManagedDisks as Record<string, unknown>[]).map((disk) => [
        disk.diskId,
        disk.recoveryTargetDiskId,
        disk.recoveryReplicaDiskId,
        disk.recoveryTargetDiskAccountType,
        disk.primaryStagingAzureStorageAccountId,
      ]);
    assert.deepEqual(disksOf(last), disksOf(first));
    const nic = await propertiesOf(
      owner,
      `${group}/providers/Microsoft.Network/networkInterfaces/nic1`,
      "2024-05-01",
    );
    assert.deepEqual(nic.virtualMachine, { id: machine });
  });

  it("takes what is asked for: group, set, policy and disks", async () => {
    const { owner } = await withCommittedFailover();
    const disk = `${recoveryGroup}/providers/Microsoft.Compute/disks/disk1`;
    await act(
      owner,
      westContainer,
      "switchprotection",
      switchBody({
        recoveryContainerId: westContainer,
        recoveryResourceGroupId: recoveryGroup,
        recoveryAvailabilityZone: "2",
        policyId: policy,
        vmManagedDisks: [
          {
            diskId: disk,
            primaryStagingAzureStorageAccountId: cache,
            recoveryResourceGroupId: recoveryGroup,
            recoveryTargetDiskAccountType: "StandardSSD_LRS",
          },
        ],
      }),
    );
    const details = await detailsOf(owner, movedItem);
    assert.deepEqual(
      [details.recoveryAzureResourceGroupId, details.recoveryAvailabilityZone],
      [recoveryGroup, "2"],
    );
    const [first] = details.protectedManagedDisks as Record<string, unknown>[];
    assert.deepEqual(
      [
        first?.diskId,
        first?.primaryStagingAzureStorageAccountId,
        first?.recoveryTargetDiskAccountType,
      ],
      [disk, cache, "StandardSSD_LRS"],
    );
  });

  it("needs a mapping that leads back, both machines, and an item of the container", async () => {
    const { owner } = await withCommittedFailover();
    assert.equal(
      await refusalOf(owner, northContainer, "switchprotection", switchBody()),
      "404 Protected item with name item1 could not be located.",
    );
    await done(owner, "POST", `${wayBack}/remove`, { properties: {} });
    assert.equal(
      await refusalOf(owner, westContainer, "switchprotection", switchBody()),
      `400 There is no protection container mapping from '${site(northContainer)}' to '${site(westContainer)}'.`,
    );
    await done(owner, "DELETE", machine, undefined, compute);
    assert.equal(
      await refusalOf(owner, item, "reProtect", {}),
      '400 The VM "machine1" might have been deleted. You need to disable replication and then enable replication on the existing VM.',
    );
  });

  it("needs rights on the machine and on the place to which it replicates", async () => {
    const { azure, owner } = await withCommittedFailover();
    const operator = callerOf(azure);
    azure.grant({ principalId: operator.objectId, scope: vault, role: "Contributor" });
    const ask = (): Promise<string> =>
      refusalOf(operator, westContainer, "switchprotection", switchBody()).catch(() => "accepted");
    assert.match(await ask(), /^403 /);
    azure.grant({ principalId: operator.objectId, scope: recoveryMachine, role: "Contributor" });
    assert.match(await ask(), /^403 /);
    azure.grant({ principalId: operator.objectId, scope: group, role: "Contributor" });
    assert.equal(await ask(), "accepted");
    assert.ok(owner);
  });

  it("lets go of the mapping that it no longer uses", async () => {
    const { owner } = await withCommittedFailover();
    await act(owner, westContainer, "switchprotection", switchBody());
    assert.equal((await done(owner, "POST", `${mapping}/remove`, {})).status, 202);
    const answer = await owner.send("POST", `${wayBack}/remove?api-version=${asr}`, {});
    assert.equal(errorOf(answer).code, "Conflict");
  });
});

describe("the records of a replicated machine", () => {
  it("outlive a save in the middle of its first replication", async () => {
    const { azure, owner } = await withCommittedFailover();
    await act(owner, westContainer, "switchprotection", switchBody());
    const loaded = newAzure({ from: azure.save() });
    const later = callerOf(loaded, "Owner");
    assert.equal(
      (await propertiesOf(later, movedItem)).protectionState,
      "InitialReplicationInProgress",
    );
    await later.wait(1800);
    assert.equal((await propertiesOf(later, movedItem)).protectionState, "Protected");
    await act(later, movedItem, "testFailover", {});
    const { testFailoverRecoveryFabricObjectId } = await detailsOf(later, movedItem);
    assert.equal(
      testFailoverRecoveryFabricObjectId,
      `${group}/providers/Microsoft.Compute/virtualMachines/machine1-test`,
    );
  });

  it("are gone after a removal and after a purge, whatever the state", async () => {
    const states: readonly (readonly string[])[] = [
      [],
      ["testFailover"],
      ["unplannedFailover"],
      ["unplannedFailover", "failoverCommit"],
    ];
    for (const verbs of states) {
      for (const method of ["POST", "DELETE"] as const) {
        const { azure, owner } = await withItem();
        for (const verb of verbs) {
          await act(owner, item, verb, { networkId: recoveryNetwork });
        }
        await done(
          owner,
          method,
          method === "POST" ? `${item}/remove` : item,
          method === "POST" ? { properties: {} } : undefined,
        );
        assert.equal((await get(owner, item)).status, 404);
        assert.equal(azure.estate.notes("replication").size, 0);
      }
    }
  });

  it("become nothing when the item is purged before its first replication is done", async () => {
    const { azure, owner } = await withCommittedFailover();
    await act(owner, westContainer, "switchprotection", switchBody());
    await done(owner, "DELETE", movedItem);
    await owner.wait(3600);
    assert.equal((await get(owner, movedItem)).status, 404);
    assert.equal(azure.estate.notes("first replications").size, 0);
  });
});
