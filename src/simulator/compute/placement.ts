import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt, without, withoutUndefined } from "../json";
import type { Call, Platform } from "../operation";
import type { ResourceBody } from "../resource-manager/resource-type";
import { virtualMachineType } from "./extensions";

/** What a resource can be a member of, and where in its properties that stands. */
export type Membership = "availabilitySet" | "proximityPlacementGroup" | "virtualMachineScaleSet";

/** Id of what a resource is a member of; `undefined` for nothing. */
export function membershipOf(resource: unknown, membership: Membership): string | undefined {
  const id = asText(valueAt(resource, `properties.${membership}.id`));
  return id === undefined || id === "" ? undefined : id;
}

/** The machines, or the resources of another type, that are members of something, in the order of creation. */
export function membersOf(
  { estate }: Pick<Platform, "estate">,
  membership: Membership,
  id: string,
  type: string = virtualMachineType,
): StoredResource[] {
  const members = estate.derived(
    `members by ${membership} of ${type}`,
    type,
    () => new Map<string, Set<string>>(),
    (index, before, after) => {
      const left = membershipOf(before, membership)?.toLowerCase();
      const joined = membershipOf(after, membership)?.toLowerCase();
      const key = (before ?? after)?.id.toLowerCase() ?? "";
      if (left !== undefined && left !== joined) {
        index.get(left)?.delete(key);
      }
      if (joined !== undefined) {
        index.set(joined, (index.get(joined) ?? new Set<string>()).add(key));
      }
    },
  );
  return [...(members.get(id.toLowerCase()) ?? [])].flatMap((key) => estate.get(key) ?? []);
}

/** Members as Azure lists them in what they belong to. */
export function memberIds(
  platform: Pick<Platform, "estate">,
  membership: Membership,
  id: string,
  type?: string,
): { readonly id: string }[] {
  return membersOf(platform, membership, id, type).map((member) => ({ id: member.id }));
}

/**
 * A machine with the place that it keeps: what a request leaves out stays as it is. A scale set alone is
 * left, by an id of `null`.
 * Source: learn.microsoft.com virtual-machine-scale-sets/virtual-machine-scale-sets-attach-detach-vm.
 */
export function withPlacement(
  call: Call,
  machine: ResourceBody,
  existing: StoredResource | undefined,
): JsonObject {
  const properties = asObject(machine.properties);
  const before = asObject(existing?.properties);
  const leaves = isNothing(valueAt(call.body, "properties.virtualMachineScaleSet"));
  return {
    ...machine,
    zones: machine.zones ?? existing?.zones,
    properties: withoutUndefined({
      ...without(properties, "virtualMachineScaleSet", "proximityPlacementGroup"),
      availabilitySet: properties.availabilitySet ?? before.availabilitySet,
      virtualMachineScaleSet: leaves
        ? undefined
        : (properties.virtualMachineScaleSet ?? before.virtualMachineScaleSet),
      proximityPlacementGroup: isNothing(properties.proximityPlacementGroup)
        ? undefined
        : properties.proximityPlacementGroup,
    }),
  };
}

/** `null`, or an object whose id is `null`: both say that there is to be nothing. */
function isNothing(reference: unknown): boolean {
  return reference === null || asObject(reference).id === null;
}
