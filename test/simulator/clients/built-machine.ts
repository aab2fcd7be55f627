/* A group, a network, an interface and a running machine by `@azure/arm-network` and `@azure/arm-compute`. */
import { ComputeManagementClient, type VirtualMachine } from "@azure/arm-compute";
import { type NetworkInterface, NetworkManagementClient } from "@azure/arm-network";
import { ResourceManagementClient } from "@azure/arm-resources";
import { clientOptions, endpoint, secretCredential, subscriptionId } from "./set-up";

export const location = "westeurope";
export const group = "rg";

const credential = secretCredential();
const options = { ...clientOptions, $host: endpoint };
export const resources = new ResourceManagementClient(credential, subscriptionId, options);
export const network = new NetworkManagementClient(credential, subscriptionId, options);
export const compute = new ComputeManagementClient(credential, subscriptionId, options);

/** Builds a Linux machine from the network up. */
export async function buildMachine(): Promise<{ nic: NetworkInterface; machine: VirtualMachine }> {
  await resources.resourceGroups.createOrUpdate(group, { location });
  await network.virtualNetworks.beginCreateOrUpdateAndWait(group, "network1", {
    location,
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
  });
  const subnet = await network.subnets.beginCreateOrUpdateAndWait(group, "network1", "subnet1", {
    addressPrefix: "10.0.0.0/24",
  });
  const nic = await network.networkInterfaces.beginCreateOrUpdateAndWait(group, "nic1", {
    location,
    ipConfigurations: [{ name: "main", subnet: { id: subnet.id ?? "" } }],
  });
  const machine = await compute.virtualMachines.createOrUpdate(group, "machine1", {
    location,
    identity: { type: "SystemAssigned" },
    hardwareProfile: { vmSize: "Standard_B2s" },
    storageProfile: {
      imageReference: {
        publisher: "Canonical",
        offer: "0001-com-ubuntu-server-jammy",
        sku: "22_04-lts-gen2",
        version: "latest",
      },
      osDisk: { createOption: "FromImage" },
    },
    osProfile: {
      computerName: "machine1",
      adminUsername: "azureuser",
      adminPassword: "correct horse battery staple 1",
      linuxConfiguration: { patchSettings: { patchMode: "ImageDefault" } },
    },
    networkProfile: { networkInterfaces: [{ id: nic.id ?? "" }] },
  });
  return { nic, machine };
}
