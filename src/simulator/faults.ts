import type { Clock } from "./clock";
import type { Estate } from "./estate";
import { HttpFaults } from "./http-faults";

/** What can go wrong with one resource. */
export type ResourceFault =
  /** The agent of a machine stops reporting. */
  | "agent silent"
  /** The agent of a machine hangs: it says that it is ready, and has not reported since. */
  | "agent hangs"
  /** Somebody shuts a machine down from inside: its agent is silent, and Azure still says that it runs, until it is stopped or started through Azure. */
  | "guest shut down"
  /** The guest of a machine has no DHCP, and so not the address of its host: no extension does its work. */
  | "no DHCP"
  /** An application control in a machine blocks the extension that takes snapshots. */
  | "snapshots blocked"
  /** Compute refuses the snapshot of a machine. */
  | "compute refuses snapshots"
  /** Installing a patch on a machine fails; it is retried. */
  | "patch fails"
  /** The next provisioning of an extension fails, of the one extension or of any of a machine. */
  | "extension fails"
  /** The next installation of an extension's handler fails, of the one extension or of any of a machine. */
  | "extension handler fails"
  /** The next creation or update of a machine fails. */
  | "provisioning fails"
  /** The next long-running operation on a resource never ends. */
  | "operation never ends"
  /** The next automation job of a runbook fails, or the next update of a protected item's agent. */
  | "job fails"
  /** The next job of Site Recovery on a resource, with a mapping its nightly update, ends `PartiallySucceeded`. */
  | "operation partially succeeds"
  /** Deleting a resource times out. */
  | "deletion times out";

/** How often a fault strikes yet, and since when it is there. */
interface Struck {
  /** `null` until it is mended. */
  readonly times: number | null;
  /** ISO date and time. */
  readonly since: string;
}

/**
 * Faults on demand: what goes wrong in a simulated Azure, until it is mended or has struck often
 * enough. They are saved and loaded with the estate.
 */
export class Faults {
  /** What goes wrong with requests and their answers. It is not saved. */
  readonly http = new HttpFaults();
  readonly #faults: Map<string, Struck>;

  constructor(
    estate: Estate,
    private readonly clock: Clock,
  ) {
    this.#faults = estate.notes<Struck>("faults");
  }

  /**
   * Lets something go wrong with a resource.
   *
   * @param times - How often it strikes. Defaults to until it is mended.
   */
  strike(fault: ResourceFault, resourceId: string, times = Infinity): void {
    const key = keyOf(fault, resourceId);
    const since = this.#faults.get(key)?.since ?? this.clock.now().toISOString();
    this.#faults.set(key, { times: Number.isFinite(times) ? times : null, since });
  }

  mend(fault: ResourceFault, resourceId: string): void {
    this.#faults.delete(keyOf(fault, resourceId));
  }

  /** Whether a fault is there, without using it up. */
  has(fault: ResourceFault, resourceId: string): boolean {
    return this.#faults.has(keyOf(fault, resourceId));
  }

  /** Since when a fault is there; `undefined` when it is not. */
  since(fault: ResourceFault, resourceId: string): Date | undefined {
    const since = this.#faults.get(keyOf(fault, resourceId))?.since;
    return since === undefined ? undefined : new Date(since);
  }

  /** Whether a fault strikes now; uses up one of its times. */
  strikes(fault: ResourceFault, resourceId: string): boolean {
    const key = keyOf(fault, resourceId);
    const struck = this.#faults.get(key);
    if (struck === undefined || struck.times === null) {
      return struck !== undefined;
    }
    if (struck.times <= 1) {
      this.#faults.delete(key);
    } else {
      this.#faults.set(key, { ...struck, times: struck.times - 1 });
    }
    return struck.times > 0;
  }
}

function keyOf(fault: ResourceFault, resourceId: string): string {
  return `${fault} ${resourceId.toLowerCase()}`;
}
