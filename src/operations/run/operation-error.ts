import { ArmRequestError } from "../../arm/errors";
import { InvalidInputError } from "../../azure/finding";
import { describeMissingRight, type MissingRight, missingRightIn } from "../../azure/missing-right";

/** Something kept an operation from its work. The message says what, and names the run. */
export class OperationError extends Error {
  /** The run's id, with which the ids of its requests begin; see Azure's activity log. */
  readonly runId: string;
  /** The right that was missing, where it was one. */
  readonly missingRight: MissingRight | undefined;

  private constructor(runId: string, message: string, cause: unknown) {
    super(`${message}\nRun ${runId}`, { cause });
    this.name = "OperationError";
    this.runId = runId;
    this.missingRight = missingRightOf(cause);
  }

  /** The error as it leaves a run. Wrong input stays what it is: nothing ran. */
  static from(error: unknown, run: { readonly id: string; readonly signal: AbortSignal }): Error {
    if (error instanceof OperationError || error instanceof InvalidInputError) {
      return error;
    }
    return new OperationError(run.id, describeError(error), error);
  }
}

/** Why something failed, with what is to be done about a missing right. */
export function describeError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const right = missingRightOf(error);
  return right === undefined ? message : `${message}\n${describeMissingRight(right)}`;
}

export function missingRightOf(error: unknown): MissingRight | undefined {
  return error instanceof ArmRequestError && error.status === 403
    ? missingRightIn(error.azureMessage)
    : undefined;
}
