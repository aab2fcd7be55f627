import { effectivePatchMode, type GuestPatchSettings } from "../../azure/guest-patching";
import type { ImageReference } from "../../azure/images";
import { platformPatchingObstacles } from "../../azure/platform-patching";
import type { PatchMachine } from "./machines";
import type { PatchedByWord } from "./patched-by-words";

/** A command for one machine, as a message names it. */
export type MachineCommand = `\`evergreen patch ${string}\``;

type Named = Pick<PatchMachine, "row">;

/** The command that lets somebody else patch a machine. */
export const modeCommand = ({ row }: Named, word: PatchedByWord): MachineCommand =>
  `\`evergreen patch mode ${word} --name ${row.name}\``;

export const assessCommand = ({ row }: Named): MachineCommand =>
  `\`evergreen patch assess --name ${row.name}\``;

export const installCommand = ({ row }: Named): MachineCommand =>
  `\`evergreen patch install --name ${row.name}\``;

export const explainCommand = ({ row }: Named): MachineCommand =>
  `\`evergreen patch explain ${row.name}\``;

/** The Azure CLI's command that applies a machine as it is once more. */
export const reapplyCommand = ({ row }: Named): string => `\`az vm reapply --ids ${row.id}\``;

/** The word for whom the settings of a machine let patch it: given again, nothing but the assessments changes. */
export function currentWord(settings: GuestPatchSettings): PatchedByWord {
  switch (effectivePatchMode(settings)) {
    case "AutomaticByPlatform":
      return settings.bypassPlatformSafetyChecksOnUserSchedule === true ? "schedule" : "platform";
    case "Manual":
      return "manual";
    default:
      return "os";
  }
}

/** What to do where a schedule reaches a machine and cannot patch it, a sentence. */
export function letSchedulePatch(machine: Named): string {
  return `Let the schedule patch it with ${modeCommand(machine, "schedule")}, or take the schedule away.`;
}

/** What to do where a machine waits for a schedule and none reaches it, a sentence. */
export function attachSchedule(machine: Named & Pick<PatchMachine, "settings" | "image">): string {
  return takesPlatform(machine)
    ? `Attach a schedule, or let Azure patch it with ${modeCommand(machine, "platform")}.`
    : "Attach a schedule.";
}

/**
 * Who can be let patch a machine besides its own system, each with the command, as the end of a sentence.
 * Azure itself patches machines of listed images alone.
 */
export function whoCanPatch(machine: Named & Pick<PatchMachine, "settings" | "image">): string {
  const schedule = `a schedule with ${modeCommand(machine, "schedule")}`;
  return takesPlatform(machine)
    ? `Azure with ${modeCommand(machine, "platform")}, ${schedule}`
    : schedule;
}

/** Whether Azure would patch a machine by itself, were it let to. */
function takesPlatform({
  settings,
  image,
}: {
  readonly settings: GuestPatchSettings;
  readonly image: ImageReference | undefined;
}): boolean {
  const wanted = {
    ...settings,
    patchMode: "AutomaticByPlatform",
    bypassPlatformSafetyChecksOnUserSchedule: false,
  };
  return (
    platformPatchingObstacles({ settings: wanted, image, scheduleAttached: false }).length === 0
  );
}
