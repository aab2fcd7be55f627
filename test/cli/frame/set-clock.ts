import { Clock } from "../../../src/simulator/index";

/** How many times as fast as real time it runs while somebody waits. */
const pace = 600;

/** A clock that stands at the time that was set, and runs only while a command waits for Azure's work. */
export class SetClock extends Clock {
  /** Turns it to a time ahead. */
  setTo(time: string): void {
    const milliseconds = new Date(time).getTime() - this.now().getTime();
    if (milliseconds < 0) {
      throw new RangeError(`It is later than ${time}: ${this.now().toISOString()}.`);
    }
    this.advance(milliseconds);
  }

  /** Lets it run while something is done. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.runAt(pace);
    try {
      return await work();
    } finally {
      this.runAt(0);
    }
  }
}
