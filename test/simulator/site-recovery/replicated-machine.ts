import type { SimulatedAzure, SimulatedAzureOptions } from "../../../src/simulator/index";
import { type Caller, newGroup, subscription } from "../caller";
import {
  done,
  group,
  northContainer,
  policy,
  westContainer,
  withMapping,
} from "./replicated-estate";

export const network = `${group}/providers/Microsoft.Network/virtualNetworks/network1`;
export const nic = `${group}/providers/Microsoft.Network/networkInterfaces/nic1`;
export const machine = `${group}/providers/Microsoft.Compute/virtualMachines/machine1`;
export const cache = `${group}/providers/Microsoft.Storage/storageAccounts/cache1`;
export const recoveryGroup = `${subscription}/resourceGroups/rg-asr`;
export const recoveryNetwork = `${recoveryGroup}/providers/Microsoft.Network/virtualNetworks/network1-asr`;
export const item = `${westContainer}/replicationProtectedItems/item1`;

export const itemBody = {
  properties: {
    policyId: policy,
    protectableItemId: "",
    providerSpecificDetails: {
      instanceType: "A2A",
      fabricObjectId: machine,
      recoveryContainerId: northContainer,
      recoveryResourceGroupId: recoveryGroup,
      recoveryAzureNetworkId: recoveryNetwork,
      recoverySubnetName: "subnet1",
      vmManagedDisks: [
        {
          diskId: `${group}/providers/Microsoft.Compute/disks/disk1`,
          primaryStagingAzureStorageAccountId: cache,
          recoveryResourceGroupId: recoveryGroup,
          recoveryReplicaDiskAccountType: "Premium_LRS",
          recoveryTargetDiskAccountType: "Premium_LRS",
        },
      ],
    },
  },
};

export function machineBody(changes: Record<string, unknown> = {}): object {
  return {
    location: "westeurope",
    properties: {
      hardwareProfile: { vmSize: "Standard_B2s" },
      storageProfile: {
        imageReference: {
          publisher: "Canonical",
          offer: "0001-com-ubuntu-server-jammy",
          sku: "22_04-lts-gen2",
          version: "latest",
        },
        osDisk: { createOption: "FromImage", name: "disk1" },
      },
      osProfile: {
        computerName: "machine1",
        adminUsername: "azureuser",
        linuxConfiguration: {
          disablePasswordAuthentication: true,
          ssh: {
            publicKeys: [{ path: "/home/azureuser/.ssh/authorized_keys", keyData: "ssh-rsa AAAA" }],
          },
        },
      },
      networkProfile: { networkInterfaces: [{ id: nic }] },
      ...changes,
    },
  };
}

/** A network, an interface in it and a cache account, all in West Europe. */
export async function withNetwork(owner: Caller): Promise<void> {
  await done(
    owner,
    "PUT",
    network,
    {
      location: "westeurope",
      properties: {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [{ name: "subnet1", properties: { addressPrefix: "10.0.0.0/24" } }],
      },
    },
    "2024-05-01",
  );
  await done(
    owner,
    "PUT",
    nic,
    {
      location: "westeurope",
      properties: {
        ipConfigurations: [
          { name: "main", properties: { subnet: { id: `${network}/subnets/subnet1` } } },
        ],
      },
    },
    "2024-05-01",
  );
}

/** The group and the network in North Europe in which a failover makes machines. */
export async function withRecoveryPlace(owner: Caller): Promise<void> {
  await newGroup(owner, "rg-asr");
  await done(
    owner,
    "PUT",
    recoveryNetwork,
    {
      location: "northeurope",
      properties: {
        addressSpace: { addressPrefixes: ["10.1.0.0/16"] },
        subnets: [{ name: "subnet1", properties: { addressPrefix: "10.1.0.0/24" } }],
      },
    },
    "2024-05-01",
  );
}

/** A mapping, a machine, and the protected item that replicates it. */
export async function withItem(
  providerSpecificInput: object = { instanceType: "A2A" },
  options: SimulatedAzureOptions = {},
): Promise<{
  azure: SimulatedAzure;
  owner: Caller;
  identity: string;
}> {
  const estate = await withMapping(providerSpecificInput, options);
  const { owner } = estate;
  await withNetwork(owner);
  await withRecoveryPlace(owner);
  await done(owner, "PUT", machine, machineBody(), "2024-11-01");
  await owner.send("PUT", `${cache}?api-version=2024-01-01`, {
    location: "westeurope",
    sku: { name: "Standard_LRS" },
    kind: "StorageV2",
  });
  await done(owner, "PUT", item, itemBody);
  await owner.wait(3600);
  return estate;
}
