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
 * Lets a week pass on a fleet and somebody shut a machine down from inside, and looks at it by the command
 * `evergreen`, as somebody who may read the subscription and operate backups. Shows what the command writes, and
 * answers whether it did its work each time.
 */
export async function showDayTwo(azure: SimulatedAzure): Promise<boolean> {
  const machines = azure.estate.ofType("Microsoft.Compute/virtualMachines");
  const machine = machines.find(({ name }) => name.startsWith("web")) ?? machines[0];
  if (machine === undefined) {
    bad("The fleet has no machine.");
    return false;
  }
  azure.clock.advance(7 * 24 * 3_600_000);
  azure.faults.strike("guest shut down", machine.id);
  azure.clock.advance(2 * 3_600_000);
  const commands = [
    ["agent-update", "status"],
    ["patch", "status"],
    ["backup", "diagnose", machine.name],
  ];
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
