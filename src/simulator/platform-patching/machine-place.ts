import type { RolloutMachine } from "../../azure/availability-first";
import { updateDomainOf } from "../compute/domains";
import { membershipOf, membersOf } from "../compute/placement";
import type { StoredResource } from "../estate";
import { asArray, asText } from "../json";
import type { Platform } from "../operation";
import { regionOf } from "./patched-machines";

/** Where a machine stands among the others: its region, its zone, and its update domain in its availability set. */
export function placeOf(platform: Platform, machine: StoredResource): RolloutMachine {
  const [zone] = asArray(machine.zones);
  const setId = membershipOf(machine, "availabilitySet")?.toLowerCase();
  return {
    id: machine.id,
    region: regionOf(machine),
    zone: asText(zone),
    availabilitySet:
      setId === undefined
        ? undefined
        : {
            id: setId,
            updateDomain: updateDomainOf(platform, machine),
            machines: membersOf(platform, "availabilitySet", setId).length,
          },
  };
}

export function isInAvailabilitySet(machine: StoredResource): boolean {
  return membershipOf(machine, "availabilitySet") !== undefined;
}
