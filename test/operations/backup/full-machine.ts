import assert from "node:assert/strict";
import { planRestorePointCleanUp } from "../../../src/operations/backup";
import { backupGroup, days } from "../../simulator/backup/backed-up-estate";
import type { Caller } from "../../simulator/caller";
import { type Operator, withBackedUpMachine } from "./estate";

export const lock = `${backupGroup}/providers/Microsoft.Authorization/locks/keep`;

export async function putLock(
  owner: Caller,
  id: string = lock,
  level: "CanNotDelete" | "ReadOnly" = "CanNotDelete",
): Promise<void> {
  const answer = await owner.send("PUT", `${id}?api-version=2020-05-01`, { properties: { level } });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
}

/** A machine whose 18 points a lock keeps. */
export async function full(
  properties: object = {},
  simulation: Parameters<typeof withBackedUpMachine>[1] = {},
) {
  const estate = await withBackedUpMachine(properties, simulation);
  // A clock that runs by itself takes each wait for one of so many times its length.
  const pace = Math.max(1, estate.azure.clock.speed);
  await days(estate.owner, 2 / pace);
  await putLock(estate.owner);
  await days(estate.owner, 20 / pace);
  return estate;
}

export const stepsOf = async (operator: Operator, more: object = {}) => {
  const plan = await planRestorePointCleanUp(operator.options, { machine: "machine1", ...more });
  return { plan, steps: plan.changes.map(({ step, name }) => [step, name]) };
};

/** How often an action was used by somebody. */
export function times(
  { azure }: Pick<Awaited<ReturnType<typeof full>>, "azure">,
  objectId: string,
  action: string,
): number {
  return azure
    .recorded(objectId)
    .filter((use) => use.action.toLowerCase() === action.toLowerCase())
    .reduce((sum, use) => sum + use.times, 0);
}
