import type { Platform } from "../operation";

/** Takes one run of a schedule back before it begins. */
export function cancelRun(platform: Platform, runId: string): void {
  cancelled(platform).set(runId.toLowerCase(), platform.clock.now().toISOString());
}

export function isCancelled(platform: Platform, runId: string): boolean {
  return cancelled(platform).has(runId.toLowerCase());
}

function cancelled(platform: Platform): Map<string, string> {
  return platform.estate.notes<string>("cancelled maintenance runs");
}
