import type { ArmClient } from "../arm/arm-client";
import { ArmRequestError } from "../arm/errors";
import type { ArmRequest, ArmResponse } from "../arm/transport";

export interface Change {
  readonly request: ArmRequest;
  readonly signal: AbortSignal;
  /** Makes the error for a change that Azure has accepted and that is not complete. */
  readonly halfMade: (reason: string) => Error;
}

/**
 * Sends a change and waits until it is complete. Throws what Azure answered when it refused the
 * change; once it may have been accepted, every end but success is thrown as half made.
 */
export async function carryOut(client: ArmClient, change: Change): Promise<ArmResponse> {
  const { request, signal, halfMade } = change;
  signal.throwIfAborted();
  let accepted: ArmResponse;
  try {
    accepted = await client.send(request, signal);
  } catch (error) {
    // Without an answer nobody knows whether Azure has begun.
    throw error instanceof ArmRequestError ? error : halfMade(reasonOf(error, signal));
  }
  try {
    return await client.settle(accepted, request, { signal });
  } catch (error) {
    throw halfMade(reasonOf(error, signal));
  }
}

/** Why waiting ended, as a sentence or two that say what comes next. */
export function reasonOf(error: unknown, signal: AbortSignal): string {
  const cause: unknown = signal.aborted ? signal.reason : error;
  const text = cause instanceof Error ? cause.message : String(cause);
  return signal.aborted
    ? `${text} Azure goes on with what it accepted; the next \`pulumi up\` waits for it.`
    : `${text} The next \`pulumi up\` goes on from here.`;
}
