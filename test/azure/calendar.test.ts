import assert from "node:assert/strict";
import fc from "fast-check";
import { addDays, addMonths, daysInMonth, nthWeekday, weekdayOf } from "../../src/azure/calendar";
import { daysOf } from "../../src/azure/recurrence";

const day = (text: string): { year: number; month: number; day: number } => {
  const [year = 0, month = 0, at = 0] = text.split("-").map(Number);
  return { year, month, day: at };
};

describe("the calendar", () => {
  it("counts days and months over their ends", () => {
    assert.deepEqual(addDays(day("2026-12-31"), 1), day("2027-01-01"));
    assert.deepEqual(addDays(day("2028-03-01"), -1), day("2028-02-29"));
    assert.deepEqual(addMonths(day("2026-11-15"), 2), day("2027-01-01"));
    assert.deepEqual(addMonths(day("2026-01-15"), -1), day("2025-12-01"));
    assert.equal(daysInMonth(2027, 2), 28);
  });

  it("finds weekdays of a month", () => {
    assert.deepEqual(nthWeekday(day("2026-12-01"), 2, 2), day("2026-12-08"));
    assert.deepEqual(nthWeekday(day("2026-12-01"), -1, 0), day("2026-12-27"));
    assert.equal(nthWeekday(day("2026-12-01"), 5, 0), undefined);
    fc.assert(
      fc.property(
        fc.integer({ min: 2020, max: 2040 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom(1, 2, 3, 4, -1),
        fc.integer({ min: 0, max: 6 }),
        (year, month, nth, weekday) => {
          const found = nthWeekday({ year, month, day: 1 }, nth, weekday);
          assert.ok(found);
          assert.deepEqual([found.year, found.month, weekdayOf(found)], [year, month, weekday]);
        },
      ),
    );
  });

  it("ends a recurrence that has no day", () => {
    const never = { unit: "Month", every: 12, days: [31], weeks: [] } as const;
    assert.deepEqual([...daysOf(never, day("2026-02-01"))], []);
  });
});
