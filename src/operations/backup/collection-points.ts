import { armUrl, virtualMachineApiVersion } from "../../arm/api";
import { azureObject, objectsIn, textOf } from "../../arm/azure-object";
import { asObject } from "../../arm/errors";
import type { ArmResponse } from "../../arm/transport";
import type { Run } from "../run/run";
import type { CollectionPoints } from "./clean-up-steps";

/**
 * Reads the restore points of a collection; `undefined` when it is gone.
 *
 * Shape: RestorePointCollection_Get_WithContainedRestorePoints.json.
 */
export async function collectionPoints(
  run: Run,
  id: string,
): Promise<CollectionPoints | undefined> {
  const answer = await run.client.getOrUndefined(collectionUrl(id), run.signal);
  return answer === undefined ? undefined : pointsIn(id, answer);
}

/** The restore points of a collection that was read. */
export function pointsIn(id: string, answer: ArmResponse): CollectionPoints {
  const points = objectsIn(azureObject(answer).properties.restorePoints);
  const [oldest, ...others] = points
    .map((point) => textOf(asObject(point.properties)?.timeCreated))
    .filter((moment) => moment !== undefined)
    .sort();
  return {
    id,
    points: points.length,
    ...(oldest === undefined ? {} : { oldest, newest: others.at(-1) ?? oldest }),
  };
}

/** Where a collection is read with its points. */
export function collectionUrl(id: string): string {
  return `${armUrl(id, virtualMachineApiVersion)}&$expand=restorePoints`;
}
