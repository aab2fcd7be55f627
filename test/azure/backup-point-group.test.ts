import assert from "node:assert/strict";
import { restorePointGroupFindings } from "../../src/azure/backup-point-group";

describe("the resource groups of instant recovery points", () => {
  it("have names of at most 74 characters that a resource group can have", () => {
    const names = [
      ["points-", ""],
      ["points", ".fleet"],
      ["p".repeat(73), ""],
      ["p".repeat(74), ""],
      ["", "fleet"],
      ["points", "."],
      ["a b", ""],
    ] as const;
    assert.deepEqual(
      names.map(
        ([namePrefix, nameSuffix]) =>
          restorePointGroupFindings({ namePrefix, nameSuffix }, "restorePointGroup").length,
      ),
      [0, 0, 0, 1, 1, 1, 1],
    );
  });
});
