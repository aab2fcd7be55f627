const namespace = "Microsoft.Maintenance";
const inGroup = "/subscriptions/{subscriptionId}/resourcegroups/{resourceGroupName}";

export const configurationType = `${namespace}/maintenanceConfigurations`;
export const assignmentType = `${namespace}/configurationAssignments`;
export const applyUpdateType = `${namespace}/applyUpdates`;

/** Path templates with `resourcegroups` in lower case, as Azure answers the ids of this provider. */
export const configurationPath = `${inGroup}/providers/${configurationType}/{resourceName}`;

/** The scopes that this provider extends, each with the word of its operations. */
export const extendedScopes = {
  resource: `${inGroup}/providers/{providerName}/{resourceType}/{resourceName}`,
  child: `${inGroup}/providers/{providerName}/{resourceParentType}/{resourceParentName}/{resourceType}/{resourceName}`,
  group: inGroup,
  subscription: "/subscriptions/{subscriptionId}",
} as const;

export const examples =
  "azure-rest-api-specs maintenance/resource-manager/Microsoft.Maintenance/Maintenance/examples/2025-11-01";
