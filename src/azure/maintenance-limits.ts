/**
 * Limits of Update Manager's schedules. Source: learn.microsoft.com virtual-machines/maintenance-configurations
 * and update-manager/scheduled-patching.
 */
export const maintenanceLimits = {
  shortestWindowInMinutes: 90,
  longestWindowInMinutes: 235,
  shortestRepeatInHours: 6,
  shortestLeadInMinutes: 15,
  /** For a schedule with pre events. Source: learn.microsoft.com update-manager/pre-post-scripts-overview. */
  shortestLeadOfPreEventsInMinutes: 40,
  longestNames: 127,
  configurationsPerRegion: 250,
  machinesPerConfiguration: 3000,
  machinesPerDynamicScope: 1000,
  dynamicScopesPerScope: 250,
  dynamicScopesPerConfiguration: 200,
  tagFilters: 50,
  resourceGroupFilters: 50,
} as const;

/** The words that `maintenanceScope` takes. Source: Maintenance API 2023-04-01. */
export const maintenanceScopes: readonly string[] = [
  "Host",
  "Resource",
  "OSImage",
  "Extension",
  "InGuestPatch",
  "SQLDB",
  "SQLManagedInstance",
];

/** The words that `installPatches.rebootSetting` takes. Source: Maintenance API 2023-04-01. */
export const scheduleRebootSettings: readonly string[] = ["IfRequired", "Never", "Always"];

/** Classifications by operating system. Source: Maintenance API 2023-04-01. */
export const patchClassifications = {
  Windows: [
    "Critical",
    "Security",
    "UpdateRollup",
    "FeaturePack",
    "ServicePack",
    "Definition",
    "Tools",
    "Updates",
  ],
  Linux: ["Critical", "Security", "Other"],
} as const;
