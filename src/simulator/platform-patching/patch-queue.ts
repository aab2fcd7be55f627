import { deterministicGuid } from "../../azure/guid";
import type { Night } from "../../azure/off-peak";
import { platformPatchingObstacles } from "../../azure/platform-patching";
import { availablePatches, isCriticalOrSecurity } from "../compute/patch-records";
import { imageOf, operatingSystemOf, readPatchSettings } from "../compute/patch-settings";
import { lastNeeded } from "../compute/published-patches";
import { agentReports } from "../compute/vm-agent";
import type { Estate, StoredResource } from "../estate";
import { attachedSchedules } from "../maintenance/attached-schedules";
import type { Platform } from "../operation";
import { machinesByPlatform, notePatching, patchingNoteOf } from "./patched-machines";

/** The machines of a region that wait to be patched in a night. */
interface Queue {
  /** Number of the night. */
  readonly night: number;
  readonly machineIds: readonly string[];
}

/** Who waits in a region to be patched in this night, in the order of their turn; looked up once a night. */
export function queueOf(platform: Platform, region: string, night: Night): readonly string[] {
  const queue = queuesOf(platform.estate).get(region);
  if (queue?.night === night.number) {
    return queue.machineIds;
  }
  const machines = machinesByPlatform(platform.estate, region);
  const machineIds = inOrder(platform, waitingAmong(platform, machines));
  keepQueue(platform.estate, region, night, machineIds);
  return machineIds;
}

/** Lets machines wait too that came in the middle of the night. */
export function joinQueue(
  platform: Platform,
  region: string,
  night: Night,
  machines: readonly StoredResource[],
): void {
  const queue = queuesOf(platform.estate).get(region);
  if (queue?.night === night.number && machines.length > 0) {
    const machineIds = inOrder(platform, waitingAmong(platform, machines));
    keepQueue(platform.estate, region, night, [...queue.machineIds, ...machineIds]);
  }
}

/** Keeps those that still wait. */
export function keepQueue(
  estate: Estate,
  region: string,
  night: Night,
  machineIds: readonly string[],
): void {
  queuesOf(estate).set(region, { night: night.number, machineIds });
}

/** The machines that lack something, are on, and are the platform's to patch. */
function waitingAmong(platform: Platform, machines: readonly StoredResource[]): StoredResource[] {
  const { estate, clock } = platform;
  const now = clock.now();
  const newest = {
    Windows: lastNeeded("Windows", now).toISOString(),
    Linux: lastNeeded("Linux", now).toISOString(),
  };
  const ready = machines.filter((machine) => {
    const note = patchingNoteOf(estate, machine);
    return (
      note?.enabledAt !== undefined &&
      newest[operatingSystemOf(machine)] > (note.upToDateAt ?? "") &&
      agentReports(platform, machine)
    );
  });
  const hasSchedule = ready.length === 0 ? () => false : attachedSchedules(platform);
  return ready.filter((machine) => {
    const obstacles = platformPatchingObstacles({
      settings: readPatchSettings(machine),
      image: imageOf(machine),
      scheduleAttached: hasSchedule(machine.id),
    });
    if (obstacles.length > 0) {
      return false;
    }
    const lacks = availablePatches(platform, machine, now).some(isCriticalOrSecurity);
    if (!lacks) {
      notePatching(estate, machine, { upToDateAt: now.toISOString() });
    }
    return lacks;
  });
}

/** Another order each month: a machine can be in another batch each time. Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching. */
function inOrder({ clock }: Platform, machines: readonly StoredResource[]): string[] {
  const month = clock.now().toISOString().slice(0, 7);
  return machines
    .map(({ id }) => ({ id, place: deterministicGuid("patch batch", id, month) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ id }) => id);
}

function queuesOf(estate: Estate): Map<string, Queue> {
  return estate.notes<Queue>("machines that wait to be patched by region");
}
