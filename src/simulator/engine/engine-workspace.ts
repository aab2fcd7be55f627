import { randomBytes } from "node:crypto";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pluginFolders } from "./plugin-folders";
import { RunningPulumi, type PulumiRun } from "./pulumi-command";

export interface EngineWorkspaceOptions {
  /** File of the Pulumi program, for example `examples/fleet/index.ts`. */
  readonly program: string;
  /**
   * Environment that leads the program's providers to an endpoint and signs them in, for example
   * what a served simulated Azure answers. Files that it needs go into the workspace's folder.
   */
  readonly environment: (folder: string) => Readonly<Record<string, string>>;
  /** Defaults to `fleet`. */
  readonly project?: string;
  /** Stack configuration, for example `{"azure-native:location": "westeurope"}`. */
  readonly configuration?: Readonly<Record<string, string>>;
}

/**
 * A folder in which the real Pulumi engine deploys a program with the provider of this package and
 * the doubles of azure-native and azuread: a project file, a file backend and a Pulumi home of its own, all gone
 * after `close`, or when this process ends. Needs a `pulumi` command on the `PATH`.
 */
export class EngineWorkspace {
  /** The folder, readable by its owner alone. */
  readonly folder: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #options: EngineWorkspaceOptions;
  readonly #running = new Set<RunningPulumi>();
  readonly #closeWithUs = (): void => {
    this.close();
  };

  private constructor(options: EngineWorkspaceOptions) {
    this.folder = mkdtempSync(join(tmpdir(), "azure-evergreen-engine-"));
    this.#options = options;
    process.once("exit", this.#closeWithUs);
    mkdirSync(join(this.folder, "state"));
    this.useProgram(options.program);
    this.#environment = {
      ...process.env,
      ...options.environment(this.folder),
      PULUMI_HOME: join(this.folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(this.folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: randomBytes(16).toString("hex"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    };
  }

  /** Makes the folder and an empty stack named `dev`. Throws when the engine refuses. */
  static async open(options: EngineWorkspaceOptions): Promise<EngineWorkspace> {
    const workspace = new EngineWorkspace(options);
    try {
      await workspace.mustRun(["stack", "init", "dev"]);
      for (const [key, value] of Object.entries(options.configuration ?? {})) {
        await workspace.mustRun(["config", "set", key, value]);
      }
    } catch (error) {
      workspace.close();
      throw error;
    }
    return workspace;
  }

  /** Starts a command, for example `["up", "--yes"]`, and answers at once. */
  start(args: readonly string[]): RunningPulumi {
    const running = new RunningPulumi([...args, "--non-interactive", "--color", "never"], {
      folder: this.folder,
      environment: this.#environment,
    });
    this.#running.add(running);
    const ended = (): void => {
      this.#running.delete(running);
    };
    running.ended.then(ended, ended);
    return running;
  }

  /** Runs a command to its end, whatever its exit code. */
  async run(args: readonly string[]): Promise<PulumiRun> {
    return this.start(args).ended;
  }

  /** Runs a command that has to succeed; throws with everything that it said when it does not. */
  async mustRun(args: readonly string[]): Promise<PulumiRun> {
    const run = await this.run(args);
    if (run.exitCode !== 0) {
      throw new Error(
        `pulumi ${args.join(" ")} exited with ${String(run.exitCode)}:\n${run.stdout}${run.stderr}`,
      );
    }
    return run;
  }

  /** Changes the program that the next command runs. */
  useProgram(program: string): void {
    const project = projectFile(program, this.#options.project ?? "fleet");
    // JSON is YAML: no writer is needed.
    writeFileSync(join(this.folder, "Pulumi.yaml"), JSON.stringify(project, undefined, 2));
  }

  /** Kills what is still running and removes the folder with the state in it. */
  close(): void {
    process.off("exit", this.#closeWithUs);
    for (const running of this.#running) {
      running.kill("SIGKILL");
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function projectFile(program: string, name: string): object {
  return {
    name,
    runtime: { name: "nodejs", options: { typescript: true } },
    main: resolve(program),
    plugins: {
      providers: pluginFolders,
    },
  };
}
