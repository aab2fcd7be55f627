import assert from "node:assert/strict";
import { nextNight, nightAt, offPeakZone, type OffPeakHours } from "../../src/azure/off-peak";

const assumed: OffPeakHours = { fromHour: 22, toHour: 6 };

function told(moment: string, region: string, hours = assumed): string {
  const { start, end } = nextNight(new Date(moment), offPeakZone(region), hours);
  return `${start.toISOString()} to ${end.toISOString()}`;
}

describe("off-peak hours", () => {
  it("are counted in the time zone of the region", () => {
    assert.equal(
      told("2026-11-01T08:00:00Z", "westeurope"),
      "2026-11-01T21:00:00.000Z to 2026-11-02T05:00:00.000Z",
    );
    assert.equal(
      told("2026-11-01T08:00:00Z", "eastus"),
      "2026-11-01T02:00:00.000Z to 2026-11-01T11:00:00.000Z",
    );
    assert.equal(
      told("2026-11-01T08:00:00Z", "Australia East"),
      "2026-11-01T11:00:00.000Z to 2026-11-01T19:00:00.000Z",
    );
    assert.equal(
      told("2026-11-01T08:00:00Z", "atlantis"),
      "2026-11-01T22:00:00.000Z to 2026-11-02T06:00:00.000Z",
    );
  });

  it("are those under way until they end", () => {
    const zone = offPeakZone("westeurope");
    assert.equal(nightAt(new Date("2026-11-01T20:59:59Z"), zone, assumed), undefined);
    const night = nightAt(new Date("2026-11-01T21:00:00Z"), zone, assumed);
    const late = nightAt(new Date("2026-11-02T04:59:59Z"), zone, assumed);
    assert.deepEqual(night, late);
    assert.equal(night?.number, Date.UTC(2026, 10, 1) / 86_400_000);
    assert.equal(nightAt(new Date("2026-11-02T05:00:00Z"), zone, assumed), undefined);
    assert.equal(
      nextNight(new Date("2026-11-02T05:00:00Z"), zone, assumed).number,
      night.number + 1,
    );
  });

  it("can lie within a day, or be all of it", () => {
    const early = { fromHour: 1, toHour: 5 };
    assert.equal(
      told("2026-11-01T04:30:00Z", "westeurope", early),
      "2026-11-02T00:00:00.000Z to 2026-11-02T04:00:00.000Z",
    );
    const always = { fromHour: 3, toHour: 3 };
    assert.equal(
      told("2026-11-01T01:30:00Z", "westeurope", always),
      "2026-10-31T02:00:00.000Z to 2026-11-01T02:00:00.000Z",
    );
  });

  it("are an hour longer or shorter in the night in which clocks change", () => {
    const hours = (moment: string): number => {
      const { start, end } = nextNight(new Date(moment), "Europe/Amsterdam", assumed);
      return (end.getTime() - start.getTime()) / 3_600_000;
    };
    assert.deepEqual(
      ["2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z", "2027-03-27T12:00:00Z"].map(hours),
      [9, 8, 7],
    );
  });
});
