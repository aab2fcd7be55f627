import { maintenanceLimits as numbers } from "../../azure/maintenance-limits";

const limits =
  "learn.microsoft.com virtual-machines/maintenance-configurations and update-manager/scheduled-patching";

/** Errors of Microsoft.Maintenance, each with the source that shows it. */
export const maintenanceErrors = {
  InvalidMaintenanceWindow:
    "hashicorp/terraform-provider-azurerm issue 29738; Azure/azure-sdk-for-net issue 34604",
  InvalidRequest:
    "assumption: the code for a maintenance configuration or assignment that breaks a documented rule",
  MaintenanceConfigurationNotFound:
    "assumption: the code for an assignment whose maintenance configuration is not there",
  MachineNotReady:
    "assumption: the code in the record of a machine that is off or silent; the rule: learn.microsoft.com virtual-machines/maintenance-configurations (powered on 15 minutes before)",
  MaintenanceWindowExceeded:
    "assumption: the code in the record of a machine that its window was too short for; the state: learn.microsoft.com update-manager/manage-multiple-machines",
  NotFound:
    "azure-rest-api-specs maintenance/resource-manager/Microsoft.Maintenance, MaintenanceError",
  PrerequisitesNotMet:
    "assumption: the code in the record of a machine whose patch settings let no schedule in; the text: learn.microsoft.com update-manager/prerequsite-for-schedule-patching",
  QuotaExceeded: `assumption: the code for what ${limits} limits`,
} as const;

/** What Microsoft.Maintenance does by itself. */
export const maintenanceStateChanges = {
  "a maintenance window opens and its machines are patched":
    "learn.microsoft.com update-manager/scheduled-patching",
  "a maintenance window closes and what is not done by then has failed":
    "learn.microsoft.com update-manager/scheduled-patching (maintenance window exceeded)",
  "a scheduled run has patched a machine":
    "learn.microsoft.com update-manager/manage-multiple-machines (history)",
} as const;

/** Limits that are enforced. */
export const maintenanceLimits = {
  [`${numbers.shortestWindowInMinutes} to ${numbers.longestWindowInMinutes} minutes of a window`]:
    limits,
  [`${numbers.shortestRepeatInHours} hours between two windows`]: limits,
  [`${numbers.shortestLeadInMinutes} minutes ahead`]: limits,
  [`${numbers.longestNames} characters of group and configuration name`]: limits,
  [`${numbers.configurationsPerRegion} configurations of a region`]: limits,
  [`${numbers.machinesPerConfiguration} machines of a configuration`]: limits,
  [`${numbers.machinesPerDynamicScope} machines of a dynamic scope`]: `${limits}; assumption: which ones beyond are left out`,
  [`${numbers.dynamicScopesPerScope} dynamic scopes of a scope`]: limits,
  [`${numbers.dynamicScopesPerConfiguration} dynamic scopes of a configuration`]: limits,
} as const;
