import { groupPath, type Translation } from "../translation";

const account = `${groupPath}/providers/Microsoft.Automation/automationAccounts/{automationAccountName}`;
const apiVersion = "2024-10-23";
const named = ["name"];

/** Automation accounts and what they hold. */
export const automationTranslations: readonly Translation[] = [
  {
    token: "automation:AutomationAccount",
    path: account,
    apiVersion,
    topLevel: ["identity", "location", "name", "tags"],
  },
  row("Runbook", "runbooks/{runbookName}", ["location", "name", "tags"]),
  row("Schedule", "schedules/{scheduleName}", named),
  {
    ...row("JobSchedule", "jobSchedules/{jobScheduleId}", []),
    autoname: "uuid",
    immutable: ["parameters"],
  },
  row("Variable", "variables/{variableName}", named),
  row("Credential", "credentials/{credentialName}", named),
  row("Certificate", "certificates/{certificateName}", named),
  row("Connection", "connections/{connectionName}", named),
  row("ConnectionType", "connectionTypes/{connectionTypeName}", named),
  row("Module", "modules/{moduleName}", ["location", "name", "tags"]),
  {
    ...row("PowerShell72Module", "powerShell72Modules/{moduleName}", ["location", "name", "tags"]),
    apiVersion: "2023-11-01",
  },
  row("Python3Package", "python3Packages/{packageName}", ["tags"]),
  row("Python2Package", "python2Packages/{packageName}", ["tags"]),
  {
    ...row("RuntimeEnvironment", "runtimeEnvironments/{runtimeEnvironmentName}", [
      "location",
      "tags",
    ]),
    renames: { language: "properties/runtime/language", version: "properties/runtime/version" },
    immutable: ["location"],
  },
  row("Package", "runtimeEnvironments/{runtimeEnvironmentName}/packages/{packageName}", []),
  {
    ...row(
      "PrivateEndpointConnection",
      "privateEndpointConnections/{privateEndpointConnectionName}",
      [],
    ),
    longRunning: ["put", "delete"],
  },
  row("Webhook", "webhooks/{webhookName}", named),
  row(
    "HybridRunbookWorkerGroup",
    "hybridRunbookWorkerGroups/{hybridRunbookWorkerGroupName}",
    named,
  ),
  row(
    "HybridRunbookWorker",
    "hybridRunbookWorkerGroups/{hybridRunbookWorkerGroupName}/hybridRunbookWorkers/{hybridRunbookWorkerId}",
    [],
  ),
  row("SourceControl", "sourceControls/{sourceControlName}", []),
  {
    ...row("Watcher", "watchers/{watcherName}", ["location", "tags"]),
    immutable: ["location"],
  },
  row("DscConfiguration", "configurations/{configurationName}", ["location", "name", "tags"]),
  {
    ...row("DscNodeConfiguration", "nodeConfigurations/{nodeConfigurationName}", ["name", "tags"]),
    longRunning: ["put"],
  },
  row(
    "SoftwareUpdateConfigurationByName",
    "softwareUpdateConfigurations/{softwareUpdateConfigurationName}",
    [],
  ),
];

function row(name: string, tail: string, topLevel: readonly string[]): Translation {
  return { token: `automation:${name}`, path: `${account}/${tail}`, apiVersion, topLevel };
}
