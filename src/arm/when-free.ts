import { ArmRequestError } from "./errors";

/** How long an object is waited for that other work holds, in milliseconds, and the pauses between tries. */
export const longestHold = 30 * 60_000;
const firstPause = 10_000;
const longestPause = 60_000;

/** Whether Azure refused something because other work holds the object: Site Recovery changes one in one job at a time. */
export function isHeld(error: unknown): boolean {
  return error instanceof ArmRequestError && error.status === 409;
}

/**
 * Tries again while other work holds an object, up to half an hour. What Azure answers then is not
 * published, so every 409 is taken for it. Throws the last one in the end.
 *
 * @param attempt - Told how many times it was tried before.
 * @param pause - Waits so many milliseconds.
 */
export async function whenFree<T>(
  attempt: (triesBefore: number) => Promise<T>,
  pause: (milliseconds: number) => Promise<void>,
): Promise<T> {
  let waited = 0;
  let next = firstPause;
  for (let tries = 0; ; tries++) {
    try {
      return await attempt(tries);
    } catch (error) {
      if (!isHeld(error) || waited >= longestHold) {
        throw error;
      }
    }
    await pause(next);
    waited += next;
    next = Math.min(2 * next, longestPause);
  }
}
