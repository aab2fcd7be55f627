import assert from "node:assert/strict";
import {
  builtInPolicies,
  findBuiltInPolicy,
  policyEffect,
  policyEffectNeedsIdentity,
  policyParameterProblems,
} from "../../src/azure/built-in-policies";

describe("built-in policies", () => {
  it("are found by id or name in any case", () => {
    const id =
      "/providers/Microsoft.Authorization/policyDefinitions/BA0DF93E-e4ac-479a-aac2-134bbae39a1a";
    assert.equal(
      findBuiltInPolicy(id)?.displayName,
      "Schedule recurring updates using Azure Update Manager",
    );
    assert.equal(findBuiltInPolicy("none"), undefined);
  });

  it("need an identity exactly where they name roles for it", () => {
    assert.equal(builtInPolicies().length, 26);
    for (const policy of builtInPolicies()) {
      const needs = policyEffectNeedsIdentity(policyEffect(policy, {}));
      assert.equal(needs, policy.roles.length > 0, policy.displayName);
    }
  });

  it("have the effect that an assignment gives, or their own", () => {
    const policy = findBuiltInPolicy("ba0df93e-e4ac-479a-aac2-134bbae39a1a");
    assert.ok(policy);
    assert.equal(policyEffect(policy, {}), "DeployIfNotExists");
    assert.equal(policyEffect(policy, { effect: "Disabled" }), "Disabled");
    const fixed = findBuiltInPolicy("59efceea-0c96-497e-a4a1-4eb2290dac15");
    assert.ok(fixed);
    assert.equal(policyEffect(fixed, {}), "Modify");
    assert.deepEqual(policyParameterProblems(policy, { odd: 1 }), {
      missing: ["maintenanceConfigurationResourceId"],
      undefined: ["odd"],
    });
  });
});
