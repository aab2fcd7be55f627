import assert from "node:assert/strict";
import { Clock } from "../../../src/simulator/clock";
import { FeatureRegistrations } from "../../../src/simulator/features/feature-registrations";

function registrations(): { clock: Clock; features: FeatureRegistrations } {
  const clock = new Clock();
  return { clock, features: new FeatureRegistrations(clock, 900) };
}

describe("what a feature registration means to its provider", () => {
  it("by the old way, Registered is not in force until the provider is registered again", () => {
    const { clock, features } = registrations();
    features.register("Microsoft.Compute", "F", { reachesProvider: false });
    features.propagate("Microsoft.Compute");
    clock.advance(900_000);
    assert.equal(features.find("microsoft.compute", "f")?.state, "Registered");
    assert.equal(features.isInForce("Microsoft.Compute", "F"), false);
    features.propagate("Microsoft.Network");
    assert.equal(features.isInForce("Microsoft.Compute", "F"), false);
    features.propagate("microsoft.compute");
    assert.equal(features.isInForce("microsoft.compute", "f"), true);
    features.unregister("Microsoft.Compute", "F");
    assert.equal(features.isInForce("Microsoft.Compute", "F"), false);
  });

  it("by the new way, Registered is in force", () => {
    const { clock, features } = registrations();
    features.register("Microsoft.Compute", "F", { reachesProvider: true });
    assert.equal(features.isInForce("Microsoft.Compute", "F"), false);
    clock.advance(900_000);
    assert.equal(features.isInForce("Microsoft.Compute", "F"), true);
  });

  it("a registration under way is left as it is, an ended one begins anew", () => {
    const { clock, features } = registrations();
    features.register("N.S", "F", { reachesProvider: true });
    clock.advance(600_000);
    features.register("N.S", "F", { reachesProvider: true });
    clock.advance(300_000);
    assert.equal(features.find("N.S", "F")?.state, "Registered");
    features.unregister("N.S", "F");
    features.register("N.S", "F", { reachesProvider: true });
    assert.equal(features.find("N.S", "F")?.state, "Registering");
  });
});
