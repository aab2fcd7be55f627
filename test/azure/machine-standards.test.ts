import assert from "node:assert/strict";
import {
  agentProvisionedFindings,
  extensionOperationsFindings,
  knownPlaceFindings,
} from "../../src/azure/machine-standards";

describe("standards of machines", () => {
  it("let the agent and extensions be left out, for Azure's default is to have them", () => {
    for (const value of [undefined, true]) {
      assert.deepEqual(agentProvisionedFindings(value, "agent"), []);
      assert.deepEqual(extensionOperationsFindings(value, "extensions"), []);
    }
    assert.deepEqual(
      agentProvisionedFindings(false, "agent").map(({ ruleId }) => ruleId),
      ["EVG-VM-020"],
    );
    assert.deepEqual(
      extensionOperationsFindings(false, "extensions").map(({ ruleId }) => ruleId),
      ["EVG-VM-021"],
    );
  });

  it("take any one place", () => {
    const nowhere = { zones: [], isInAvailabilitySet: false, isInScaleSet: false };
    for (const place of [
      { ...nowhere, zones: ["1"] },
      { ...nowhere, isInAvailabilitySet: true },
      { ...nowhere, isInScaleSet: true },
    ]) {
      assert.deepEqual(knownPlaceFindings(place, "zones"), []);
    }
    assert.deepEqual(
      knownPlaceFindings(nowhere, "zones").map(({ ruleId }) => ruleId),
      ["EVG-VM-022"],
    );
  });
});
