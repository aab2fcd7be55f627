import { join } from "node:path";
import { compare, type Cost, type Program } from "./measure";

/** One figure beside its baseline. */
interface Figure {
  readonly name: string;
  readonly value: number;
  readonly baseline: number;
  readonly ratio: number;
  readonly budget: number;
  readonly met: boolean;
}

const runs = 5;

function program(script: string, ...args: string[]): Program {
  return {
    script: join(__dirname, "programs", script),
    arguments: args,
    // Pulumi captures a stack for each of its promises, which would drown what is measured here.
    nodeArguments: ["--stack-trace-limit=0"],
  };
}

function figure(name: string, value: number, baseline: number, budget: number): Figure {
  const ratio = value / baseline;
  return { name, value, baseline, ratio, budget, met: ratio <= budget };
}

/** The costs of a program beside its baseline's, each held to the same budget. */
function figures(
  name: string,
  candidate: Program,
  baseline: Program,
  budget: number,
  costs: readonly (keyof Cost)[],
): Figure[] {
  const medians = compare(candidate, baseline, runs);
  return costs.map((cost) =>
    figure(`${name}: ${words[cost]}`, medians.candidate[cost], medians.baseline[cost], budget),
  );
}

const words: Record<keyof Cost, string> = {
  cpuInMilliseconds: "CPU time (ms)",
  peakResidentSetInMegabytes: "peak resident set (MB)",
  loadedModules: "loaded modules",
};

function measure(): Figure[] {
  return [
    ...figures(
      "type-checking a program that uses the components",
      program("type-check.cjs", join(__dirname, "programs", "with-components.ts")),
      program("type-check.cjs", join(__dirname, "programs", "by-hand.ts")),
      0.45,
      ["peakResidentSetInMegabytes"],
    ),
    ...figures(
      "loading the package",
      program("load.cjs", "@pulumi/pulumi", "azure-evergreen"),
      program("load.cjs", "@pulumi/pulumi"),
      1.1,
      ["cpuInMilliseconds", "peakResidentSetInMegabytes", "loadedModules"],
    ),
    ...figures(
      "registering 1,000 VMs",
      program("register.cjs", "component", "1000"),
      program("register.cjs", "by-hand", "1000"),
      1.1,
      ["cpuInMilliseconds", "peakResidentSetInMegabytes"],
    ),
    linearity(),
  ];
}

/** Cost of each of the VMs between 125 and 1,000, beside the cost of each between 125 and 500: 1 when linear. */
function linearity(): Figure {
  const few = program("register.cjs", "component", "125");
  const some = compare(program("register.cjs", "component", "500"), few, runs);
  const many = compare(program("register.cjs", "component", "1000"), few, runs);
  const perMachine = (cost: { readonly candidate: Cost; readonly baseline: Cost }, more: number) =>
    (cost.candidate.cpuInMilliseconds - cost.baseline.cpuInMilliseconds) / more;
  return figure(
    "registering from 125 to 1,000 VMs: CPU time of one more (ms), against from 125 to 500",
    perMachine(many, 875),
    perMachine(some, 375),
    1.25,
  );
}

function print(all: readonly Figure[]): void {
  for (const { name, value, baseline, ratio, budget, met } of all) {
    console.log(
      `${met ? "met   " : "MISSED"} ${ratio.toFixed(2)} (budget ${budget.toFixed(2)})  ${name}: ${value.toFixed(1)} against ${baseline.toFixed(1)}`,
    );
  }
}

const measured = measure();
if (process.argv.includes("--json")) {
  console.log(JSON.stringify(measured, undefined, 2));
} else {
  print(measured);
}
