import assert from "node:assert/strict";
import { componentChanges } from "./argument-changes";
import { argumentGroups } from "./argument-changes/groups";
import { documentedArguments } from "./documented-arguments";

describe("the changes of arguments", () => {
  it("are tried for every component", () => {
    assert.deepEqual(
      Object.values(argumentGroups).flat(2).sort(),
      Object.keys(componentChanges).sort(),
    );
  });

  it("are those that the documentation of every argument promises", () => {
    const tried = Object.entries(componentChanges).map(([component, changes]) => [
      component,
      Object.fromEntries(Object.entries(changes).map(([path, change]) => [path, change.promised])),
    ]);
    assert.deepEqual(Object.fromEntries(tried), documentedArguments());
  });
});
