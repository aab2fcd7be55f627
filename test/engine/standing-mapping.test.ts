import assert from "node:assert/strict";
import { join } from "node:path";
import { Clock } from "azure-evergreen/simulator";
import { callerOf, newAzure, newGroup } from "../simulator/caller";
import {
  containerBody,
  done,
  fabricBody,
  mapping,
  mappingBody,
  north,
  northContainer,
  policy,
  policyBody,
  vault,
  west,
  westContainer,
} from "../simulator/site-recovery/replicated-estate";
import {
  cache,
  item,
  itemBody,
  machine,
  machineBody,
  withNetwork,
} from "../simulator/site-recovery/replicated-machine";
import { describeEngine, linkPackages, openEngine, type EngineOnAzure } from "./engine";
import { WatchedEngine } from "./watched-engine";

const otherPolicy = `${policy}-other`;
const token = "azure-evergreen:index:ReplicationProtectionContainerMapping";

describeEngine("a mapping that stands in Azure already and replicates a machine", () => {
  let engine: EngineOnAzure;
  let watched: WatchedEngine;

  before(async () => {
    const azure = newAzure({ clock: new Clock({ speed: 600 }) });
    watched = new WatchedEngine(azure);
    await makeReplicatedMachine(azure);
    engine = await openEngine(
      "standing-mapping.ts",
      { "fleet:source": westContainer, "fleet:target": northContainer, "fleet:policy": policy },
      azure,
    );
    await watched.signIn(engine.workspace, watched.principal.clientSecret);
  });

  after(async () => {
    await engine.close();
  });

  it("is refused, and the refusal names its id and what replicates by it", async () => {
    const said = await watched.mustFail(["up", "--yes", "--skip-preview"]);
    assert.match(said, /Using the cloud 'AzureEvergreenSimulation' that https:/);
    assert.ok(
      said.includes(
        `The container mapping already exists: ${mapping}. It replicates 1 machine (machine1). Set \`adopt: true\` to take it over, or import it: pulumi import ${token} mapping1 "${mapping}".`,
      ),
      said,
    );
  });

  it("is imported, with a program that then shows no change", async () => {
    const { folder } = engine.workspace;
    linkPackages(folder);
    const program = join(folder, "imported.ts");
    await watched.mustRun(["import", token, "mapping1", mapping, "--yes", "--out", program]);
    engine.workspace.useProgram(program);
    await watched.mustRun(["preview", "--expect-no-changes"]);
    engine.workspace.useProgram(join(__dirname, "programs", "standing-mapping.ts"));
    const { stdout } = await engine.workspace.mustRun(["stack", "--show-urns"]);
    const urn = /urn:\S+::mapping1/.exec(stdout)?.[0] ?? "";
    await watched.mustRun(["state", "delete", urn, "--force", "--yes"]);
  });

  it("is adopted on request, which changes nothing in Azure", async () => {
    const before = engine.azure.estate.version;
    await watched.mustRun(["config", "set", "fleet:adopt", "true"]);
    await watched.mustRun(["up", "--yes", "--skip-preview"]);
    await watched.mustRun(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
    assert.deepEqual(engine.azure.estate.changes(before), []);
  });

  it("is not replaced while that would replicate machines anew, and says how many", async () => {
    await watched.mustRun(["config", "set", "fleet:policy", otherPolicy]);
    const said = await watched.mustFail(["preview"]);
    assert.ok(
      said.includes(
        `Container mapping "${mapping}" would be replaced, because policyId changes from "${policy}" to "${otherPolicy}". That would replicate 1 machine (machine1) anew from the beginning, without recovery points until it is done. Set \`reReplicationAllowed: true\` to allow it.`,
      ),
      said,
    );
  });

  it("told and kept no secret", () => {
    const everything = watched.everything();
    assert.ok(everything.includes(mapping));
    assert.ok(watched.tokens.length > 0);
    for (const secret of [watched.principal.clientSecret, ...watched.tokens]) {
      assert.equal(everything.includes(secret), false);
    }
    assert.doesNotMatch(everything, /bearer ey/i);
  });
});

async function makeReplicatedMachine(azure: ReturnType<typeof newAzure>): Promise<void> {
  const owner = callerOf(azure, "Owner");
  await newGroup(owner);
  const body = { location: "northeurope", sku: { name: "RS0" }, properties: {} };
  await done(owner, "PUT", vault, body, "2024-10-01");
  await done(owner, "PUT", west, fabricBody("westeurope"));
  await done(owner, "PUT", north, fabricBody("northeurope"));
  await done(owner, "PUT", westContainer, containerBody);
  await done(owner, "PUT", northContainer, containerBody);
  await done(owner, "PUT", policy, policyBody);
  await done(owner, "PUT", otherPolicy, policyBody);
  await done(owner, "PUT", mapping, mappingBody());
  await withNetwork(owner);
  await done(owner, "PUT", machine, machineBody(), "2024-11-01");
  const storage = { location: "westeurope", sku: { name: "Standard_LRS" }, kind: "StorageV2" };
  await done(owner, "PUT", cache, storage, "2024-01-01");
  await done(owner, "PUT", item, itemBody);
  await owner.wait(3600);
}
