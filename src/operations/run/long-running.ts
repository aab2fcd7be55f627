import { ArmOperationError, ArmRequestError } from "../../arm/errors";
import { settle, type SettleOptions } from "../../arm/long-running";
import type { ArmRequest, ArmResponse } from "../../arm/transport";
import { describeError } from "./operation-error";
import type { Run } from "./run";

/** How work in Azure ended, or where it is when nobody waits any longer. */
export type WorkEnd =
  | { readonly state: "succeeded"; readonly response: ArmResponse }
  | { readonly state: "failed"; readonly error: ArmOperationError }
  | UnseenEnd;

/** The run's time was over, or it was ended: Azure goes on with the work. */
export interface UnseenEnd {
  readonly state: "timedOut" | "underWay";
  /** Why the work was not seen to end, a sentence. */
  readonly reason: string;
}

/** Pause after a poll that failed, in milliseconds: as Azure asks for between polls of long work. */
const pauseAfterFailedPoll = 30_000;

/**
 * Sends a request and follows the work that it begins until it ends or the run does. A poll that
 * fails says nothing of the work, which stays under way and is asked for again. Throws
 * {@linkcode ArmRequestError} when the request itself is refused, for then nothing was begun.
 */
export async function begin(
  run: Run,
  request: ArmRequest,
  options: Omit<SettleOptions, "signal"> = {},
): Promise<WorkEnd> {
  return follow(run, await run.client.send(request, run.signal), request, options);
}

/** Follows the work that a request began; see {@linkcode begin}. */
export async function follow(
  run: Run,
  accepted: ArmResponse,
  request: ArmRequest,
  options: Omit<SettleOptions, "signal"> = {},
): Promise<WorkEnd> {
  const { signal } = run;
  const poller = {
    send: (poll: ArmRequest) => patiently(run, poll),
    wait: (milliseconds: number) => waitWithin(run, milliseconds),
  };
  try {
    const response = await settle(poller, accepted, request, { ...options, signal });
    return { state: "succeeded", response };
  } catch (error) {
    return error instanceof ArmOperationError ? { state: "failed", error } : unseenEnd(run, error);
  }
}

/**
 * Reads something again and again until a judgement of the answer is there or the run ends. For work
 * that is told by a thing of its own, such as a job. A poll that fails says nothing of the work.
 *
 * @param judge - What the answer says of the end; `undefined` while it goes on.
 * @param pauseInMilliseconds - Between two polls.
 */
export async function watch<Seen>(
  run: Run,
  url: string,
  judge: (answer: ArmResponse) => Seen | undefined,
  pauseInMilliseconds: number,
): Promise<{ readonly state: "seen"; readonly seen: Seen } | UnseenEnd> {
  try {
    for (;;) {
      const seen = judge(await patiently(run, { method: "GET", url }));
      if (seen !== undefined) {
        return { state: "seen", seen };
      }
      await waitWithin(run, pauseInMilliseconds);
    }
  } catch (error) {
    return unseenEnd(run, error);
  }
}

/** Why the end of work was not seen. Throws what is no reason for that. */
function unseenEnd(run: Run, error: unknown): UnseenEnd {
  if (error instanceof TimeIsOver) {
    return { state: "timedOut", reason: error.message };
  }
  if (run.signal.aborted) {
    return { state: "underWay", reason: "The run was ended; Azure goes on with it." };
  }
  if (error instanceof ArmRequestError) {
    return { state: "underWay", reason: `It cannot be followed: ${describeError(error)}` };
  }
  throw error;
}

/** The run's time was over before something ended. The message says so. */
export class TimeIsOver extends Error {}

/** Polls until there is an answer. A refusal will not pass, so it ends the polling. */
async function patiently(run: Run, poll: ArmRequest): Promise<ArmResponse> {
  for (;;) {
    try {
      return await run.client.send(poll, run.signal);
    } catch (error) {
      const isRefused =
        error instanceof ArmRequestError && [400, 401, 403, 404].includes(error.status);
      if (run.signal.aborted || isRefused) {
        throw error;
      }
      await waitWithin(run, pauseAfterFailedPoll, error);
    }
  }
}

/** Waits, but no longer than the run has time; throws {@linkcode TimeIsOver} when it has none. */
export async function waitWithin(run: Run, milliseconds: number, failure?: unknown): Promise<void> {
  const remaining = run.remainingInMilliseconds;
  if (remaining === 0) {
    const poll = failure === undefined ? "" : ` The last poll failed: ${describeError(failure)}`;
    throw new TimeIsOver(
      `It had not ended after the ${run.timeoutInMinutes} minutes of this run; Azure goes on with it.${poll}`,
    );
  }
  await run.wait(Math.min(milliseconds, remaining));
}
