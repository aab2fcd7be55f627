import assert from "node:assert/strict";
import {
  automationScheduleFindings,
  type AutomationScheduleShape,
} from "../../src/azure/automation-schedule";
import {
  scheduleExpiry,
  scheduleStart,
  scheduleTime,
} from "../../src/azure/automation-schedule-start";
import { describeFinding } from "../../src/azure/finding";

function told(schedule: AutomationScheduleShape): string[] {
  return automationScheduleFindings(schedule, "s").map(describeFinding);
}

const now = new Date("2026-11-01T08:00:00Z");

function start(schedule: AutomationScheduleShape, at = now, before?: string): string {
  return scheduleTime(scheduleStart(schedule, at, before), schedule.timeZone);
}

describe("rules on schedules", () => {
  it("let what Azure takes pass, in both notations of time zones", () => {
    for (const timeZone of ["UTC", "Europe/Berlin", "W. Europe Standard Time"]) {
      assert.deepEqual(told({ frequency: "Week", weekDays: ["monday"], timeZone }), []);
    }
    assert.deepEqual(told({ frequency: "Month", monthDays: [1, -1], startTime: "7:30" }), []);
    assert.deepEqual(told({ frequency: "OneTime", startTime: "2026-12-01 07:30" }), []);
  });

  it("refuse words, numbers and days that are none", () => {
    assert.deepEqual(
      [
        { frequency: "Weekly" },
        { frequency: "Day", interval: 0 },
        { frequency: "Month", monthDays: [0] },
        { frequency: "Month", monthlyOccurrences: [{ occurrence: 6, day: "Sunday" }] },
        { frequency: "Day", weekDays: ["Monday"] },
        { frequency: "Month", monthDays: [1], monthlyOccurrences: [] },
      ].flatMap(told),
      [
        's.frequency: "Weekly" is not a frequency. Did you mean "Week"? [EVG-SCHEDULE-001]',
        "s.interval: The interval 0 is not a whole number from 1 to 100. Give such a number. [EVG-SCHEDULE-003]",
        "s.monthDays[0]: 0 is not a day of a month. Give 1 to 31, or -1 for the last day. [EVG-SCHEDULE-006]",
        "s.monthlyOccurrences[0].occurrence: 6 is not an occurrence of a weekday in a month. Give 1 to 5, or -1 for the last. [EVG-SCHEDULE-007]",
        "s.weekDays: weekDays belongs to the frequency Week, and the frequency is Day. Leave weekDays out, or give the frequency Week. [EVG-SCHEDULE-004]",
        "s.monthlyOccurrences: Both monthDays and monthlyOccurrences are given; Azure takes one of them. Leave one of them out. [EVG-SCHEDULE-005]",
      ],
    );
  });

  it("refuse an expiry that is none, or that comes before the start", () => {
    assert.deepEqual(
      [
        { frequency: "Day", expiryTime: "soon" },
        { frequency: "Day", startTime: "2026-12-02 00:00", expiryTime: "2026-12-01 00:00" },
      ].flatMap(told),
      [
        's.expiryTime: "soon" is not a local time. Give it as "YYYY-MM-DD HH:mm". [EVG-SCHEDULE-011]',
        "s.expiryTime: The schedule expires at 2026-12-01 00:00, before it starts at 2026-12-02 00:00. Give a later expiry. [EVG-SCHEDULE-012]",
      ],
    );
  });
});

describe("the start of a schedule", () => {
  it("is the next such time of day, a quarter of an hour ahead at least", () => {
    assert.equal(start({ frequency: "Day" }), "2026-11-02T00:00:00+00:00");
    assert.equal(start({ frequency: "Day", startTime: "08:15" }), "2026-11-01T08:15:00+00:00");
    assert.equal(start({ frequency: "Day", startTime: "08:14" }), "2026-11-02T08:14:00+00:00");
    assert.equal(
      start({ frequency: "Day", startTime: "22:00", timeZone: "Pacific Standard Time" }),
      "2026-11-01T22:00:00-08:00",
    );
  });

  it("is the next run of a schedule whose start has passed", () => {
    const date = "2026-10-01 06:00";
    const rows: [AutomationScheduleShape, string][] = [
      [{ frequency: "Day", interval: 7 }, "2026-11-05"],
      [{ frequency: "Week", interval: 2, weekDays: ["Thursday"] }, "2026-11-12"],
      [{ frequency: "Month" }, "2026-12-01"],
      [{ frequency: "Month", monthDays: [31] }, "2026-12-31"],
      [
        { frequency: "Month", monthlyOccurrences: [{ occurrence: 2, day: "Tuesday" }] },
        "2026-11-10",
      ],
    ];
    for (const [schedule, day] of rows) {
      assert.equal(start({ ...schedule, startTime: date }), `${day}T06:00:00+00:00`);
    }
    assert.equal(
      start({ frequency: "Hour", interval: 5, startTime: "2026-11-01 00:00" }),
      "2026-11-01T10:00:00+00:00",
    );
  });

  it("goes on from the last deployment's where no day is given", () => {
    const weekly = { frequency: "Week", interval: 2, startTime: "06:00" };
    assert.equal(start(weekly, now, "2026-10-22T06:00:00+00:00"), "2026-11-05T06:00:00+00:00");
  });

  it("keeps the time of day over a change of clocks, and a start that lies ahead", () => {
    const berlin = { frequency: "Day", timeZone: "Europe/Berlin", startTime: "2026-10-24 03:30" };
    assert.equal(start(berlin), "2026-11-02T03:30:00+01:00");
    const ahead = { ...berlin, startTime: "2027-04-01 03:30" };
    assert.equal(start(ahead), "2027-04-01T03:30:00+02:00");
  });

  it("is not moved for a schedule that runs once", () => {
    const once = { frequency: "OneTime", startTime: "2026-10-01 06:00" };
    assert.equal(start(once), "2026-10-01T06:00:00+00:00");
  });

  it("is before its expiry, which is local time too", () => {
    const berlin = { frequency: "Day", timeZone: "Europe/Berlin", expiryTime: "2027-01-01 00:00" };
    assert.equal(scheduleExpiry(berlin)?.toISOString(), "2026-12-31T23:00:00.000Z");
    assert.equal(scheduleExpiry({ frequency: "Day" }), undefined);
  });
});
