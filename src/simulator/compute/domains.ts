import { nextDomain } from "../../azure/availability";
import type { StoredResource } from "../estate";
import { type JsonObject, valueAt, withoutUndefined } from "../json";
import type { Platform } from "../operation";
import { membershipOf, membersOf } from "./placement";

/** The domains of a machine, in the set or scale set whose id is `of`. */
interface Domains {
  readonly of: string;
  readonly updateDomain?: number;
  readonly faultDomain?: number;
}

/** Gives a machine its domains when it joins a set or a scale set, and takes them when it leaves. */
export function placeInDomains(platform: Platform, machine: StoredResource): void {
  const notes = notesOf(platform);
  const key = machine.id.toLowerCase();
  const set = membershipOf(machine, "availabilitySet");
  const id = set ?? membershipOf(machine, "virtualMachineScaleSet");
  const container = id === undefined ? undefined : platform.estate.get(id);
  if (container === undefined) {
    notes.delete(key);
  } else if (notes.get(key)?.of !== container.id.toLowerCase()) {
    notes.delete(key);
    notes.set(key, freeDomains(platform, machine, container, set !== undefined));
  }
}

export function forgetDomains(platform: Platform, machine: StoredResource): void {
  notesOf(platform).delete(machine.id.toLowerCase());
}

/** The update domain of a machine that is in an availability set. */
export function updateDomainOf(platform: Platform, machine: StoredResource): number {
  return notesOf(platform).get(machine.id.toLowerCase())?.updateDomain ?? 0;
}

/** The domains in a machine's instance view. Shape: VirtualMachine_Get_InstanceView.json. */
export function domainsView(platform: Platform, machine: StoredResource): JsonObject {
  const domains = notesOf(platform).get(machine.id.toLowerCase());
  return withoutUndefined({
    platformUpdateDomain: domains?.updateDomain,
    platformFaultDomain: domains?.faultDomain,
  });
}

/**
 * A scale set has no update domains, and one that spreads as far as it can (a fault domain count of
 * `1`) tells none.
 * Source: learn.microsoft.com virtual-machine-scale-sets/virtual-machine-scale-sets-orchestration-modes.
 */
function freeDomains(
  platform: Platform,
  machine: StoredResource,
  container: StoredResource,
  isSet: boolean,
): Domains {
  const notes = notesOf(platform);
  const members = membersOf(
    platform,
    isSet ? "availabilitySet" : "virtualMachineScaleSet",
    container.id,
  ).flatMap((member) => notes.get(member.id.toLowerCase()) ?? []);
  const next = (count: unknown, taken: (number | undefined)[]): number =>
    nextDomain(
      taken.flatMap((domain) => domain ?? []),
      Number(count),
    );
  const { platformFaultDomainCount, platformUpdateDomainCount } =
    container.properties as JsonObject;
  const wanted = valueAt(machine, "properties.platformFaultDomain");
  const of = container.id.toLowerCase();
  if (!isSet && platformFaultDomainCount === 1) {
    return { of };
  }
  const faultDomain =
    typeof wanted === "number"
      ? wanted
      : next(
          platformFaultDomainCount,
          members.map((member) => member.faultDomain),
        );
  return isSet
    ? {
        of,
        faultDomain,
        updateDomain: next(
          platformUpdateDomainCount,
          members.map((member) => member.updateDomain),
        ),
      }
    : { of, faultDomain };
}

function notesOf(platform: Platform): Map<string, Domains> {
  return platform.estate.notes<Domains>("domains of machines");
}
