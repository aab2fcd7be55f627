import assert from "node:assert/strict";
import {
  dynamicScopeReaches,
  filterReach,
  type DynamicScopeFilter,
  type PlannedMachine,
} from "../../src/azure/dynamic-scope";

const subscription = "/subscriptions/11111111-2222-4333-8444-555555555555";
const machine = {
  id: `${subscription}/resourceGroups/Fleet/providers/Microsoft.Compute/virtualMachines/vm`,
  type: "Microsoft.Compute/virtualMachines",
  location: "japaneast",
  operatingSystem: "Linux",
  tags: { Ring: "1", owner: "fleet" },
};

describe("a dynamic scope", () => {
  const table: [string, DynamicScopeFilter, boolean][] = [
    ["everything without a filter", {}, true],
    ["locations in any spelling", { locations: ["Japan East", "UK South"] }, true],
    ["no other location", { locations: ["UK South"] }, false],
    ["resource groups in any case", { resourceGroups: ["fleet"] }, true],
    ["no other group", { resourceGroups: ["other"] }, false],
    ["its operating system", { osTypes: ["linux"] }, true],
    ["no other operating system", { osTypes: ["Windows"] }, false],
    ["no other type", { resourceTypes: ["Microsoft.HybridCompute/machines"] }, false],
    ["all tags", { tags: { ring: ["1", "2"], owner: ["fleet"] } }, true],
    ["not with one tag missing", { tags: { ring: ["1"], app: ["a"] } }, false],
    ["any tag", { tags: { ring: ["1"], app: ["a"] }, filterOperator: "Any" }, true],
    ["not with no tag fitting", { tags: { ring: ["3"] }, filterOperator: "Any" }, false],
    ["tag values exactly", { tags: { owner: ["Fleet"] } }, false],
  ];
  for (const [what, filter, expected] of table) {
    it(`reaches ${what}`, () => {
      assert.equal(dynamicScopeReaches(subscription, filter, machine), expected);
    });
  }

  it("reaches nothing outside of where it stands", () => {
    assert.equal(dynamicScopeReaches(`${subscription}/resourceGroups/fleet`, {}, machine), true);
    assert.equal(dynamicScopeReaches(`${subscription}/resourceGroups/flee`, {}, machine), false);
  });
});

describe("a dynamic scope, of a machine that is not made yet,", () => {
  const planned: PlannedMachine = {
    type: "Microsoft.Compute/virtualMachines",
    operatingSystem: "Linux",
  };
  const tags = { stage: ["test"] };
  const table: [DynamicScopeFilter, Partial<PlannedMachine>, string][] = [
    [{}, {}, "Reached"],
    [{ osTypes: ["linux"] }, {}, "Reached"],
    [{ locations: ["West Europe"] }, {}, "NotKnown"],
    [{ locations: ["West Europe"] }, { location: "westeurope" }, "Reached"],
    [{ resourceGroups: ["fleet"] }, {}, "NotKnown"],
    [{ resourceGroups: ["fleet"] }, { resourceGroupName: "Fleet" }, "Reached"],
    [{ tags }, {}, "NotKnown"],
    [{ tags }, { tags: { stage: "test" } }, "Reached"],
    [{ tags }, { tags: {} }, "Missed"],
    [{ tags, osTypes: ["Windows"] }, {}, "Missed"],
  ];
  for (const [filter, facts, reach] of table) {
    it(`says ${reach} of ${JSON.stringify(facts)} for ${JSON.stringify(filter)}`, () => {
      assert.equal(filterReach(filter, { ...planned, ...facts }), reach);
    });
  }
});
