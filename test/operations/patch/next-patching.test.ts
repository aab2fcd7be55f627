import assert from "node:assert/strict";
import { nextPatchingAfter } from "../../../src/operations/patch/next-patching";
import { bypass, nightly, now, patchMachine } from "./patch-machine";

const offPeak = { fromHour: 22, toHour: 6 };
const next = nextPatchingAfter(now, offPeak);
const schedule = nightly.schedule ?? assert.fail();

describe("When a machine can be patched next", () => {
  for (const [location, start, end, timeZone] of [
    ["japaneast", "2026-11-10T13:00:00.000Z", "2026-11-10T21:00:00.000Z", "Asia/Tokyo"],
    ["westus", "2026-11-10T06:00:00.000Z", "2026-11-10T14:00:00.000Z", "America/Los_Angeles"],
    ["westeurope", "2026-11-10T21:00:00.000Z", "2026-11-11T05:00:00.000Z", "Europe/Amsterdam"],
  ] as const) {
    it(`is off-peak by the clock of ${location}, also in hours that are under way`, () => {
      assert.deepEqual(next(patchMachine({ row: { location } })), {
        ...{ kind: "OffPeak", start, end, timeZone, isAssumed: true },
      });
    });
  }

  it("is the nearest window of its schedules, by the clock of the schedule, not of the machine", () => {
    const tokyo = {
      ...nightly,
      id: "/tokyo",
      name: "tokyo",
      schedule: { ...schedule, timeZone: "Tokyo Standard Time", startDateTime: "2026-11-02 23:00" },
    };
    const machine = patchMachine({
      settings: bypass,
      schedules: [nightly, tokyo],
      row: { location: "westus" },
    });
    assert.deepEqual(next(machine), {
      ...{ kind: "Window", schedule: "tokyo", timeZone: "Asia/Tokyo", isAssumed: false },
      ...{ start: "2026-11-10T14:00:00.000Z", end: "2026-11-10T17:00:00.000Z" },
    });
  });

  it("is not known where nobody, the machine's own system, or a schedule that is not seen patches it", () => {
    for (const machine of [
      patchMachine({ settings: bypass }),
      patchMachine({ settings: { patchMode: "ImageDefault" } }),
      patchMachine({
        settings: bypass,
        schedules: [{ ...nightly, id: "/hidden", schedule: undefined }],
      }),
    ]) {
      assert.equal(next(machine), undefined);
    }
  });
});
