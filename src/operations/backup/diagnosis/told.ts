import { ArmRequestError, ConnectionError } from "../../../arm/errors";
import type { Told } from "../../../azure/backup-diagnosis/facts";
import { describeMissingRight } from "../../../azure/missing-right";
import { graphRefusal } from "../../run/graph-refusal";
import { missingRightOf } from "../../run/operation-error";
import { itemRead } from "../backup-run";

/**
 * What a request told, or why it told nothing: a right that is missing, an error of Azure's, no answer.
 * What ends the whole run, such as Ctrl-C or a sign-in that fails, is thrown on.
 */
export async function told<T>(what: string, request: Promise<T>): Promise<Told<T>> {
  try {
    return { value: await request };
  } catch (error) {
    if (!(error instanceof ArmRequestError) && !(error instanceof ConnectionError)) {
      throw error;
    }
    const right = missingRightOf(error);
    const refusal =
      right === undefined ? graphRefusal(error, itemRead) : describeMissingRight(right);
    return {
      reason:
        refusal === undefined
          ? `${what} could not be read: ${error.message}`
          : `${what} could not be read. ${refusal}`,
    };
  }
}

/** Goes on with what was told. */
export function mapTold<T, U>(answer: Told<T>, change: (value: T) => U): Told<U> {
  return "value" in answer ? { value: change(answer.value) } : answer;
}
