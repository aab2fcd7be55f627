import assert from "node:assert/strict";
import { join } from "node:path";
import { Clock, type RunningPulumi } from "azure-evergreen/simulator";
import type { Caller } from "../simulator/caller";
import {
  done,
  mapping,
  northContainer,
  policy,
  propertiesOf,
} from "../simulator/site-recovery/replicated-estate";
import {
  cache,
  item,
  itemBody,
  machine,
  network,
  recoveryGroup,
  recoveryNetwork,
  withItem,
} from "../simulator/site-recovery/replicated-machine";
import {
  describeEngine,
  type EngineOnAzure,
  type EngineOptions,
  killBetweenCheckpoints,
  linkPackages,
  openEngine,
  providerOf,
  until,
} from "./engine";

const token = "azure-evergreen:index:ReplicatedVirtualMachine";
const itemToken = "azure-evergreen:index:ReplicationProtectedItem";
const up = ["up", "--yes", "--skip-preview"];
const destroy = ["destroy", "--yes", "--skip-preview"];
const day = 24 * 60 * 60 * 1000;
const itemType =
  "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems";

/** An estate with a machine that nobody replicates; replicating one takes a day there. */
async function openReplicated(
  options: EngineOptions = {},
): Promise<{ engine: EngineOnAzure; owner: Caller }> {
  const { azure, owner } = await withItem(undefined, {
    clock: new Clock({ speed: 600 }),
    assumptions: { firstReplicationInSeconds: day / 1000 },
  });
  await done(owner, "POST", `${item}/remove`, { properties: {} });
  const engine = await openEngine(
    "replicated-machine.ts",
    {
      "fleet:machine": machine,
      "fleet:mapping": mapping,
      "fleet:target": northContainer,
      "fleet:policy": policy,
      "fleet:cache": cache,
      "fleet:recoveryGroup": recoveryGroup,
      "fleet:network": recoveryNetwork,
    },
    azure,
    options,
  );
  return { engine, owner };
}

describeEngine("a replicated machine on the real engine", () => {
  let engine: EngineOnAzure;
  let owner: Caller;

  before(async () => {
    ({ engine, owner } = await openReplicated());
  });

  after(async () => {
    await engine.close();
  });

  it("is kept with its reason when waitInMinutes are over", async () => {
    await configure({ waitInMinutes: "1" });
    const said = await mustFail(up);
    assert.ok(
      said.includes(
        `Protected item "${item}" is not complete: The protection state is "InitialReplicationInProgress", 0 % are copied. Azure was still at work after 1 minutes. The next \`pulumi up\` goes on from here.`,
      ),
      said,
    );
    assert.deepEqual(await held(), [item]);
    assert.equal((await details()).recoveryAzureVMSize, "Standard_B2s");
  });

  it("is gone on with by the next up, which sets what is left and enables nothing twice", async () => {
    engine.azure.clock.advance(day);
    await mustRun(up);
    const { recoveryAzureVMSize, selectedTfoAzureNetworkId } = await details();
    assert.equal(recoveryAzureVMSize, "Standard_B2ms");
    assert.equal(selectedTfoAzureNetworkId, recoveryNetwork);
    assert.equal(await output("protectionState"), "Protected");
    await unchanged();
    assert.equal(uses("write"), 2);
  });

  it("shows what was changed behind Pulumi's back, and puts it right in place", async () => {
    await done(owner, "PATCH", item, {
      properties: {
        recoveryAzureVMSize: "Standard_B4ms",
        providerSpecificDetails: { instanceType: "A2A" },
      },
    });
    const said = await mustRun(["refresh", "--yes", "--skip-preview", "--diff"]);
    assert.match(said, /recoveryVmSize\s*: "Standard_B2ms" => "Standard_B4ms"/);
    await mustRun(up);
    assert.equal((await details()).recoveryAzureVMSize, "Standard_B2ms");
    await unchanged();
  });

  it("is disabled in order by a destroy, and its machine stays", async () => {
    await mustRun(destroy);
    assert.equal(engine.azure.estate.get(item), undefined);
    assert.equal(engine.azure.estate.get(machine)?.id, machine);
    assert.deepEqual([uses("remove/action"), uses("delete")], [1, 0]);
  });

  it("is purged when that was asked for by name, and not before", async () => {
    await configure({ purge: "true", waitInMinutes: "180" });
    await upWhileADayGoesBy();
    await mustRun(destroy);
    assert.equal(engine.azure.estate.get(item), undefined);
    assert.deepEqual([uses("remove/action"), uses("delete")], [1, 1]);
  });

  async function upWhileADayGoesBy(): Promise<void> {
    const running = engine.workspace.start(up);
    await until(running, () => engine.azure.estate.get(item) !== undefined);
    engine.azure.clock.advance(day);
    const { exitCode, stdout, stderr } = await running.ended;
    assert.equal(exitCode, 0, stdout + stderr);
  }

  async function configure(values: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      await mustRun(["config", "set", name, value]);
    }
  }

  async function mustRun(args: readonly string[]): Promise<string> {
    return (await engine.workspace.mustRun(args)).stdout;
  }

  async function mustFail(args: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await engine.workspace.run(args);
    assert.notEqual(exitCode, 0, stdout);
    return stdout + stderr;
  }

  /** Ids of the items in the state. */
  async function held(): Promise<string[]> {
    const exported = JSON.parse(await mustRun(["stack", "export"])) as {
      deployment: { resources: { type: string; id?: string }[] };
    };
    return exported.deployment.resources.flatMap(({ type, id }) =>
      type === itemToken && id !== undefined ? [id] : [],
    );
  }

  async function output(name: string): Promise<string> {
    return (await mustRun(["stack", "output", name])).trim();
  }

  async function details(): Promise<Record<string, unknown>> {
    const { providerSpecificDetails } = await propertiesOf(owner, item);
    return providerSpecificDetails as Record<string, unknown>;
  }

  async function unchanged(): Promise<void> {
    const before = engine.azure.estate.version;
    await mustRun([...up, "--expect-no-changes"]);
    assert.deepEqual(engine.azure.estate.changes(before), []);
  }

  function uses(verb: string): number {
    return usesOf(engine, verb);
  }
});

describeEngine("a deployment that is killed while a machine is replicated", () => {
  for (const [who, kill] of [
    ["our provider", killProvider],
    ["the engine", killEngine],
  ] as const) {
    it(`is taken up by the next, when it was ${who}`, async () => {
      const { engine } = await openReplicated({ savesEachStep: true });
      try {
        const running = engine.workspace.start(up);
        await until(running, () => engine.azure.estate.get(item) !== undefined);
        await kill(engine, running);
        engine.azure.clock.advance(day);
        await engine.workspace.mustRun(up);
        const before = engine.azure.estate.version;
        await engine.workspace.mustRun([...up, "--expect-no-changes"]);
        assert.deepEqual(engine.azure.estate.changes(before), []);
        // Enabled once, and its settings sent once.
        assert.equal(usesOf(engine, "write"), 2);
        await engine.workspace.mustRun(destroy);
        assert.equal(engine.azure.estate.get(item), undefined);
      } finally {
        await engine.close();
      }
    });
  }
});

describeEngine("a machine that is replicated already", () => {
  let engine: EngineOnAzure;
  let owner: Caller;

  before(async () => {
    ({ engine, owner } = await openReplicated());
    const { properties } = itemBody;
    const elsewhere = { ...properties.providerSpecificDetails, recoveryAzureNetworkId: network };
    await done(owner, "PUT", item, {
      properties: { ...properties, providerSpecificDetails: elsewhere },
    });
    engine.azure.clock.advance(day);
  });

  after(async () => {
    await engine.close();
  });

  it("is imported, with a program that then shows no change", async () => {
    const { folder } = engine.workspace;
    linkPackages(folder);
    const program = join(folder, "imported.ts");
    const command = ["import", itemToken, "item1", item, "--yes", "--out", program];
    await engine.workspace.mustRun([...command, "--protect=false"]);
    engine.workspace.useProgram(program);
    const before = engine.azure.estate.version;
    await engine.workspace.mustRun([...up, "--expect-no-changes"]);
    assert.deepEqual(engine.azure.estate.changes(before), []);
    const { stdout } = await engine.workspace.mustRun(["stack", "--show-urns"]);
    const urn = /urn:\S+::item1/.exec(stdout)?.[0] ?? "";
    await engine.workspace.mustRun(["state", "delete", urn, "--force", "--yes"]);
  });

  it("is refused with its id, and how to take it over", async () => {
    engine.workspace.useProgram(join(__dirname, "programs", "replicated-machine.ts"));
    const { exitCode, stdout, stderr } = await engine.workspace.run(up);
    assert.notEqual(exitCode, 0);
    const said = stdout + stderr;
    assert.ok(
      said.includes(
        `The protected item already exists: ${item}. There, settings.recoveryNetworkId is "${network}"`,
      ),
      said,
    );
    assert.ok(said.includes(`pulumi import ${itemToken} item1-item "${item}"`), said);
  });

  it("is adopted by the component on request, and changed in place", async () => {
    await engine.workspace.mustRun(["config", "set", "adopt", "true"]);
    const writes = usesOf(engine, "write");
    await engine.workspace.mustRun(up);
    await engine.workspace.mustRun([...up, "--expect-no-changes"]);
    assert.equal(usesOf(engine, "write"), writes + 1);
    const { stdout } = await engine.workspace.mustRun(["stack", "--show-urns"]);
    assert.ok(stdout.includes(token), stdout);
  });
});

/** How often the engine's own sign-in did something with a protected item. */
function usesOf({ azure, owner }: EngineOnAzure, verb: string): number {
  return azure
    .recorded()
    .filter(
      ({ action, principalId }) =>
        action === `${itemType}/${verb}` && principalId === owner.objectId,
    )
    .reduce((sum, { times }) => sum + times, 0);
}

async function killProvider(_engine: EngineOnAzure, running: RunningPulumi): Promise<void> {
  process.kill(providerOf(running.pid), "SIGKILL");
  const { exitCode } = await running.ended;
  assert.notEqual(exitCode, 0);
}

async function killEngine(engine: EngineOnAzure, running: RunningPulumi): Promise<void> {
  const { exitCode } = await killBetweenCheckpoints(engine.workspace, running);
  assert.equal(exitCode, null);
  // The engine's own lock stays behind.
  await engine.workspace.mustRun(["cancel", "--yes"]);
}
