/** The engine cancelled the deployment, or went away. */
export class CancelledError extends Error {
  constructor() {
    super("The deployment was cancelled.");
    this.name = "CancelledError";
  }
}

/** The time that the program allows for an operation is over. */
export class OperationTimeoutError extends Error {
  constructor(seconds: number) {
    super(`The operation did not end within its ${seconds} s (customTimeouts).`);
    this.name = "OperationTimeoutError";
  }
}

/** Longest time that a Node timer holds, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/** The calls under way, so that they can be stopped: all at once, or one when its time is over. */
export class RunningCalls {
  readonly #controllers = new Set<AbortController>();

  /** Runs work with a signal. A timeout of 0 means no limit. */
  async run<T>(
    timeoutInSeconds: number,
    work: (signal: AbortSignal) => Promise<T>,
    onStart?: (controller: AbortController) => void,
  ): Promise<T> {
    const controller = new AbortController();
    this.#controllers.add(controller);
    const timer =
      timeoutInSeconds > 0
        ? setTimeout(
            () => {
              controller.abort(new OperationTimeoutError(timeoutInSeconds));
            },
            Math.min(timeoutInSeconds * 1000, longestTimer),
          )
        : undefined;
    onStart?.(controller);
    try {
      return await work(controller.signal);
    } finally {
      clearTimeout(timer);
      this.#controllers.delete(controller);
    }
  }

  /** Tells every call under way to stop; does not wait for them. */
  cancelAll(): void {
    for (const controller of this.#controllers) {
      controller.abort(new CancelledError());
    }
  }
}

/** Seconds that the program allows for a call, 0 when it sets no limit. */
export function timeoutOf(request: unknown): number {
  const { getTimeout } = request as { getTimeout?: () => number };
  return getTimeout === undefined ? 0 : getTimeout.call(request);
}
