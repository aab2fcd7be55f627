import { assessmentEveryInHours, effectivePatchMode } from "../../azure/guest-patching";
import { rebootSettingInForce } from "../../azure/platform-patching";
import {
  attachSchedule,
  currentWord,
  letSchedulePatch,
  modeCommand,
  whoCanPatch,
} from "./next-commands";
import { type ExplainedMachine, met, notMet, type PatchRequirement } from "./requirement";

/** The mode lets Azure or a schedule patch. */
export function mode({ machine }: ExplainedMachine): PatchRequirement {
  const { settings, coverage } = machine;
  const word = effectivePatchMode(settings);
  const { patchedBy } = coverage;
  if (word === "AutomaticByPlatform") {
    return met(
      "patch mode",
      `It is "${word}": ${patchedBy === "Schedule" ? "a schedule may patch" : "Azure patches, or a schedule where the bypass flag is set"}.`,
    );
  }
  return word === "Manual"
    ? notMet(
        "patch mode",
        'It is "Manual": nobody patches.',
        `Choose who patches it: ${whoCanPatch(machine)}.`,
      )
    : met(
        "patch mode",
        `It is "${word}": the machine's own system patches, and neither Azure nor a schedule does. To let them: ${whoCanPatch(machine)}.`,
      );
}

/** The bypass flag and a schedule go together. */
export function schedule({ machine }: ExplainedMachine): PatchRequirement {
  const name = "schedule and bypass flag";
  const { coverage, schedules, settings } = machine;
  const flag = `bypassPlatformSafetyChecksOnUserSchedule is ${settings.bypassPlatformSafetyChecksOnUserSchedule ?? false}`;
  if (coverage.patchedBy === "Unknown") {
    return { name, state: "unknown", found: coverage.because };
  }
  const byPlatform = effectivePatchMode(settings) === "AutomaticByPlatform";
  const isSet = settings.bypassPlatformSafetyChecksOnUserSchedule === true;
  if (schedules.length === 0) {
    return byPlatform && isSet
      ? notMet(
          name,
          `${flag}, and no schedule reaches the machine: nobody patches it.`,
          attachSchedule(machine),
        )
      : { name, state: "notNeeded", found: `${flag}, and no schedule reaches the machine.` };
  }
  const reached = schedules
    .map(
      (each) => `"${each.name}" (${each.by === "Assignment" ? "assigned" : "by a dynamic scope"})`,
    )
    .join(", ");
  return byPlatform && isSet
    ? met(name, `${flag}, and it is reached by ${reached}.`)
    : notMet(
        name,
        `${flag} and the mode is "${effectivePatchMode(settings)}", but it is reached by ${reached}: each run of that fails.`,
        letSchedulePatch(machine),
      );
}

/** Azure looks for missing patches by itself. */
export function assessmentMode({ machine }: ExplainedMachine): PatchRequirement {
  const { settings } = machine;
  return settings.assessmentMode === "AutomaticByPlatform"
    ? met(
        "assessment mode",
        `Azure looks for missing patches every ${assessmentEveryInHours} hours.`,
      )
    : notMet(
        "assessment mode",
        `It is "${settings.assessmentMode ?? "ImageDefault"}": nobody looks for missing patches each day.`,
        `Set "AutomaticByPlatform" with ${modeCommand(machine, currentWord(settings))}; it installs nothing.`,
      );
}

/** What takes a restart is in force after one. */
export function rebootSetting({ machine }: ExplainedMachine): PatchRequirement {
  const { row, settings, schedules } = machine;
  const setting = rebootSettingInForce(
    settings.rebootSetting,
    schedules.find((each) => each.schedule !== undefined)?.schedule?.rebootSetting,
  );
  const pending = row.rebootPending === true || row.rebootStatus === "Required";
  if (pending) {
    return notMet(
      "reboot setting",
      `"${setting}" is in force, and the machine waits for a restart.`,
      setting === "Never" ? "Restart it yourself." : "Restart it, or wait for its next window.",
    );
  }
  return met(
    "reboot setting",
    setting === "Never"
      ? '"Never" is in force: what takes a restart is not in force until you restart it.'
      : `"${setting}" is in force.`,
  );
}
