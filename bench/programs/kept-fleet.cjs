// What keeps the machines of a fleet: a vault that replicates them, and one that backs them up.
const { compute, group, machineId, write } = require("./fleet.cjs");

const backup = "2024-10-01";

async function replicate(azure, transport, machines) {
  const vault = `${group(azure)}/providers/Microsoft.RecoveryServices/vaults/vault`;
  const asr = (path) => `${vault}/${path}?api-version=2024-04-01`;
  await write(transport, `${group(azure)}-dr?api-version=2021-04-01`, { location: "northeurope" });
  const cache = `${group(azure)}/providers/Microsoft.Storage/storageAccounts/fleetcache`;
  await write(transport, `${cache}?api-version=2024-01-01`, {
    location: "westeurope",
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
  });
  await write(transport, `${vault}?api-version=2024-10-01`, {
    location: "northeurope",
    sku: { name: "RS0", tier: "Standard" },
    properties: {},
  });
  azure.clock.advance(600_000);
  for (const [name, location] of [
    ["west", "westeurope"],
    ["north", "northeurope"],
  ]) {
    const customDetails = { instanceType: "Azure", location };
    await write(transport, asr(`replicationFabrics/${name}`), { properties: { customDetails } });
    azure.clock.advance(600_000);
    await write(transport, asr(container(name)), {
      properties: { providerSpecificInput: [{ instanceType: "A2A" }] },
    });
    azure.clock.advance(600_000);
  }
  await write(transport, asr("replicationPolicies/policy"), {
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
  azure.clock.advance(600_000);
  const policyId = `${vault}/replicationPolicies/policy`;
  await write(transport, asr(`${container("west")}/replicationProtectionContainerMappings/map`), {
    properties: {
      policyId,
      targetProtectionContainerId: `${vault}/${container("north")}`,
      providerSpecificInput: { instanceType: "A2A" },
    },
  });
  azure.clock.advance(600_000);
  for (let i = 0; i < machines; i++) {
    const id = machineId(azure, i);
    const disk = await transport.send({ method: "GET", url: `${id}?api-version=${compute}` });
    await write(transport, asr(`${container("west")}/replicationProtectedItems/item-${i}`), {
      properties: {
        policyId,
        providerSpecificDetails: {
          instanceType: "A2A",
          fabricObjectId: id,
          recoveryContainerId: `${vault}/${container("north")}`,
          recoveryResourceGroupId: `${group(azure)}-dr`,
          vmManagedDisks: [
            {
              diskId: disk.body.properties.storageProfile.osDisk.managedDisk.id,
              primaryStagingAzureStorageAccountId: cache,
              recoveryResourceGroupId: `${group(azure)}-dr`,
              recoveryReplicaDiskAccountType: "Premium_LRS",
              recoveryTargetDiskAccountType: "Premium_LRS",
            },
          ],
        },
      },
    });
  }
  azure.clock.advance(7_200_000);
}

/** Every machine in a vault of its region, with the backups of two days. */
async function backUp(azure, transport, machines) {
  const vault = `${group(azure)}/providers/Microsoft.RecoveryServices/vaults/backups`;
  await write(transport, `${vault}?api-version=${backup}`, {
    location: "westeurope",
    sku: { name: "RS0", tier: "Standard" },
    properties: {},
  });
  azure.clock.advance(600_000);
  for (let i = 0; i < machines; i++) {
    const name = `iaasvmcontainerv2;fleet;vm-${i}`;
    const at = `${vault}/backupFabrics/Azure/protectionContainers/IaasVMContainer;${name}`;
    await write(transport, `${at}/protectedItems/VM;${name}?api-version=${backup}`, {
      properties: {
        protectedItemType: "Microsoft.Compute/virtualMachines",
        sourceResourceId: machineId(azure, i),
        policyId: `${vault}/backupPolicies/DefaultPolicy`,
      },
    });
  }
  azure.clock.advance(2 * 86_400_000);
}

function container(name) {
  return `replicationFabrics/${name}/replicationProtectionContainers/${name}`;
}

module.exports = { backUp, replicate };
