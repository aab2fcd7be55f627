interface Due {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/**
 * The one clock of a simulated Azure. Time stands still until `advance` turns it, or, when
 * `speed` is given, runs by itself that many times as fast as real time. `runAt` changes its speed.
 */
export class Clock {
  #offset: number;
  #speed: number;
  #started = Date.now();
  #order = 0;
  /** What is still to be done, the next first. */
  readonly #due: Due[] = [];
  #running = false;

  constructor(options: { readonly start?: Date; readonly speed?: number } = {}) {
    this.#offset = (options.start ?? new Date("2026-11-01T08:00:00Z")).getTime();
    this.#speed = options.speed ?? 0;
  }

  /** How many times as fast as real time it runs by itself; 0 when only `advance` turns it. */
  get speed(): number {
    return this.#speed;
  }

  /** From now on it runs by itself so many times as fast as real time; at 0 it stands still. */
  runAt(speed: number): void {
    this.#offset = this.#time();
    this.#started = Date.now();
    this.#speed = speed;
  }

  /** The time now. Work whose time has come is done before it is told. */
  now(): Date {
    this.#runDue(this.#time());
    return new Date(this.#time());
  }

  /** Turns the clock, doing what falls due in order, each at its own time. */
  advance(milliseconds: number): void {
    const target = this.#time() + milliseconds;
    this.#runDue(target);
    this.#turnTo(target);
  }

  /** Does something when a time has passed. */
  after(milliseconds: number, run: () => void): void {
    const due = { at: this.#time() + milliseconds, order: this.#order++, run };
    this.#due.splice(this.#placeOf(due), 0, due);
  }

  #time(): number {
    return this.#offset + (Date.now() - this.#started) * this.#speed;
  }

  /** Never back: a clock that runs by itself may be past it. */
  #turnTo(time: number): void {
    this.#offset += Math.max(0, time - this.#time());
  }

  #runDue(target: number): void {
    // Work that looks at the clock must not start the next before it has ended itself.
    if (this.#running) {
      return;
    }
    this.#running = true;
    try {
      for (let next = this.#takeDue(target); next !== undefined; next = this.#takeDue(target)) {
        this.#turnTo(next.at);
        next.run();
      }
    } finally {
      this.#running = false;
    }
  }

  #takeDue(target: number): Due | undefined {
    const [next] = this.#due;
    return next !== undefined && next.at <= target ? this.#due.shift() : undefined;
  }

  /** Where something new stands: behind all that comes no later. */
  #placeOf({ at }: Due): number {
    let [low, high] = [0, this.#due.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#due[middle]?.at ?? 0) <= at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
