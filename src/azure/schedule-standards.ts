import { type Finding, errorFinding } from "./finding";

/** Asks for a maintenance schedule that reaches a machine. Source: learn.microsoft.com azure/update-manager/scheduled-patching. */
export function scheduleAttachedFindings(scheduleCount: number, path: string): Finding[] {
  return scheduleCount > 0
    ? []
    : [
        errorFinding(
          "EVG-MAINTENANCE-020",
          path,
          "No maintenance schedule reaches the machine, so nobody decides when it is patched.",
          "Assign a maintenance configuration of scope InGuestPatch to it, or a dynamic scope that it fits.",
        ),
      ];
}
