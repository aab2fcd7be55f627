import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulation } from "../cli/running-simulation";
import { readSavedEstate } from "../../src/simulator/index";
import { describeEngine } from "./engine";

describeEngine("evergreen simulate --pulumi, with the real engine", () => {
  it("writes all that an unchanged program needs", async () => {
    const folder = mkdtempSync(join(tmpdir(), "evergreen-cli-engine-"));
    const saved = join(folder, "estate.json");
    const simulation = await startSimulation([
      ...["--clock", "600", "--save", saved, "--pulumi", join(folder, "pulumi")],
    ]);
    try {
      const { plugins = "", environment = "" } = simulation.ready.pulumi ?? {};
      assert.equal(statSync(environment).mode & 0o777, 0o600);
      const project = [
        "name: unchanged",
        "runtime: {name: nodejs, options: {typescript: true}}",
        `main: ${JSON.stringify(join(__dirname, "programs", "replication.ts"))}`,
        "",
      ].join("\n");
      writeFileSync(join(folder, "Pulumi.yaml"), project + readFileSync(plugins, "utf8"));
      mkdirSync(join(folder, "state"));
      const script = [
        '. "$1"',
        "pulumi stack init dev",
        "pulumi config set azure-native:location westeurope",
        "pulumi up --yes --skip-preview",
        "pulumi preview --expect-no-changes",
      ].join(" && ");
      const { status, stdout, stderr } = spawnSync("sh", ["-c", script, "sh", environment], {
        cwd: folder,
        encoding: "utf8",
        env: {
          PATH: process.env.PATH,
          HOME: folder,
          PULUMI_HOME: join(folder, "home"),
          PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
          PULUMI_CONFIG_PASSPHRASE: "passphrase of a test",
          PULUMI_SKIP_UPDATE_CHECK: "true",
          PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        },
      });
      assert.equal(status, 0, `${stdout}${stderr}`);
      assert.equal((await simulation.end("SIGTERM")).exitCode, 0);
      const types = readSavedEstate(readFileSync(saved, "utf8")).resources.map(({ type }) => type);
      assert.ok(
        types.some((type) => type.endsWith("/replicationFabrics")),
        types.join(),
      );
    } finally {
      await simulation.end("SIGTERM");
      rmSync(folder, { recursive: true });
    }
  });
});
