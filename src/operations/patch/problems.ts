import { updateManagerImageFindings } from "../../azure/images";
import type { AgentView } from "./instance-view";
import type { PatchMachine } from "./machines";
import {
  assessCommand,
  attachSchedule,
  letSchedulePatch,
  modeCommand,
  reapplyCommand,
  whoCanPatch,
} from "./next-commands";
import type { NextPatching } from "./next-patching";
import { attention, type PatchProblem, type PatchProblemKind, powerWord, rankOf } from "./problem";
import { assessmentProblems, installationProblems } from "./result-problems";

/** What the problems of a machine follow from, beside what Azure Resource Graph tells. */
export interface ProblemInput {
  readonly now: Date;
  /** Age from which an assessment counts as old. */
  readonly staleAfterInHours: number;
  readonly next: NextPatching | undefined;
  /** The agent, from the instance view; `undefined` where that was not asked for. */
  readonly agent: AgentView | undefined;
}

/** What is the matter with a machine's patches, the worst first. */
export function patchProblems(machine: PatchMachine, input: ProblemInput): PatchProblem[] {
  return [
    ...coverageProblems(machine, input),
    ...machineProblems(machine, input),
    ...assessmentProblems(machine, input),
    ...installationProblems(machine),
    ...notes(machine),
  ].sort((one, other) => rankOf(one) - rankOf(other));
}

function coverageProblems(machine: PatchMachine, { next }: ProblemInput): PatchProblem[] {
  const { coverage, schedules, settings } = machine;
  const { patchedBy, because } = coverage;
  const problems: PatchProblem[] = [];
  if (patchedBy === "Nobody") {
    problems.push(
      attention("NobodyPatches", `Nobody patches it. ${because}`, fixOfNobody(machine)),
    );
  }
  if (patchedBy === "Unknown") {
    problems.push(
      attention(
        "SchedulesNotSeen",
        because,
        "Look with the rights to read schedules: rolePresets.patchOperator has them.",
      ),
    );
  }
  if (patchedBy === "OperatingSystem" && schedules.length > 0) {
    problems.push(
      attention(
        "ScheduleFails",
        because,
        settings.patchMode === undefined && !machine.hasOsProfile
          ? "Take the schedule away, or make the machine anew with an osProfile."
          : letSchedulePatch(machine),
      ),
    );
  }
  const areKnown = schedules.every(({ schedule }) => schedule !== undefined);
  if (patchedBy === "Schedule" && next === undefined && areKnown) {
    problems.push(
      attention(
        "NoFurtherWindow",
        "None of its schedules opens a window any more.",
        "Give a schedule a later end, or attach another.",
      ),
    );
  }
  return problems;
}

function fixOfNobody(machine: PatchMachine): string {
  const { settings, schedules, image } = machine;
  if (settings.provisionVmAgent === false) {
    return "Install the agent in the machine, and make the machine anew with provisionVMAgent true.";
  }
  if (schedules.length > 0) {
    return letSchedulePatch(machine);
  }
  if (settings.bypassPlatformSafetyChecksOnUserSchedule === true) {
    return attachSchedule(machine);
  }
  return settings.patchMode === "AutomaticByPlatform"
    ? `Attach a schedule and set the bypass flag with ${modeCommand(machine, "schedule")}: schedules take ${image === undefined ? "such machines" : "more images"}.`
    : `Choose who patches it, unless your own tools do: ${whoCanPatch(machine)}.`;
}

function machineProblems(machine: PatchMachine, { agent }: ProblemInput): PatchProblem[] {
  const { row } = machine;
  const problems: PatchProblem[] = [];
  const isRunning = row.powerState === "PowerState/running";
  if (row.provisioningState === "Failed") {
    problems.push(
      attention(
        "ProvisioningFailed",
        "Its last change failed: its provisioning state is Failed.",
        `Apply it again: ${reapplyCommand(machine)}.`,
      ),
    );
  }
  if (row.patchExtensionState === "Failed") {
    problems.push(
      attention(
        "ExtensionFailed",
        "The extension that patches it failed to be installed.",
        `See the agent's log in the machine, and assess it again with ${assessCommand(machine)}.`,
      ),
    );
  }
  if (!isRunning) {
    problems.push({
      kind: "NotRunning",
      needsAttention: false,
      message: `It is ${powerWord(row.powerState)}, and only a running machine is assessed and patched.`,
      fix: "Let it run when it is patched, a quarter of an hour before a window opens.",
    });
  }
  if (isRunning && agent !== undefined && !agent.isReady) {
    problems.push(
      attention(
        "AgentNotReady",
        `Its agent is not ready: ${agent.message}`,
        "Wait some minutes after a start; else restart the agent in the machine.",
      ),
    );
  }
  return [
    ...problems,
    ...(agent?.findings ?? []).map(({ message, fix }) => attention("AgentTooOld", message, fix)),
  ];
}

function notes({ hasOsProfile, coverage, image, schedules }: PatchMachine): PatchProblem[] {
  const note = (kind: PatchProblemKind, message: string, fix: string): PatchProblem => ({
    kind,
    needsAttention: false,
    message,
    fix,
  });
  const listed = coverage.patchedBy === "Schedule" && image !== undefined;
  return [
    ...(hasOsProfile
      ? []
      : [
          note(
            "NoOsProfile",
            "Azure has no osProfile of it, as of machines made from a specialised disk or image, and so no patch settings.",
            "Assess and install on demand, or patch it from inside.",
          ),
        ]),
    ...(listed ? updateManagerImageFindings(image, "") : []).map(({ message, fix }) =>
      note("ImageNotListed", message, fix),
    ),
    ...(coverage.patchedBy === "Schedule" && schedules.length > 1
      ? [
          note(
            "SeveralSchedules",
            `${schedules.length} schedules patch it: ${schedules.map(({ name }) => `"${name}"`).join(", ")}.`,
            "See that their windows do not overlap: of two at a time only one runs.",
          ),
        ]
      : []),
  ];
}
