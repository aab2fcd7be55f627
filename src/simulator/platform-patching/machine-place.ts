import type { RolloutMachine } from "../../azure/availability-first";
import type { Estate, StoredResource } from "../estate";
import { asArray, asText, valueAt } from "../json";
import { regionOf } from "./patched-machines";

const machineType = "Microsoft.Compute/virtualMachines";
/** Source: learn.microsoft.com virtual-machines/availability-set-overview. */
const updateDomainsUnlessGiven = 5;

/**
 * Where a machine stands among the others: its region, its zone, and its update domain in its
 * availability set, which its place in the set gives it.
 */
export function placeOf(estate: Estate, machine: StoredResource): RolloutMachine {
  const [zone] = asArray(machine.zones);
  const setId = availabilitySetOf(machine);
  const members = setId === undefined ? [] : [...(membersOfSets(estate).get(setId) ?? [])];
  const domains = setId === undefined ? 0 : updateDomainsOf(estate, setId);
  return {
    id: machine.id,
    region: regionOf(machine),
    zone: asText(zone),
    availabilitySet:
      setId === undefined
        ? undefined
        : {
            id: setId,
            updateDomain: Math.max(0, members.indexOf(machine.id.toLowerCase())) % domains,
            machines: members.length,
          },
  };
}

export function isInAvailabilitySet(machine: StoredResource): boolean {
  return availabilitySetOf(machine) !== undefined;
}

function updateDomainsOf(estate: Estate, setId: string): number {
  const count = Number(valueAt(estate.get(setId), "properties.platformUpdateDomainCount"));
  return count >= 1 ? count : updateDomainsUnlessGiven;
}

function availabilitySetOf(machine: StoredResource): string | undefined {
  return asText(valueAt(machine, "properties.availabilitySet.id"))?.toLowerCase();
}

/** The machines of each availability set, in the order in which they joined it. */
function membersOfSets(estate: Estate): Map<string, Set<string>> {
  return estate.derived(
    "machines of availability sets",
    machineType,
    () => new Map<string, Set<string>>(),
    (members, before, after) => {
      const was = before && availabilitySetOf(before);
      const is = after && availabilitySetOf(after);
      const id = (before ?? after)?.id.toLowerCase() ?? "";
      if (was !== undefined && was !== is) {
        members.get(was)?.delete(id);
      }
      if (is !== undefined) {
        members.set(is, (members.get(is) ?? new Set<string>()).add(id));
      }
    },
  );
}
