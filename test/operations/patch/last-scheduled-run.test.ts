import assert from "node:assert/strict";
import { patchOperatorRole } from "../../../src/azure/roles";
import { explainPatching, planPatchMode, setPatchMode } from "../../../src/operations/patch";
import {
  lastScheduledRun,
  type SeenScheduledRun,
} from "../../../src/operations/patch/last-scheduled-run";
import {
  assignTo,
  byPlatform,
  connectionOf,
  type Fleet,
  fleetOf,
  makeSchedule,
} from "./patched-fleet";
import { nightly, now, patchMachine } from "./patch-machine";

const ended = (changes: object): SeenScheduledRun => ({
  last: {
    id: "/run",
    machineId: "/machine",
    scheduleId: nightly.id.toLowerCase(),
    runId: "/run",
    status: "Completed",
    startedAt: "2026-11-09T21:00:00.000Z",
    endedAt: "2026-11-09T21:30:00.000Z",
    errorCode: "",
    errorMessage: "",
    ...changes,
  },
});

function told(scheduledRun: SeenScheduledRun | undefined): unknown[] {
  const [requirement] = lastScheduledRun({
    machine: patchMachine({ schedules: [nightly] }),
    ...{ view: undefined, now, staleAfterInHours: 48, ofSet: undefined, sourceTag: undefined },
    scheduledRun,
  });
  const { state, found, fix } = requirement ?? {};
  return [state, found, fix];
}

async function lastRunOf(
  fleet: Fleet,
  name: string,
  role = patchOperatorRole(),
): Promise<unknown[]> {
  const connection = connectionOf(fleet, role);
  const { requirements } = await explainPatching({ connection }, { machine: name });
  const requirement = requirements.find((each) => each.name === "last scheduled run");
  return [requirement?.state, requirement?.found, requirement?.fix];
}

const noneSeen =
  "None is seen in the last 30 days: no window has opened, or you lack Microsoft.Maintenance/applyUpdates/read.";

describe("the last scheduled run, as patch explain tells it", () => {
  it("failed where the mode keeps the schedule from it, is not seen without the right, and ends well once the schedule may patch", async () => {
    const fleet = await fleetOf({
      web1: { linux: { patchSettings: byPlatform } },
      alone: { linux: { patchSettings: byPlatform } },
    });
    await makeSchedule(fleet);
    await assignTo(fleet, "web1");
    assert.deepEqual(await lastRunOf(fleet, "web1"), ["unknown", noneSeen, undefined]);
    await fleet.owner.wait(2 * 86_400);
    assert.deepEqual(await lastRunOf(fleet, "web1"), [
      "notMet",
      'That of "nightly" at 2026-11-02 21:00 UTC ended as Failed. PrerequisitesNotMet: The prerequisites for schedule patching are not met.',
      "Mend what else is missing: the next window tries again, or install now with `evergreen patch install --name web1`.",
    ]);
    assert.deepEqual(await lastRunOf(fleet, "alone"), [undefined, undefined, undefined]);
    const role = patchOperatorRole();
    const notActions = ["Microsoft.Maintenance/applyUpdates/read"];
    const less = { ...role, permission: { ...role.permission, notActions } };
    assert.deepEqual(await lastRunOf(fleet, "web1", less), ["unknown", noneSeen, undefined]);
    const owner = { connection: connectionOf(fleet, "Owner") };
    const wanted = { patchedBy: "Schedule", scope: { names: ["web1"] } } as const;
    await setPatchMode(owner, await planPatchMode(owner, wanted));
    await fleet.owner.wait(86_400);
    assert.deepEqual(await lastRunOf(fleet, "web1"), [
      "met",
      'That of "nightly" at 2026-11-03 21:00 UTC ended as Completed.',
      undefined,
    ]);
  });

  it("is told with the cause that its error names", () => {
    assert.deepEqual(told(ended({ status: "InProgress", endedAt: "" })), [
      "met",
      'That of "nightly" at 2026-11-09 21:00 UTC is under way.',
      undefined,
    ]);
    assert.deepEqual(
      told(ended({ status: "Failed", errorCode: "E", errorMessage: "0x8024402c: no server." })),
      [
        "notMet",
        'That of "nightly" at 2026-11-09 21:00 UTC ended as Failed. E: 0x8024402c: no server.',
        "Let the machine reach what it is configured for: Windows Update, its WSUS, or its package repositories.",
      ],
    );
    assert.deepEqual(told(ended({ status: "Cancelled", scheduleId: "/elsewhere/weekly" })), [
      "notMet",
      'That of "weekly" at 2026-11-09 21:00 UTC ended as Cancelled.',
      "Mend what else is missing: the next window tries again, or install now with `evergreen patch install --name vm`.",
    ]);
    assert.deepEqual(told({ reason: "Runs of schedules cannot be read: why." }), [
      "unknown",
      "Runs of schedules cannot be read: why.",
      undefined,
    ]);
    assert.deepEqual(told(undefined), [undefined, undefined, undefined]);
  });
});
