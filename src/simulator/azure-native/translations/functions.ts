import { groupPath, type FunctionTranslation } from "../translation";

const storageAccount = `${groupPath}/providers/Microsoft.Storage/storageAccounts/{accountName}`;
const automationAccount = `${groupPath}/providers/Microsoft.Automation/automationAccounts/{automationAccountName}`;

/** Functions that are a POST; every `get…` follows from the resource of the same name. */
export const functionTranslations: readonly FunctionTranslation[] = [
  {
    token: "storage:listStorageAccountKeys",
    path: `${storageAccount}/listKeys`,
    apiVersion: "2024-01-01",
    query: { expand: "$expand" },
  },
  {
    token: "automation:listKeyByAutomationAccount",
    path: `${automationAccount}/listKeys`,
    apiVersion: "2024-10-23",
    renames: { KeyName: "keyName", Permissions: "permissions", Value: "value" },
  },
  {
    token: "operationalinsights:getSharedKeys",
    path: `${groupPath}/providers/Microsoft.OperationalInsights/workspaces/{workspaceName}/sharedKeys`,
    apiVersion: "2023-09-01",
  },
];
