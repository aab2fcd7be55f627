import { errorFinding, type Finding, refuseErrors } from "../finding";
import { nearestWords } from "../nearest-words";
import { type GuestStep, type GuestStepId } from "./guest-step";
import { guestSystemNamed, type GuestSystemName } from "./guest-systems";
import {
  linuxCollectStep,
  linuxRepairSteps,
  linuxVerboseStep,
  type StepRunner,
} from "./linux-steps";
import { windowsCollectStep, windowsRepairSteps } from "./windows-steps";

/** What is wanted inside a machine; without any, all that mends its agent. */
export interface GuestStepChoice {
  /** Only these of the steps that mend the agent. */
  readonly steps?: readonly string[];
  /** Gather the logs of the agent instead. */
  readonly collectLogs?: boolean;
  /** Turn the agent's verbose log on or off instead; Linux only. */
  readonly verboseAgentLog?: "on" | "off";
}

/**
 * The steps inside a machine, in their order. Throws `InvalidInputError` for a step that the system
 * does not have and for choices that exclude one another.
 */
export function guestSteps(
  system: GuestSystemName,
  choice: GuestStepChoice,
  runner: StepRunner,
): GuestStep[] {
  const known = guestSystemNamed(system);
  const repair =
    known.operatingSystem === "Linux"
      ? linuxRepairSteps(known, runner)
      : windowsRepairSteps(runner);
  refuseErrors(
    "The steps",
    choiceFindings(
      system,
      choice,
      repair.map(({ id }) => id),
    ),
  );
  if (choice.collectLogs === true) {
    return [known.operatingSystem === "Linux" ? linuxCollectStep() : windowsCollectStep()];
  }
  if (choice.verboseAgentLog !== undefined && known.operatingSystem === "Linux") {
    return [linuxVerboseStep(known, choice.verboseAgentLog === "on", runner)];
  }
  const { steps } = choice;
  return steps === undefined ? repair : repair.filter(({ id }) => steps.includes(id));
}

function choiceFindings(
  system: GuestSystemName,
  { steps = [], collectLogs, verboseAgentLog }: GuestStepChoice,
  known: readonly GuestStepId[],
): Finding[] {
  const chosen = [steps.length > 0, collectLogs === true, verboseAgentLog !== undefined];
  return [
    ...steps
      .filter((step) => !known.some((id) => id === step))
      .map((step) =>
        errorFinding(
          "EVG-BACKUP-085",
          "steps",
          `"${step}" is no step for ${guestSystemNamed(system).title}.`,
          `Did you mean ${nearestWords(step, known)}? The steps are ${known.join(", ")}.`,
        ),
      ),
    ...(chosen.filter(Boolean).length > 1
      ? [
          errorFinding(
            "EVG-BACKUP-086",
            "steps",
            "Steps, the gathering of logs and the verbose log are wanted at once.",
            "Ask for one of them at a time.",
          ),
        ]
      : []),
    ...(verboseAgentLog !== undefined && system === "windows"
      ? [
          errorFinding(
            "EVG-BACKUP-087",
            "verboseAgentLog",
            "The agent of Windows has no verbose log that can be turned on.",
            "Gather its logs instead.",
          ),
        ]
      : []),
  ];
}
