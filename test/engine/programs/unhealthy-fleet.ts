// A fleet in azure-native's own words that breaks policies, unless it is told to be `mended`.

import * as automation from "@pulumi/azure-native/automation";
import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config("fleet");
const isMended = config.getBoolean("mended") ?? false;
const location = "westeurope";

const group = new resources.ResourceGroup("group", { location });
new automation.AutomationAccount("account", {
  resourceGroupName: group.name,
  location,
  identity: { type: "SystemAssigned" },
  disableLocalAuth: true,
  publicNetworkAccess: false,
  sku: { name: "Basic" },
});
const net = new network.VirtualNetwork("network", {
  resourceGroupName: group.name,
  location,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
  subnets: [{ name: "machines", addressPrefix: "10.0.0.0/24" }],
});
const networkInterface = new network.NetworkInterface("interface", {
  resourceGroupName: group.name,
  location,
  ipConfigurations: [
    {
      name: "first",
      subnet: { id: net.subnets.apply((subnets) => subnets?.[0]?.id ?? "") },
    },
  ],
});
new compute.VirtualMachine("machine", {
  resourceGroupName: group.name,
  location,
  zones: ["1"],
  hardwareProfile: { vmSize: "Standard_D2s_v5" },
  networkProfile: { networkInterfaces: [{ id: networkInterface.id, primary: true }] },
  osProfile: {
    computerName: "machine",
    adminUsername: "operator",
    adminPassword: config.requireSecret("adminPassword"),
    linuxConfiguration: {
      provisionVMAgent: true,
      patchSettings: {
        patchMode: "AutomaticByPlatform",
        assessmentMode: isMended ? "AutomaticByPlatform" : "ImageDefault",
        automaticByPlatformSettings: { rebootSetting: "IfRequired" },
      },
    },
  },
  storageProfile: {
    imageReference: {
      publisher: "Canonical",
      offer: "ubuntu-24_04-lts",
      sku: "server",
      version: "latest",
    },
    osDisk: {
      createOption: "FromImage",
      managedDisk: { storageAccountType: "Premium_LRS" },
    },
  },
});
