import { spawnSync } from "node:child_process";

/** What one run of a program cost, as the program itself measured it at its end. */
export interface Cost {
  readonly cpuInMilliseconds: number;
  readonly peakResidentSetInMegabytes: number;
  readonly loadedModules: number;
}

/** A node program with its arguments; it prints its `Cost` as the last line of its output. */
export interface Program {
  readonly script: string;
  readonly arguments?: readonly string[];
  readonly nodeArguments?: readonly string[];
}

/** The median costs of two programs. */
export interface Comparison {
  readonly candidate: Cost;
  readonly baseline: Cost;
}

/**
 * Runs two programs in turn, so that whatever else the machine does weighs on both alike, and
 * answers the median of every cost.
 */
export function compare(candidate: Program, baseline: Program, runs: number): Comparison {
  const costs = { candidate: [] as Cost[], baseline: [] as Cost[] };
  for (let run = 0; run < runs; run++) {
    costs.baseline.push(runOnce(baseline));
    costs.candidate.push(runOnce(candidate));
  }
  return { candidate: medianCost(costs.candidate), baseline: medianCost(costs.baseline) };
}

/** The median of what a program measures itself: it prints `{"value": …}` as its last line. */
export function medianOf(program: Program, runs: number): number {
  return median(Array.from({ length: runs }, () => valueOf(program)));
}

/** The medians of what two programs measure themselves, run in turn as {@linkcode compare} does. */
export function compareValues(
  candidate: Program,
  baseline: Program,
  runs: number,
): { readonly candidate: number; readonly baseline: number } {
  const values = { candidate: [] as number[], baseline: [] as number[] };
  for (let run = 0; run < runs; run++) {
    values.baseline.push(valueOf(baseline));
    values.candidate.push(valueOf(candidate));
  }
  return { candidate: median(values.candidate), baseline: median(values.baseline) };
}

function valueOf(program: Program): number {
  return (measured(program) as { readonly value: number }).value;
}

function runOnce(program: Program): Cost {
  return measured(program) as Cost;
}

/** What a program measures itself: the JSON of its last line. */
export function measured(program: Program): unknown {
  const result = spawnSync(
    process.execPath,
    [...(program.nodeArguments ?? []), program.script, ...(program.arguments ?? [])],
    { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  if (result.status !== 0) {
    throw new Error(`${program.script} exited with ${String(result.status)}:\n${result.stderr}`);
  }
  return JSON.parse(result.stdout.trim().split("\n").at(-1) ?? "");
}

function medianCost(costs: readonly Cost[]): Cost {
  return {
    cpuInMilliseconds: median(costs.map((cost) => cost.cpuInMilliseconds)),
    peakResidentSetInMegabytes: median(costs.map((cost) => cost.peakResidentSetInMegabytes)),
    loadedModules: median(costs.map((cost) => cost.loadedModules)),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) {
    throw new Error("A median needs at least one value.");
  }
  return middle;
}
