import assert from "node:assert/strict";
import { group, send, today } from "../compute/small-estate";
import { Clock } from "../../../src/simulator/index";
import { newAzure } from "../caller";
import { machineId, PatchedEstate } from "./patched-estate";

const set1 = `${group}/providers/Microsoft.Compute/availabilitySets/set1`;

/** When each machine's patching began last, as `HH:MM` of the day. */
async function starts(estate: PatchedEstate, names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    const start = (await estate.patched(name))?.[0];
    found.push(typeof start === "string" ? start.slice(5, 16) : "never");
  }
  return found;
}

async function withSet(machines: number, domains: number): Promise<[PatchedEstate, string[]]> {
  const estate = await PatchedEstate.make();
  await send(estate.owner, "PUT", set1, {
    location: "westeurope",
    sku: { name: "Aligned" },
    properties: { platformUpdateDomainCount: domains, platformFaultDomainCount: 2 },
  });
  const names = Array.from({ length: machines }, (_, index) => `m${index}`);
  for (const name of names) {
    await estate.machine(name, { properties: { availabilitySet: { id: set1 } } });
  }
  return [estate, names];
}

describe("the order in which the platform patches", () => {
  it("never has the regions of a pair in one night", async () => {
    const estate = await PatchedEstate.make();
    await estate.machine("west");
    await estate.machine("north", { location: "northeurope" });
    const nights = new Map<string, Set<string>>();
    for (let hour = 0; hour < 24 * 60; hour++) {
      estate.azure.clock.advance(3_600_000);
      const [west = "", north = ""] = await starts(estate, ["west", "north"]);
      nights.set("west", (nights.get("west") ?? new Set()).add(west));
      nights.set("north", (nights.get("north") ?? new Set()).add(north));
    }
    assert.deepEqual(
      [...(nights.get("west") ?? [])],
      ["never", "11-02T21:00", "11-06T21:00", "11-12T21:00", "12-06T21:00", "12-12T21:00"],
    );
    assert.deepEqual(
      [...(nights.get("north") ?? [])],
      ["never", "11-02T01:00", "11-05T22:00", "11-13T22:00", "12-05T22:00", "12-13T22:00"],
    );
  });

  it("waits for the other region of a pair when hours overlap in spite of the turns", async () => {
    const assumptions = {
      offPeakFromHour: 0,
      offPeakToHour: 0,
      patchingEnabledInMinutes: 1,
      largestPatchBatchInPercent: 100,
    };
    const estate = await PatchedEstate.make({ assumptions });
    await estate.machine("west");
    await estate.machine("north", { location: "northeurope" });
    for (let minute = 0; minute < 60 * 24 * 3; minute += 1) {
      estate.azure.clock.advance(60_000);
      const words = await Promise.all(["west", "north"].map((name) => estate.patched(name)));
      assert.ok(words.filter((word) => word?.[1] === "InProgress").length < 2);
    }
    assert.deepEqual(
      await Promise.all(["west", "north"].map(async (name) => (await estate.patched(name))?.[1])),
      ["Succeeded", "Succeeded"],
    );
  });

  it("takes the zones of a region one after the other", async () => {
    const estate = await PatchedEstate.make({ assumptions: { largestPatchBatchInPercent: 100 } });
    const names = ["a1", "a2", "a3", "b1", "b2"];
    for (const name of names) {
      await estate.machine(name, { zones: [name.slice(1)] });
    }
    estate.until("2026-11-03T12:00:00Z");
    const [a1, a2, a3, b1, b2] = await starts(estate, names);
    assert.deepEqual([a1, a2], [b1, b2]);
    assert.deepEqual([a1, a2, a3].sort(), ["11-02T21:00", "11-02T21:10", "11-02T21:20"]);
  });

  it("takes one machine of a small availability set at a time", async () => {
    const [estate, names] = await withSet(4, 2);
    estate.until("2026-11-03T12:00:00Z");
    assert.deepEqual((await starts(estate, names)).sort(), [
      "11-02T21:00",
      "11-02T21:10",
      "11-02T21:20",
      "11-02T21:30",
    ]);
  });

  it("takes a fifth of a larger set at a time, of one update domain", async () => {
    const [estate, names] = await withSet(10, 2);
    estate.until("2026-11-03T12:00:00Z");
    const byStart = new Map<string, number[]>();
    (await starts(estate, names)).forEach((start, index) => {
      byStart.set(start, [...(byStart.get(start) ?? []), index % 2]);
    });
    assert.deepEqual([...byStart.keys()].sort().slice(0, 2), ["11-02T21:00", "11-02T21:10"]);
    for (const domains of byStart.values()) {
      assert.ok(domains.length <= 2 && new Set(domains).size === 1, String(domains));
    }
    assert.equal(byStart.size, 6);
  });

  it("takes the machines outside sets in batches, whose members change from month to month", async () => {
    const estate = await PatchedEstate.make();
    const names = Array.from({ length: 10 }, (_, index) => `m${index}`);
    for (const name of names) {
      await estate.machine(name);
    }
    estate.until("2026-11-03T12:00:00Z");
    const november = await starts(estate, names);
    const sizes = new Map<string, number>();
    november.forEach((start) => sizes.set(start, (sizes.get(start) ?? 0) + 1));
    assert.deepEqual([...sizes.values()], [2, 2, 2, 2, 2]);
    estate.until("2026-12-07T12:00:00Z");
    const december = await starts(estate, names);
    assert.notDeepEqual(
      november.map((start) => start.slice(6)),
      december.map((start) => start.slice(6)),
    );
  });

  it("leaves to a later night what a short one has no time for", async () => {
    const assumptions = { offPeakFromHour: 22, offPeakToHour: 23, patchingEnabledInMinutes: 30 };
    const estate = await PatchedEstate.make({ assumptions });
    const names = Array.from({ length: 10 }, (_, index) => `m${index}`);
    for (const name of names) {
      await estate.machine(name, { zones: [String((names.indexOf(name) % 2) + 1)] });
    }
    await send(estate.owner, "PUT", set1, { location: "westeurope", properties: {} });
    estate.until("2026-11-03T12:00:00Z");
    const first = (await starts(estate, names)).filter((start) => start.startsWith("11-02"));
    assert.equal(first.length, 10);
    // With a batch of one, six are patched in the hour.
    const slow = await PatchedEstate.make({
      assumptions: { ...assumptions, largestPatchBatchInPercent: 1 },
    });
    for (const name of names) {
      await slow.machine(name);
    }
    slow.until("2026-11-03T12:00:00Z");
    const days = async (): Promise<string[]> =>
      (await starts(slow, names)).map((start) => start.slice(0, 5)).sort();
    assert.deepEqual(await days(), [
      ...Array<string>(6).fill("11-02"),
      ...Array<string>(4).fill("never"),
    ]);
    slow.until("2026-11-05T12:00:00Z");
    assert.deepEqual(await days(), [
      ...Array<string>(6).fill("11-02"),
      ...Array<string>(4).fill("11-04"),
    ]);
  });
});

describe("platform patching of a loaded estate", () => {
  const times = [
    "2026-11-01T12:00:00Z",
    "2026-11-01T23:00:00Z",
    "2026-11-02T12:00:00Z",
    "2026-11-02T21:05:00Z",
  ];
  for (const time of times) {
    it(`goes on as if nothing had been, saved at ${time}`, async () => {
      const estate = await PatchedEstate.make();
      for (const name of ["m1", "m2", "m3"]) {
        await estate.machine(name);
      }
      estate.until(time);
      const loaded = newAzure({ from: estate.azure.save() });
      estate.until("2026-11-09T12:00:00Z");
      loaded.clock.advance(estate.azure.clock.now().getTime() - loaded.clock.now().getTime());
      assert.deepEqual(loaded.save().notes, estate.azure.save().notes);
      const id = machineId("m1").toLowerCase();
      const patches = loaded.save().notes["patches of machines"]?.[id] as { installed: string[] };
      assert.equal(patches.installed.length, 3);
      const view = (
        await loaded.connect({ objectId: estate.owner.objectId }).transport.send({
          method: "GET",
          url: `${machineId("m1")}/instanceView?api-version=${today}`,
        })
      ).body as { patchStatus: { lastPatchInstallationSummary: { status: string } } };
      assert.equal(view.patchStatus.lastPatchInstallationSummary.status, "Succeeded");
    });
  }
});

describe("platform patching by a clock that runs by itself", () => {
  it("does each step for the moment that was planned, though it comes late", async () => {
    // Half a simulated hour passes with each millisecond.
    const clock = new Clock({ start: new Date("2026-11-01T08:00:00Z"), speed: 1_800_000 });
    const estate = await PatchedEstate.make({ clock, permissionPropagationInSeconds: 0 });
    await estate.machine("m1");
    const notes = estate.azure.estate.notes<{ readonly enabledAt?: string }>(
      "machines patched by the platform",
    );
    for (let tries = 0; tries < 2000; tries++) {
      clock.now();
      if (notes.get(machineId("m1").toLowerCase())?.enabledAt !== undefined) {
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    assert.notEqual(notes.get(machineId("m1").toLowerCase())?.enabledAt, undefined);
  });
});
