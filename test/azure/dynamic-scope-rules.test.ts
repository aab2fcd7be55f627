import assert from "node:assert/strict";
import type { DynamicScopeFilter } from "../../src/azure/dynamic-scope";
import { dynamicScopeFindings } from "../../src/azure/dynamic-scope-rules";

function told(filter: DynamicScopeFilter): string[] {
  return dynamicScopeFindings(filter, "scope").map(
    ({ ruleId, propertyPath, message, fix }) => `${propertyPath}: ${message} ${fix} [${ruleId}]`,
  );
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `name${index}`);
}

describe("what is wrong with the filter of a dynamic scope", () => {
  it("is nothing when it is fit or empty", () => {
    assert.deepEqual(told({}), []);
    assert.deepEqual(
      told({
        resourceTypes: ["microsoft.compute/virtualmachines", "Microsoft.HybridCompute/machines"],
        resourceGroups: names(50),
        locations: ["West Europe"],
        osTypes: ["linux", "Windows"],
        tags: Object.fromEntries(names(50).map((name) => [name, ["a"]])),
        filterOperator: "Any",
      }),
      [],
    );
  });

  it("is a word, a region or a number of names", () => {
    assert.deepEqual(
      told({
        resourceTypes: ["Microsoft.Compute/disks"],
        resourceGroups: names(51),
        locations: ["mars"],
        osTypes: ["Linux", "BeOS"],
        tags: Object.fromEntries(names(51).map((name) => [name, ["a"]])),
        filterOperator: "all",
      }),
      [
        'scope.resourceTypes[0]: "Microsoft.Compute/disks" is no word that it takes. Use Microsoft.Compute/virtualMachines or Microsoft.HybridCompute/machines. [EVG-SCOPE-001]',
        'scope.osTypes[1]: "BeOS" is no word that it takes. Use Windows or Linux. [EVG-SCOPE-001]',
        'scope.locations[0]: "mars" is not an Azure region. Did you mean "eastus", "eastus2" or "ukwest"? [EVG-REGION-001]',
        'scope.filterOperator: "all" is no word that it takes. Use All or Any. [EVG-SCOPE-001]',
        "scope.tags: There are 51, and a dynamic scope takes at most 50. Filter by fewer, or make two dynamic scopes. [EVG-SCOPE-002]",
        "scope.resourceGroups: There are 51, and a dynamic scope takes at most 50. Filter by fewer, or make two dynamic scopes. [EVG-SCOPE-002]",
      ],
    );
  });
});
