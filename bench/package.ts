import { join } from "node:path";
import { type Figure, figure, figuresOf, program, runs } from "./figure";
import { compare, type Program } from "./measure";

/** What our types cost a program that uses them. */
export function typeChecking(): Figure[] {
  const typeCheck = (file: string) => program("type-check.cjs", join(__dirname, "programs", file));
  return figuresOf(
    "type-checking a program that uses the components",
    compare(typeCheck("with-components.ts"), typeCheck("by-hand.ts"), runs),
    0.45,
    ["peakResidentSetInMegabytes"],
  );
}

/** What loading the package adds to loading Pulumi's. */
export function loading(): Figure[] {
  const both = compare(
    program("load.cjs", "@pulumi/pulumi", "azure-evergreen"),
    program("load.cjs", "@pulumi/pulumi"),
    runs,
  );
  return figuresOf("loading the package", both, 1.1, [
    "cpuInMilliseconds",
    "peakResidentSetInMegabytes",
    "loadedModules",
  ]);
}

/** What our components cost beside the same resources by hand. */
export function registering(): Figure[] {
  const register = (how: "component" | "by-hand", count: number): Program => {
    const plain = program("register.cjs", how, String(count));
    // Pulumi keeps some 4 MB of each machine: near the default limit of the heap, collecting garbage
    // is all that would be measured.
    return { ...plain, nodeArguments: [...plain.nodeArguments, "--max-old-space-size=12288"] };
  };
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
