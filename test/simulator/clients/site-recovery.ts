/*
 * A machine's replication from the fabrics to the failover and back: `@azure/arm-recoveryservices-siterecovery`,
 * with `@azure/arm-recoveryservices`, `@azure/arm-automation` and `@azure/arm-storage`.
 */
import { AutomationClient } from "@azure/arm-automation";
import { RecoveryServicesClient } from "@azure/arm-recoveryservices";
import {
  type A2AReplicationDetails,
  SiteRecoveryManagementClient,
} from "@azure/arm-recoveryservices-siterecovery";
import { StorageManagementClient } from "@azure/arm-storage";
import { buildMachine, compute, group, location, network, resources } from "./built-machine";
import {
  all,
  clientOptions,
  endpoint,
  refusal,
  secretCredential,
  show,
  subscriptionId,
  turn,
} from "./set-up";

const credential = secretCredential();
const options = { ...clientOptions, $host: endpoint };
const client = new SiteRecoveryManagementClient(credential, subscriptionId, options);
const { replicationProtectedItems: items } = client;
const vault = ["vault1", group] as const;
const container = [...vault, "west", "container1"] as const;
const mapping = [...container, "mapping1"] as const;
const item = [...container, "item1"] as const;
const northContainer = [...vault, "north", "container1"] as const;
const movedItem = [...northContainer, "item1"] as const;

/** A vault in the other region, an account for its agents' updates, a cache account here. */
async function surroundings(): Promise<{ accountId: string; cacheId: string }> {
  const { vaults } = new RecoveryServicesClient(credential, subscriptionId, options);
  await vaults.beginCreateOrUpdateAndWait(group, "vault1", {
    location: "northeurope",
    sku: { name: "RS0", tier: "Standard" },
    properties: {},
  });
  const automation = new AutomationClient(credential, subscriptionId, "status", {
    baseUri: endpoint,
  });
  const account = await automation.automationAccount.createOrUpdate(group, "account1", {
    name: "account1",
    location,
    sku: { name: "Basic" },
  });
  const storage = new StorageManagementClient(credential, subscriptionId, options);
  const cache = await storage.storageAccounts.create(group, "cachestorage1", {
    location,
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
  });
  await resources.resourceGroups.createOrUpdate("rg-asr", { location: "northeurope" });
  await network.virtualNetworks.beginCreateOrUpdateAndWait("rg-asr", "network2", {
    location: "northeurope",
    addressSpace: { addressPrefixes: ["10.1.0.0/16"] },
    subnets: [{ name: "subnet1", addressPrefix: "10.1.0.0/24" }],
  });
  return { accountId: account.id ?? "", cacheId: cache.id ?? "" };
}

/** Fails a machine over to wherever it does not run, and commits. */
async function failOver(
  of: readonly [string, string, string, string, string],
  failoverDirection: string,
): Promise<unknown[]> {
  await items.beginUnplannedFailoverAndWait(...of, {
    properties: {
      failoverDirection,
      sourceSiteOperations: "NotRequired",
      providerSpecificDetails: { instanceType: "A2A" },
    },
  });
  const failedOver = await states(of);
  await items.beginFailoverCommitAndWait(...of);
  return [failedOver, await states(of)];
}

/** Turns the direction of replication, and lets the machine be replicated. */
async function switchProtection(
  from: readonly [string, string, string, string],
  to: readonly [string, string, string, string, string],
): Promise<unknown[]> {
  await client.replicationProtectionContainers.beginSwitchProtectionAndWait(...from, {
    properties: {
      replicationProtectedItemName: "item1",
      providerSpecificDetails: { instanceType: "A2A" },
    },
  });
  await turn(3600);
  return states(to);
}

/** Fabrics, containers and a policy; answers the ids that a mapping needs. */
async function prepared(): Promise<{ policyId: string; sourceId: string; targetId: string }> {
  const ids: string[] = [];
  for (const [name, region] of [
    ["west", "westeurope"],
    ["north", "northeurope"],
  ] as const) {
    await client.replicationFabrics.beginCreateAndWait(...vault, name, {
      properties: { customDetails: { instanceType: "Azure", location: region } },
    });
    const made = await client.replicationProtectionContainers.beginCreateAndWait(
      ...vault,
      name,
      "container1",
      { properties: { providerSpecificInput: [{ instanceType: "A2A" }] } },
    );
    ids.push(made.id ?? "");
  }
  const policy = await client.replicationPolicies.beginCreateAndWait(...vault, "policy1", {
    properties: {
      providerSpecificInput: {
        instanceType: "A2A",
        recoveryPointHistory: 1440,
        crashConsistentFrequencyInMinutes: 5,
        appConsistentFrequencyInMinutes: 240,
        multiVmSyncStatus: "Enable",
      },
    },
  });
  return { policyId: policy.id ?? "", sourceId: ids[0] ?? "", targetId: ids[1] ?? "" };
}

async function states(
  of: readonly [string, string, string, string, string] = item,
): Promise<unknown[]> {
  const { properties } = await items.get(...of);
  return [properties?.protectionState, properties?.testFailoverState, properties?.activeLocation];
}

show(async () => {
  const { machine } = await buildMachine();
  const { accountId, cacheId } = await surroundings();
  const { policyId, sourceId, targetId } = await prepared();
  const fabrics = (await all(client.replicationFabrics.list(...vault))).map(({ name }) => name);
  const missing = await client.replicationFabrics.get(...vault, "nothing").catch(refusal);
  const mapped = await client.replicationProtectionContainerMappings.beginCreateAndWait(
    ...mapping,
    {
      properties: {
        policyId,
        targetProtectionContainerId: targetId,
        providerSpecificInput: {
          instanceType: "A2A",
          agentAutoUpdateStatus: "Enabled",
          automationAccountArmId: accountId,
          automationAccountAuthenticationType: "SystemAssignedIdentity",
        },
      },
    },
  );
  await client.replicationProtectionContainerMappings.beginCreateAndWait(
    ...northContainer,
    "mapping1",
    {
      properties: {
        policyId,
        targetProtectionContainerId: sourceId,
        providerSpecificInput: { instanceType: "A2A" },
      },
    },
  );
  const groupId = `${(machine.id ?? "").split("/providers/")[0] ?? ""}-asr`;
  const recoveryNetworkId = `${groupId}/providers/Microsoft.Network/virtualNetworks/network2`;
  await items.beginCreateAndWait(...item, {
    properties: {
      policyId,
      protectableItemId: "",
      providerSpecificDetails: {
        instanceType: "A2A",
        fabricObjectId: machine.id ?? "",
        recoveryContainerId: targetId,
        recoveryResourceGroupId: groupId,
        recoveryAzureNetworkId: recoveryNetworkId,
        recoverySubnetName: "subnet1",
        vmManagedDisks: [
          {
            diskId: machine.storageProfile?.osDisk?.managedDisk?.id ?? "",
            primaryStagingAzureStorageAccountId: cacheId,
            recoveryResourceGroupId: groupId,
            recoveryReplicaDiskAccountType: "Premium_LRS",
            recoveryTargetDiskAccountType: "Premium_LRS",
          },
        ],
      },
    },
  });
  await turn(3600);
  const replicated = await states();
  const updated = await items.beginUpdateMobilityServiceAndWait(...item, { properties: {} });
  const details = updated.properties?.providerSpecificDetails as A2AReplicationDetails;

  await items.beginTestFailoverAndWait(...item, {
    properties: {
      failoverDirection: "PrimaryToRecovery",
      networkType: "VmNetworkAsInput",
      networkId: recoveryNetworkId,
      providerSpecificDetails: { instanceType: "A2A" },
    },
  });
  const tested = await states();
  await items.beginTestFailoverCleanupAndWait(...item, { properties: { comments: "clean" } });
  const cleaned = await states();
  const there = await failOver(item, "PrimaryToRecovery");
  const recovered = await compute.virtualMachines.get("rg-asr", "machine1");
  const reprotected = await switchProtection(container, movedItem);
  const back = await failOver(movedItem, "RecoveryToPrimary");
  const asAtTheStart = await switchProtection(northContainer, item);
  const scenarios = (await all(client.replicationJobs.list(...vault))).map(
    ({ properties }) => properties?.scenarioName,
  );

  await items.beginDeleteAndWait(...item, { properties: {} });
  for (const fabric of ["west", "north"]) {
    await client.replicationProtectionContainerMappings.beginDeleteAndWait(
      ...vault,
      fabric,
      "container1",
      "mapping1",
      {},
    );
  }
  for (const name of ["west", "north"]) {
    await client.replicationProtectionContainers.beginDeleteAndWait(...vault, name, "container1");
    await client.replicationFabrics.beginDeleteAndWait(...vault, name);
  }
  await client.replicationPolicies.beginDeleteAndWait(...vault, "policy1");
  return {
    fabrics,
    missing,
    mapping: [mapped.properties?.state, mapped.properties?.providerSpecificDetails?.instanceType],
    replicated,
    agent: details.agentVersion !== undefined,
    tested,
    cleaned,
    there,
    recovered: [recovered.location, recovered.provisioningState],
    reprotected,
    back,
    asAtTheStart,
    scenarios: scenarios.sort(),
    left: (await all(client.replicationFabrics.list(...vault))).length,
    machine: (await compute.virtualMachines.get(group, "machine1")).provisioningState,
  };
});
