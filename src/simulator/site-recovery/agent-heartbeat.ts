import type { StoredResource } from "../estate";
import { powerOf } from "../compute/power-state";
import { asText, valueAt } from "../json";
import type { Platform } from "../operation";

/** Since when the agent of an item's machine is silent. */
export interface Silence {
  /** `undefined` when the machine is gone and nobody knows since when. */
  readonly since: Date | undefined;
  readonly cause: "machine gone" | "machine off" | "agent silent";
}

/** What a silence comes from, as a sentence. */
export const silenceCauses: Readonly<Record<Silence["cause"], string>> = {
  "machine gone": "The virtual machine was deleted.",
  "machine off": "The virtual machine is not running.",
  "agent silent":
    "The services of the mobility agent are stopped, or it reaches no Azure Site Recovery.",
};

/**
 * Whether the mobility agent of a protected item's machine reports: `undefined` when it does. Read from
 * the machine's power and from the faults; nothing is kept of single heartbeats.
 */
export function silenceOf(platform: Platform, item: StoredResource): Silence | undefined {
  const id = asText(valueAt(item, "properties.providerSpecificDetails.fabricObjectId")) ?? "";
  const machine = platform.estate.get(id);
  if (machine === undefined) {
    return { since: undefined, cause: "machine gone" };
  }
  const { state, since } = powerOf(platform, machine);
  const offSince = state === "running" ? undefined : new Date(since);
  const faultSince = platform.faults.since("agent silent", machine.id);
  if (offSince !== undefined && (faultSince === undefined || offSince <= faultSince)) {
    return { since: offSince, cause: "machine off" };
  }
  return faultSince === undefined ? undefined : { since: faultSince, cause: "agent silent" };
}
