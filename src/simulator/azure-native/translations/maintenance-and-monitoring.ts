import { groupPath, subscriptionPath, type Translation } from "../translation";

const assignment =
  "/providers/Microsoft.Maintenance/configurationAssignments/{configurationAssignmentName}";
const assignmentRow = { apiVersion: "2023-10-01-preview", topLevel: ["location"] };
const insights = `${groupPath}/providers/Microsoft.Insights`;
const diagnosticSettings = "/providers/Microsoft.Insights/diagnosticSettings/{name}";
const window = "properties/maintenanceWindow";
const systemTopic = `${groupPath}/providers/Microsoft.EventGrid/systemTopics/{systemTopicName}`;

/** Maintenance configurations, the events that they raise, diagnostics, alerts and the workspaces that they write to. */
export const maintenanceAndMonitoringTranslations: readonly Translation[] = [
  {
    token: "maintenance:MaintenanceConfiguration",
    path: `${subscriptionPath}/resourcegroups/{resourceGroupName}/providers/Microsoft.Maintenance/maintenanceConfigurations/{resourceName}`,
    apiVersion: "2023-10-01-preview",
    topLevel: ["location", "tags"],
    renames: {
      duration: `${window}/duration`,
      expirationDateTime: `${window}/expirationDateTime`,
      recurEvery: `${window}/recurEvery`,
      startDateTime: `${window}/startDateTime`,
      timeZone: `${window}/timeZone`,
    },
  },
  {
    token: "maintenance:ConfigurationAssignment",
    path: `${groupPath}/providers/{providerName}/{resourceType}/{resourceName}${assignment}`,
    ...assignmentRow,
  },
  {
    token: "maintenance:ConfigurationAssignmentParent",
    path: `${groupPath}/providers/{providerName}/{resourceParentType}/{resourceParentName}/{resourceType}/{resourceName}${assignment}`,
    ...assignmentRow,
  },
  {
    token: "maintenance:ConfigurationAssignmentsForResourceGroup",
    path: `${groupPath}${assignment}`,
    ...assignmentRow,
  },
  {
    token: "maintenance:ConfigurationAssignmentsForSubscription",
    path: `${subscriptionPath}${assignment}`,
    ...assignmentRow,
  },
  {
    token: "eventgrid:SystemTopic",
    path: systemTopic,
    apiVersion: "2025-02-15",
    topLevel: ["identity", "location", "tags"],
    immutable: ["location"],
    longRunning: ["put", "delete"],
  },
  {
    token: "eventgrid:SystemTopicEventSubscription",
    path: `${systemTopic}/eventSubscriptions/{eventSubscriptionName}`,
    apiVersion: "2025-02-15",
    topLevel: [],
    longRunning: ["put", "delete"],
  },
  {
    token: "monitor:DiagnosticSetting",
    path: `/{resourceUri}${diagnosticSettings}`,
    apiVersion: "2021-05-01-preview",
    topLevel: [],
  },
  {
    token: "monitor:SubscriptionDiagnosticSetting",
    path: `${subscriptionPath}${diagnosticSettings}`,
    apiVersion: "2021-05-01-preview",
    topLevel: [],
  },
  alert("ActionGroup", "actionGroups/{actionGroupName}", "2024-10-01-preview", ["identity"]),
  alert("ActivityLogAlert", "activityLogAlerts/{activityLogAlertName}", "2020-10-01", []),
  alert("MetricAlert", "metricAlerts/{ruleName}", "2018-03-01", []),
  {
    ...alert("ScheduledQueryRule", "scheduledQueryRules/{ruleName}", "2025-01-01-preview", [
      "identity",
      "kind",
    ]),
    immutable: ["location", "scopes"],
  },
  alert("DataCollectionRule", "dataCollectionRules/{dataCollectionRuleName}", "2022-06-01", [
    "identity",
    "kind",
  ]),
  alert(
    "DataCollectionEndpoint",
    "dataCollectionEndpoints/{dataCollectionEndpointName}",
    "2022-06-01",
    ["identity", "kind"],
  ),
  {
    token: "monitor:DataCollectionRuleAssociation",
    path: "/{resourceUri}/providers/Microsoft.Insights/dataCollectionRuleAssociations/{associationName}",
    apiVersion: "2022-06-01",
    topLevel: [],
  },
  {
    token: "operationalinsights:Workspace",
    path: `${groupPath}/providers/Microsoft.OperationalInsights/workspaces/{workspaceName}`,
    apiVersion: "2023-09-01",
    topLevel: ["identity", "location", "tags"],
    immutable: ["location"],
    longRunning: ["put", "delete"],
  },
];

function alert(
  name: string,
  tail: string,
  apiVersion: string,
  topLevel: readonly string[],
): Translation {
  return {
    token: `monitor:${name}`,
    path: `${insights}/${tail}`,
    apiVersion,
    topLevel: [...topLevel, "location", "tags"],
    immutable: ["location"],
  };
}
