import type { ArmClient } from "../arm/arm-client";
import { azureObject, type AzureObject } from "../arm/azure-object";
import { armUrl } from "../arm/api";

/** Something of Azure, and the time by Azure's own clock when it was answered. */
export interface TimedObject {
  readonly object: AzureObject;
  readonly now: Date;
}

/** Reads something together with Azure's time: the clock of a build machine may be wrong. */
export async function readWithTime(
  client: ArmClient,
  id: string,
  apiVersion: string,
  signal: AbortSignal,
): Promise<TimedObject> {
  const response = await client.get(armUrl(id, apiVersion), signal);
  const told = new Date(response.headers.date ?? "");
  return {
    object: azureObject(response),
    now: Number.isNaN(told.getTime()) ? new Date() : told,
  };
}
