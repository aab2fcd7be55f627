import assert from "node:assert/strict";
import { resumeMaintenance } from "../../../src/simulator/maintenance/maintenance-operations";
import { createWorld } from "../../../src/simulator/world";
import { type Caller, errorOf, subscription } from "../caller";
import {
  assign,
  configuration,
  configurationBody,
  lower,
  machineId,
  scheduled,
  send,
  withSchedule,
} from "./scheduled-estate";

interface Applied {
  readonly id: string;
  readonly name: string;
  readonly properties: Record<string, unknown>;
}

const all = `${subscription}/providers/Microsoft.Maintenance/applyUpdates`;
/** From 08:00 UTC on 1 November to the first opening, at 21:00 UTC on 2 November. */
const untilOpening = 37 * 3600;

async function records(owner: Caller): Promise<Applied[]> {
  return ((await send(owner, "GET", all)).body as { value: Applied[] }).value;
}

async function outcomes(owner: Caller): Promise<unknown[]> {
  return (await records(owner)).map(({ id, properties }) => {
    const [, name = ""] =
      /\/(?:virtualmachines|maintenanceconfigurations)\/([^/]+)\//i.exec(id) ?? [];
    return [name, properties.status];
  });
}

describe("a simulated run of a maintenance schedule", () => {
  it("patches the machines whose settings let it, by the clock, and keeps a record of each", async () => {
    const { azure, owner } = await withSchedule({
      a: scheduled,
      b: { patchMode: "AutomaticByPlatform" },
      c: { patchMode: "ImageDefault" },
      d: scheduled,
    });
    for (const name of ["a", "b", "c"]) {
      await assign(owner, name);
    }
    azure.clock.advance(new Date("2026-11-02T20:59:59Z").getTime() - azure.clock.now().getTime());
    assert.deepEqual(await records(owner), []);
    const before = azure.estate.version;
    await owner.wait(1);
    assert.deepEqual(await outcomes(owner), [
      ["nightly", "InProgress"],
      ["a", "InProgress"],
      ["b", "Failed"],
      ["c", "Failed"],
    ]);
    await owner.wait(1800);
    assert.deepEqual(await outcomes(owner), [
      ["nightly", "Failed"],
      ["a", "Completed"],
      ["b", "Failed"],
      ["c", "Failed"],
    ]);
    assert.equal(azure.estate.version, before);
    const [run, a, b] = await records(owner);
    assert.deepEqual(run, {
      id: `${configuration}/providers/Microsoft.Maintenance/applyUpdates/20261102210000`,
      name: "20261102210000",
      type: "Microsoft.Maintenance/applyUpdates",
      properties: {
        maintenanceScope: "InGuestPatch",
        maintenanceConfigurationId: configuration,
        resourceId: configuration,
        correlationId: `${configuration}/providers/Microsoft.Maintenance/applyUpdates/20261102210000`,
        status: "Failed",
        startDateTime: "2026-11-02T21:00:00.000Z",
        endDateTime: "2026-11-02T21:30:00.000Z",
        resourceUpdateSummary: { total: 3, succeeded: 1, failed: 2, inProgress: 0 },
      },
    });
    assert.deepEqual(
      [a?.properties.resourceId, a?.properties.correlationId],
      [machineId("a"), run.id],
    );
    assert.equal(
      b?.properties.errorMessage,
      "The prerequisites for schedule patching are not met.",
    );
    const read = await send(owner, "GET", a?.id ?? "");
    assert.deepEqual(read.body, a);
    assert.equal(
      errorOf(await send(owner, "GET", (a?.id ?? "").replace(/[^/]+$/, "other"))).message,
      "The apply update 'other' was not found.",
    );
  });

  it("installs what it selects, and fails a machine that is off", async () => {
    const { owner } = await withSchedule({ a: scheduled, d: scheduled });
    const compute = (name: string, action: string): string =>
      `${machineId(name)}/${action}?api-version=2024-11-01`;
    for (const name of ["a", "d"]) {
      await assign(owner, name);
    }
    await owner.send("POST", compute("d", "deallocate"));
    await owner.wait(untilOpening + 3600);
    const [, a, d] = await records(owner);
    assert.deepEqual(
      [a?.properties.status, d?.properties.status, d?.properties.errorCode],
      ["Completed", "Failed", "MachineNotReady"],
    );
    const viewed = await owner.send("GET", compute("a", "instanceView"));
    const { patchStatus } = viewed.body as {
      patchStatus: { lastPatchInstallationSummary: Record<string, unknown> };
    };
    const { installedPatchCount, notSelectedPatchCount } = patchStatus.lastPatchInstallationSummary;
    assert.deepEqual([installedPatchCount, notSelectedPatchCount], [2, 1]);
    const begun = await owner.send("POST", compute("a", "assessPatches"));
    await owner.wait(600);
    const assessed = (await owner.send("GET", begun.headers.location ?? "")).body as {
      criticalAndSecurityPatchCount: number;
    };
    assert.equal(assessed.criticalAndSecurityPatchCount, 0);
  });

  it("fails a machine on which a patch fails, and restarts none whose own setting is against it", async () => {
    const never = {
      ...scheduled,
      automaticByPlatformSettings: {
        ...scheduled.automaticByPlatformSettings,
        rebootSetting: "Never",
      },
    };
    const { azure, owner } = await withSchedule({ a: scheduled, b: never });
    for (const name of ["a", "b"]) {
      await assign(owner, name);
    }
    azure.faults.strike("patch fails", machineId("a"), 1);
    await owner.wait(untilOpening + 3600);
    const [, a, b] = await records(owner);
    assert.deepEqual(
      [a?.properties.status, a?.properties.errorCode, b?.properties.status],
      ["Failed", "PACKAGE_MANAGER_FAILURE", "Completed"],
    );
    const viewed = await owner.send("GET", `${machineId("b")}/instanceView?api-version=2024-11-01`);
    const { patchStatus } = viewed.body as {
      patchStatus: {
        lastPatchInstallationSummary: { status: string };
        availablePatchSummary: { rebootPending: boolean };
      };
    };
    assert.deepEqual(
      [
        patchStatus.lastPatchInstallationSummary.status,
        patchStatus.availablePatchSummary.rebootPending,
      ],
      ["CompletedWithWarnings", true],
    );
  });

  it("reaches machines through dynamic scopes as they are when it opens", async () => {
    const { owner } = await withSchedule(
      { a: scheduled, b: scheduled, c: scheduled },
      { a: { ring: "1" }, b: { ring: "2" } },
    );
    await assign(owner, "c");
    const put = (scope: string, values: string[]) =>
      send(owner, "PUT", `${scope}/providers/Microsoft.Maintenance/configurationAssignments/d`, {
        properties: {
          maintenanceConfigurationId: configuration,
          filter: { osTypes: ["Linux"], tagSettings: { tags: { ring: values } } },
        },
      });
    await put(subscription, ["1"]);
    await put(lower, ["1", "3"]);
    await owner.send("PATCH", `${machineId("b")}?api-version=2024-11-01`, { tags: { ring: "3" } });
    await owner.wait(untilOpening + 1800);
    assert.deepEqual(await outcomes(owner), [
      ["nightly", "Completed"],
      ["c", "Completed"],
      ["a", "Completed"],
      ["b", "Completed"],
    ]);
  });

  it("comes back each time, and forgets records after 30 days", async () => {
    const { owner } = await withSchedule({ a: scheduled });
    await assign(owner, "a");
    await owner.wait(5 * 24 * 3600);
    const runs = (await records(owner)).filter(({ id }) => id.includes("Configurations/"));
    assert.deepEqual(
      runs.map(({ name }) => name),
      ["20261102210000", "20261103210000", "20261104210000", "20261105210000"],
    );
    await owner.wait(60 * 24 * 3600);
    assert.equal((await records(owner)).length, 2 * 31);
  });

  it("fails what is not done when the window closes", async () => {
    const { azure, owner } = await withSchedule({ a: scheduled });
    await assign(owner, "a");
    azure.clock.advance(new Date("2026-11-02T21:00:00Z").getTime() - azure.clock.now().getTime());
    const installations = azure.estate.notes("scheduled installations");
    assert.equal(installations.size, 1);
    // The machine never tells that it is done.
    installations.clear();
    await owner.wait(3 * 3600);
    const [run, machine] = await records(owner);
    assert.deepEqual(
      [run?.properties.status, machine?.properties.errorCode, machine?.properties.errorMessage],
      [
        "Failed",
        "MaintenanceWindowExceeded",
        "The maintenance window closed before the machine was patched.",
      ],
    );
  });

  it("can be cancelled before it begins", async () => {
    const { owner } = await withSchedule({ a: scheduled });
    await assign(owner, "a");
    const run = `${configuration}/providers/Microsoft.Maintenance/applyUpdates/20261102210000`;
    const body = { properties: { status: "Cancel" } };
    const made = await send(owner, "PUT", run, body);
    assert.equal(made.status, 201);
    assert.equal((made.body as Applied).properties.status, "Cancelled");
    assert.equal((await send(owner, "PUT", run, body)).status, 200);
    await owner.wait(untilOpening + 3600);
    assert.deepEqual(await outcomes(owner), [["nightly", "Cancelled"]]);
    await owner.wait(24 * 3600);
    const next = run.replace("20261102", "20261103");
    assert.equal(
      errorOf(await send(owner, "PUT", next, body)).message,
      "The run '20261103210000' has begun and cannot be cancelled.",
    );
    assert.equal(
      errorOf(await send(owner, "PUT", run.replace(/\d+$/, "soon"), body)).message,
      "The name 'soon' is not the start of a run, yyyyMMddHHmmss in UTC.",
    );
  });

  it("is reached by no change less than a quarter of an hour before", async () => {
    const later = {
      ...configurationBody,
      properties: {
        ...configurationBody.properties,
        maintenanceWindow: {
          ...configurationBody.properties.maintenanceWindow,
          startDateTime: "2026-11-10 22:00",
        },
      },
    };
    for (const [minutes, runs] of [
      [14, 1],
      [16, 0],
    ] as const) {
      const { azure, owner } = await withSchedule({ a: scheduled });
      await assign(owner, "a");
      const opening = new Date("2026-11-02T21:00:00Z").getTime();
      azure.clock.advance(opening - minutes * 60_000 - azure.clock.now().getTime());
      assert.equal((await send(owner, "PUT", configuration, later)).status, 200);
      await owner.wait(24 * 3600);
      const names = (await records(owner)).filter(({ id }) => id.includes("Configurations/"));
      assert.equal(names.length, runs);
      await owner.wait(8 * 24 * 3600);
      assert.equal((await records(owner)).at(-1)?.properties.status, "Completed");
    }
  });

  it("goes on in an estate that was loaded", async () => {
    const { azure, owner } = await withSchedule({ a: scheduled });
    await assign(owner, "a");
    const { platform, clock, estate } = createWorld();
    azure.estate.all().forEach((resource) => {
      estate.put(structuredClone(resource));
    });
    for (const subject of [
      "openings of maintenance windows",
      `machine assignments of ${configuration.toLowerCase()}`,
    ]) {
      for (const [key, note] of azure.estate.notes(subject)) {
        estate.notes(subject).set(key, structuredClone(note));
      }
    }
    resumeMaintenance(platform);
    resumeMaintenance(platform);
    clock.advance(untilOpening * 1000 + 1_800_000);
    const kept = [...estate.notes<Applied>("maintenance apply updates").values()];
    assert.deepEqual(
      kept.map(({ properties }) => properties.status),
      ["Completed", "Completed"],
    );
  });
});

describe("simulated updates of hosts", () => {
  it("are never pending", async () => {
    const { owner } = await withSchedule({ a: scheduled });
    const updates = `${machineId("a")}/providers/Microsoft.Maintenance/updates`;
    assert.deepEqual((await send(owner, "GET", updates)).body, { value: [] });
    const apply = `${machineId("a")}/providers/Microsoft.Maintenance/applyUpdates/default`;
    const made = await send(owner, "PUT", apply, {});
    const { id, properties } = made.body as Applied;
    assert.deepEqual([made.status, properties.status], [201, "NoUpdatesPending"]);
    assert.equal((await send(owner, "GET", id)).status, 200);
    assert.equal((await send(owner, "PUT", apply, {})).status, 200);
    assert.equal(
      errorOf(
        await send(
          owner,
          "PUT",
          `${configuration}/providers/Microsoft.Maintenance/applyUpdates/default`,
          {},
        ),
      ).message,
      "A run of a maintenance configuration can only be cancelled.",
    );
  });
});
