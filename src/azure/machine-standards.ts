import { type Finding, errorFinding } from "./finding";

/** Refuses a machine without its agent. Source: learn.microsoft.com virtual-machines/extensions/agent-linux and agent-windows. */
export function agentProvisionedFindings(
  provisionVmAgent: boolean | undefined,
  path: string,
): Finding[] {
  return provisionVmAgent === false
    ? [
        errorFinding(
          "EVG-VM-020",
          path,
          "The machine is made without the VM agent, through which extensions, patching and consistent backups work.",
          "Set it to true, or leave it out.",
        ),
      ]
    : [];
}

/** Refuses a machine that takes no extensions. Source: Compute API, `OSProfile.allowExtensionOperations`. */
export function extensionOperationsFindings(
  allowExtensionOperations: boolean | undefined,
  path: string,
): Finding[] {
  return allowExtensionOperations === false
    ? [
        errorFinding(
          "EVG-VM-021",
          path,
          "The machine takes no extensions, and Azure Backup, Site Recovery and guest patching each bring one.",
          "Set it to true, or leave it out; an Azure Policy can say which extensions are allowed.",
        ),
      ]
    : [];
}

/** Where a machine stands, as far as it says. */
export interface MachinePlace {
  readonly zones: readonly string[];
  readonly isInAvailabilitySet: boolean;
  readonly isInScaleSet: boolean;
}

/**
 * Asks for a place that Azure's rollouts look at: they patch zone by zone and update domain by update
 * domain. Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching.
 */
export function knownPlaceFindings(place: MachinePlace, path: string): Finding[] {
  return place.zones.length > 0 || place.isInAvailabilitySet || place.isInScaleSet
    ? []
    : [
        errorFinding(
          "EVG-VM-022",
          path,
          "The machine stands in no zone, availability set or scale set, so nothing keeps its updates apart from those of its neighbours.",
          'Set zones, for example ["1"], or availabilitySet.',
        ),
      ];
}
