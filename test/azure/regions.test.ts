import assert from "node:assert/strict";
import fc from "fast-check";
import {
  allRegions,
  findRegion,
  isPairMutual,
  normalizeRegion,
  pairedRegion,
  regionFindings,
  zoneFindings,
  type Region,
} from "../../src/azure/regions";
import { ianaToWindows } from "../../src/azure/time-zones";

const everywhere: Region[] = [
  ...allRegions(),
  ...allRegions("AzureUSGovernment"),
  ...allRegions("AzureChinaCloud"),
];
const names = everywhere.map(({ name }) => name);

describe("regions: what is known", () => {
  it("knows a region whole", () => {
    assert.deepEqual(findRegion("westeurope"), {
      name: "westeurope",
      cloud: "AzureCloud",
      geography: "Europe",
      physicalLocation: "Netherlands",
      pairedRegion: "northeurope",
      availabilityZones: 3,
      ianaTimeZone: "Europe/Amsterdam",
      windowsTimeZone: "W. Europe Standard Time",
    });
    assert.deepEqual(findRegion("polandcentral"), {
      name: "polandcentral",
      cloud: "AzureCloud",
      geography: "Poland",
      physicalLocation: "Warsaw",
      availabilityZones: 3,
      ianaTimeZone: "Europe/Warsaw",
      windowsTimeZone: "Central European Standard Time",
    });
  });

  it("reads a name in any spelling", () => {
    for (const name of ["West Europe", "(Europe) West Europe", "WESTEUROPE", " west europe "]) {
      assert.equal(normalizeRegion(name), "westeurope");
      assert.equal(findRegion(name)?.name, "westeurope");
    }
    assert.equal(findRegion("US Gov Virginia")?.cloud, "AzureUSGovernment");
    assert.equal(findRegion("china north 3")?.cloud, "AzureChinaCloud");
    assert.equal(findRegion("constructor"), undefined);
  });

  it("lists each cloud, sorted, without Microsoft's own canary and stage regions", () => {
    assert.equal(allRegions().length, 59);
    assert.equal(allRegions("AzureUSGovernment").length, 5);
    assert.equal(allRegions("AzureChinaCloud").length, 6);
    assert.deepEqual(
      allRegions().map(({ name }) => name),
      allRegions()
        .map(({ name }) => name)
        .sort(),
    );
    assert.deepEqual(
      names.filter((name) => /euap|stg|stage/.test(name)),
      [],
    );
    assert.equal(new Set(names).size, names.length);
  });

  it("names the four public regions and the one of US Gov whose pair has another pair", () => {
    const asymmetric = everywhere
      .filter(({ name }) => pairedRegion(name) !== undefined && !isPairMutual(name))
      .map(({ name, pairedRegion: pair }) => [name, pair]);
    assert.deepEqual(asymmetric, [
      ["brazilsouth", "southcentralus"],
      ["brazilsoutheast", "brazilsouth"],
      ["westindia", "southindia"],
      ["westus3", "eastus"],
      ["usgovarizona", "usgovtexas"],
    ]);
  });

  it("names the regions without a pair", () => {
    const alone = everywhere.filter((region) => region.pairedRegion === undefined);
    assert.deepEqual(
      alone.map(({ name }) => name),
      [
        "austriaeast",
        "belgiumcentral",
        "chilecentral",
        "denmarkeast",
        "indonesiacentral",
        "israelcentral",
        "italynorth",
        "malaysiawest",
        "mexicocentral",
        "newzealandnorth",
        "polandcentral",
        "qatarcentral",
        "spaincentral",
      ],
    );
    assert.equal(isPairMutual("polandcentral"), false);
    assert.equal(isPairMutual("nowhere"), false);
    assert.equal(pairedRegion("nowhere"), undefined);
  });

  it("pairs within what it knows, within one cloud, and never a region with itself", () => {
    fc.assert(
      fc.property(fc.constantFrom(...everywhere), (region) => {
        const { pairedRegion: pair } = region;
        if (pair !== undefined) {
          assert.equal(findRegion(pair)?.cloud, region.cloud);
          assert.notEqual(pair, region.name);
          assert.equal(isPairMutual(region.name), pairedRegion(pair) === region.name);
        }
        if (isPairMutual(region.name)) {
          assert.equal(isPairMutual(pair ?? ""), true);
        }
      }),
    );
  });

  it("gives every region both notations of one time zone", () => {
    for (const region of everywhere) {
      assert.equal(ianaToWindows(region.ianaTimeZone ?? ""), region.windowsTimeZone, region.name);
      assert.notEqual(region.windowsTimeZone, undefined, region.name);
    }
    assert.equal(findRegion("westus3")?.windowsTimeZone, "US Mountain Standard Time");
  });

  it("is indifferent to case and blanks, whatever the name", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), (name) => {
        const spelt = name.split("").join(" ").toUpperCase();
        assert.equal(normalizeRegion(spelt), name);
        assert.equal(normalizeRegion(normalizeRegion(spelt)), name);
        assert.deepEqual(regionFindings(spelt, "location"), []);
      }),
    );
  });
});

describe("regions: refusals", () => {
  it("refuses what is no region, with the nearest names", () => {
    const cases: [string, string][] = [
      ["westeurop", 'Did you mean "westeurope"?'],
      ["East US 4", 'Did you mean "eastus", "eastus2" or "eastasia"?'],
      ["Sweden", 'Did you mean "swedencentral" or "swedensouth"?'],
    ];
    for (const [name, fix] of cases) {
      assert.deepEqual(regionFindings(name, "location"), [
        {
          ruleId: "EVG-REGION-001",
          severity: "error",
          propertyPath: "location",
          message: `"${name}" is not an Azure region.`,
          fix,
        },
      ]);
    }
    assert.equal(regionFindings("", "location").length, 1);
  });

  it("refuses a zone that the region does not have", () => {
    assert.deepEqual(zoneFindings("swedencentral", "1", "zone"), []);
    assert.deepEqual(zoneFindings("Sweden Central", "3", "zone"), []);
    assert.deepEqual(zoneFindings("Sweden Central", "4", "zone"), [
      {
        ruleId: "EVG-REGION-002",
        severity: "error",
        propertyPath: "zone",
        message: '"4" is not an availability zone of the region swedencentral, which has 1, 2, 3.',
        fix: "Give one of them.",
      },
    ]);
    assert.equal(zoneFindings("swedencentral", "01", "zone").length, 1);
    assert.equal(zoneFindings("swedencentral", "", "zone").length, 1);
  });

  it("refuses any zone where there are none", () => {
    assert.deepEqual(zoneFindings("francesouth", "1", "zones[0]"), [
      {
        ruleId: "EVG-REGION-002",
        severity: "error",
        propertyPath: "zones[0]",
        message: 'Zone "1" cannot be had: the region francesouth has no availability zones.',
        fix: "Leave the zone out, or choose a region with zones.",
      },
    ]);
  });

  it("leaves a zone of an unknown region to the rule for regions", () => {
    assert.deepEqual(zoneFindings("nowhere", "1", "zone"), []);
  });
});
