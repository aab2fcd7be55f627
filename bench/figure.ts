import { join } from "node:path";
import type { Comparison, Cost, Program } from "./measure";

/** What was measured, beside what it is held to. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** What the value is compared with: another measurement, or a limit. */
  readonly baseline: number;
  /** The value by its baseline. */
  readonly ratio: number;
  /** What the ratio may be at most, or must be at least. */
  readonly budget: number;
  readonly bound: "at most" | "at least";
  readonly met: boolean;
}

/** Held to at most so many times its baseline. */
export function figure(name: string, value: number, baseline: number, budget: number): Figure {
  const ratio = value / baseline;
  return { name, value, baseline, ratio, budget, bound: "at most", met: ratio <= budget };
}

/** Held to a limit that it may reach. Where the limit is none at all, the ratio is how many there are. */
export function atMost(name: string, value: number, limit: number): Figure {
  const ratio = limit === 0 ? value : value / limit;
  const met = value <= limit;
  return { name, value, baseline: limit, ratio, budget: 1, bound: "at most", met };
}

/** Held to a figure that it must reach. */
export function atLeast(name: string, value: number, least: number): Figure {
  const ratio = value / least;
  return { name, value, baseline: least, ratio, budget: 1, bound: "at least", met: ratio >= 1 };
}

/** The costs of a program beside its baseline's, each held to the same budget. */
export function figuresOf(
  name: string,
  medians: Comparison,
  budget: number,
  costs: readonly (keyof Cost)[],
): Figure[] {
  return costs.map((cost) =>
    figure(`${name}: ${words[cost]}`, medians.candidate[cost], medians.baseline[cost], budget),
  );
}

const words: Record<keyof Cost, string> = {
  cpuInMilliseconds: "CPU time (ms)",
  peakResidentSetInMegabytes: "peak resident set (MB)",
  loadedModules: "loaded modules",
};

/** How often what a neighbour on the machine disturbs is measured. */
export const runs = 5;

export function program(script: string, ...args: string[]): Required<Program> {
  return {
    script: join(__dirname, "programs", script),
    arguments: args,
    // Pulumi captures a stack for each of its promises, which would drown what is measured here.
    nodeArguments: ["--stack-trace-limit=0"],
  };
}

/** A program in TypeScript. */
export function typeScriptProgram(script: string, ...args: string[]): Program {
  return {
    ...program(script, ...args),
    nodeArguments: ["--require", "ts-node/register/transpile-only"],
  };
}

/** Figures for people: one a line, with what it is held to and whether it is met. */
export function tableOf(figures: readonly Figure[]): string {
  const cells = figures.map(({ name, value, baseline, ratio, budget, bound, met }) => [
    met ? "met" : "MISSED",
    name,
    shown(value),
    budget === 1
      ? `${bound} ${shown(baseline)}`
      : `${bound} ${budget.toFixed(2)} × ${shown(baseline)}`,
    ratio.toFixed(2),
  ]);
  const rows = [["", "FIGURE", "VALUE", "TARGET", "RATIO"], ...cells];
  const widths = [0, 1, 2, 3, 4].map((at) =>
    Math.max(...rows.map((row) => (row[at] ?? "").length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1);
}
