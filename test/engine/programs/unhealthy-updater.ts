// Agents that are to be updated by an account that cannot sign in: no id is known in the first preview.

import * as automation from "@pulumi/azure-native/automation";
import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as resources from "@pulumi/azure-native/resources";

const location = "northeurope";
const group = new resources.ResourceGroup("group", { location });
const inGroup = { resourceGroupName: group.name, location };
const identity = new managedidentity.UserAssignedIdentity("identity", inGroup);
const account = new automation.AutomationAccount("account", {
  ...inGroup,
  identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] },
  disableLocalAuth: true,
  publicNetworkAccess: false,
  sku: { name: "Basic" },
});
const vault = new recoveryservices.Vault("vault", {
  ...inGroup,
  sku: { name: "RS0", tier: "Standard" },
  properties: { publicNetworkAccess: "Enabled" },
});
new recoveryservices.ReplicationProtectionContainerMapping("mapping", {
  resourceGroupName: group.name,
  resourceName: vault.name,
  fabricName: "source",
  protectionContainerName: "source",
  properties: {
    targetProtectionContainerId: "target",
    policyId: "policy",
    providerSpecificInput: {
      instanceType: "A2A",
      agentAutoUpdateStatus: "Enabled",
      automationAccountArmId: account.id,
      automationAccountAuthenticationType: "SystemAssignedIdentity",
    },
  },
});
