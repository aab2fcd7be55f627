import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RoleTemplate } from "../../../src/azure/roles";
import type { Fleet } from "../../operations/patch/patched-fleet";
import type { Ended } from "../running-simulation";

const evergreen = join(__dirname, "../../../bin/evergreen");

/** A fleet that is served, and the command in the name of somebody with a role at its subscription. */
export interface ServedFleet {
  run(...args: string[]): Promise<Ended>;
  /** The same with other environment variables; those that are `undefined` are not set. */
  runWith(changes: NodeJS.ProcessEnv, ...args: string[]): Promise<Ended>;
  /** Starts the command, and ends it by a signal when its progress says a text, or something else is so. */
  runUntil(
    reached: string | (() => boolean),
    signal: NodeJS.Signals,
    ...args: string[]
  ): Promise<Ended>;
  /** How often an action of a name was asked for. */
  times(action: string): number;
  /** A folder of the test's own. */
  readonly folder: string;
  /** Of the command's processes. */
  readonly env: NodeJS.ProcessEnv;
  /** In whose name the command runs. */
  readonly objectId: string;
  close(): Promise<void>;
}

export async function serveFleet(
  { azure }: Pick<Fleet, "azure">,
  role: string | RoleTemplate | null = "Reader",
): Promise<ServedFleet> {
  const principal = azure.createServicePrincipal("operator");
  if (role !== null) {
    azure.grant({ principalId: principal.objectId, role });
  }
  const served = await azure.serve();
  const folder = mkdtempSync(join(tmpdir(), "azure-evergreen-patch-"));
  const env = { ...process.env, NO_COLOR: "1", ...served.environment(principal, folder) };
  return {
    folder,
    env,
    objectId: principal.objectId,
    run: (...args) => ended(spawn(process.execPath, [evergreen, ...args], { env })),
    runWith: (changes, ...args) =>
      ended(spawn(process.execPath, [evergreen, ...args], { env: { ...env, ...changes } })),
    async runUntil(reached, signal, ...args) {
      const child = spawn(process.execPath, [evergreen, ...args], { env });
      let said = "";
      child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
      const isReached =
        typeof reached === "string" ? (): boolean => said.includes(reached) : reached;
      // Once: a second SIGINT ends at once.
      const look = setInterval(() => {
        if (isReached()) {
          clearInterval(look);
          child.kill(signal);
        }
      }, 2);
      try {
        return await ended(child);
      } finally {
        clearInterval(look);
      }
    },
    times: (action) =>
      azure
        .recorded(principal.objectId)
        .filter((use) => use.action.endsWith(action))
        .reduce((sum, { times }) => sum + times, 0),
    async close() {
      rmSync(folder, { recursive: true, force: true });
      await served.close();
    },
  };
}

/** What a process has written, when it has ended. */
export function ended(child: ReturnType<typeof spawn>): Promise<Ended> {
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin?.end();
  return new Promise((resolve) => {
    child.once("close", (exitCode) => {
      resolve({ exitCode, stdout, stderr });
    });
  });
}
