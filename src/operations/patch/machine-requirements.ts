import { effectivePatchMode } from "../../azure/guest-patching";
import { platformImageFindings, supportsPlatformPatching, urnOf } from "../../azure/images";
import { assessCommand } from "./next-commands";
import { powerWord } from "./problem";
import { type ExplainedMachine, met, notMet, type PatchRequirement } from "./requirement";

/** Without an `osProfile` Azure knows no patch settings. */
export function osProfile({ machine }: ExplainedMachine): PatchRequirement {
  return machine.hasOsProfile
    ? met("osProfile", "Azure has one, and in it the patch settings.")
    : notMet(
        "osProfile",
        "There is none: the machine was made from a specialised disk or image, and Azure knows no patch settings.",
        "Assess and install on demand, patch it from inside, or make it anew from an image with an osProfile.",
      );
}

/** Only a running machine is assessed and patched. */
export function power({ machine: { row } }: ExplainedMachine): PatchRequirement {
  const word = powerWord(row.powerState);
  return word === "running"
    ? met("power", "It is running.")
    : notMet(
        "power",
        `It is ${word}.`,
        "Start it, and let it run a quarter of an hour before a window opens and in off-peak hours.",
      );
}

/** The agent is there and answers. */
export function agent({ machine, view }: ExplainedMachine): PatchRequirement {
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
  if (powerWord(machine.row.powerState) !== "running") {
    return { name: "agent", state: "unknown", found: "It reports only while the machine runs." };
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

/** The agent of Linux must not be too old. */
export function agentVersion({ machine, view }: ExplainedMachine): PatchRequirement {
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

/** Azure patches listed images by itself; schedules take more. */
export function image({ machine }: ExplainedMachine): PatchRequirement {
  const { settings, coverage } = machine;
  if (effectivePatchMode(settings) !== "AutomaticByPlatform") {
    return {
      name: "image",
      state: "notNeeded",
      found: "It counts where Azure or a schedule patches.",
    };
  }
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

/** The extension that patches is there. */
export function extension({ machine, view }: ExplainedMachine): PatchRequirement {
  const name = "patch extension";
  const state = machine.row.patchExtensionState;
  const shown = view?.extension;
  if (state === "Failed" || /fail/i.test(shown?.status ?? "")) {
    return notMet(
      name,
      `It failed to be installed.${shown?.message ? ` ${shown.message}` : ""}`,
      `See the agent's log in the machine, and assess it again with ${assessCommand(machine)}.`,
    );
  }
  if (state === "" && shown === undefined) {
    return {
      name,
      state: "unknown",
      found:
        "It is not there yet: Azure brings it with the first assessment, in off-peak hours, which can take more than three hours.",
      fix: `Do not declare it; bring it now with ${assessCommand(machine)}.`,
    };
  }
  return met(name, `It is there${shown === undefined ? "" : `, version ${shown.version}`}.`);
}
