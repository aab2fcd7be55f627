// A Linux machine with much of what one can have, changed as the configuration says.

import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { LinuxVirtualMachine, SecurityType } from "azure-evergreen";

const change = new pulumi.Config().get("change");
const location = "westeurope";

const group = new resources.ResourceGroup("machines", { location });
const place = { resourceGroupName: group.name, location };
const virtualNetwork = new network.VirtualNetwork("machines", {
  ...place,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});
const subnet = new network.Subnet("machines", {
  resourceGroupName: group.name,
  virtualNetworkName: virtualNetwork.name,
  addressPrefix: "10.0.0.0/24",
});
const securityGroup = new network.NetworkSecurityGroup("machines", place);
const second = new network.NetworkInterface("second", {
  ...place,
  ipConfigurations: [{ name: "primary", subnet: { id: subnet.id } }],
});
const set = new compute.AvailabilitySet("machines", { ...place, sku: { name: "Aligned" } });
const otherSet = new compute.AvailabilitySet("others", { ...place, sku: { name: "Aligned" } });
const history = new compute.Disk("history", {
  ...place,
  creationData: { createOption: "Empty" },
  diskSizeGB: 32,
  sku: { name: "StandardSSD_LRS" },
});

export const virtualMachineId = new LinuxVirtualMachine("web", {
  ...place,
  subnetId: subnet.id,
  image: "Canonical:ubuntu-24_04-lts:server:latest",
  adminUsername: "fleet",
  sshPublicKey:
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFYpl5vyrtdMOJQLp0SD4z7VL6kx1tsI+1Ep5oTSjgfe fleet",
  placement: { availabilitySetId: change === "fixed" ? otherSet.id : set.id },
  security: { type: SecurityType.TrustedLaunch },
  network: {
    privateIpAddress: "10.0.0.10",
    networkSecurityGroupId: securityGroup.id,
    additionalNetworkInterfaceIds: change === "interface" ? [second.id] : [],
  },
  osDisk: { storageType: change === "fixed" ? "StandardSSD_LRS" : "Premium_LRS" },
  dataDisks: {
    data: { lun: 0, sizeInGigabytes: change === "shrunk" ? 32 : 64 },
    history: { lun: 1, existingDiskId: history.id, caching: "ReadOnly" },
  },
  extensions: {
    monitor: {
      publisher: "Microsoft.Azure.Monitor",
      type: "AzureMonitorLinuxAgent",
      typeHandlerVersion: "1.33",
      protectedSettings: { key: "very secret" },
    },
  },
  userData: "role=web",
  customData: "#cloud-config",
  systemAssignedIdentityEnabled: true,
  roleAssignments: { reader: { role: "Reader", scope: group.id } },
  deletionLock: { notes: "The fleet runs here" },
}).virtualMachineId;
