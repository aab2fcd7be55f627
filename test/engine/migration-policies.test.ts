import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeEngine, openEngine, type EngineOnAzure } from "./engine";

const pack = join(__dirname, "../../policy/migration");
const rule = "EVG-AUTOMATION-016";

describeEngine("the policies for a migration on the real engine", () => {
  let engine: EngineOnAzure;

  before(async () => {
    engine = await openEngine("run-as-connection.ts", {});
  });

  after(async () => {
    await engine.close();
  });

  async function previewed(
    configuration: object,
  ): Promise<{ isStopped: boolean; isTold: boolean; text: string }> {
    const file = join(engine.workspace.folder, "policies.json");
    writeFileSync(file, JSON.stringify(configuration));
    const { exitCode, stdout, stderr } = await engine.workspace.run([
      "preview",
      "--policy-pack",
      pack,
      "--policy-pack-config",
      file,
    ]);
    return {
      isStopped: exitCode !== 0,
      isTold: stdout.includes(rule),
      text: stdout + stderr,
    };
  }

  it("only tell of Run As accounts until the last day", async () => {
    const { text, ...result } = await previewed({
      "EVG-PACK-002": { runAsAllowedUntil: "2999-12-31" },
    });
    assert.deepEqual(result, { isStopped: false, isTold: true }, text);
  });

  it("stop them afterwards, although the engine sends the level of every rule", async () => {
    const { text, ...result } = await previewed({
      "EVG-PACK-002": { runAsAllowedUntil: "2026-01-31" },
    });
    assert.deepEqual(result, { isStopped: true, isTold: true }, text);
  });

  it("do not run without that day", async () => {
    const { text, ...result } = await previewed({ all: "advisory" });
    assert.deepEqual(result, { isStopped: true, isTold: false }, text);
    assert.match(text, /EVG-PACK-002: runAsAllowedUntil is required/);
  });
});
