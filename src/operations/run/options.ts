import type { ArmConnection } from "../../arm/transport";
import type { ProgressEvent } from "./progress";

/** What every operation takes: how Azure is reached, and how the run is watched and ended. */
export interface OperationOptions {
  /** The way to Azure: `connectToAzure`, or a simulated Azure's `connect`. */
  readonly connection: ArmConnection;
  /** Ends the run: nothing further is begun, what Azure has accepted goes on and is told. */
  readonly signal?: AbortSignal;
  /** Told of what happens, as it happens. */
  readonly onProgress?: (event: ProgressEvent) => void;
  /** How long work in Azure is waited for, in minutes. Defaults to `160`, as Microsoft's script does. */
  readonly timeoutInMinutes?: number;
  /** How many things are worked on at a time. Defaults to `50`. */
  readonly atMost?: number;
}

export const defaultTimeoutInMinutes = 160;

/** So many long-running operations stay below Azure's limits while they are polled. */
export const defaultAtMost = 50;
