import { textAt } from "../../arm/azure-object";
import { asObject, ConnectionError } from "../../arm/errors";
import { patchErrorsIn } from "../../azure/patch-errors";
import type { ChangeEnd } from "../run/change-each";
import { begin, watch, type WorkEnd } from "../run/long-running";
import type { Run } from "../run/run";
import {
  isUnderWay,
  type PatchResult,
  type PatchView,
  patchViewOf,
  patchViewUrl,
  readPatchView,
} from "./patch-view";
import { describePatchError } from "./result-problems";

/** Between two looks at work that somebody else began, in milliseconds. */
const pauseBetweenLooks = 30_000;

/** What an assessment or an installation came to, or why that was not seen. */
export type PatchWork =
  | { readonly kind: "ended"; readonly result: PatchResult }
  | { readonly kind: "other"; readonly end: ChangeEnd };

/** Sends the request that begins an assessment or an installation and waits for its result. */
export async function beginPatchWork(
  run: Run,
  machineId: string,
  action: "assessPatches" | "installPatches",
  request: { readonly url: string; readonly body?: unknown },
): Promise<PatchWork> {
  let end: WorkEnd;
  try {
    end = await begin(run, { method: "POST", ...request });
  } catch (error) {
    if (!(error instanceof ConnectionError) || run.signal.aborted) {
      throw error;
    }
    // The answer was lost, and a second request would be a second beginning: the machine tells.
    const isThere = isUnderWay((await readPatchView(run, machineId))[resultOf[action]]);
    if (!isThere) {
      throw error;
    }
    return followPatchWork(run, machineId, resultOf[action]);
  }
  if (end.state !== "succeeded") {
    return { kind: "other", end };
  }
  const result = asObject(end.response.body);
  // Azure keeps a result for some time only; the instance view has the same counts.
  return result?.startDateTime !== undefined || result?.startTime !== undefined
    ? { kind: "ended", result }
    : followPatchWork(run, machineId, resultOf[action]);
}

const resultOf = { assessPatches: "assessment", installPatches: "installation" } as const;

/** Waits until an assessment or an installation that is under way has ended, whoever began it. */
export async function followPatchWork(
  run: Run,
  machineId: string,
  what: keyof PatchView & ("assessment" | "installation"),
): Promise<PatchWork> {
  const end = await watch(
    run,
    patchViewUrl(machineId),
    ({ body }) => {
      const result = patchViewOf(body)[what];
      return isUnderWay(result) ? undefined : { result };
    },
    pauseBetweenLooks,
  );
  if (end.state !== "seen") {
    return { kind: "other", end };
  }
  const { result } = end.seen;
  return result === undefined
    ? {
        kind: "other",
        end: {
          state: "failed",
          detail: `Azure tells no result of the ${what}. Run the same command again.`,
        },
      }
    : { kind: "ended", result };
}

/** Whether a result is a failure, and why, as sentences. */
export function failureOfResult(result: PatchResult): readonly string[] | undefined {
  if (textAt(result, "status") !== "Failed") {
    return undefined;
  }
  const errors = patchErrorsIn(result.error);
  return errors.length === 0
    ? ["Azure names no error."]
    : errors.map((error) => `${describePatchError(error)} ${error.fix}`);
}

export function countIn(result: PatchResult, name: string): number {
  return Number(result[name] ?? 0);
}
