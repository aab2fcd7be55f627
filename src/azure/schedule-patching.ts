import { propertyPath, type Finding } from "./finding";

/** What decides who patches a machine. */
export interface ScheduledMachine {
  readonly patchMode: string | undefined;
  /** `bypassPlatformSafetyChecksOnUserSchedule`. Defaults to `false`. */
  readonly bypass: boolean | undefined;
  /** Whether a maintenance schedule reaches the machine, assigned to it or by a dynamic scope. */
  readonly scheduleAttached: boolean;
}

/**
 * Who patches a machine, given its bypass flag and whether a schedule is attached; the operating
 * system's own updater is not looked at. `error` is what the schedule's run reports. Source: learn.microsoft.com update-manager/prerequsite-for-schedule-patching.
 */
export function schedulePatchingOutcome(machine: ScheduledMachine): {
  readonly patches: "Schedule" | "Platform" | "Nobody";
  readonly error?: string;
} {
  const platform = machine.patchMode === "AutomaticByPlatform";
  const bypass = machine.bypass ?? false;
  if (!machine.scheduleAttached) {
    return { patches: platform && !bypass ? "Platform" : "Nobody" };
  }
  return platform && bypass
    ? { patches: "Schedule" }
    : { patches: "Nobody", error: "The prerequisites for schedule patching are not met." };
}

/** Refuses a schedule that cannot run; warns of a machine that waits for a schedule which it does not have. */
export function schedulePatchingFindings(machine: ScheduledMachine, basePath: string): Finding[] {
  const { patchMode, scheduleAttached } = machine;
  const bypass = machine.bypass ?? false;
  const platform = patchMode === "AutomaticByPlatform";
  const outcome = schedulePatchingOutcome(machine);
  if (outcome.error !== undefined) {
    const mode = patchMode === undefined ? "not set" : `"${patchMode}"`;
    return [
      {
        ruleId: "EVG-PATCH-015",
        severity: "error",
        propertyPath: propertyPath(
          basePath,
          platform ? "bypassPlatformSafetyChecksOnUserSchedule" : "patchMode",
        ),
        message: `A maintenance schedule is attached, but nothing will patch the machine: patchMode is ${mode} and bypassPlatformSafetyChecksOnUserSchedule is ${bypass}.`,
        fix: 'Set patchMode to "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule to true, or take the schedule away.',
      },
    ];
  }
  if (platform && bypass && !scheduleAttached) {
    return [
      {
        ruleId: "EVG-PATCH-016",
        severity: "warning",
        propertyPath: propertyPath(basePath, "bypassPlatformSafetyChecksOnUserSchedule"),
        message:
          "bypassPlatformSafetyChecksOnUserSchedule is true, but no maintenance schedule is attached, so nothing will patch the machine.",
        fix: "Attach a maintenance schedule, or set bypassPlatformSafetyChecksOnUserSchedule to false to let Azure patch.",
      },
    ];
  }
  return [];
}
