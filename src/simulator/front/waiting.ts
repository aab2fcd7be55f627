import type { Clock } from "../clock";

interface Waiter {
  readonly until: number;
  readonly wake: () => void;
}

/**
 * Waiting in this process. Whoever waits is woken when the clock shows the time; the clock is turned
 * to the next of them once nobody has anything else to do, so that many who wait at the same time
 * wait together, as they would in real time.
 */
export class Waiting {
  readonly #clock: Clock;
  readonly #waiters: Waiter[] = [];
  #busy = 0;
  #isScheduled = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Work during which the clock is not turned to those who wait. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#busy++;
    try {
      return await work();
    } finally {
      this.#busy--;
    }
  }

  /** Resolves when so much time has passed; throws the signal's reason when it is aborted before. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    // A clock that runs by itself has had the wait scaled down to its pace.
    const until = this.#clock.now().getTime() + milliseconds * Math.max(1, this.#clock.speed);
    return new Promise((resolve, reject) => {
      const waiter = {
        until,
        wake: () => {
          signal?.removeEventListener("abort", abort);
          resolve();
        },
      };
      const abort = () => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the reason is the caller's own
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", abort, { once: true });
      this.#waiters.push(waiter);
      this.#schedule();
    });
  }

  #schedule(): void {
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      setImmediate(() => {
        this.#isScheduled = false;
        this.#turn();
      });
    }
  }

  #turn(): void {
    if (this.#waiters.length === 0) {
      return;
    }
    if (this.#busy === 0) {
      const next = Math.min(...this.#waiters.map(({ until }) => until));
      this.#clock.advance(Math.max(0, next - this.#clock.now().getTime()));
      const due = this.#waiters.filter(({ until }) => until <= next);
      for (const waiter of due) {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        waiter.wake();
      }
    }
    this.#schedule();
  }
}
