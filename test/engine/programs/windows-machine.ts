// A Windows machine whose patches come from whom the configuration names.

import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { WindowsVirtualMachine, type PatchedBy } from "azure-evergreen";

const config = new pulumi.Config();
const location = "westeurope";

const group = new resources.ResourceGroup("machines", { location });
const virtualNetwork = new network.VirtualNetwork("machines", {
  resourceGroupName: group.name,
  location,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});
const subnet = new network.Subnet("machines", {
  resourceGroupName: group.name,
  virtualNetworkName: virtualNetwork.name,
  addressPrefix: "10.0.0.0/24",
});

new WindowsVirtualMachine("files", {
  resourceGroupName: group.name,
  location,
  subnetId: subnet.id,
  image: "MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest",
  adminUsername: "fleet",
  adminPassword: config.requireSecret("adminPassword"),
  patchedBy: config.require<PatchedBy>("patchedBy"),
});
