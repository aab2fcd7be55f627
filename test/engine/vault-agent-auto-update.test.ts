import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { Clock } from "azure-evergreen/simulator";
import {
  account,
  done,
  mapping,
  northContainer,
  policy,
  vault,
  westContainer,
} from "../simulator/site-recovery/replicated-estate";
import {
  back,
  detailsOf,
  makeBack,
  makeOtherAccount,
  mappingWrites,
  otherAccount,
  places,
  setting,
  type Estate,
} from "../provider/vault-mappings-estate";
import { withItem } from "../simulator/site-recovery/replicated-machine";
import {
  describeEngine,
  killBetweenCheckpoints,
  openEngine,
  until,
  type EngineOnAzure,
  type EngineOptions,
} from "./engine";
import { changingSteps, nameOf } from "./preview";

const token = "azure-evergreen:index:VaultAgentAutoUpdate";
const packageFolder = join(__dirname, "..", "..");
const up = ["up", "--yes", "--skip-preview"];
const unchanged = [...up, "--expect-no-changes"];
const otherVault = `${vault}-other`;
const own = `${northContainer}/replicationProtectionContainerMappings/own`;
const off = { agentAutoUpdateStatus: "Disabled" };
const on = {
  agentAutoUpdateStatus: "Enabled",
  automationAccountArmId: account,
  automationAccountAuthenticationType: "SystemAssignedIdentity",
};

/** The program in a vault with one mapping, by which a machine is replicated. */
async function open(
  clock: Clock,
  options: EngineOptions = {},
): Promise<{ estate: Estate; engine: EngineOnAzure }> {
  const estate = await withItem({ instanceType: "A2A" }, { clock });
  // At night Azure looks whether the identities may do their work.
  for (const principalId of [estate.identity, await makeOtherAccount(estate)]) {
    estate.azure.grant({ principalId, role: "Contributor", scope: vault });
  }
  const configuration = {
    "fleet:vault": vault,
    "fleet:account": account,
    "fleet:source": westContainer,
    "fleet:target": northContainer,
    "fleet:policy": policy,
  };
  const engine = await openEngine(
    "vault-agent-auto-update.ts",
    configuration,
    estate.azure,
    options,
  );
  return { estate, engine };
}

describeEngine("a vault with mappings that nobody declares", () => {
  let estate: Estate;
  let engine: EngineOnAzure;

  before(async () => {
    ({ estate, engine } = await open(new Clock({ speed: 120 })));
  });

  after(async () => {
    await engine.close();
  });

  async function set(name: string, value: string): Promise<void> {
    await engine.workspace.mustRun(["config", "set", name, value]);
  }

  async function said(args: readonly string[]): Promise<string> {
    const { stdout, stderr } = await engine.workspace.mustRun(args);
    return stdout + stderr;
  }

  it("is shown with every machine before anything is changed", async () => {
    const before = engine.azure.estate.version;
    const text = await said(["preview"]);
    assert.ok(
      text.includes(
        `Agent auto-update of 1 mapping becomes Enabled with "${account}" (SystemAssignedIdentity). No machine is restarted, and replication goes on.\n      - ${places[1]}, before Disabled: 1 machine (machine1)`,
      ),
      text,
    );
    assert.deepEqual(engine.azure.estate.changes(before), []);
  });

  it("comes up, and the second time changes nothing", async () => {
    await engine.workspace.mustRun(up);
    assert.deepEqual(await detailsOf(estate, mapping), on);
    const before = engine.azure.estate.version;
    await engine.workspace.mustRun(unchanged);
    await engine.workspace.mustRun(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
    assert.deepEqual(engine.azure.estate.changes(before), []);
  });

  it("takes up a mapping that was made elsewhere, at the next up", async () => {
    await makeBack(estate);
    const text = await said(["preview", "--diff"]);
    assert.match(text, /~ mappings: \{\s+\+ north\/container1\/back *: \{/);
    await engine.workspace.mustRun(up);
    assert.deepEqual(await detailsOf(estate, back), on);
    await engine.workspace.mustRun(unchanged);
  });

  it("mends what was changed elsewhere, and a refresh shows it", async () => {
    await setting(estate, back, off);
    await engine.workspace.mustRun(up);
    assert.deepEqual(await detailsOf(estate, back), on);

    await setting(estate, mapping, off);
    await said(["refresh", "--yes", "--skip-preview"]);
    const text = await said(["preview", "--diff"]);
    assert.match(text, /west\/container1\/mapping1: \{[^}]*~ status\s*: "Disabled" => "Enabled"/);
    await engine.workspace.mustRun(up);
    assert.deepEqual(await detailsOf(estate, mapping), on);
    await engine.workspace.mustRun(unchanged);
  });

  it("leaves a mapping to the resource that declares it, which needs no word of it", async () => {
    await set("declared", "true");
    await engine.workspace.mustRun(up);
    const before = mappingWrites(estate);
    await engine.workspace.mustRun(unchanged);
    assert.equal(mappingWrites(estate), before);
    assert.deepEqual(await detailsOf(estate, own), on);
  });

  it("is refused beside another owner of a mapping, in preview, with the names of both", async () => {
    await set("except", back);
    const { exitCode, stdout, stderr } = await engine.workspace.run(["preview"]);
    assert.notEqual(exitCode, 0);
    const urn = (type: string, name: string) =>
      `urn:pulumi:dev::fleet::azure-evergreen:index:${type}::${name}`;
    const text = `Agent auto-update of the mapping "${own}" would be set by two resources: ${urn("ReplicationProtectionContainerMapping", "own")} and ${urn("VaultAgentAutoUpdate", "agents")}.`;
    assert.ok((stdout + stderr).includes(text), stdout + stderr);
    await engine.workspace.mustRun(["config", "rm", "except"]);
    await set("declared", "false");
    await engine.workspace.mustRun(up);
  });

  /** What a preview says of the resource when a setting is another one, which is then deployed. */
  async function changed(name: string, value: string): Promise<readonly string[]> {
    await set(name, value);
    const { stdout } = await engine.workspace.mustRun(["preview", "--json"]);
    await engine.workspace.mustRun(up);
    return changingSteps(stdout)
      .filter(({ urn }) => nameOf(urn) === "agents")
      .map(({ op }) => op);
  }

  for (const [name, value] of [
    ["authenticationType", "RunAsAccount"],
    ["account", otherAccount],
    ["status", "Disabled"],
    ["except", back],
    ["disableOnDelete", "true"],
  ] as const) {
    it(`changes ${name} in place`, async () => {
      assert.deepEqual(await changed(name, value), ["update"]);
    });
  }

  it("is another one for another vault", async () => {
    const body = { location: "northeurope", sku: { name: "RS0" }, properties: {} };
    await done(estate.owner, "PUT", otherVault, body, "2024-10-01");
    await engine.workspace.mustRun(["config", "rm", "except"]);
    assert.deepEqual(await changed("vault", otherVault), ["replace"]);
  });

  it("goes back to how it was", async () => {
    await engine.workspace.mustRun(["config", "rm", "authenticationType"]);
    await engine.workspace.mustRun(["config", "rm", "status"]);
    await set("account", account);
    await set("vault", vault);
    await engine.workspace.mustRun(up);
    await engine.workspace.mustRun(unchanged);
    assert.deepEqual([await detailsOf(estate, mapping), await detailsOf(estate, back)], [on, on]);
  });

  it("is imported, with a program that then shows no change", async () => {
    const { folder } = engine.workspace;
    await engine.workspace.mustRun([
      "state",
      "delete",
      urnIn(await said(["stack", "--show-urns"])),
      "--yes",
    ]);
    const modules = join(folder, "node_modules");
    mkdirSync(modules);
    symlinkSync(packageFolder, join(modules, "azure-evergreen"));
    symlinkSync(join(packageFolder, "node_modules", "@pulumi"), join(modules, "@pulumi"));
    const program = join(folder, "imported.ts");
    await engine.workspace.mustRun([
      "import",
      token,
      "agents",
      vault,
      "--yes",
      "--protect=false",
      "--out",
      program,
    ]);
    engine.workspace.useProgram(program);
    await engine.workspace.mustRun(["preview", "--expect-no-changes"]);
    engine.workspace.useProgram(join(__dirname, "programs", "vault-agent-auto-update.ts"));
  });

  it("leaves the mappings as they are, or switches them off when that was asked for", async () => {
    await set("disableOnDelete", "false");
    await engine.workspace.mustRun(up);
    const text = await said(["destroy", "--yes", "--skip-preview"]);
    assert.ok(
      text.includes(`Agent auto-update stays as it is on the mappings of the vault "${vault}"`),
    );
    assert.deepEqual(await detailsOf(estate, mapping), on);

    await set("disableOnDelete", "true");
    await engine.workspace.mustRun(up);
    await engine.workspace.mustRun(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(await detailsOf(estate, mapping), off);
  });
});

function urnIn(text: string): string {
  return /urn:\S+::agents/.exec(text)?.[0] ?? "";
}

describeEngine("the mappings of a vault in an Azure whose clock stands still", () => {
  let estate: Estate;
  let engine: EngineOnAzure;

  before(async () => {
    ({ estate, engine } = await open(new Clock(), { savesEachStep: true }));
    await makeBack(estate);
  });

  after(async () => {
    await engine.close();
  });

  it("are set after the engine was killed, by the next up", async () => {
    const before = mappingWrites(estate);
    const running = engine.workspace.start(up);
    await until(running, () => mappingWrites(estate) === before + 2);
    await killBetweenCheckpoints(engine.workspace, running);
    engine.azure.clock.advance(3_600_000);
    await engine.workspace.run(["cancel", "--yes"]);
    await engine.workspace.mustRun(up);
    assert.deepEqual([await detailsOf(estate, mapping), await detailsOf(estate, back)], [on, on]);
    await engine.workspace.mustRun(unchanged);
    assert.equal(mappingWrites(estate), before + 2);
  });

  it("are kept after an interrupt with the reason, and the next up goes on", async () => {
    await engine.workspace.mustRun(["config", "set", "account", otherAccount]);
    const before = mappingWrites(estate);
    const running = engine.workspace.start(up);
    await until(running, () => mappingWrites(estate) === before + 2);
    running.kill("SIGINT");
    const { exitCode, stdout, stderr } = await running.ended;
    assert.notEqual(exitCode, 0);
    const text = stdout + stderr;
    assert.ok(
      text.includes(
        "is not set on every mapping that was to be changed. The next deployment goes on",
      ),
      text,
    );
    for (const place of places) {
      assert.ok(text.includes(`Mapping "${place}": The deployment was cancelled.`), text);
    }
    engine.azure.clock.advance(3_600_000);
    await engine.workspace.mustRun(up);
    await engine.workspace.mustRun(unchanged);
    assert.deepEqual(await detailsOf(estate, back), {
      ...on,
      automationAccountArmId: otherAccount,
    });
    assert.equal(mappingWrites(estate), before + 2);
  });
});
