import { Clock } from "../../../src/simulator/index";

/** A clock that stands at the time that was set, and runs only while a command waits for Azure's work. */
export class SetClock extends Clock {
  readonly #pace: number;

  /** @param pace - How many times as fast as real time it runs then. Defaults to `600`. */
  constructor(pace = 600) {
    super();
    this.#pace = pace;
  }

  /** Turns it to a time ahead. */
  setTo(time: string): void {
    const milliseconds = new Date(time).getTime() - this.now().getTime();
    if (milliseconds < 0) {
      throw new RangeError(`It is later than ${time}: ${this.now().toISOString()}.`);
    }
    this.advance(milliseconds);
  }

  /** Turns it to the next minute's begin: a command then sees one and the same minute. */
  toWholeMinute(): void {
    this.advance(60_000 - (this.now().getTime() % 60_000));
  }

  /** Lets it run while something is done. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.runAt(this.#pace);
    try {
      return await work();
    } finally {
      this.runAt(0);
    }
  }
}
