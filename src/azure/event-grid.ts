import type { Finding } from "./finding";

/** Events that a maintenance configuration raises. Source: learn.microsoft.com event-grid/event-schema-maintenance-configuration. */
export const maintenanceEvents = {
  topicType: "Microsoft.Maintenance.MaintenanceConfigurations",
  before: "Microsoft.Maintenance.PreMaintenanceEvent",
  after: "Microsoft.Maintenance.PostMaintenanceEvent",
} as const;

/** Limits of Event Grid. Source: learn.microsoft.com event-grid/delivery-and-retry. */
export const eventGridLimits = {
  longestTimeToLiveInMinutes: 1440,
} as const;

/** Source: hashicorp/terraform-provider-azurerm eventgrid_system_topic_resource.go. */
export function systemTopicNameFindings(name: string, path: string): Finding[] {
  return nameFindings("EVG-EVENT-001", "a system topic", 128, name, path);
}

/** Source: Event Grid API 2025-02-15, `eventSubscriptionName`; learn.microsoft.com azure-resource-manager/management/resource-name-rules. */
export function eventSubscriptionNameFindings(name: string, path: string): Finding[] {
  return nameFindings("EVG-EVENT-002", "an event subscription", 64, name, path);
}

/** Refuses an address to which Event Grid sends nothing; it is a secret, and not repeated. Source: learn.microsoft.com event-grid/end-point-validation-event-grid-events-schema. */
export function webhookAddressFindings(address: string, path: string): Finding[] {
  return URL.canParse(address) && new URL(address).protocol === "https:"
    ? []
    : [
        {
          ruleId: "EVG-EVENT-003",
          severity: "error",
          propertyPath: path,
          message: "It is no https address.",
          fix: "Give the address of a webhook, such as one of an AutomationAccount's webhookUris.",
        },
      ];
}

export function timeToLiveFindings(minutes: number, path: string): Finding[] {
  const { longestTimeToLiveInMinutes: longest } = eventGridLimits;
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= longest
    ? []
    : [
        {
          ruleId: "EVG-EVENT-004",
          severity: "error",
          propertyPath: path,
          message: `${minutes} is no number of minutes from 1 to ${longest}.`,
          fix: `Give 1 to ${longest} minutes.`,
        },
      ];
}

function nameFindings(
  ruleId: string,
  subject: string,
  longest: number,
  name: string,
  path: string,
): Finding[] {
  return new RegExp(`^[a-zA-Z0-9-]{3,${longest}}$`).test(name)
    ? []
    : [
        {
          ruleId,
          severity: "error",
          propertyPath: path,
          message: `"${name}" is no name of ${subject}: those have 3 to ${longest} letters, digits and hyphens.`,
          fix: "Give such a name.",
        },
      ];
}
