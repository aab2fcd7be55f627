import {
  graphQuery,
  type GraphQuery,
  maybeTagged,
  oneOf,
  type ResourceGroupFilter,
} from "./graph-query";
import { maybeNamed } from "./name-pattern";

/** Which machines a query is about; what is left out lets everything through. */
export interface MachineFilter extends ResourceGroupFilter {
  /** Compared without case; `*` stands for any text. */
  readonly names?: readonly string[];
  /** Ids, compared without case. */
  readonly ids?: readonly string[];
  /**
   * Tags that a machine must have, each with this value: names compared without case, values with it. Rows
   * may come whose values differ in case; `isInScope` leaves them out.
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A machine and who patches it. Texts are empty, and other values null, where a machine does not tell. */
export interface MachineRow {
  readonly id: string;
  readonly name: string;
  /** In lower case. */
  readonly resourceGroup: string;
  readonly subscriptionId: string;
  readonly location: string;
  /** `Windows` or `Linux`. */
  readonly osType: string;
  /** For example `PowerState/running`. */
  readonly powerState: string;
  readonly provisioningState: string;
  readonly patchMode: string;
  readonly assessmentMode: string;
  readonly rebootSetting: string;
  readonly bypassPlatformSafetyChecksOnUserSchedule: boolean | null;
  readonly provisionVmAgent: boolean | null;
  /** Windows alone. */
  readonly enableAutomaticUpdates: boolean | null;
  /** `publisher`, `offer`, `sku` and `version`; null of a machine from a disk or an image of one's own. */
  readonly imageReference: Readonly<Record<string, string>> | null;
  readonly tags: Readonly<Record<string, string>> | null;
}

/**
 * Machines with their power and patch settings.
 *
 * Source: learn.microsoft.com governance/resource-graph/concepts/query-language (extended properties),
 * virtual-machines/automatic-vm-guest-patching (settings).
 */
export function machinesQuery(filter: MachineFilter = {}): GraphQuery<MachineRow> {
  return graphQuery<MachineRow>("machines", "resources", machineOperators(filter), machineColumns);
}

/** What leads to the machines of a filter, with their `osProfile`, `configuration` and `patchSettings`. */
export function machineOperators(filter: MachineFilter): string[] {
  return [
    "where type =~ 'microsoft.compute/virtualmachines'",
    ...oneOf("resourceGroup", filter.resourceGroups),
    ...maybeNamed("name", filter.names),
    ...oneOf("id", filter.ids),
    ...maybeTagged(filter.tags),
    "extend osProfile = properties.osProfile",
    "extend configuration = iff(isnotnull(osProfile.windowsConfiguration), osProfile.windowsConfiguration, osProfile.linuxConfiguration)",
    "extend patchSettings = configuration.patchSettings",
  ];
}

/** The columns of a machine, behind {@linkcode machineOperators}. */
export const machineColumns: Readonly<Record<keyof MachineRow, string>> = {
  id: "id",
  name: "name",
  resourceGroup: "resourceGroup",
  subscriptionId: "subscriptionId",
  location: "location",
  osType: "tostring(properties.storageProfile.osDisk.osType)",
  powerState: "tostring(properties.extended.instanceView.powerState.code)",
  provisioningState: "tostring(properties.provisioningState)",
  patchMode: "tostring(patchSettings.patchMode)",
  assessmentMode: "tostring(patchSettings.assessmentMode)",
  rebootSetting: "tostring(patchSettings.automaticByPlatformSettings.rebootSetting)",
  bypassPlatformSafetyChecksOnUserSchedule:
    "patchSettings.automaticByPlatformSettings.bypassPlatformSafetyChecksOnUserSchedule",
  provisionVmAgent: "configuration.provisionVMAgent",
  enableAutomaticUpdates: "configuration.enableAutomaticUpdates",
  imageReference: "properties.storageProfile.imageReference",
  tags: "tags",
};
