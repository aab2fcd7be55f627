import { deterministicGuid } from "../../azure/guid";
import { asArray, asObject, asText } from "../json";
import type { Call, Operation } from "../operation";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { resourceType } from "../resource-manager/resource-type";
import { requireAccountName, requireEncryption, requireRoomInRegion } from "./account-rules";
import { stamped } from "./stamped";

export const accountType = "Microsoft.Automation/automationAccounts";
export const accountPath = groupPath(`${accountType}/{automationAccountName}`);
export const examples =
  "azure-rest-api-specs automation/resource-manager/Microsoft.Automation/stable/2024-10-23/examples";

/** Automation accounts. Their requests are done when they are answered. */
export const automationAccountOperations: Operation[] = resourceType({
  type: accountType,
  path: accountPath,
  location: "required",
  identity: true,
  provisioningState: false,
  get: { id: "AutomationAccount_Get", witness: `${examples}/getAutomationAccount.json` },
  put: {
    id: "AutomationAccount_CreateOrUpdate",
    witness: `${examples}/createOrUpdateAutomationAccount.json`,
  },
  patch: { id: "AutomationAccount_Update", witness: `${examples}/updateAutomationAccount.json` },
  delete: { id: "AutomationAccount_Delete", witness: `${examples}/deleteAutomationAccount.json` },
  lists: [
    {
      id: "AutomationAccount_ListByResourceGroup",
      path: groupPath(accountType),
      witness: `${examples}/listAutomationAccountsByResourceGroup.json`,
    },
    {
      id: "AutomationAccount_List",
      path: subscriptionPath(accountType),
      witness: `${examples}/listAutomationAccountsBySubscription.json`,
    },
  ],
  validate: (call, body, existing) => {
    if (existing === undefined) {
      requireAccountName(call.parameters.automationAccountName ?? "");
      requireRoomInRegion(call, asText(body.location) ?? "");
    }
    requireEncryption(body, existing);
  },
  complete: (call, body, existing) => {
    const sent = asObject(body.properties);
    const before = asObject(existing?.properties);
    return {
      properties: stamped(call, existing, {
        sku: asObject(sent.sku ?? before.sku ?? { name: "Basic" }),
        state: "Ok",
        publicNetworkAccess: sent.publicNetworkAccess ?? before.publicNetworkAccess ?? true,
        disableLocalAuth: sent.disableLocalAuth ?? before.disableLocalAuth ?? false,
        encryption: sent.encryption ??
          before.encryption ?? { keySource: "Microsoft.Automation", identity: {} },
        automationHybridServiceUrl: hybridServiceUrl(call),
        // Connections are made by private endpoints, not by who writes the account.
        privateEndpointConnections: asArray(before.privateEndpointConnections),
      }),
    };
  },
});

function hybridServiceUrl(call: Call): string {
  const id = deterministicGuid("automation", call.path);
  return `https://${id}.jrds.automation.simulated/automationAccounts/${id}`;
}
