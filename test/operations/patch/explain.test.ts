import assert from "node:assert/strict";
import { explainPatching } from "../../../src/operations/patch";
import { patchOperatorRole } from "../../../src/azure/roles";
import { group, today } from "../../simulator/compute/small-estate";
import {
  addMachines,
  byPlatform,
  bySchedule,
  connectionOf,
  type Fleet,
  fleetOf,
  machineId,
} from "./patched-fleet";

/** Two machines of the availability set `web`, which have been assessed and tell their sources by a tag. */
async function setOfTwo(): Promise<Fleet> {
  const id = `${group}/providers/Microsoft.Compute/availabilitySets/web`;
  const member = (source: string) => ({
    linux: { patchSettings: byPlatform },
    properties: { availabilitySet: { id } },
    tags: { source },
  });
  const fleet = await fleetOf({ alone: { linux: {} } });
  await fleet.owner.send("PUT", `${id}?api-version=${today}`, {
    location: "westeurope",
    sku: { name: "Aligned" },
    properties: { platformFaultDomainCount: 2 },
  });
  await addMachines(fleet, { one: member("mirror"), two: member("public") });
  await fleet.owner.wait(6 * 3600);
  return fleet;
}

describe("patch explain", () => {
  it("walks through what patching a machine takes, and names what is missing", async () => {
    const fleet = await fleetOf({
      well: { linux: { patchSettings: byPlatform } },
      waiting: { linux: { patchSettings: bySchedule } },
    });
    await fleet.owner.wait(6 * 3600);
    const connection = connectionOf(fleet, "Reader");
    const well = await explainPatching({ connection }, { machine: "well" });
    assert.equal(well.patchedBy, "Platform");
    assert.deepEqual(
      well.requirements.filter(({ state }) => state === "notMet"),
      [],
    );
    const waiting = await explainPatching({ connection }, { machine: "WAITING" });
    assert.equal(waiting.patchedBy, "Nobody");
    const missing = waiting.requirements.filter(({ state }) => state === "notMet");
    assert.ok(missing.length > 0);
    assert.ok(missing.every(({ fix = "" }) => fix !== ""));
    assert.deepEqual(waiting.notes, []);
  });

  it("compares the sources of an availability set, by what they tell and by a tag", async () => {
    const fleet = await setOfTwo();
    const connection = connectionOf(fleet, "Reader");
    const told = async (sourceTag?: string): Promise<unknown> => {
      const { requirements } = await explainPatching(
        { connection },
        { machine: machineId("one"), ...(sourceTag === undefined ? {} : { sourceTag }) },
      );
      const found = requirements.find(({ name }) => name === "one source in its set");
      return [found?.state, found?.found];
    };
    assert.deepEqual(await told(), [
      "unknown",
      "Of 2 machines of the availability set web: each that tells its service says APT; whether it is one source only the machines know.",
    ]);
    assert.deepEqual(await told("Source"), [
      "notMet",
      'Of 2 machines of the availability set web: the tag "Source" differs: "mirror" of one; "public" of two.',
    ]);
  });

  it("goes on without the instance view, and says which right it takes", async () => {
    const fleet = await fleetOf({ web1: { linux: { patchSettings: byPlatform } } });
    await fleet.owner.wait(6 * 3600);
    const role = patchOperatorRole();
    const notActions = ["Microsoft.Compute/virtualMachines/instanceView/read"];
    const connection = connectionOf(fleet, {
      ...role,
      permission: { ...role.permission, notActions },
    });
    const { requirements, notes } = await explainPatching({ connection }, { machine: "web1" });
    assert.deepEqual(
      requirements.flatMap(({ name, state }) => (state === "unknown" ? [name] : [])),
      ["agent", "agent version", "patch source"],
    );
    assert.equal(notes.length, 1);
    assert.match(
      notes[0] ?? "",
      /^The instance view of web1 cannot be read: .*You lack the action Microsoft\.Compute\/virtualMachines\/instanceView\/read at .*; the preset rolePresets\.patchOperator grants it\.$/s,
    );
  });

  it("refuses what is no id of a machine before anything is asked", async () => {
    const fleet = await fleetOf({ web1: { linux: {} } });
    const connection = connectionOf(fleet, "Reader");
    const told = async (machine: string): Promise<string> => {
      try {
        await explainPatching({ connection }, { machine });
        return "";
      } catch (error) {
        return (error as Error).message;
      }
    };
    const copy =
      "Correct that segment, or copy the id from the resource's JSON view in the portal. [EVG-ID-002]";
    assert.equal(
      await told("/subscriptions/x/y"),
      [
        "The input has 2 problems:",
        `  - machine: "/subscriptions/x/y" is not a resource id: segment 2, "x", is not a subscription id, which is a GUID. ${copy}`,
        `  - machine: "/subscriptions/x/y" is not a resource id: segment 3, "y", stands where "resourceGroups" or "providers" is due. ${copy}`,
      ].join("\n"),
    );
    assert.match(
      await told(`${group}/providers/Microsoft.Compute/disks/web1`),
      /^The input has 1 problem:\n {2}- machine: .*Microsoft\.Compute\/disks.*Microsoft\.Compute\/virtualMachines/,
    );
    assert.deepEqual(fleet.azure.recorded(connection.objectId), []);
  });

  it("refuses a name that no machine has", async () => {
    const connection = connectionOf(await fleetOf({ web1: { linux: {} } }), "Reader");
    await assert.rejects(explainPatching({ connection }, { machine: "web2" }), {
      name: "InvalidInputError",
      message:
        "The scope has 1 problem:\n  - scope: No machine was found in name web2. Look at its names and tags. [EVG-SCOPE-011]",
    });
  });
});
