import { ArmRequestError } from "../../arm/errors";
import { describeMissingRight } from "../../azure/missing-right";
import { missingRightOf } from "../run/operation-error";
import type { Run } from "../run/run";
import { readReplicatedMachines, type ReplicatedMachine } from "./replicated-items";
import type { ChosenVault } from "./vaults";

/**
 * What was read; `undefined` where a right is missing.
 *
 * @param onMissing - Is told a sentence with the right.
 */
export async function readable<T>(
  read: () => Promise<T>,
  onMissing: (refusal: string) => void,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ArmRequestError && error.status === 403)) {
      throw error;
    }
    onMissing(missingRightText(error));
    return undefined;
  }
}

/** The machines of a vault; where they may not be read, `unknown` gets a sentence that says so. */
export function readableMachines(
  run: Run,
  { id, name }: ChosenVault,
  unknown: string[],
): Promise<readonly ReplicatedMachine[] | undefined> {
  return readable(
    () => readReplicatedMachines(run, id),
    (right) => unknown.push(`The machines of ${name} are not known. ${right}`),
  );
}

function missingRightText(error: ArmRequestError): string {
  const right = missingRightOf(error);
  return right === undefined ? error.message : describeMissingRight(right);
}
