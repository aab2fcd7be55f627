/** Pauses between two looks at an object that Azure is at work on grow from the first to the longest, in milliseconds. */
const firstPause = 1000;
const longestPause = 10_000;

/** How long such work is waited for where nobody gives a time, in milliseconds: two hours. */
const longestWait = 2 * 60 * 60 * 1000;

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
