import assert from "node:assert/strict";
import type { DynamicScopeFilter } from "../../src/azure/dynamic-scope";
import {
  dynamicScopeFindings,
  unpatchableMachineFindings,
  unreachedScopeFindings,
} from "../../src/azure/dynamic-scope-rules";
import { describeFinding } from "../../src/azure/finding";

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

describe("what is wrong with what a dynamic scope reaches", () => {
  it("is a machine that no schedule can patch", () => {
    const told = (patching: { patchMode?: string; bypass?: boolean }) =>
      unpatchableMachineFindings({ name: "web", ...patching }, "scope").map(describeFinding);
    const platform = "AutomaticByPlatform";
    assert.deepEqual(told({ patchMode: platform, bypass: true }), []);
    const table: [{ patchMode?: string; bypass?: boolean }, string][] = [
      [{}, "patchMode is not set and bypassPlatformSafetyChecksOnUserSchedule is false"],
      [
        { patchMode: platform },
        'patchMode is "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule is false',
      ],
      [
        { patchMode: "Manual", bypass: true },
        'patchMode is "Manual" and bypassPlatformSafetyChecksOnUserSchedule is true',
      ],
    ];
    for (const [patching, state] of table) {
      assert.deepEqual(told(patching), [
        `scope: The machine "web" fits, but no schedule can patch it: ${state}. Give it patchedBy: PatchedBy.Schedule, or filter so that it does not fit. [EVG-SCOPE-003]`,
      ]);
    }
  });

  it("is a warning where it reaches none", () => {
    const advice =
      "Look at the tags and the other parts of the filter, unless it is meant for machines made elsewhere. [EVG-SCOPE-004]";
    assert.deepEqual(
      [1, 3].flatMap((count) => unreachedScopeFindings(count, "scope").map(describeFinding)),
      [
        `scope: The one machine of this program does not fit. ${advice}`,
        `scope: None of the 3 machines of this program fits. ${advice}`,
      ],
    );
  });
});
