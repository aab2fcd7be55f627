import assert from "node:assert/strict";
import { permissionAllows } from "../../../src/azure/permission";
import { patchOperatorRole, type RoleTemplate } from "../../../src/azure/roles";
import { listFleet } from "../../../src/operations/listing";
import { patchReads } from "../../../src/operations/patch/hidden";
import { patchStatus, type PatchStatus } from "../../../src/operations/patch";
import {
  assignTo,
  byPlatform,
  bySchedule,
  connectionOf,
  type Fleet,
  fleetOf,
  machineId,
  makeSchedule,
} from "./patched-fleet";

const graph = "Microsoft.ResourceGraph/resources";

/** Machines patched by Azure, a schedule, their own system and nobody, six hours old; one is off. */
async function variedFleet(): Promise<Fleet> {
  const fleet = await fleetOf({
    platform: { linux: { patchSettings: byPlatform } },
    assigned: { linux: { patchSettings: bySchedule } },
    waiting: { linux: { patchSettings: bySchedule } },
    own: { windows: { patchSettings: { patchMode: "AutomaticByOS" } } },
    off: { linux: { patchSettings: byPlatform } },
  });
  await makeSchedule(fleet);
  await assignTo(fleet, "assigned");
  await fleet.owner.wait(5 * 3600);
  await fleet.owner.send("POST", `${machineId("off")}/deallocate?api-version=2024-11-01`);
  await fleet.owner.wait(3600);
  return fleet;
}

const told = ({ machines }: PatchStatus): unknown[] =>
  machines.map(({ name, patchedBy, problems }) => [
    name,
    patchedBy,
    problems.map(({ kind, needsAttention }) => `${kind}${needsAttention ? "!" : ""}`).join(" "),
  ]);

const allOfThem = [
  ["waiting", "Nobody", "NobodyPatches!"],
  ["own", "OperatingSystem", "AssessmentMissing!"],
  ["off", "Platform", "NotRunning"],
  ["assigned", "Schedule", ""],
  ["platform", "Platform", ""],
];

describe("The status of a fleet's patches", () => {
  it("tells who patches each machine, when next, and what needs attention first", async () => {
    const fleet = await variedFleet();
    const status = await patchStatus({ connection: connectionOf(fleet, "Reader") });
    assert.deepEqual(told(status), allOfThem);
    assert.deepEqual(
      status.machines.map(({ name, next, powerState }) => [name, powerState, next]),
      [
        ["waiting", "running", undefined],
        ["own", "running", undefined],
        ...["off", "assigned", "platform"].map((name) => [
          name,
          name === "off" ? "deallocated" : "running",
          name === "assigned"
            ? {
                kind: "Window",
                start: "2026-11-02T21:00:00.000Z",
                end: "2026-11-03T00:00:00.000Z",
                timeZone: "Europe/Berlin",
                schedule: "nightly",
                isAssumed: false,
              }
            : {
                kind: "OffPeak",
                start: "2026-11-01T21:00:00.000Z",
                end: "2026-11-02T05:00:00.000Z",
                timeZone: "Europe/Amsterdam",
                isAssumed: true,
              },
        ]),
      ],
    );
    assert.deepEqual(status.summary, {
      ...{ machines: 5, needAttention: 2, patchedByPlatform: 2, patchedBySchedule: 1 },
      ...{ patchedByOperatingSystem: 1, patchedByNobody: 1, patchedByUnknown: 0 },
      ...{ notAssessed: 1, assessmentStale: 0, rebootPending: 0, installationFailed: 0 },
      ...{ patchesFailed: 0, patchesPending: 0, patchesExcluded: 0, sourceUnreachable: 0 },
      notRunning: 1,
    });
    assert.deepEqual(status.notes, [
      "Off-peak hours are assumed to be 22:00 to 6:00 in the time zone of each region: Azure publishes neither.",
    ]);
    assert.equal(status.requests, 3);
  });

  it("is the same from a listing, of the time when that was made", async () => {
    const fleet = await variedFleet();
    const connection = connectionOf(fleet, "Reader");
    const live = await patchStatus({ connection });
    const listing = await listFleet({ connection });
    await fleet.owner.wait(30 * 86_400);
    const nobody = connectionOf(fleet);
    const status = await patchStatus({ connection: nobody }, { listing });
    assert.deepEqual(
      { ...status, takenAt: "", requests: 0 },
      { ...live, takenAt: "", requests: 0 },
    );
    assert.equal(status.takenAt, listing.takenAt);
    assert.deepEqual(
      told(await patchStatus({ connection: nobody }, { listing, scope: { names: ["OFF"] } })),
      [["off", "Platform", "NotRunning"]],
    );
  });

  it("looks at the instance view of a machine that was asked for alone", async () => {
    const fleet = await variedFleet();
    const connection = connectionOf(fleet, "Reader");
    const ask = async (): Promise<PatchStatus["machines"][number] | undefined> =>
      (await patchStatus({ connection }, { scope: { names: ["platform"] } })).machines[0];
    assert.deepEqual((await ask())?.agent, {
      version: "2.14.0.1",
      isReady: true,
      message: "GuestAgent is running and accepting new configurations.",
    });
    fleet.azure.faults.strike("agent silent", machineId("platform"));
    const silent = await ask();
    assert.deepEqual(
      [silent?.agent?.isReady, silent?.problems.map(({ kind }) => kind)],
      [false, ["AgentNotReady"]],
    );
  });

  it("grows old: after two days without an assessment it needs attention, after seven there is none", async () => {
    const fleet = await variedFleet();
    const connection = connectionOf(fleet, "Reader");
    const off = async (staleAfterInHours?: number): Promise<unknown> => {
      const status = await patchStatus(
        { connection },
        {
          scope: { names: ["off"] },
          ...(staleAfterInHours === undefined ? {} : { staleAfterInHours }),
        },
      );
      return told(status)[0];
    };
    await fleet.owner.wait(44 * 3600);
    assert.deepEqual(await off(), ["off", "Platform", "NotRunning"]);
    assert.deepEqual(await off(24), ["off", "Platform", "AssessmentStale! NotRunning"]);
    await fleet.owner.wait(2 * 3600);
    assert.deepEqual(await off(), ["off", "Platform", "AssessmentStale! NotRunning"]);
    await fleet.owner.wait(6 * 86_400);
    // The machine's own view keeps what Azure Resource Graph has forgotten.
    assert.deepEqual(await off(), ["off", "Platform", "AssessmentStale! NotRunning"]);
    const fleetWide = told(await patchStatus({ connection }));
    assert.deepEqual(fleetWide[1], ["off", "Platform", "AssessmentMissing! NotRunning"]);
  });

  it("counts what failed, and the restart that is due", async () => {
    const fleet = await fleetOf({ a: { linux: {} }, b: { linux: {} } });
    fleet.azure.faults.strike("patch fails", machineId("a"));
    for (const name of ["a", "b"]) {
      await fleet.owner.send("POST", `${machineId(name)}/assessPatches?api-version=2024-11-01`);
      await fleet.owner.wait(600);
      await fleet.owner.send("POST", `${machineId(name)}/installPatches?api-version=2024-11-01`, {
        maximumDuration: "PT1H",
        rebootSetting: "Never",
        linuxParameters: { classificationsToInclude: ["Critical", "Security"] },
      });
      await fleet.owner.wait(7200);
    }
    const status = await patchStatus({ connection: connectionOf(fleet, "Reader") });
    assert.deepEqual(told(status), [
      ["a", "OperatingSystem", "InstallationFailed! RebootPending!"],
      ["b", "OperatingSystem", "RebootPending!"],
    ]);
    const { rebootPending, installationFailed, patchesFailed } = status.summary;
    assert.deepEqual([rebootPending, installationFailed, patchesFailed], [2, 1, 1]);
  });
});

describe("The status of a fleet's patches, with few rights,", () => {
  it("takes what a patch operator of the presets may do, and nothing more", async () => {
    const fleet = await variedFleet();
    const connection = connectionOf(fleet, patchOperatorRole());
    assert.deepEqual(told(await patchStatus({ connection })), allOfThem);
    await patchStatus({ connection }, { scope: { names: ["off"] } });
    const used = fleet.azure
      .recorded(connection.objectId)
      .map(({ action }) => action.toLowerCase());
    assert.deepEqual([...new Set(used)].sort(), [
      "microsoft.compute/virtualmachines/extensions/read",
      "microsoft.compute/virtualmachines/instanceview/read",
      "microsoft.compute/virtualmachines/patchassessmentresults/latest/read",
      "microsoft.compute/virtualmachines/read",
      "microsoft.maintenance/configurationassignments/read",
      "microsoft.maintenance/maintenanceconfigurations/read",
    ]);
  });

  it("has every read in the preset of the patch operator, which is named where one is missing", () => {
    const { permission } = patchOperatorRole();
    const reads = Object.values(patchReads).flat();
    assert.deepEqual(
      reads.filter((action) => !permissionAllows(permission, action)),
      [],
    );
  });

  /** The patch operator without some actions. */
  const without = (...actions: string[]): RoleTemplate => {
    const role = patchOperatorRole();
    const { permission } = role;
    return { ...role, permission: { ...permission, notActions: actions } };
  };

  it("says of machines whose schedules are hidden that it does not know", async () => {
    const fleet = await variedFleet();
    const status = await patchStatus({
      connection: connectionOf(fleet, without("Microsoft.Maintenance/*")),
    });
    assert.deepEqual(told(status), [
      ["own", "OperatingSystem", "AssessmentMissing!"],
      ["assigned", "Unknown", "SchedulesNotSeen!"],
      ["off", "Unknown", "SchedulesNotSeen! NotRunning"],
      ["platform", "Unknown", "SchedulesNotSeen!"],
      ["waiting", "Unknown", "SchedulesNotSeen!"],
    ]);
    const at = "/subscriptions/11111111-2222-4333-8444-555555555555";
    assert.deepEqual(status.notes, [
      `You lack the action Microsoft.Maintenance/maintenanceConfigurations/read at ${at}; the preset rolePresets.patchOperator grants it.`,
      `You lack the action Microsoft.Maintenance/configurationAssignments/read at ${at}; the preset rolePresets.patchOperator grants it.`,
    ]);
  });

  it("says so where not even the rights can be seen", async () => {
    const fleet = await variedFleet();
    const status = await patchStatus({
      connection: connectionOf(
        fleet,
        without("Microsoft.Maintenance/*", "Microsoft.Authorization/*"),
      ),
    });
    assert.equal(status.summary.patchedByUnknown, 4);
    assert.deepEqual(status.notes, [
      "Azure does not tell what you may read. You lack the action Microsoft.Authorization/permissions/read at /subscriptions/11111111-2222-4333-8444-555555555555; the preset rolePresets.patchOperator grants it.",
    ]);
  });

  it("says why there seem to be no assessments, and goes on without the instance view", async () => {
    const fleet = await variedFleet();
    const connection = connectionOf(
      fleet,
      without(
        "Microsoft.Compute/virtualMachines/patchAssessmentResults/*",
        "Microsoft.Compute/virtualMachines/instanceView/read",
      ),
    );
    const status = await patchStatus({ connection }, { scope: { names: ["platform"] } });
    assert.deepEqual(told(status), [["platform", "Platform", "AssessmentMissing"]]);
    const [assessments = "", view = ""] = status.notes;
    assert.equal(
      assessments,
      "You lack the action Microsoft.Compute/virtualMachines/patchAssessmentResults/latest/read at /subscriptions/11111111-2222-4333-8444-555555555555; the preset rolePresets.patchOperator grants it.",
    );
    assert.match(
      view,
      /^The instance view of platform cannot be read: .*403.*\nYou lack the action Microsoft\.Compute\/virtualMachines\/instanceView\/read/s,
    );
  });

  it("names the right that one lacks who sees nothing", async () => {
    const fleet = await variedFleet();
    await assert.rejects(patchStatus({ connection: connectionOf(fleet) }), {
      name: "OperationError",
      message:
        /You lack the action Microsoft\.Compute\/virtualMachines\/read; the preset rolePresets\.patchOperator grants it\.\nRun /,
    });
    await assert.rejects(
      patchStatus({ connection: connectionOf(fleet, without("Microsoft.Compute/*")) }),
      {
        name: "OperationError",
        message:
          /^No machine was found in the whole subscription\.\nYou lack the action Microsoft\.Compute\/virtualMachines\/read at \/subscriptions\/11111111-2222-4333-8444-555555555555; the preset rolePresets\.patchOperator grants it\.\nRun /,
      },
    );
  });
});

describe("The status of a fleet's patches, when something is wrong,", () => {
  it("refuses a scope that nothing matches, and what is no scope", async () => {
    const fleet = await variedFleet();
    const connection = connectionOf(fleet, "Reader");
    await assert.rejects(
      patchStatus({ connection }, { scope: { resourceGroups: ["other"], tags: { env: "prod" } } }),
      {
        name: "InvalidInputError",
        message:
          "The scope has 1 problem:\n  - scope: No machine was found in resource group other, tag env=prod. Look at its names and tags: of a tag the value counts with case, the name without. [EVG-SCOPE-011]",
      },
    );
    await assert.rejects(
      patchStatus(
        { connection },
        {
          scope: { names: [" "] },
          staleAfterInHours: 0,
          offPeakHours: { fromHour: 25, toHour: 6 },
        },
      ),
      {
        message:
          "The input has 3 problems:\n" +
          "  - scope.names[0]: It is empty, and would let nothing through. Leave it out, or give a text. [EVG-SCOPE-010]\n" +
          "  - staleAfterInHours: It is 0, and every assessment would count as old. Give hours above 0, for example 48. [EVG-STATUS-001]\n" +
          "  - offPeakHours.fromHour: 25 is no hour of a clock. Give a whole number from 0 to 23. [EVG-STATUS-002]",
      },
    );
  });

  for (const [what, fault] of [
    ["a page in two fails", { kind: "error", status: 503 }],
    ["Azure Resource Graph throttles", { kind: "error", status: 429, retryAfterInSeconds: 5 }],
    ["a connection breaks", { kind: "connection dropped", when: "before" }],
  ] as const) {
    it(`is whole though ${what}`, async () => {
      const fleet = await variedFleet();
      const connection = connectionOf(fleet, "Reader");
      fleet.azure.faults.http.strike(fault, { path: graph, times: 1 });
      fleet.azure.faults.http.strike(fault, { path: graph, passing: 1, times: 1 });
      assert.deepEqual(told(await patchStatus({ connection })), allOfThem);
      assert.equal(fleet.azure.faults.http.struck, 2);
    });
  }

  it("fails rather than show a part of the fleet", async () => {
    const fleet = await variedFleet();
    const connection = connectionOf(fleet, "Reader");
    fleet.azure.faults.http.strike({ kind: "error", status: 503 }, { path: graph, passing: 1 });
    await assert.rejects(patchStatus({ connection }), {
      name: "OperationError",
      message: /answered 503/,
    });
  });
});
