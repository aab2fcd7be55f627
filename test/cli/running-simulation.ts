import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { join } from "node:path";

const evergreen = join(__dirname, "../../bin/evergreen");

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `evergreen simulate` says when it is ready. */
export interface Ready {
  readonly endpoint: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly clientId: string;
  readonly caFile: string;
  readonly environment: string;
  readonly pulumi?: { readonly plugins: string; readonly environment: string };
}

export interface RunningSimulation {
  readonly ready: Ready;
  end(signal: "SIGTERM" | "SIGINT"): Promise<Ended>;
}

/** Runs the command to its end. */
export function runEvergreen(args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [evergreen, ...args], {
    encoding: "utf8",
  });
  return { exitCode: status, stdout, stderr };
}

/** Starts `evergreen simulate`, and answers when it is ready. */
export async function startSimulation(args: readonly string[]): Promise<RunningSimulation> {
  const child: ChildProcess = spawn(process.execPath, [evergreen, "simulate", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (exitCode) => {
      resolve({ exitCode, stdout, stderr });
    });
  });
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.endsWith("\n")) {
        resolve(JSON.parse(stdout) as Ready);
      }
    });
    void ended.then(({ exitCode }) => {
      reject(new Error(`It ended with ${String(exitCode)} before it was ready: ${stderr}`));
    });
  });
  return {
    ready,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
