import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  Clock,
  EngineWorkspace,
  minimumPulumiVersion,
  type PulumiRun,
  pulumiVersion,
  type RunningPulumi,
  type ServicePrincipal,
  SimulatedAzure,
} from "azure-evergreen/simulator";

/** A program on the real engine, deployed into a simulated Azure of its own. */
export interface EngineOnAzure {
  readonly azure: SimulatedAzure;
  readonly workspace: EngineWorkspace;
  /** Who the environment signs in. */
  readonly owner: ServicePrincipal;
  close(): Promise<void>;
}

/** Describes tests that need the engine; where there is none they are skipped with a plain line. */
export function describeEngine(title: string, body: () => void): void {
  if (pulumiVersion() === undefined) {
    const missing = `no pulumi command of version ${minimumPulumiVersion} or later on the PATH`;
    describe(title, () => {
      it(`skipped: ${missing}`, function () {
        console.log(`      skipped: ${missing}`);
        this.skip();
      });
    });
    return;
  }
  describe(title, function () {
    this.timeout(300_000);
    body();
  });
}

/** How a program is opened. */
export interface EngineOptions {
  /**
   * Whether the engine saves its state after each step, as it does by itself. That takes half of its time and matters
   * only where the engine is killed. Defaults to `false`: saved when the command ends.
   */
  readonly savesEachStep?: boolean;
}

/**
 * Opens a program of `test/engine/programs`, or of an absolute path, signed in by the environment as an owner of the
 * subscription. `azure` defaults to one whose time runs 600 times as fast as ours.
 */
export async function openEngine(
  program: string,
  configuration: Readonly<Record<string, string>>,
  azure = new SimulatedAzure({ clock: new Clock({ speed: 600 }) }),
  { savesEachStep = false }: EngineOptions = {},
): Promise<EngineOnAzure> {
  const owner = azure.createServicePrincipal("owner");
  azure.grant({ principalId: owner.objectId, role: "Owner" });
  const served = await azure.serve();
  try {
    const workspace = await EngineWorkspace.open({
      program: resolve(__dirname, "programs", program),
      environment: (folder) => ({
        ...served.environment(owner, folder),
        // Every promise of Pulumi's captures a stack, which takes a quarter of a program's time.
        NODE_OPTIONS: "--stack-trace-limit=0",
        PULUMI_SKIP_CHECKPOINTS: String(!savesEachStep),
      }),
      configuration,
    });
    return {
      azure,
      workspace,
      owner,
      close: async () => {
        workspace.close();
        await served.close();
      },
    };
  } catch (error) {
    await served.close();
    throw error;
  }
}

/** Looks again and again until something has come; fails when the command that should bring it has ended. */
export async function until(running: RunningPulumi, condition: () => boolean): Promise<void> {
  let ended: PulumiRun | undefined;
  void running.ended.then((run) => (ended = run));
  while (!condition()) {
    if (ended !== undefined) {
      throw new Error(`The engine ended too early:\n${ended.stdout}${ended.stderr}`);
    }
    await setTimeout(50);
  }
}

/**
 * Kills an engine that saves each step, and all that it started, without a chance to clean up, at a moment when it does
 * not write its state: a file backend that is killed while it writes is left with half a file.
 */
export async function killBetweenCheckpoints(
  workspace: EngineWorkspace,
  running: RunningPulumi,
): Promise<PulumiRun> {
  const file = join(workspace.folder, "state", ".pulumi", "stacks", "fleet", "dev.json");
  let unchanged = 0;
  let before = "";
  await until(running, () => {
    const now = existsSync(file) ? readFileSync(file, "utf8") : "";
    unchanged = now === before && now.trimEnd().endsWith("}") ? unchanged + 1 : 0;
    before = now;
    return unchanged === 4;
  });
  running.kill("SIGKILL");
  return running.ended;
}

/** The process of our provider among those that an engine has started. */
export function providerOf(engineProcess: number | undefined): number {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  const found = lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .find(
      (match) =>
        match?.[2] === String(engineProcess) &&
        (match[3] ?? "").includes("pulumi-resource-azure-evergreen"),
    );
  assert.ok(found?.[1], "our provider is not running");
  return Number(found[1]);
}

/** Makes what a user's `npm install` makes, for a program that stands in the workspace's folder. */
export function linkPackages(folder: string): void {
  const packageFolder = join(__dirname, "..", "..");
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  symlinkSync(packageFolder, join(modules, "azure-evergreen"));
  symlinkSync(join(packageFolder, "node_modules", "@pulumi"), join(modules, "@pulumi"));
}
