import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeEngine, openEngine, type EngineOnAzure } from "./engine";

const machineType = "Microsoft.Compute/virtualMachines";
const password = "Correct-Horse-7-Battery";
const pack = join(__dirname, "../../policy");

describeEngine("the policy pack on the real engine", () => {
  let engine: EngineOnAzure;

  before(async () => {
    engine = await openEngine("unhealthy-fleet.ts", { "fleet:adminPassword": password });
  });

  after(async () => {
    await engine.close();
  });

  /** Options that give the pack a configuration, of which only the rule of assessment is left on. */
  function packWith(configuration: object): string[] {
    const file = join(engine.workspace.folder, "policies.json");
    writeFileSync(file, JSON.stringify({ all: "disabled", ...configuration }));
    return ["--policy-pack", pack, "--policy-pack-config", file];
  }

  it("stops a preview with the resource, the property, the rule and what to do", async () => {
    const { exitCode, stdout } = await engine.workspace.run([
      "preview",
      ...packWith({ "EVG-PATCH-020": "mandatory" }),
    ]);
    assert.notEqual(exitCode, 0);
    assert.match(stdout, /EVG-PATCH-020 +\(azure-native:compute:VirtualMachine: machine\)/);
    assert.match(
      stdout,
      /osProfile\.linuxConfiguration\.patchSettings\.assessmentMode: It is "ImageDefault", so nobody looks for missing patches\. Set "AutomaticByPlatform"/,
    );
    assert.equal(stdout.includes(password), false);
  });

  it("stops an up before the machine is made", async () => {
    const { exitCode, stdout } = await engine.workspace.run([
      "up",
      "--yes",
      "--skip-preview",
      ...packWith({ "EVG-PATCH-020": "mandatory" }),
    ]);
    assert.notEqual(exitCode, 0);
    assert.match(stdout, /EVG-PATCH-020/);
    assert.deepEqual(engine.azure.estate.ofType(machineType), []);
  });

  it("refuses a rule that there is not, and a bad date, before anything is judged", async () => {
    for (const [configuration, text] of [
      [{ "EVG-PATCH-02": "mandatory" }, /EVG-PATCH-02: There is no such rule/],
      [
        {
          "EVG-PACK-001": {
            exemptions: [
              {
                rule: "EVG-PATCH-020",
                resource: "machine",
                reason: "old",
                owner: "ops",
                ticket: "T-1",
                expires: "2026-02-30",
              },
            ],
          },
        },
        /EVG-PACK-001\.exemptions\[0\]\.expires: "2026-02-30" is no date/,
      ],
    ] as const) {
      const { exitCode, stdout, stderr } = await engine.workspace.run([
        "preview",
        ...packWith(configuration),
      ]);
      assert.notEqual(exitCode, 0);
      assert.match(stdout + stderr, text);
      assert.doesNotMatch(stdout + stderr, /EVG-PATCH-020 +\(/);
    }
  });

  it("lets an exemption pass, and shows it", async () => {
    const { stdout } = await engine.workspace.mustRun([
      "preview",
      ...packWith({
        "EVG-PATCH-020": "mandatory",
        "EVG-PACK-001": {
          enforcementLevel: "mandatory",
          exemptions: [
            {
              rule: "EVG-PATCH-020",
              resource: "mach*",
              reason: "Golden image",
              owner: "platform",
              ticket: "OPS-7",
              expires: "2999-12-31",
            },
          ],
        },
      }),
    ]);
    assert.match(
      stdout,
      /Exempt from EVG-PATCH-020: Golden image \(platform, OPS-7, until 2999-12-31\)/,
    );
  });

  it("mends the machine where it is told to", async () => {
    await engine.workspace.mustRun([
      "up",
      "--yes",
      "--skip-preview",
      ...packWith({ "EVG-PATCH-020": "remediate" }),
    ]);
    const [machine] = engine.azure.estate.ofType(machineType);
    assert.match(JSON.stringify(machine), /"assessmentMode":"AutomaticByPlatform"/);
  });

  it("has nothing to say of a program that was mended", async () => {
    await engine.workspace.mustRun(["config", "set", "fleet:mended", "true"]);
    const { stdout } = await engine.workspace.mustRun([
      "up",
      "--yes",
      "--skip-preview",
      ...packWith({ "EVG-PATCH-020": "mandatory" }),
    ]);
    assert.doesNotMatch(stdout, /EVG-/);
  });
});

describeEngine("a rule about two resources, on the real engine", () => {
  it("follows an id that the preview does not know to what it will be the id of", async () => {
    const engine = await openEngine("unhealthy-updater.ts", {});
    try {
      const file = join(engine.workspace.folder, "policies.json");
      writeFileSync(file, JSON.stringify({ all: "disabled", "EVG-AUTOMATION-002": "mandatory" }));
      const { exitCode, stdout } = await engine.workspace.run([
        "preview",
        "--policy-pack",
        pack,
        "--policy-pack-config",
        file,
      ]);
      assert.notEqual(exitCode, 0);
      assert.match(
        stdout,
        /EVG-AUTOMATION-002 +\(azure-native:recoveryservices:ReplicationProtectionContainerMapping: mapping\)/,
      );
      assert.match(stdout, /The automation account "account" has only user-assigned identities/);
    } finally {
      await engine.close();
    }
  });
});
