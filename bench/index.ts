import { join } from "node:path";
import {
  compare,
  compareValues,
  medianOf,
  type Comparison,
  type Cost,
  type Program,
} from "./measure";

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

/** Goes beside the figures, which alone belong on the output. */
function announce(what: string): void {
  console.error(`Measuring ${what} …`);
}

function program(script: string, ...args: string[]): Required<Program> {
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
  announce(name);
  return figuresOf(name, compare(candidate, baseline, runs), budget, costs);
}

function figuresOf(
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
    ...registering(),
    ...simulating(),
    ...operating(),
    ...judging(),
    ...updatingAgents(),
    ...diagnosing(),
  ];
}

function registering(): Figure[] {
  const register = (how: "component" | "by-hand", count: number): Program => {
    const plain = program("register.cjs", how, String(count));
    // Pulumi keeps some 4 MB of each machine: near the default limit of the heap, collecting garbage
    // is all that would be measured.
    return { ...plain, nodeArguments: [...plain.nodeArguments, "--max-old-space-size=12288"] };
  };
  announce("registering VMs, which takes minutes");
  const thousand = compare(register("component", 1000), register("by-hand", 1000), runs);
  const fewer = compare(register("component", 500), register("component", 125), runs);
  const [at125, at500, at1000] = [fewer.baseline, fewer.candidate, thousand.candidate];
  return [
    ...figuresOf("registering 1,000 VMs", thousand, 1.1, [
      "cpuInMilliseconds",
      "peakResidentSetInMegabytes",
    ]),
    figure(
      "registering from 125 to 1,000 VMs: CPU time of one more (ms), against from 125 to 500",
      (at1000.cpuInMilliseconds - at125.cpuInMilliseconds) / 875,
      (at500.cpuInMilliseconds - at125.cpuInMilliseconds) / 375,
      1.25,
    ),
  ];
}

/** What the simulated Azure does in a second, and what it holds. The baselines are the figures that it must reach. */
function simulating(): Figure[] {
  const simulator = (how: string, count: number): number => {
    const plain = program("simulator.cjs", how, String(count));
    return medianOf({ ...plain, nodeArguments: ["--expose-gc"] }, runs);
  };
  announce("the simulated Azure");
  return [
    atLeast("ARM reads a second in process", simulator("in-process", 20_000), 2000),
    atLeast("ARM reads a second over TLS", simulator("tls", 5000), 500),
    figure("heap of 10,000 replicated and backed-up VMs (MB)", simulator("estate", 10_000), 400, 1),
    figure(
      "CPU time of a Resource Graph query over 10,000 VMs (ms)",
      simulator("query", 10_000),
      1000,
      1,
    ),
  ];
}

/** How long day-2 work takes by Azure's clock, and what it asks for and holds. The baselines are what Azure's limits allow at best, and what it may take. */
function operating(): Figure[] {
  announce("day-2 work");
  const assessments = program("patch-assessments.cjs", "1000", "1000");
  const patchStatus = (what: string): number =>
    medianOf(program("patch-status.cjs", what, "10000"), 1);
  return [
    figure(
      "1,000 assessments on demand, at Azure's limits (minutes)",
      // 600 at once and 200 a minute, and two minutes for the last ones.
      medianOf(assessments, 1),
      4,
      1.1,
    ),
    figure("requests for the patch status of 10,000 VMs", patchStatus("requests"), 15, 1),
    figure("peak resident set of the same (MB)", patchStatus("megabytes"), 200, 1),
  ];
}

/** What the policy pack costs beside a pack of Pulumi's own that judges nothing, both as Pulumi runs them. */
function judging(): Figure[] {
  announce("the policy pack");
  const resources = 2000;
  const measured = (mode: string): ReturnType<typeof compareValues> => {
    const pack = (folder: string): Program => ({
      ...program("policy-pack.ts", mode, folder, String(resources)),
      nodeArguments: ["--require", "ts-node/register/transpile-only"],
    });
    return compareValues(
      pack(join(__dirname, "..", "policy")),
      pack(join(__dirname, "programs", "empty-pack")),
      runs,
    );
  };
  const [up, preview, start] = [measured("up"), measured("preview"), measured("start")];
  return [
    figure(
      "CPU time of the policy pack for each of 2,000 resources above an empty pack's (ms)",
      (up.candidate - up.baseline) / resources,
      0.3,
      1,
    ),
    figure(
      "the same in a first preview, in which no id is known (ms)",
      (preview.candidate - preview.baseline) / resources,
      0.3,
      1,
    ),
    figure(
      "from the start of the policy pack until it tells what it is (ms), against an empty pack",
      start.candidate,
      start.baseline,
      1.3,
    ),
  ];
}

/** Agent auto-update beside the documented script, which sends 60 changes a minute, and Site Recovery's limit of 200. */
function updatingAgents(): Figure[] {
  announce("agent auto-update");
  const measured = (what: string): number => {
    const plain = program("agent-auto-update.ts", what, "1000");
    return medianOf(
      { ...plain, nodeArguments: ["--require", "ts-node/register/transpile-only"] },
      1,
    );
  };
  const pace = measured("pace");
  return [
    atLeast("mappings a minute, of 1,000, against three times the script's pace", pace, 3 * 60),
    atLeast("mappings a minute, of 1,000, against 0.95 of the service's limit", pace, 0.95 * 200),
    figure("requests of these that Azure refused with 429", measured("throttled"), 1, 0),
  ];
}

/** What `backup diagnose` asks for one VM with all that it can look at, each call taking 200 ms. The baselines are the most that it may. */
function diagnosing(): Figure[] {
  announce("the diagnosis of one VM's backups");
  const diagnose = (what: string): number => medianOf(program("diagnose.cjs", what), runs);
  return [
    figure("requests to diagnose the backups of one VM", diagnose("requests"), 12, 1),
    figure("the same with 200 ms a call (ms)", diagnose("milliseconds"), 1500, 1),
  ];
}

function atLeast(name: string, value: number, baseline: number): Figure {
  const ratio = value / baseline;
  return { name, value, baseline, ratio, budget: 1, met: ratio >= 1 };
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
