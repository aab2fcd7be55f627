import { type ProgramResource, ref, resource } from "./program";

/** A group that others stand in. */
export const group = resource("resources:ResourceGroup", "group", {
  resourceGroupName: "fleet",
  location: "westeurope",
});

/** A Linux machine that breaks no rule; its arguments can be changed. */
export function linuxMachine(name = "web"): ProgramResource {
  return resource("compute:VirtualMachine", name, {
    resourceGroupName: "fleet",
    vmName: name,
    location: "westeurope",
    zones: ["1"],
    hardwareProfile: { vmSize: "Standard_D2s_v5" },
    osProfile: {
      computerName: name,
      adminUsername: "operator",
      linuxConfiguration: {
        disablePasswordAuthentication: true,
        provisionVMAgent: true,
        patchSettings: {
          patchMode: "AutomaticByPlatform",
          assessmentMode: "AutomaticByPlatform",
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
      osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Premium_LRS" } },
    },
    networkProfile: { networkInterfaces: [{ id: "/subscriptions/s/networkInterfaces/web" }] },
  });
}

/** A Windows machine that breaks no rule. */
export function windowsMachine(name = "win"): ProgramResource {
  const { token, args } = linuxMachine(name);
  return resource(token, name, {
    ...args,
    osProfile: {
      computerName: name,
      adminUsername: "operator",
      adminPassword: "Correct-Horse-7-Battery",
      windowsConfiguration: {
        enableAutomaticUpdates: true,
        provisionVMAgent: true,
        patchSettings: {
          patchMode: "AutomaticByPlatform",
          assessmentMode: "AutomaticByPlatform",
          automaticByPlatformSettings: { rebootSetting: "IfRequired" },
        },
      },
    },
    storageProfile: {
      imageReference: {
        publisher: "MicrosoftWindowsServer",
        offer: "WindowsServer",
        sku: "2022-datacenter-g2",
        version: "latest",
      },
      osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Premium_LRS" } },
    },
  });
}

/** An automation account with a system-assigned identity. */
export const automationAccount = resource(
  "automation:AutomationAccount",
  "account",
  {
    resourceGroupName: ref("group", "name"),
    automationAccountName: "updater",
    location: "westeurope",
    identity: { type: "SystemAssigned" },
    disableLocalAuth: true,
    publicNetworkAccess: false,
    sku: { name: "Basic" },
  },
  {
    outputs: {
      identity: { type: "SystemAssigned", principalId: "11111111-1111-1111-1111-111111111111" },
    },
  },
);

/** A vault with a system-assigned identity. */
export const vault = resource("recoveryservices:Vault", "vault", {
  resourceGroupName: ref("group", "name"),
  vaultName: "vault",
  location: "northeurope",
  identity: { type: "SystemAssigned" },
  sku: { name: "RS0", tier: "Standard" },
  properties: { publicNetworkAccess: "Enabled" },
});

/** A mapping between two containers, whose agents the account updates. */
export const mapping = resource(
  "recoveryservices:ReplicationProtectionContainerMapping",
  "mapping",
  {
    resourceGroupName: ref("group", "name"),
    resourceName: ref("vault", "name"),
    fabricName: "source",
    protectionContainerName: "source",
    mappingName: "mapping",
    properties: {
      policyId: "/subscriptions/s/policy",
      targetProtectionContainerId: "/subscriptions/s/target",
      providerSpecificInput: {
        instanceType: "A2A",
        agentAutoUpdateStatus: "Enabled",
        automationAccountArmId: ref("account"),
        automationAccountAuthenticationType: "SystemAssignedIdentity",
      },
    },
  },
);
