import { textAt } from "../../arm/azure-object";
import { patchErrorsIn } from "../../azure/patch-errors";
import type { ChangeEnd } from "../run/change-each";
import type { PlannedChange } from "../run/change-plan";
import { countIn, failureOfResult } from "./patch-result";
import type { PatchResult } from "./patch-view";
import { describePatchError } from "./result-problems";

/** What an installation on one machine came to. */
export interface InstallationResult {
  readonly id: string;
  readonly name: string;
  /** `Succeeded`, `CompletedWithWarnings` or `Failed`. */
  readonly status: string;
  readonly installed: number;
  readonly failed: number;
  readonly pending: number;
  readonly excluded: number;
  readonly notSelected: number;
  /** `NotNeeded`, `Required`, `Started`, `Failed` or `Completed`; left out where Azure does not tell. */
  readonly rebootStatus?: string;
  /** Whether there was no time for all of it. */
  readonly durationExceeded: boolean;
  readonly errors: readonly string[];
}

export function installationResult(
  { id, name }: PlannedChange,
  result: PatchResult,
): InstallationResult {
  const rebootStatus = textAt(result, "rebootStatus");
  return {
    id,
    name,
    status: textAt(result, "status"),
    installed: countIn(result, "installedPatchCount"),
    failed: countIn(result, "failedPatchCount"),
    pending: countIn(result, "pendingPatchCount"),
    excluded: countIn(result, "excludedPatchCount"),
    notSelected: countIn(result, "notSelectedPatchCount"),
    ...(rebootStatus === "" ? {} : { rebootStatus }),
    durationExceeded: result.maintenanceWindowExceeded === true,
    errors: patchErrorsIn(result.error).map(describePatchError),
  };
}

const rebootWords: Readonly<Record<string, string>> = {
  NotNeeded: "no restart needed",
  Required: "a restart is still needed",
  Started: "it restarts",
  Failed: "its restart failed",
  Completed: "it was restarted",
};

export function installationEnd(result: PatchResult, wasUnderWay: boolean): ChangeEnd {
  const count = (name: string, word: string): string[] => {
    const number = countIn(result, `${name}PatchCount`);
    return number === 0 ? [] : [`${number} ${word}`];
  };
  const counts = [
    `${countIn(result, "installedPatchCount")} installed`,
    ...count("failed", "failed"),
    ...count("pending", "pending"),
    ...count("excluded", "excluded"),
  ].join(", ");
  const word = rebootWords[textAt(result, "rebootStatus")];
  const parts = [
    counts,
    ...(word === undefined ? [] : [word]),
    ...(result.maintenanceWindowExceeded === true ? ["there was no time for all of it"] : []),
    ...(wasUnderWay ? ["it was under way already"] : []),
  ];
  const failure = failureOfResult(result);
  return failure === undefined
    ? { state: "succeeded", detail: parts.join("; ") }
    : { state: "failed", detail: `${parts.join("; ")}. ${failure.join(" ")}` };
}
