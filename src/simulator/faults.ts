import { HttpFaults } from "./http-faults";

/** What can go wrong with one resource. */
export type ResourceFault =
  /** The agent of a machine stops reporting. */
  | "agent silent"
  /** The next long-running operation on a resource never ends. */
  | "operation never ends"
  /** The next automation job of a runbook fails. */
  | "job fails"
  /** Deleting a resource times out. */
  | "deletion times out";

/** Faults on demand: what goes wrong in a simulated Azure, until it is mended or has struck often enough. */
export class Faults {
  /** What goes wrong with requests and their answers. */
  readonly http = new HttpFaults();
  readonly #faults = new Map<string, number>();

  /**
   * Lets something go wrong with a resource.
   *
   * @param times - How often it strikes. Defaults to until it is mended.
   */
  strike(fault: ResourceFault, resourceId: string, times = Infinity): void {
    this.#faults.set(keyOf(fault, resourceId), times);
  }

  mend(fault: ResourceFault, resourceId: string): void {
    this.#faults.delete(keyOf(fault, resourceId));
  }

  /** Whether a fault is there, without using it up. */
  has(fault: ResourceFault, resourceId: string): boolean {
    return this.#faults.has(keyOf(fault, resourceId));
  }

  /** Whether a fault strikes now; uses up one of its times. */
  strikes(fault: ResourceFault, resourceId: string): boolean {
    const key = keyOf(fault, resourceId);
    const left = this.#faults.get(key) ?? 0;
    if (left <= 1) {
      this.#faults.delete(key);
    } else {
      this.#faults.set(key, left - 1);
    }
    return left > 0;
  }
}

function keyOf(fault: ResourceFault, resourceId: string): string {
  return `${fault} ${resourceId.toLowerCase()}`;
}
