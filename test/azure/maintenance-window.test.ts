import assert from "node:assert/strict";
import fc from "fast-check";
import { localTime } from "../../src/azure/local-time";
import { parseRecurEvery } from "../../src/azure/maintenance-recurrence";
import {
  type MaintenanceWindow,
  nextOccurrences,
  openingOnce,
  readDurationInMinutes,
  readLocalDateTime,
} from "../../src/azure/maintenance-window";

const window: MaintenanceWindow = {
  startDateTime: "2026-12-01 22:00",
  duration: "03:00",
  timeZone: "W. Europe Standard Time",
};

/** The next local days and times of a window that recurs so. */
function next(recurEvery: string, after: string, count = 3, changes: object = {}): string[] {
  return nextOccurrences({ ...window, ...changes, recurEvery }, new Date(after), count).map(
    ({ start }) => {
      const { year, month, day, hour, minute } = localTime(start, "Europe/Berlin");
      const two = (value: number): string => String(value).padStart(2, "0");
      return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
    },
  );
}

describe("the openings of a maintenance window", () => {
  const early = "2026-11-01T08:00:00Z";
  const table: [string, string[]][] = [
    ["Day", ["2026-12-01 22:00", "2026-12-02 22:00", "2026-12-03 22:00"]],
    ["3Days", ["2026-12-01 22:00", "2026-12-04 22:00", "2026-12-07 22:00"]],
    ["6Hours", ["2026-12-01 22:00", "2026-12-02 04:00", "2026-12-02 10:00"]],
    ["3Weeks", ["2026-12-01 22:00", "2026-12-22 22:00", "2027-01-12 22:00"]],
    ["Week Saturday,Sunday", ["2026-12-05 22:00", "2026-12-06 22:00", "2026-12-12 22:00"]],
    ["2Weeks Monday", ["2026-12-14 22:00", "2026-12-28 22:00", "2027-01-11 22:00"]],
    ["Month day1", ["2026-12-01 22:00", "2027-01-01 22:00", "2027-02-01 22:00"]],
    ["2Months day1", ["2026-12-01 22:00", "2027-02-01 22:00", "2027-04-01 22:00"]],
    ["Month day23,day24", ["2026-12-23 22:00", "2026-12-24 22:00", "2027-01-23 22:00"]],
    ["Month day31", ["2026-12-31 22:00", "2027-01-31 22:00", "2027-03-31 22:00"]],
    ["Month Last Sunday", ["2026-12-27 22:00", "2027-01-31 22:00", "2027-02-28 22:00"]],
    ["Month Fourth Monday", ["2026-12-28 22:00", "2027-01-25 22:00", "2027-02-22 22:00"]],
    ["Month Second Tuesday Offset4", ["2026-12-12 22:00", "2027-01-16 22:00", "2027-02-13 22:00"]],
    ["Month Third Sunday Offset-3", ["2026-12-17 22:00", "2027-01-14 22:00", "2027-02-18 22:00"]],
    // The last Sunday of November moved forward falls after the start.
    ["Month Last Sunday Offset6", ["2026-12-05 22:00", "2027-01-02 22:00", "2027-02-06 22:00"]],
  ];
  for (const [recurEvery, expected] of table) {
    it(`are, for "${recurEvery}"`, () => {
      assert.deepEqual(next(recurEvery, early), expected);
    });
  }

  it("open once without a recurrence", () => {
    assert.equal(nextOccurrences(window, new Date(early), 5).length, 1);
    assert.deepEqual(nextOccurrences(window, new Date("2026-12-01T21:00:00Z"), 5), []);
  });

  it("are a single one where a window is made to open once", () => {
    const once = openingOnce("2026-12-31 22:30", "03:00");
    assert.deepEqual(once, { recurEvery: "Day", expirationDateTime: "2027-01-01 01:30" });
    const found = nextOccurrences(
      { ...window, startDateTime: "2026-12-31 22:30", ...once },
      new Date(early),
      5,
    );
    assert.deepEqual(
      found.map(({ start }) => start.toISOString()),
      ["2026-12-31T21:30:00.000Z"],
    );
    assert.equal(openingOnce("soon", "03:00"), undefined);
    assert.equal(openingOnce("2026-12-31 22:30", "long"), undefined);
  });

  it("keep their local time over a clock change, and come an hour later where it is skipped", () => {
    assert.deepEqual(next("Day", "2027-03-27T12:00:00Z", 2), [
      "2027-03-27 22:00",
      "2027-03-28 22:00",
    ]);
    const [first, second] = nextOccurrences(
      { ...window, recurEvery: "Day" },
      new Date("2027-03-27T12:00:00Z"),
      2,
    );
    assert.equal(first?.start.toISOString(), "2027-03-27T21:00:00.000Z");
    assert.equal(second?.start.toISOString(), "2027-03-28T20:00:00.000Z");
    assert.equal(second.end.toISOString(), "2027-03-28T23:00:00.000Z");
    assert.deepEqual(
      next("Day", "2027-03-27T12:00:00Z", 1, { startDateTime: "2026-12-01 02:30" }),
      ["2027-03-28 03:30"],
    );
  });

  it("end with the window, and there are none of what Azure refuses", () => {
    assert.deepEqual(next("Day", early, 5, { expirationDateTime: "2026-12-02 22:00" }), [
      "2026-12-01 22:00",
      "2026-12-02 22:00",
    ]);
    for (const changes of [
      { timeZone: "Europe/Berlin" },
      { duration: "long" },
      { startDateTime: "tomorrow" },
    ]) {
      assert.deepEqual(next("Day", early, 5, changes), []);
    }
    assert.deepEqual(next("Sometimes", early), []);
  });

  it("come in order, after the moment, whatever the recurrence", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...table.map(([recurEvery]) => recurEvery)),
        fc.integer({ min: 0, max: 400 }),
        (recurEvery, days) => {
          const after = new Date(new Date(early).getTime() + days * 86_400_000);
          const starts = nextOccurrences({ ...window, recurEvery }, after, 4).map(({ start }) =>
            start.getTime(),
          );
          assert.deepEqual(
            starts,
            [...starts].sort((a, b) => a - b),
          );
          assert.equal(new Set(starts).size, 4);
          assert.equal((starts[0] ?? 0) > after.getTime(), true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("what a maintenance window is written with", () => {
  it("is read, or told what is wrong", () => {
    assert.deepEqual(parseRecurEvery("2weeks monday, Friday"), {
      recurrence: { unit: "Week", every: 2, weekdays: [1, 5] },
    });
    const wrong: [string, string][] = [
      [
        "Yearly",
        '"Yearly" begins with no frequency such as "Day", "3Days", "Week" or "Month Last Sunday".',
      ],
      ["Month", '"Month" names neither days nor a week of the month.'],
      ["2Months", '"2Months" names neither days nor a week of the month.'],
      ["0Days", '"0Days" recurs every 0 times.'],
      ["Day Monday", '"Day Monday" goes on behind its frequency.'],
      ["Week Funday", '"Funday" in "Week Funday" is no day of the week.'],
      [
        "Month day32",
        '"day32" in "Month day32" is neither a day such as "day23" nor a week of the month.',
      ],
      ["Month Last Day", '"Day" in "Month Last Day" is no day of the week.'],
      [
        "Month Last Sunday Offset7",
        '"Offset7" in "Month Last Sunday Offset7" is no offset from Offset-6 to Offset6.',
      ],
      [
        "Month Last Sunday Offset1 x",
        '"Month Last Sunday Offset1 x" goes on behind its frequency.',
      ],
    ];
    for (const [text, message] of wrong) {
      assert.deepEqual(parseRecurEvery(text), { wrong: message });
    }
  });

  it("has durations and local times", () => {
    assert.deepEqual(
      ["03:55", "1:30", "3:60", "x"].map((text) => readDurationInMinutes(text)),
      [235, 90, undefined, undefined],
    );
    assert.deepEqual(readLocalDateTime("9999-12-31 23:59:59"), {
      year: 9999,
      month: 12,
      day: 31,
      hour: 23,
      minute: 59,
    });
    assert.equal(readLocalDateTime("2026-02-30 10:00"), undefined);
    assert.equal(readLocalDateTime("2026-02-01T25:00"), undefined);
  });
});
