import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fleetDeployerRole, fleetSizes } from "../../examples/fleet/deployer-role";
import { openExample } from "./run-example";

const machineCounts = { defaults: 2, max: 5, resilient: 2 };

for (const size of fleetSizes) {
  describe(`the example fleet, ${size}`, () => {
    it("is deployed with its deployer's role, all of which it takes, and the second time changes nothing", async () => {
      const role = fleetDeployerRole(size);
      const { azure, deployer, deploy } = openExample("fleet", role, { "fleet:size": size });
      const first = await deploy();
      assert.equal(first.failure, undefined);
      const machines = azure.estate.ofType("Microsoft.Compute/virtualMachines");
      assert.equal(machines.length, machineCounts[size]);
      const second = await deploy();
      assert.equal(second.failure, undefined);
      assert.deepEqual(second.changes, []);
      const used = azure.recorded(deployer.objectId).map(({ action }) => action);
      assert.deepEqual([...new Set(used)].sort(), role.permission.actions);
    });
  });
}

describe("the example fleet's project file", () => {
  it("names the file that the engine runs, and the folder of our provider", () => {
    const project = readFileSync(join(__dirname, "..", "..", "Pulumi.yaml"), "utf8");
    assert.match(project, /^main: examples\/fleet\/index\.ts$/m);
    assert.match(project, /^ {6}path: provider$/m);
  });
});
