import assert from "node:assert/strict";
import fc from "fast-check";
import {
  areRegionsPaired,
  isNightOfPhase,
  largestBatchOfSet,
  mayBePatchedBeside,
  nextWave,
  rolloutPhase,
  type RolloutMachine,
} from "../../src/azure/availability-first";
import { allRegions, pairedRegion } from "../../src/azure/regions";

const machine = (id: string, rest: Partial<RolloutMachine> = {}): RolloutMachine => ({
  id,
  region: "westeurope",
  ...rest,
});
const member = (id: string, updateDomain: number, machines = 12): RolloutMachine =>
  machine(id, { availabilitySet: { id: "set1", updateDomain, machines } });
const ids = (machines: readonly RolloutMachine[]): string[] => machines.map(({ id }) => id);

describe("regions", () => {
  it("of a pair are never in the same phase, nor patched in the same night", () => {
    const clouds = ["AzureCloud", "AzureUSGovernment", "AzureChinaCloud"] as const;
    for (const { name } of clouds.flatMap((cloud) => allRegions(cloud))) {
      const pair = pairedRegion(name);
      if (pair !== undefined) {
        assert.notEqual(rolloutPhase(name), rolloutPhase(pair), `${name} and ${pair}`);
        for (const night of [20_000, 20_001, 20_002]) {
          assert.notEqual(isNightOfPhase(name, night), isNightOfPhase(pair, night));
        }
      }
    }
  });

  it("have their turn by phases of as many nights as are asked for", () => {
    const turns = [0, 1, 2, 3, 4, 5].map((night) => isNightOfPhase("westeurope", night, 2));
    const first = rolloutPhase("westeurope") === 0;
    assert.deepEqual(turns, [first, first, !first, !first, first, first]);
  });

  it("are paired though the pair has another pair", () => {
    assert.equal(areRegionsPaired("westus3", "eastus"), true);
    assert.equal(areRegionsPaired("East US", "westus3"), true);
    assert.equal(areRegionsPaired("westus", "westus3"), false);
  });
});

describe("machines that are patched together", () => {
  it("are not in paired regions", () => {
    const here = [machine("a")];
    assert.equal(mayBePatchedBeside(machine("b", { region: "northeurope" }), here), false);
    assert.equal(mayBePatchedBeside(machine("b", { region: "uksouth" }), here), true);
  });

  it("are in one zone of a region", () => {
    const waiting = [
      machine("a", { zone: "2" }),
      machine("b", { zone: "1" }),
      machine("c"),
      machine("d", { zone: "2" }),
      machine("e", { zone: "1", region: "uksouth" }),
    ];
    assert.deepEqual(ids(nextWave(waiting)), ["a", "c", "d", "e"]);
  });

  it("are of one update domain of a set, and at most a fifth of it", () => {
    const waiting = [member("a", 0), member("b", 1), member("c", 0), member("d", 0)];
    assert.deepEqual(ids(nextWave(waiting)), ["a", "c"]);
  });

  it("are one of a set with fewer than ten machines", () => {
    assert.deepEqual(ids(nextWave([member("a", 0, 9), member("b", 0, 9)])), ["a"]);
    assert.deepEqual([1, 9, 10, 14, 15, 200].map(largestBatchOfSet), [1, 1, 2, 2, 3, 40]);
  });

  it("are no more than a batch, sets not counted", () => {
    const waiting = [machine("a"), machine("b"), machine("c"), member("d", 0)];
    assert.deepEqual(ids(nextWave(waiting, 2)), ["a", "b", "d"]);
  });

  it("may each be patched beside all the others, and none that is left out may", () => {
    const anyMachine = fc.record({
      id: fc.uuid(),
      region: fc.constantFrom("westeurope", "northeurope", "uksouth"),
      zone: fc.constantFrom(undefined, "1", "2"),
      availabilitySet: fc.option(
        fc.record({
          id: fc.constantFrom("set1", "set2"),
          updateDomain: fc.integer({ min: 0, max: 2 }),
          machines: fc.constant(10),
        }),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(fc.array(anyMachine, { maxLength: 30 }), (waiting) => {
        const wave = nextWave(waiting, 3);
        wave.forEach((one) => {
          const others = wave.filter((other) => other !== one);
          assert.equal(mayBePatchedBeside(one, others, 3), true);
        });
        const left = waiting.filter((one) => !wave.includes(one));
        left.forEach((one) => {
          assert.equal(mayBePatchedBeside(one, wave, 3), false);
        });
        assert.equal(wave.length > 0, waiting.length > 0);
      }),
    );
  });
});
