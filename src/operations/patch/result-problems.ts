import { assessmentEveryInHours } from "../../azure/guest-patching";
import { utcMinute } from "../../azure/local-time";
import { type PatchError, patchErrorsIn } from "../../azure/patch-errors";
import type { PatchMachine } from "./machines";
import {
  assessCommand,
  currentWord,
  explainCommand,
  installCommand,
  modeCommand,
} from "./next-commands";
import { attention, type PatchProblem, powerWord } from "./problem";

/** What is the matter with the last assessment of a machine, and with a restart that is due. */
export function assessmentProblems(
  machine: PatchMachine,
  input: { readonly now: Date; readonly staleAfterInHours: number },
): PatchProblem[] {
  const { row } = machine;
  const { now, staleAfterInHours } = input;
  if (row.assessedAt === "") {
    const why = whyNotAssessed(machine);
    const ageInHours = (now.getTime() - Date.parse(row.createdAt)) / 3_600_000;
    if (why.message === "" && ageInHours < assessmentEveryInHours) {
      return [
        {
          kind: "AssessmentMissing",
          needsAttention: false,
          message: "Azure has not looked at it yet: it is younger than a day.",
          fix: `Wait a day, or assess it with ${assessCommand(machine)}.`,
        },
      ];
    }
    return [
      attention(
        "AssessmentMissing",
        `Azure knows of no assessment in the last 7 days.${why.message}`,
        why.fix,
      ),
    ];
  }
  const problems = errorProblems(patchErrorsIn(row.assessmentErrors));
  const ageInHours = Math.floor((now.getTime() - Date.parse(row.assessedAt)) / 3_600_000);
  if (row.assessmentStatus === "Failed" && problems.length === 0) {
    problems.push(
      attention(
        "AssessmentFailed",
        `Its last assessment failed, at ${utcMinute(row.assessedAt)}.`,
        `Assess it again with ${assessCommand(machine)}.`,
      ),
    );
  }
  if (ageInHours >= staleAfterInHours) {
    const why = whyNotAssessed(machine);
    problems.push(
      attention(
        "AssessmentStale",
        `Its last assessment is ${ageInHours} hours old.${why.message}`,
        why.fix,
      ),
    );
  }
  if (row.rebootPending === true || row.rebootStatus === "Required") {
    problems.push(
      attention(
        "RebootPending",
        "It waits for a restart, without which its patches are not in force.",
        row.rebootSetting === "Never"
          ? 'Restart it yourself: its rebootSetting is "Never".'
          : "Restart it, or wait for its next window.",
      ),
    );
  }
  return problems;
}

function whyNotAssessed(machine: PatchMachine): {
  readonly message: string;
  readonly fix: string;
} {
  const { row, settings, hasOsProfile } = machine;
  if (row.powerState !== "PowerState/running") {
    return {
      message: ` It is ${powerWord(row.powerState)}.`,
      fix: `Start it, and assess it with ${assessCommand(machine)}.`,
    };
  }
  if (hasOsProfile && settings.assessmentMode !== "AutomaticByPlatform") {
    return {
      message: ` assessmentMode is "${settings.assessmentMode ?? "ImageDefault"}", so nobody looks each day.`,
      fix: `Set assessmentMode to "AutomaticByPlatform" with ${modeCommand(machine, currentWord(settings))}, or assess it with ${assessCommand(machine)}.`,
    };
  }
  return {
    message: "",
    fix: `Assess it with ${assessCommand(machine)}; ${explainCommand(machine)} walks its requirements.`,
  };
}

/** What is the matter with the last installation on a machine. */
export function installationProblems(machine: PatchMachine): PatchProblem[] {
  const { row } = machine;
  if (row.installationStartedAt === "") {
    return [];
  }
  const problems = errorProblems(patchErrorsIn(row.installationErrors));
  const at = utcMinute(row.installationStartedAt);
  const failed = row.failedCount ?? 0;
  if (row.installationStatus === "Failed" || failed > 0) {
    problems.push(
      attention(
        "InstallationFailed",
        `Its last installation, at ${at}, ended as ${row.installationStatus}: ${row.installedCount ?? 0} installed, ${failed} failed, ${row.pendingCount ?? 0} pending.`,
        `See why with ${explainCommand(machine)}, and install with ${installCommand(machine)}.`,
      ),
    );
  }
  if (row.maintenanceWindowExceeded === true) {
    problems.push(
      attention(
        "WindowExceeded",
        `Its last installation, at ${at}, did not end in its window: ${row.pendingCount ?? 0} patches are pending.`,
        "Give the schedule a longer window, at most 3 hours and 55 minutes.",
      ),
    );
  }
  return problems;
}

/** One problem for each cause that the errors tell; other errors leave it to the status. */
function errorProblems(errors: readonly PatchError[]): PatchProblem[] {
  const causes = ["SourceUnreachable", "WindowsUpdateDisabled", "SubscriptionNeeded"] as const;
  return causes.flatMap((cause) => {
    const error = errors.find((each) => each.cause === cause);
    return error === undefined ? [] : [attention(cause, describePatchError(error), error.fix)];
  });
}

/** Code and text of an error, as a sentence. */
export function describePatchError({ code, message }: PatchError): string {
  const text = message.trim();
  return [code, text].filter((part) => part !== "").join(": ") + (text.endsWith(".") ? "" : ".");
}
