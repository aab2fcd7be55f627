import assert from "node:assert/strict";
import fc from "fast-check";
import {
  schedulePatchingFindings,
  schedulePatchingOutcome,
  type ScheduledMachine,
} from "../../src/azure/schedule-patching";
import { told } from "./told";

const platform = "AutomaticByPlatform";
const unmet = "The prerequisites for schedule patching are not met.";

describe("who patches when a schedule is or is not attached", () => {
  const table: [string, boolean, boolean, ReturnType<typeof schedulePatchingOutcome>][] = [
    [platform, true, true, { patches: "Schedule" }],
    [platform, true, false, { patches: "Nobody" }],
    [platform, false, true, { patches: "Nobody", error: unmet }],
    [platform, false, false, { patches: "Platform" }],
    ["ImageDefault", true, true, { patches: "Nobody", error: unmet }],
    ["ImageDefault", true, false, { patches: "Nobody" }],
    ["ImageDefault", false, true, { patches: "Nobody", error: unmet }],
    ["ImageDefault", false, false, { patches: "Nobody" }],
  ];
  for (const [patchMode, bypass, scheduleAttached, expected] of table) {
    const name = `${patchMode}, bypass ${bypass}, ${scheduleAttached ? "a" : "no"} schedule`;
    it(name, () => {
      assert.deepEqual(schedulePatchingOutcome({ patchMode, bypass, scheduleAttached }), expected);
    });
  }

  it("takes what is not set for the default", () => {
    assert.deepEqual(
      schedulePatchingOutcome({ patchMode: platform, bypass: undefined, scheduleAttached: false }),
      { patches: "Platform" },
    );
    assert.deepEqual(
      schedulePatchingOutcome({ patchMode: undefined, bypass: true, scheduleAttached: true }),
      { patches: "Nobody", error: unmet },
    );
  });
});

describe("schedules that do not fit the machine", () => {
  const findings = (machine: ScheduledMachine) =>
    told(schedulePatchingFindings(machine, "patching"));

  it("refuses a schedule that platform patching stands against", () => {
    assert.deepEqual(findings({ patchMode: platform, bypass: false, scheduleAttached: true }), [
      'error patching.bypassPlatformSafetyChecksOnUserSchedule: A maintenance schedule is attached, but nothing will patch the machine: patchMode is "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule is false. Set patchMode to "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule to true, or take the schedule away. [EVG-PATCH-015]',
    ]);
  });

  it("refuses a schedule in another mode, also when none is set", () => {
    assert.deepEqual(findings({ patchMode: "Manual", bypass: true, scheduleAttached: true }), [
      'error patching.patchMode: A maintenance schedule is attached, but nothing will patch the machine: patchMode is "Manual" and bypassPlatformSafetyChecksOnUserSchedule is true. Set patchMode to "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule to true, or take the schedule away. [EVG-PATCH-015]',
    ]);
    assert.deepEqual(
      findings({ patchMode: undefined, bypass: undefined, scheduleAttached: true }),
      [
        'error patching.patchMode: A maintenance schedule is attached, but nothing will patch the machine: patchMode is not set and bypassPlatformSafetyChecksOnUserSchedule is false. Set patchMode to "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule to true, or take the schedule away. [EVG-PATCH-015]',
      ],
    );
  });

  it("warns of a machine that waits for a schedule it does not have", () => {
    assert.deepEqual(findings({ patchMode: platform, bypass: true, scheduleAttached: false }), [
      "warning patching.bypassPlatformSafetyChecksOnUserSchedule: bypassPlatformSafetyChecksOnUserSchedule is true, but no maintenance schedule is attached, so nothing will patch the machine. Attach a maintenance schedule, or set bypassPlatformSafetyChecksOnUserSchedule to false to let Azure patch. [EVG-PATCH-016]",
    ]);
  });

  it("has nothing to say where the schedule, the platform or nobody is meant to patch", () => {
    assert.deepEqual(findings({ patchMode: platform, bypass: true, scheduleAttached: true }), []);
    assert.deepEqual(findings({ patchMode: platform, bypass: false, scheduleAttached: false }), []);
    assert.deepEqual(findings({ patchMode: "Manual", bypass: true, scheduleAttached: false }), []);
  });

  it("finds an error exactly where the schedule's run would report one", () => {
    fc.assert(
      fc.property(
        fc.record({
          patchMode: fc.constantFrom(undefined, platform, "ImageDefault", "Manual"),
          bypass: fc.constantFrom(undefined, true, false),
          scheduleAttached: fc.boolean(),
        }),
        (machine) => {
          const refused = schedulePatchingFindings(machine, "").some((f) => f.severity === "error");
          assert.equal(refused, schedulePatchingOutcome(machine).error !== undefined);
        },
      ),
    );
  });
});
