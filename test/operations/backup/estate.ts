import type { RoleTemplate } from "../../../src/azure/roles";
import type { OperationOptions } from "../../../src/operations/run/options";
import type { ProgressEvent } from "../../../src/operations/run/progress";
import { Run } from "../../../src/operations/run/run";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { subscriptionId } from "../../simulator/caller";
import { type BackedUp, withItem } from "../../simulator/backup/backed-up-estate";

/** Somebody who works on backups, and what their run told. */
export interface Operator {
  readonly objectId: string;
  readonly options: OperationOptions;
  readonly events: ProgressEvent[];
}

/** Somebody with a role at the subscription or, where it is named, at a scope of their own. */
export function operator(
  azure: SimulatedAzure,
  role: string | RoleTemplate = "Owner",
  scope?: string,
): Operator {
  const principal = azure.createServicePrincipal("operator");
  azure.grant({
    principalId: principal.objectId,
    role,
    ...(scope === undefined ? {} : { scope }),
  });
  const events: ProgressEvent[] = [];
  return {
    objectId: principal.objectId,
    options: {
      connection: azure.connect(principal),
      onProgress: (event) => {
        events.push(event);
      },
    },
    events,
  };
}

export function runOf({ options }: Operator): Run {
  return new Run(options);
}

/** A machine that a vault backs up, and somebody who owns both. */
export async function withBackedUpMachine(
  properties: object = {},
  simulation: Parameters<typeof withItem>[2] = {},
): Promise<BackedUp & { readonly operator: Operator }> {
  const estate = await withItem(properties, {}, simulation);
  return { ...estate, operator: operator(estate.azure) };
}

export { subscriptionId };
