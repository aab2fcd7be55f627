import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fleetDeployerRole } from "../../examples/fleet/deployer-role";
import { openExample } from "./run-example";

const { permission } = fleetDeployerRole;

describe("the example fleet", () => {
  it("is deployed with its deployer's role, all of which it takes, and the second time changes nothing", async () => {
    const { azure, deployer, deploy } = openExample("fleet", fleetDeployerRole);
    const first = await deploy();
    assert.equal(first.failure, undefined);
    assert.equal(azure.estate.ofType("Microsoft.Compute/virtualMachines").length, 5);
    const second = await deploy();
    assert.equal(second.failure, undefined);
    assert.deepEqual(second.changes, []);
    const used = azure.recorded(deployer.objectId).map(({ action }) => action);
    assert.deepEqual([...new Set(used)].sort(), [...permission.actions].sort());
  });
});

describe("the example fleet's project file", () => {
  it("names the file that the engine runs, and the folder of our provider", () => {
    const project = readFileSync(join(__dirname, "..", "..", "Pulumi.yaml"), "utf8");
    assert.match(project, /^main: examples\/fleet\/index\.ts$/m);
    assert.match(project, /^ {6}path: provider$/m);
  });
});
