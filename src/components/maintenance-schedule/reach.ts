import * as pulumi from "@pulumi/pulumi";
import { unreachedScopeFindings } from "../../azure/dynamic-scope-rules";
import type { Finding } from "../../azure/finding";
import { severalSchedulesFindings } from "../../azure/maintenance-schedule";
import { perProgram } from "../../resources/per-program";
import { isPlain, judgeLater, rule, type Rule, type Verdict } from "../shared/inputs";
import {
  machineBehind,
  machinesOfProgram,
  machinesSoFar,
  providerOf,
  whenKnown,
} from "../virtual-machine/known-machines";
import type {
  MaintenanceScheduleDynamicScopeArgs,
  MaintenanceScheduleVirtualMachineArgs,
} from "./assignments";
import {
  factsWhenKnown,
  patchabilityFindings,
  plainFacts,
  scopeReach,
  type KnownScope,
} from "./scope-reach";

interface ReachArguments {
  readonly virtualMachines?: Record<string, MaintenanceScheduleVirtualMachineArgs>;
  readonly dynamicScopes?: Record<string, MaintenanceScheduleDynamicScopeArgs>;
}

/** A machine that a schedule patches, and where its arguments say so. */
interface Reached {
  /** The component's machine, else the id in lower case, else the very output of the id. */
  readonly machine: unknown;
  readonly machineName: string;
  readonly path: string;
}

interface Schedule {
  readonly name: string;
  readonly reached: Promise<readonly Reached[]>;
}

const schedulesOfProgram = perProgram<Schedule[]>(() => []);

/** The rules on dynamic scopes and the machines that the program has made so far, as far as all of it is plain. */
export function earlyReachRules(
  { dynamicScopes = {} }: ReachArguments,
  opts: pulumi.ComponentResourceOptions = {},
): Rule[] {
  const ownProvider = opts.provider ?? opts.providers ?? (opts.parent && providerOf(opts.parent));
  if (ownProvider !== undefined) {
    return [];
  }
  return Object.entries(dynamicScopes)
    .filter(([, scope]) => isPlain(scope))
    .map(([key, scope]) =>
      rule({}, () =>
        machinesSoFar()
          .filter(({ provider }) => provider === undefined)
          .map(plainFacts)
          .filter((facts) => scopeReach(scope as KnownScope, facts) === "Reached")
          .flatMap((facts) => patchabilityFindings(facts, `dynamicScopes.${key}`)),
      ),
    );
}

/**
 * Judges a schedule against the machines and the other schedules of the program, when that has run through:
 * refuses a dynamic scope that a machine fits which no schedule can patch, warns of one that no machine fits,
 * and of machines that another schedule patches too. What the program makes after its first `await` comes
 * too late. The answer holds dynamic scopes back until they are known to be good.
 */
export function judgeReach(
  subject: string,
  name: string,
  args: ReachArguments,
  schedule: pulumi.ComponentResource,
): Verdict["gate"] {
  const scopes = Object.entries(args.dynamicScopes ?? {}).map(([key, scope]) =>
    judgeScope(scope, `dynamicScopes.${key}`, schedule),
  );
  const direct = Object.entries(args.virtualMachines ?? {}).map(
    ([key, { virtualMachineId: id }]): Reached => {
      const known = machineBehind(id);
      return {
        machine: known ?? (typeof id === "string" ? id.toLowerCase() : id),
        machineName: known?.name ?? key,
        path: `virtualMachines.${key}`,
      };
    },
  );
  const reached = Promise.all(scopes).then((judged) => [
    ...direct,
    ...judged.flatMap((each) => each.reached),
  ]);
  const others = schedulesOfProgram();
  const several = inSeveral(reached, [...others]);
  others.push({ name, reached });
  const findings = Promise.all(scopes).then(async (judged) => [
    ...judged.flatMap((each) => each.findings),
    ...(await several),
  ]);
  return judgeLater(subject, findings, schedule);
}

/** What a dynamic scope reaches of the program, and what is wrong with that. */
async function judgeScope(
  args: MaintenanceScheduleDynamicScopeArgs,
  path: string,
  schedule: pulumi.ComponentResource,
): Promise<{ readonly reached: readonly Reached[]; readonly findings: readonly Finding[] }> {
  const machines = await machinesOfProgram();
  const scope = await whenKnown(args);
  if (scope === undefined || machines.length === 0) {
    return { reached: [], findings: [] };
  }
  const facts = await Promise.all(machines.map(factsWhenKnown));
  // A machine of another provider may be of another subscription.
  const here = facts.filter(({ machine }) => machine.provider === providerOf(schedule));
  const fitting = here.filter((each) => scopeReach(scope, each) === "Reached");
  const isMissed = facts.every((each) => scopeReach(scope, each) === "Missed");
  return {
    reached: fitting.map(({ machine }) => ({ machine, machineName: machine.name, path })),
    findings: [
      ...fitting.flatMap((each) => patchabilityFindings(each, path)),
      ...(isMissed ? unreachedScopeFindings(machines.length, path) : []),
    ],
  };
}

/** Warnings of machines that a schedule patches which the program made before. */
async function inSeveral(
  own: Promise<readonly Reached[]>,
  earlier: readonly Schedule[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const ownOnce = new Map((await own).map((each) => [each.machine, each]));
  for (const { name, reached } of earlier) {
    const theirs = new Set((await reached).map(({ machine }) => machine));
    for (const { machine, machineName, path } of ownOnce.values()) {
      if (theirs.has(machine)) {
        findings.push(...severalSchedulesFindings(machineName, name, path));
      }
    }
  }
  return findings;
}
