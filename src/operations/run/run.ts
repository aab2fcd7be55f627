import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { ArmClient } from "../../arm/arm-client";
import { MarkedTransport } from "../../arm/marked-transport";
import { PacedTransport } from "../../arm/paced-transport";
import type { ArmConnection } from "../../arm/transport";
import { OperationError } from "./operation-error";
import { defaultAtMost, defaultTimeoutInMinutes, type OperationOptions } from "./options";
import type { ProgressEvent, StepState } from "./progress";

/**
 * One run of an operation: its id, its way to Azure, its clock and its end. All requests of a run
 * share Azure's limits and carry the run's id.
 */
export class Run {
  /** Found again in Azure's activity log: the id of each request begins with it. */
  readonly id: string;
  readonly connection: ArmConnection;
  readonly client: ArmClient;
  /** Never aborted when the caller gave none. */
  readonly signal: AbortSignal;
  readonly timeoutInMinutes: number;
  readonly atMost: number;
  readonly #transport: PacedTransport;
  readonly #marked: MarkedTransport;
  readonly #onProgress: (event: ProgressEvent) => void;
  readonly #deadline: number;

  constructor(options: OperationOptions) {
    this.id = randomUUID().slice(0, -13);
    this.connection = options.connection;
    this.#marked = new MarkedTransport(options.connection.transport, this.id);
    this.#transport = new PacedTransport(this.#marked);
    this.client = new ArmClient(this.#transport);
    this.signal = options.signal ?? new AbortController().signal;
    // Everything that waits in a run listens to it, and that is no leak.
    setMaxListeners(0, this.signal);
    this.timeoutInMinutes = options.timeoutInMinutes ?? defaultTimeoutInMinutes;
    this.atMost = options.atMost ?? defaultAtMost;
    this.#onProgress = options.onProgress ?? (() => undefined);
    this.#deadline = this.now().getTime() + this.timeoutInMinutes * 60_000;
  }

  /** Azure's time. */
  now(): Date {
    return this.#transport.now();
  }

  /** The subscriptions that are named; the connection's where none is. */
  subscriptionsOf(named: readonly string[] = []): readonly string[] {
    return named.length === 0 ? [this.connection.subscriptionId] : named;
  }

  /** How many requests were sent. */
  get requests(): number {
    return this.#marked.requests;
  }

  /** What is left of the run's time, in milliseconds; 0 when it is over. */
  get remainingInMilliseconds(): number {
    return Math.max(0, this.#deadline - this.now().getTime());
  }

  wait(milliseconds: number): Promise<void> {
    return this.#transport.wait(milliseconds, this.signal);
  }

  say(text: string): void {
    this.#onProgress({ kind: "message", text });
  }

  step(thing: { readonly id: string; readonly name: string }, state: StepState, detail?: string) {
    const { id, name } = thing;
    this.#onProgress({
      kind: "step",
      id,
      name,
      state,
      ...(detail === undefined ? {} : { detail }),
    });
  }
}

/**
 * Runs the work of an operation. What it throws is thrown as an {@linkcode OperationError} with the
 * run's id and, where a right was missing, with the action and the role that grants it.
 */
export async function inRun<T>(
  options: OperationOptions,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const run = new Run(options);
  try {
    return await work(run);
  } catch (error) {
    throw OperationError.from(error, run);
  }
}
