import { spawn, spawnSync, type ChildProcess } from "node:child_process";

/** The oldest engine on which the plugins of this package were seen to work. */
export const minimumPulumiVersion = "3.248.0";

/** What one run of the `pulumi` command said. */
export interface PulumiRun {
  /** `null` when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The version of the `pulumi` command on the `PATH`, for example `3.260.0`; `undefined` where there
 * is none, or one that is too old.
 */
export function pulumiVersion(): string | undefined {
  const result = spawnSync("pulumi", ["version"], {
    encoding: "utf8",
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  const version = /v?(\d+\.\d+\.\d+)/.exec(result.status === 0 ? result.stdout : "")?.[1];
  return version !== undefined && atLeast(version, minimumPulumiVersion) ? version : undefined;
}

/** A `pulumi` command under way: its end can be awaited, and it can be killed. */
export class RunningPulumi {
  readonly #child: ChildProcess;
  /** Settles when the command has ended, however it ended. */
  readonly ended: Promise<PulumiRun>;

  constructor(
    args: readonly string[],
    options: { readonly folder: string; readonly environment: NodeJS.ProcessEnv },
  ) {
    this.#child = spawn("pulumi", args, {
      cwd: options.folder,
      env: options.environment,
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that a kill reaches the plugins and the program too.
      detached: true,
    });
    let stdout = "";
    let stderr = "";
    this.#child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    this.#child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    // A process group of its own hears no Ctrl-C of ours, and must not outlive us.
    const killWithUs = (): void => {
      this.kill("SIGKILL");
    };
    process.once("exit", killWithUs);
    this.ended = new Promise((resolve, reject) => {
      this.#child.on("error", reject);
      this.#child.on("close", (exitCode) => {
        process.off("exit", killWithUs);
        resolve({ exitCode, stdout, stderr });
      });
    });
  }

  /** Process id, which is the id of the process group too; `undefined` when it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Sends a signal to the engine and everything that it started; nothing happens when all have ended. */
  kill(signal: NodeJS.Signals): void {
    if (this.#child.pid === undefined) {
      return;
    }
    try {
      process.kill(-this.#child.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
        throw error;
      }
    }
  }
}

function atLeast(version: string, minimum: string): boolean {
  const wanted = minimum.split(".").map(Number);
  const parts = version.split(".").map(Number);
  for (const [index, part] of parts.entries()) {
    const difference = part - (wanted[index] ?? 0);
    if (difference !== 0) {
      return difference > 0;
    }
  }
  return true;
}
