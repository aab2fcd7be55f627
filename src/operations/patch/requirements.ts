import { assessmentEveryInHours, effectivePatchMode } from "../../azure/guest-patching";
import { platformImageFindings, supportsPlatformPatching, urnOf } from "../../azure/images";
import { patchErrorsIn } from "../../azure/patch-errors";
import { rebootSettingInForce } from "../../azure/platform-patching";
import { patchSourceOf } from "../../azure/patch-source";
import type { PatchInstanceView } from "./instance-view";
import type { PatchMachine } from "./machines";
import { minuteOf, powerWord } from "./problem";
import { describePatchError } from "./result-problems";

/** Something that patching a machine takes, and how it stands with it. */
export interface PatchRequirement {
  readonly name: string;
  /** `unknown` where only the machine itself can tell. */
  readonly state: "met" | "notMet" | "unknown" | "notNeeded";
  /** What was found, one or two sentences. */
  readonly found: string;
  /** What to do, one sentence; left out where nothing is to be done. */
  readonly fix?: string;
  /** Commands that tell more or mend it, run in the machine. */
  readonly commands?: readonly string[];
}

/** What is looked at: a machine, and its instance view where that could be read. */
export interface ExplainedMachine {
  readonly machine: PatchMachine;
  readonly view: PatchInstanceView | undefined;
  readonly now: Date;
  readonly staleAfterInHours: number;
}

/**
 * All that patching a machine takes, in the order in which one looks at it.
 *
 * Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching (requirements),
 * update-manager/prerequsite-for-schedule-patching.
 */
export function patchRequirements(explained: ExplainedMachine): PatchRequirement[] {
  return [
    osProfile(explained),
    power(explained),
    agent(explained),
    agentVersion(explained),
    image(explained),
    mode(explained),
    schedule(explained),
    assessmentMode(explained),
    lastAssessment(explained),
    ...windowsUpdate(explained),
    extension(explained),
    rebootSetting(explained),
    connectivity(explained),
  ];
}

const met = (name: string, found: string): PatchRequirement => ({ name, state: "met", found });
const notMet = (name: string, found: string, fix: string): PatchRequirement => ({
  name,
  state: "notMet",
  found,
  fix,
});

function osProfile({ machine }: ExplainedMachine): PatchRequirement {
  return machine.hasOsProfile
    ? met("osProfile", "Azure has one, and in it the patch settings.")
    : notMet(
        "osProfile",
        "There is none: the machine was made from a specialised disk or image, and Azure knows no patch settings.",
        "Assess and install on demand, patch it from inside, or make it anew from an image with an osProfile.",
      );
}

function power({ machine: { row } }: ExplainedMachine): PatchRequirement {
  const word = powerWord(row.powerState);
  return word === "running"
    ? met("power", "It is running.")
    : notMet(
        "power",
        `It is ${word}.`,
        "Start it, and let it run a quarter of an hour before a window opens and in off-peak hours.",
      );
}

function agent({ machine, view }: ExplainedMachine): PatchRequirement {
  if (machine.settings.provisionVmAgent === false) {
    return notMet(
      "agent",
      "provisionVMAgent is false.",
      "Install the agent in the machine, and make the machine anew with provisionVMAgent true.",
    );
  }
  if (view === undefined) {
    return { name: "agent", state: "unknown", found: "Only the instance view tells of it." };
  }
  const { isReady, message } = view.agent;
  if (isReady) {
    return met("agent", "It is ready.");
  }
  return {
    ...notMet(
      "agent",
      `It is not ready: ${message}`,
      "Wait some minutes after a start; else restart it in the machine.",
    ),
    commands:
      machine.settings.operatingSystem === "Windows"
        ? ["Restart-Service WindowsAzureGuestAgent"]
        : ["sudo systemctl restart walinuxagent || sudo systemctl restart waagent"],
  };
}

function agentVersion({ machine, view }: ExplainedMachine): PatchRequirement {
  const name = "agent version";
  if (machine.settings.operatingSystem === "Windows") {
    return { name, state: "notNeeded", found: "Windows takes any version." };
  }
  const { version, isReady, findings } = view?.agent ?? {
    version: "",
    isReady: false,
    findings: [],
  };
  if (!isReady) {
    return { name, state: "unknown", found: "The agent tells it when it is ready." };
  }
  const [finding] = findings;
  return finding === undefined
    ? met(name, `It is ${version}.`)
    : notMet(name, finding.message, finding.fix);
}

function image({ machine }: ExplainedMachine): PatchRequirement {
  const { settings, coverage } = machine;
  const bySchedule = coverage.patchedBy === "Schedule";
  if (machine.image === undefined) {
    const found = "It was made from an image of your own or a disk.";
    return bySchedule
      ? met("image", `${found} Schedules take such machines.`)
      : notMet(
          "image",
          `${found} Azure patches only listed marketplace images by itself.`,
          "Let a schedule or the operating system patch the machine.",
        );
  }
  const urn = urnOf(machine.image);
  if (supportsPlatformPatching(machine.image, settings.operatingSystem)) {
    return met("image", `${urn} is among the images that Azure patches by itself.`);
  }
  const [finding] = platformImageFindings(machine.image, "");
  return bySchedule
    ? met(
        "image",
        `${urn} is not among the images that Azure patches by itself; schedules take more.`,
      )
    : notMet(
        "image",
        finding?.message ?? `${urn} is an image of the other operating system.`,
        finding?.fix ?? "Use an image of the machine's own operating system.",
      );
}

function mode({ machine: { settings, coverage } }: ExplainedMachine): PatchRequirement {
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
        "Choose who patches with `evergreen patch mode`.",
      )
    : notMet(
        "patch mode",
        `It is "${word}": neither Azure nor a schedule patches, but the machine's own system.`,
        "Switch with `evergreen patch mode` where Azure or a schedule is to patch.",
      );
}

function schedule({ machine }: ExplainedMachine): PatchRequirement {
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
          "Attach a schedule, or let Azure patch with `evergreen patch mode`.",
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
        "Let the schedule patch it with `evergreen patch mode`, or take the schedule away.",
      );
}

function assessmentMode({ machine: { settings } }: ExplainedMachine): PatchRequirement {
  return settings.assessmentMode === "AutomaticByPlatform"
    ? met(
        "assessment mode",
        `Azure looks for missing patches every ${assessmentEveryInHours} hours.`,
      )
    : notMet(
        "assessment mode",
        `It is "${settings.assessmentMode ?? "ImageDefault"}": nobody looks for missing patches each day.`,
        'Set "AutomaticByPlatform" with `evergreen patch mode`; it installs nothing.',
      );
}

function lastAssessment({
  machine: { row },
  now,
  staleAfterInHours,
}: ExplainedMachine): PatchRequirement {
  const name = "last assessment";
  const again = "Assess it with `evergreen patch assess`, which installs nothing.";
  if (row.assessedAt === "") {
    return notMet(name, "Azure knows of none in the last 7 days.", again);
  }
  const at = minuteOf(row.assessedAt);
  const [error] = patchErrorsIn(row.assessmentErrors);
  if (row.assessmentStatus === "Failed" || error !== undefined) {
    const why = error === undefined ? "" : ` ${describePatchError(error)}`;
    return notMet(
      name,
      `That of ${at} ended as ${row.assessmentStatus}.${why}`,
      error?.fix ?? again,
    );
  }
  const hours = Math.floor((now.getTime() - Date.parse(row.assessedAt)) / 3_600_000);
  return hours >= staleAfterInHours
    ? notMet(name, `It is ${hours} hours old, of ${at}.`, again)
    : met(name, `It is of ${at}.`);
}

/** Whether the machine has reached its source lately, which no service that is off could. */
function hasAssessed({ machine: { row } }: ExplainedMachine): boolean {
  return row.assessmentStatus === "Succeeded" && patchErrorsIn(row.assessmentErrors).length === 0;
}

function windowsUpdate(explained: ExplainedMachine): PatchRequirement[] {
  const { machine } = explained;
  const name = "Windows Update service";
  if (machine.settings.operatingSystem !== "Windows") {
    return [];
  }
  const error = errorsOf(machine).find(({ cause }) => cause === "WindowsUpdateDisabled");
  if (error !== undefined) {
    return [notMet(name, describePatchError(error), error.fix)];
  }
  return [
    hasAssessed(explained)
      ? met(name, "The last assessment succeeded with it.")
      : {
          name,
          state: "unknown",
          found: "Only the machine tells whether it runs.",
          commands: ["Get-Service wuauserv"],
        },
  ];
}

function errorsOf({ row }: PatchMachine): ReturnType<typeof patchErrorsIn> {
  return [...patchErrorsIn(row.assessmentErrors), ...patchErrorsIn(row.installationErrors)];
}

function extension({ machine, view }: ExplainedMachine): PatchRequirement {
  const name = "patch extension";
  const state = machine.row.patchExtensionState;
  const shown = view?.extension;
  if (state === "Failed" || /fail/i.test(shown?.status ?? "")) {
    return notMet(
      name,
      `It failed to be installed.${shown?.message ? ` ${shown.message}` : ""}`,
      "See the agent's log in the machine, and assess it again with `evergreen patch assess`.",
    );
  }
  if (state === "" && shown === undefined) {
    return {
      name,
      state: "unknown",
      found:
        "It is not there yet: Azure brings it with the first assessment, in off-peak hours, which can take more than three hours.",
      fix: "Do not declare it; bring it now with `evergreen patch assess`.",
    };
  }
  return met(name, `It is there${shown === undefined ? "" : `, version ${shown.version}`}.`);
}

function rebootSetting({ machine }: ExplainedMachine): PatchRequirement {
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

function connectivity(explained: ExplainedMachine): PatchRequirement {
  const name = "patch source reached";
  const { machine } = explained;
  const { operatingSystem } = machine.settings;
  const { reach } = patchSourceOf({
    ...{ operatingSystem, service: machine.row.patchService },
    image: machine.image,
  });
  const error = errorsOf(machine).find(({ cause }) => cause === "SourceUnreachable");
  if (error !== undefined) {
    return { ...notMet(name, describePatchError(error), error.fix), commands: reach };
  }
  return hasAssessed(explained)
    ? met(name, "The last assessment reached it.")
    : {
        name,
        state: "unknown",
        found: "Only the machine tells whether it reaches it.",
        commands: reach,
      };
}
