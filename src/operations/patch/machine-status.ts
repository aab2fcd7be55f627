import { effectivePatchMode } from "../../azure/guest-patching";
import { urnOf } from "../../azure/images";
import type { PatchCoverage } from "../../azure/patch-coverage";
import { patchErrorsIn } from "../../azure/patch-errors";
import { rebootSettingInForce } from "../../azure/platform-patching";
import type { PatchedMachineRow } from "../../azure/resource-graph-queries";
import type { PatchInstanceView } from "./instance-view";
import type { PatchMachine } from "./machines";
import type { NextPatching } from "./next-patching";
import { type PatchProblem, powerWord } from "./problem";
import { type ProblemInput, patchProblems } from "./problems";
import { describePatchError } from "./result-problems";

/** How the patches of a machine stand. */
export interface MachinePatchStatus {
  readonly id: string;
  readonly name: string;
  /** In lower case. */
  readonly resourceGroup: string;
  readonly subscriptionId: string;
  readonly location: string;
  readonly operatingSystem: "Windows" | "Linux";
  /** For example `running` or `deallocated`. */
  readonly powerState: string;
  /** `publisher:offer:sku:version`; left out for an image of one's own or a disk. */
  readonly image?: string;
  /** The mode in force, also where none is set. */
  readonly patchMode: string;
  readonly patchedBy: PatchCoverage["patchedBy"];
  /** Why it is so, one or two sentences. */
  readonly because: string;
  readonly schedules: readonly {
    readonly id: string;
    readonly name: string;
    readonly by: "Assignment" | "DynamicScope";
  }[];
  /** Whether a patch may restart it: its own setting goes before that of its schedule. */
  readonly rebootSetting: "IfRequired" | "Never" | "Always";
  /** Left out of a machine that Azure does not patch. */
  readonly next?: NextPatching;
  /** Left out where Azure knows of none: it keeps it for 7 days. */
  readonly assessment?: MachineAssessment;
  /** Left out where Azure knows of none: it keeps it for 30 days. */
  readonly installation?: MachineInstallation;
  /** Provisioning state of the extension that patches; left out while there is none. */
  readonly extensionState?: string;
  /** Of a single machine that was asked for: nothing but the instance view tells it. */
  readonly agent?: {
    readonly version: string;
    readonly isReady: boolean;
    readonly message: string;
  };
  readonly needsAttention: boolean;
  /** The worst first. */
  readonly problems: readonly PatchProblem[];
}

export interface MachineAssessment {
  readonly at: string;
  readonly status: string;
  /** `User` or `Platform`; empty where Azure does not tell. */
  readonly startedBy: string;
  readonly rebootPending: boolean;
  readonly missingCriticalAndSecurity: number;
  readonly missingOthers: number;
  /** The update service of the machine, for example `WU-WSUS` or `APT`; empty where Azure does not tell. */
  readonly patchService: string;
  readonly errors: readonly string[];
}

export interface MachineInstallation {
  readonly startedAt: string;
  readonly endedAt: string;
  readonly status: string;
  readonly startedBy: string;
  readonly installed: number;
  readonly failed: number;
  readonly pending: number;
  readonly excluded: number;
  readonly notSelected: number;
  readonly windowExceeded: boolean;
  readonly errors: readonly string[];
}

/** The status of a machine out of what is known of it. */
export function machineStatus(
  machine: PatchMachine,
  input: Omit<ProblemInput, "agent"> & { readonly view: PatchInstanceView | undefined },
): MachinePatchStatus {
  const { row, settings, image, coverage, schedules } = machine;
  const agent = input.view?.agent;
  const problems = patchProblems(machine, { ...input, agent });
  return {
    id: row.id,
    name: row.name,
    resourceGroup: row.resourceGroup,
    subscriptionId: row.subscriptionId,
    location: row.location,
    operatingSystem: settings.operatingSystem,
    powerState: powerWord(row.powerState),
    ...(image === undefined ? {} : { image: urnOf(image) }),
    patchMode: effectivePatchMode(settings),
    ...coverage,
    schedules: schedules.map(({ id, name, by }) => ({ id, name, by })),
    rebootSetting: rebootSettingInForce(
      settings.rebootSetting,
      schedules.find(({ schedule }) => schedule !== undefined)?.schedule?.rebootSetting,
    ),
    ...(input.next === undefined ? {} : { next: input.next }),
    ...(row.assessedAt === "" ? {} : { assessment: assessmentOf(machine) }),
    ...(row.installationStartedAt === "" ? {} : { installation: installationOf(machine) }),
    ...(row.patchExtensionState === "" ? {} : { extensionState: row.patchExtensionState }),
    ...(agent === undefined
      ? {}
      : { agent: { version: agent.version, isReady: agent.isReady, message: agent.message } }),
    needsAttention: problems.some((problem) => problem.needsAttention),
    problems,
  };
}

/** How many patches the last assessment of a machine found missing. */
export function missingCounts({ missingByClassification }: PatchedMachineRow): {
  readonly criticalAndSecurity: number;
  readonly others: number;
} {
  const counts = Object.entries(missingByClassification ?? {});
  const sum = (wanted: boolean): number =>
    counts
      .filter(([name]) => /^(?:critical|security)$/i.test(name) === wanted)
      .reduce((total, [, count]) => total + count, 0);
  return { criticalAndSecurity: sum(true), others: sum(false) };
}

function assessmentOf({ row }: PatchMachine): MachineAssessment {
  const { criticalAndSecurity, others } = missingCounts(row);
  return {
    at: row.assessedAt,
    status: row.assessmentStatus,
    startedBy: row.assessedBy,
    rebootPending: row.rebootPending === true,
    missingCriticalAndSecurity: criticalAndSecurity,
    missingOthers: others,
    patchService: row.patchService,
    errors: patchErrorsIn(row.assessmentErrors).map(describePatchError),
  };
}

function installationOf({ row }: PatchMachine): MachineInstallation {
  return {
    startedAt: row.installationStartedAt,
    endedAt: row.installationEndedAt,
    status: row.installationStatus,
    startedBy: row.installationStartedBy,
    installed: row.installedCount ?? 0,
    failed: row.failedCount ?? 0,
    pending: row.pendingCount ?? 0,
    excluded: row.excludedCount ?? 0,
    notSelected: row.notSelectedCount ?? 0,
    windowExceeded: row.maintenanceWindowExceeded === true,
    errors: patchErrorsIn(row.installationErrors).map(describePatchError),
  };
}
