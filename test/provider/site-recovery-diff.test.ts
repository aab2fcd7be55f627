import assert from "node:assert/strict";
import fc from "fast-check";
import { unknownValue, type Properties } from "../../src/plugin/handlers";
import { FakeAzure, containerId, mappingId, policyId, targetId } from "./fake-azure";
import { Deployment } from "./harness";

const type = "ReplicationProtectionContainerMapping";
const old: Record<string, string> = {
  protectionContainerId: containerId,
  targetProtectionContainerId: targetId,
  policyId,
  mappingName: "there",
};

/** What becomes of one property, and what a diff must say of it. */
const fates = {
  same: { change: undefined, value: (before: string) => before },
  respelled: { change: undefined, value: swapCase },
  unknown: { change: "update", value: () => unknownValue },
  other: { change: "update-replace", value: (before: string) => `${before}-2` },
} as const;

type Fate = keyof typeof fates;

/** Another case of everything but the first segment, as Azure itself does to ids. */
function swapCase(text: string): string {
  return text.startsWith("/subscriptions/")
    ? `/subscriptions/${text.slice(15).toUpperCase()}`
    : text.toUpperCase();
}

describe("the diff of any change", () => {
  it("replaces exactly for known, other values, and never for unknown ones", async () => {
    const fate = fc.constantFrom<Fate[]>("same", "respelled", "unknown", "other");
    const anyFates = fc.record({
      protectionContainerId: fate,
      targetProtectionContainerId: fate,
      policyId: fate,
      mappingName: fate,
    });
    await fc.assert(
      fc.asyncProperty(anyFates, async (chosen) => {
        const deployment = new Deployment(new FakeAzure());
        const newInputs: Properties = {};
        const expected: Record<string, string> = {};
        for (const [name, each] of Object.entries(chosen)) {
          newInputs[name] = fates[each].value(old[name] ?? "");
          const { change } = fates[each];
          if (change !== undefined) {
            expected[name] = change;
          }
        }
        const { changes } = await deployment
          .handler(type)
          .diff(
            { id: mappingId, oldInputs: old, oldOutputs: {}, newInputs, ignoreChanges: [] },
            deployment.context(type),
          );
        assert.deepEqual(changes, expected);
      }),
    );
  });
});
