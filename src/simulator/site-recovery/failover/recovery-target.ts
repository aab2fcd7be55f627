import { normalizeRegion } from "../../../azure/regions";
import type { StoredResource } from "../../estate";
import { asText, type JsonObject } from "../../json";
import type { Platform } from "../../operation";
import { resourceGroupType } from "../../resources/resource-groups";
import { invalidInput, siteRecoveryError } from "../site-recovery-errors";
import { detailsOf } from "./item-state";

/** Which machine is made: the one that takes over, or one that only shows that it could. */
export type RecoveryKind = "failover" | "test";

/** The place in which a failover makes a machine. */
export interface RecoveryTarget {
  readonly kind: RecoveryKind;
  /** The item's details. */
  readonly details: JsonObject;
  readonly machineName: string;
  readonly groupId: string;
  readonly location: string;
  readonly zone: string | undefined;
  /** The network of a test; else that of the item's settings, interface by interface. */
  readonly testNetworkId: string | undefined;
}

const testSuffix = "-test";

/** The name of what is made for a test beside what a failover would make. */
export function testName(name: string): string {
  return `${name}${testSuffix}`;
}

/** Where an item's machine is made; refused when its settings do not lead to a place. */
export function recoveryTarget(
  platform: Platform,
  item: StoredResource,
  kind: RecoveryKind,
  testNetworkId?: string,
): RecoveryTarget {
  const details = detailsOf(item);
  const groupId = asText(details.recoveryAzureResourceGroupId) ?? "";
  if (platform.estate.get(groupId)?.type !== resourceGroupType) {
    throw invalidInput(
      `The recovery resource group '${groupId}' of the protected item '${item.name}' could not be found.`,
      "Update the protected item with a resource group that exists.",
    );
  }
  const name = asText(details.recoveryAzureVMName) ?? item.name;
  return {
    kind,
    details,
    machineName: kind === "test" ? (asText(details.tfoAzureVMName) ?? testName(name)) : name,
    groupId,
    location: normalizeRegion(asText(details.recoveryFabricLocation) ?? ""),
    zone: asText(details.recoveryAvailabilityZone),
    testNetworkId,
  };
}

export function idIn(groupId: string, type: string, name: string): string {
  return `${groupId}/providers/${type}/${name}`;
}

/**
 * The id that something new has: with the name that the settings give, or else with the name of what it
 * is made from, which gets a suffix where that name is taken.
 */
export function newId(
  platform: Platform,
  groupId: string,
  type: string,
  names: { readonly asked: string | undefined; readonly usual: string },
): string {
  const usual = idIn(groupId, type, names.asked ?? names.usual);
  if (names.asked !== undefined) {
    requireFree(platform, usual);
    return usual;
  }
  let id = usual;
  while (platform.estate.get(id) !== undefined) {
    id = `${id}-asr`;
  }
  return id;
}

/** A failover makes nothing anew that is there. */
export function requireFree(platform: Platform, id: string): void {
  if (platform.estate.get(id) !== undefined) {
    throw siteRecoveryError(
      409,
      "RecoveryResourceExists",
      `The resource '${id}' that the failover would make exists already.`,
      {
        possibleCauses: "The recovery resource group has a resource of that name.",
        recommendedAction: "Give another name or another resource group, then retry the operation.",
      },
    );
  }
}
