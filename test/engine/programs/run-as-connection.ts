// An automation account that still holds the connection of a Run As account, in azure-native's own words.

import * as automation from "@pulumi/azure-native/automation";
import * as resources from "@pulumi/azure-native/resources";

const location = "westeurope";
const group = new resources.ResourceGroup("group", { location });
const account = new automation.AutomationAccount("account", {
  resourceGroupName: group.name,
  location,
  identity: { type: "SystemAssigned" },
  sku: { name: "Basic" },
});
const guid = "11111111-1111-4111-8111-111111111111";
new automation.Connection("connection", {
  resourceGroupName: group.name,
  automationAccountName: account.name,
  connectionName: "AzureRunAsConnection",
  name: "AzureRunAsConnection",
  connectionType: { name: "AzureServicePrincipal" },
  fieldDefinitionValues: {
    ApplicationId: guid,
    TenantId: guid,
    SubscriptionId: guid,
    CertificateThumbprint: "A".repeat(40),
  },
});
