import type { ArmClient } from "../arm/arm-client";
import { ArmRequestError } from "../arm/errors";
import type { ArmRequest, ArmResponse } from "../arm/transport";

/** Pauses between two looks at an object that Azure is at work on grow from the first to the longest, in milliseconds. */
const firstPause = 1000;
const longestPause = 10_000;

/** How long such work is waited for where the program gives no time, in milliseconds: two hours. */
const longestWait = 2 * 60 * 60 * 1000;

export interface Change {
  readonly request: ArmRequest;
  readonly signal: AbortSignal;
  /** Makes the error for a change that Azure has accepted and that is not complete. */
  readonly halfMade: (reason: string) => Error;
}

/**
 * Sends a change and waits until it is complete. Throws what Azure answered when it refused the
 * change; once it may have been accepted, every end but success is thrown as half made.
 */
export async function carryOut(client: ArmClient, change: Change): Promise<ArmResponse> {
  const { request, signal, halfMade } = change;
  signal.throwIfAborted();
  let accepted: ArmResponse;
  try {
    accepted = await client.send(request, signal);
  } catch (error) {
    // Without an answer nobody knows whether Azure has begun.
    throw error instanceof ArmRequestError ? error : halfMade(reasonOf(error, signal));
  }
  try {
    return await client.settle(accepted, request, { signal });
  } catch (error) {
    throw halfMade(reasonOf(error, signal));
  }
}

/** Why waiting ended, as a sentence or two that say what comes next. */
export function reasonOf(error: unknown, signal: AbortSignal): string {
  const cause: unknown = signal.aborted ? signal.reason : error;
  const text = cause instanceof Error ? cause.message : String(cause);
  return signal.aborted
    ? `${text} Azure goes on with what it accepted; the next \`pulumi up\` waits for it.`
    : `${text} The next \`pulumi up\` goes on from here.`;
}

/**
 * Looks again until a state is no longer a passing one. What ends the waiting before is thrown
 * as `stopped` makes it.
 */
export async function waitWhile<T>(
  first: T,
  isPassing: (state: T) => boolean,
  again: {
    readonly look: () => Promise<T>;
    readonly wait: (milliseconds: number) => Promise<void>;
    readonly stopped: (error: unknown) => Error;
    /** In milliseconds. Defaults to two hours. */
    readonly longest?: number;
  },
): Promise<T> {
  const { look, wait, stopped, longest = longestWait } = again;
  let state = first;
  try {
    let waited = 0;
    for (let pause = firstPause; isPassing(state); pause = Math.min(2 * pause, longestPause)) {
      if (waited >= longest) {
        throw new Error(`Azure was still at work after ${longest / 60_000} minutes.`);
      }
      const next = Math.min(pause, longest - waited);
      await wait(next);
      waited += next;
      state = await look();
    }
  } catch (error) {
    throw stopped(error);
  }
  return state;
}
