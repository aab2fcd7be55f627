import assert from "node:assert/strict";
import { patchOperatorRole } from "../../../src/azure/roles";
import { listFleet } from "../../../src/operations/listing";
import { type PatchStatus, patchStatus } from "../../../src/operations/patch";
import { assignTo, byPlatform, bySchedule, connectionOf, type Fleet, fleetOf, machineId, makeSchedule } from "./patched-fleet";

function variedFleet(): Promise<Fleet> {
  return fleetOf({
    platform: { linux: { patchSettings: byPlatform } },
    assigned: { linux: { patchSettings: bySchedule } },
    waiting: { linux: { patchSettings: bySchedule } },
    unready: { linux: { patchSettings: byPlatform } },
    image: { linux: {} },
    manual: { windows: { enableAutomaticUpdates: false, patchSettings: { patchMode: "Manual" } } },
    windows: { windows: { patchSettings: { patchMode: "AutomaticByOS" } } },
    off: { linux: { patchSettings: byPlatform } },
  });
}

describe("debug", () => {
  it("x", async () => {
    const fleet = await variedFleet();
    await makeSchedule(fleet);
    await assignTo(fleet, "assigned");
    await assignTo(fleet, "unready");
    await fleet.owner.wait(5*3600);
    await fleet.owner.send("POST", `${machineId("off")}/deallocate?api-version=2024-11-01`);
    await fleet.owner.wait(3600);
    const s = await patchStatus({ connection: connectionOf(fleet, "Reader") });
    const one = await patchStatus({ connection: connectionOf(fleet, "Reader") }, {scope: {names: ["platform"]}});
    for (const role of [patchOperatorRole(), undefined]) {
      const connection = connectionOf(fleet, role);
      try {
      const p = await patchStatus({ connection });
      console.log(p.machines.map(m=>[m.name,m.patchedBy]), p.notes);
      } catch (e) { console.log(String(e)); }
      console.log(fleet.azure.recorded(connection.objectId));
    }
  });
});
