import { patchOperatorRole } from "../../../src/azure/roles";
import type { SimulatedAzure } from "../../../src/simulator/index";
import {
  assignByFilter,
  byPlatform,
  bySchedule,
  type Fleet,
  fleetOf,
  machineId,
  type MachineOptions,
  makeSchedule,
} from "../../operations/patch/patched-fleet";
import { send } from "../../simulator/compute/small-estate";
import { SetClock } from "../frame/set-clock";
import { holdPage } from "../frame/walked-page";

interface WatchedFleet {
  readonly azure: SimulatedAzure;
  readonly clock: SetClock;
}

/** Machines of which `old1` is off. */
async function fleetWith(
  machines: Readonly<Record<string, MachineOptions>>,
): Promise<WatchedFleet & Fleet> {
  const clock = new SetClock();
  const fleet = await fleetOf(machines, { clock });
  await fleet.owner.wait(6 * 3600);
  await send(fleet.owner, "POST", `${machineId("old1")}/deallocate`);
  return { ...fleet, clock };
}

/** One machine or more for everybody who may patch, and a schedule for those of the web. */
async function patchedByAll(): Promise<WatchedFleet> {
  const web = { env: "web" };
  const fleet = await fleetWith({
    web1: { linux: { patchSettings: byPlatform }, tags: web },
    web2: { linux: { patchSettings: bySchedule }, tags: web },
    web3: { linux: { patchSettings: bySchedule } },
    sql1: { windows: { patchSettings: { patchMode: "AutomaticByOS" } } },
    old1: { linux: { patchSettings: byPlatform } },
  });
  await makeSchedule(fleet);
  await assignByFilter(fleet, {
    resourceTypes: ["Microsoft.Compute/virtualMachines"],
    tagSettings: { tags: { env: ["web"] }, filterOperator: "All" },
  });
  fleet.clock.setTo("2026-11-01T15:00:00Z");
  return fleet;
}

/** Machines that are patched when somebody says so. */
async function patchedByHand(): Promise<WatchedFleet & Fleet> {
  const looked = { patchSettings: { assessmentMode: "AutomaticByPlatform" } };
  const unseen = { enableAutomaticUpdates: false, patchSettings: { patchMode: "Manual" } };
  const fleet = await fleetWith({
    web1: { linux: looked },
    web2: { linux: looked },
    sql1: { windows: {} },
    sql2: { windows: unseen },
    old1: { linux: looked },
  });
  fleet.clock.setTo("2026-11-10T08:00:00Z");
  return fleet;
}

/** The same, all of them assessed this morning; in one of them a patch will not be installed. */
async function assessed(): Promise<WatchedFleet> {
  const fleet = await patchedByHand();
  for (const name of ["sql1", "sql2", "web1", "web2"]) {
    await send(fleet.owner, "POST", `${machineId(name)}/assessPatches`);
  }
  fleet.azure.faults.strike("patch fails", machineId("web2"), 1);
  fleet.clock.setTo("2026-11-10T09:00:00Z");
  return fleet;
}

describe("the page of evergreen patch", () => {
  const role = patchOperatorRole();
  holdPage(
    "patch.md",
    {},
    {
      "patch status": async () => ({ ...(await patchedByAll()), role: "Reader" }),
      "patch explain VM": async () => ({ ...(await patchedByAll()), role: "Reader" }),
      "patch assess": async () => ({ ...(await patchedByHand()), role }),
      "patch install": async () => ({ ...(await assessed()), role }),
      "patch mode platform|schedule|os|manual": async () => ({ ...(await patchedByHand()), role }),
    },
  );
});
