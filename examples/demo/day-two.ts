import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { SimulatedAzure } from "azure-evergreen/simulator";
import { bad, line } from "./report";

const evergreen = join(dirname(require.resolve("azure-evergreen/package.json")), "bin/evergreen");

/** Codes of a command that did its work: all is well, or it found something that needs attention. */
const fine: readonly (number | null)[] = [0, 3];

/**
 * Runs the command `evergreen` on a fleet, as somebody who may read the subscription and operate backups,
 * and shows what it writes. Answers whether every command did its work.
 */
export async function showDayTwo(
  azure: SimulatedAzure,
  commands: readonly (readonly string[])[],
): Promise<boolean> {
  const operator = azure.createServicePrincipal("day-2");
  azure.grant({ principalId: operator.objectId, role: "Reader" });
  azure.grant({ principalId: operator.objectId, role: "Backup Operator" });
  const served = await azure.serve();
  const folder = mkdtempSync(join(tmpdir(), "azure-evergreen-demo-"));
  try {
    let allFine = true;
    for (const command of commands) {
      const environment = served.environment(operator, folder);
      allFine = (await show(command, environment)) && allFine;
    }
    return allFine;
  } finally {
    rmSync(folder, { recursive: true });
    await served.close();
  }
}

async function show(
  command: readonly string[],
  environment: ReturnType<SimulatedServer["environment"]>,
): Promise<boolean> {
  line("");
  line(`$ evergreen ${command.join(" ")}`);
  const { exitCode, stdout, stderr } = await run(command, environment);
  for (const text of stdout.trimEnd().split("\n")) {
    line(text);
  }
  if (fine.includes(exitCode)) {
    return true;
  }
  bad(`It ended with ${String(exitCode)}.`);
  for (const text of stderr.trimEnd().split("\n")) {
    line(text);
  }
  return false;
}

type SimulatedServer = Awaited<ReturnType<SimulatedAzure["serve"]>>;

function run(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [evergreen, ...command], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => {
    child.once("close", (exitCode) => {
      resolve({ exitCode, stdout, stderr });
    });
  });
}
