import assert from "node:assert/strict";
import { listFleet } from "../../../src/operations/listing";
import { type PatchMachine, readPatchMachines } from "../../../src/operations/patch/machines";
import type { FleetScope } from "../../../src/operations/run/fleet-scope";
import { azureFleet, listedFleet } from "../../../src/operations/run/fleet-source";
import { inRun } from "../../../src/operations/run/run";
import {
  assignByFilter,
  assignTo,
  byPlatform,
  bySchedule,
  connectionOf,
  type Fleet,
  fleetOf,
  makeSchedule,
} from "./patched-fleet";

async function machinesOf(fleet: Fleet, scope: FleetScope = {}): Promise<PatchMachine[]> {
  const connection = connectionOf(fleet, "Reader");
  const { machines } = await inRun({ connection }, (run) =>
    readPatchMachines(azureFleet(run), scope),
  );
  const listing = await listFleet({ connection });
  const listed = await readPatchMachines(listedFleet(listing), scope);
  assert.deepEqual(listed.machines, machines);
  return [...machines];
}

const summary = ({ row, coverage, schedules }: PatchMachine): unknown[] => [
  row.name,
  coverage.patchedBy,
  schedules.map(({ name, by }) => `${name} by ${by}`),
];

describe("The machines of a scope with what patches them", () => {
  it("tell it from modes, bypass flag, schedules that are assigned and those of dynamic scopes", async () => {
    const fleet = await fleetOf({
      platform: { linux: { patchSettings: byPlatform } },
      assigned: { linux: { patchSettings: bySchedule } },
      waiting: { linux: { patchSettings: bySchedule } },
      tagged: { linux: { patchSettings: bySchedule }, tags: { ring: "one" } },
      unready: { linux: { patchSettings: byPlatform }, tags: { ring: "one" } },
      image: { linux: {} },
    });
    await makeSchedule(fleet);
    await assignTo(fleet, "assigned");
    await assignByFilter(fleet, {
      osTypes: ["Linux"],
      tagSettings: { tags: { ring: ["one"] }, filterOperator: "Any" },
    });
    assert.deepEqual((await machinesOf(fleet)).map(summary), [
      ["assigned", "Schedule", ["nightly by Assignment"]],
      ["image", "OperatingSystem", []],
      ["platform", "Platform", []],
      ["tagged", "Schedule", ["nightly by DynamicScope"]],
      ["unready", "Nobody", ["nightly by DynamicScope"]],
      ["waiting", "Nobody", []],
    ]);
    assert.deepEqual(
      (await machinesOf(fleet, { tags: { ring: "one" }, names: ["Tagged"] })).map(summary),
      [["tagged", "Schedule", ["nightly by DynamicScope"]]],
    );
  });

  it("are the same from Azure and from a listing: names of tags count without case, values with it", async () => {
    const fleet = await fleetOf({
      lower: { tags: { env: "prod" } },
      upper: { tags: { ENV: "prod" } },
      other: { tags: { env: "Prod" } },
      empty: { tags: { env: "" } },
      none: {},
    });
    for (const [tags, names] of [
      [{ Env: "prod" }, ["lower", "upper"]],
      [{ env: "Prod" }, ["other"]],
      [{ ENV: "" }, ["empty"]],
      [{ env: "prod", team: "a" }, []],
    ] as const) {
      const found = await machinesOf(fleet, { tags });
      assert.deepEqual(
        found.map(({ row }) => row.name),
        names,
      );
    }
  });
});
