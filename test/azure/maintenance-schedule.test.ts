import assert from "node:assert/strict";
import { describeFinding } from "../../src/azure/finding";
import {
  defaultScheduleStart,
  preEventLeadFindings,
  patchScheduleFindings,
  scheduleNameFindings,
  severalSchedulesFindings,
  type PatchScheduleShape,
} from "../../src/azure/maintenance-schedule";

const fit: PatchScheduleShape = {
  duration: "03:00",
  timeZone: "UTC",
  recurEvery: "Week Saturday",
  rebootSetting: "IfRequired",
  windows: {},
  linux: {},
};

function told(changes: Partial<PatchScheduleShape>): string[] {
  return patchScheduleFindings({ ...fit, ...changes }).map(
    ({ severity, propertyPath, message }) => `${severity} ${propertyPath}: ${message}`,
  );
}

describe("the start of a schedule that none is given for", () => {
  it("is the evening of the next day where the schedule is", () => {
    const table: [string, string, string][] = [
      ["2026-11-30T10:00:00Z", "UTC", "2026-12-01 22:00"],
      ["2026-12-31T23:30:00Z", "UTC", "2027-01-01 22:00"],
      ["2026-12-31T23:30:00Z", "W. Europe Standard Time", "2027-01-02 22:00"],
      ["2026-11-30T10:00:00Z", "Nowhere Standard Time", "2026-12-01 22:00"],
    ];
    for (const [now, zone, start] of table) {
      assert.equal(defaultScheduleStart(new Date(now), zone), start);
    }
  });
});

describe("what is wrong with a patch schedule", () => {
  it("is nothing when it is fit, however long ago it began", () => {
    assert.deepEqual(told({}), []);
    assert.deepEqual(told({ startDateTime: "2020-01-01 22:00" }), []);
    assert.deepEqual(told({ expirationDateTime: "2030-01-01 00:00" }), []);
  });

  it("is told where the arguments of a schedule have it", () => {
    assert.deepEqual(
      told({
        startDateTime: "soon",
        duration: "1",
        windows: { classificationsToInclude: ["Other"], kbNumbersToInclude: ["KB", "KB1", "kb2"] },
        linux: { classificationsToInclude: ["Tools"] },
      }),
      [
        'error windows.classificationsToInclude: "Other" is no word that it takes.',
        'error linux.classificationsToInclude: "Tools" is no word that it takes.',
        'error startDateTime: "soon" is no local time.',
        'error duration: "1" is no duration.',
        'error windows.kbNumbersToInclude[0]: "KB" is no KB number.',
      ],
    );
  });

  it("is a window that opens once and has no start, or an end of its own", () => {
    const once = { recurEvery: undefined, startDateTime: "2030-01-08 21:00" };
    assert.deepEqual(told(once), []);
    assert.deepEqual(told({ recurEvery: undefined, expirationDateTime: "2031-01-01 00:00" }), [
      "error startDateTime: Neither recurEvery nor startDateTime is given: a window that opens once needs its start.",
      "error expirationDateTime: expirationDateTime is given without recurEvery: a window that opens once ends by itself.",
    ]);
  });

  it("is a month without a day", () => {
    assert.deepEqual(told({ recurEvery: "2Months" }), [
      'error recurEvery: "2Months" names neither days nor a week of the month.',
    ]);
  });

  it("is a warning for a start shortly before midnight", () => {
    assert.deepEqual(told({ startDateTime: "2030-01-01 23:44" }), []);
    assert.deepEqual(told({ startDateTime: "2030-01-01 23:45" }), [
      "warning startDateTime: The start 2030-01-01 23:45 is between 23:45 and 00:00, when a new schedule may miss its first window.",
    ]);
  });

  it("is a warning for a first run that comes too soon for pre events", () => {
    const now = new Date("2030-01-08T20:00:00Z");
    const told = (startDateTime: string, timeZone = "UTC"): string[] =>
      preEventLeadFindings({ startDateTime, timeZone }, now).map(describeFinding);
    for (const start of ["2030-01-08 19:59", "2030-01-08 20:40", "soon"]) {
      assert.deepEqual(told(start), []);
    }
    assert.deepEqual(told("2030-01-08 20:39", "Nowhere Standard Time"), []);
    assert.deepEqual(told("2030-01-08 21:39", "W. Europe Standard Time"), [
      "startDateTime: The start 2030-01-08 21:39 is less than 40 minutes ahead, too late for pre events: Azure cancels that run. Give a later start. [EVG-MAINTENANCE-017]",
    ]);
  });

  it("is a warning for a machine that another schedule patches", () => {
    assert.deepEqual(severalSchedulesFindings("web", "weekly", "scope").map(describeFinding), [
      'scope: The machine "web" is patched by the schedule "weekly" too. Let one schedule patch it, or see that their windows do not overlap. [EVG-MAINTENANCE-018]',
    ]);
  });

  it("is a name that is too long with its resource group's", () => {
    const findings = (length: number) =>
      scheduleNameFindings(
        { resourceGroupName: "fleet", name: "s".repeat(length) },
        "scheduleName",
      );
    assert.deepEqual(findings(122), []);
    assert.equal(findings(123)[0]?.ruleId, "EVG-MAINTENANCE-011");
  });
});
