import assert from "node:assert/strict";
import { choiceFrom } from "../../../src/cli/backup/choice-options";

const vault = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.RecoveryServices/vaults/dr";
const machine = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/m1";
const none = { machineIds: [], vaultIds: [], resourceGroups: [], subscriptions: ["s"] };

describe("the backed-up machines that options choose", () => {
  it("are a stack's machines or groups in whichever vault, for its own vault may be Site Recovery's", () => {
    assert.deepEqual(choiceFrom([], {}, { ...none, machineIds: [machine], vaultIds: [vault] }), {
      machines: [],
      scope: { subscriptions: ["s"], ids: [machine] },
      vaults: [],
    });
    assert.deepEqual(choiceFrom([], {}, { ...none, resourceGroups: ["rg"], vaultIds: [vault] }), {
      machines: [],
      scope: { subscriptions: ["s"], resourceGroups: ["rg"] },
      vaults: [],
    });
  });

  it("are those of a stack's vaults where it names nothing else", () => {
    assert.deepEqual(choiceFrom([], {}, { ...none, vaultIds: [vault] }), {
      machines: [],
      scope: { subscriptions: ["s"] },
      vaults: [vault],
    });
  });

  it("are those of the vaults that --vault names, whatever the stack", () => {
    const stack = { ...none, machineIds: [machine], vaultIds: [vault] };
    assert.deepEqual(choiceFrom(["m1"], { vault: ["backups"] }, stack), {
      machines: ["m1"],
      scope: { subscriptions: ["s"], ids: [machine] },
      vaults: ["backups"],
    });
  });
});
