import { describeMissingRight, presetsWith } from "../../azure/missing-right";
import { subscriptionScope } from "../../azure/resource-id";
import { graphRefusal } from "../run/graph-refusal";
import { missingRightOf } from "../run/operation-error";
import { lackedActions, permissionsAt } from "../run/own-permissions";
import type { Run } from "../run/run";

/** What the facts of a fleet's patches are read with, by what is hidden without it. */
export const patchReads = {
  machines: ["Microsoft.Compute/virtualMachines/read"],
  assessments: ["Microsoft.Compute/virtualMachines/patchAssessmentResults/latest/read"],
  schedules: [
    "Microsoft.Maintenance/maintenanceConfigurations/read",
    "Microsoft.Maintenance/configurationAssignments/read",
  ],
} as const;

/**
 * Which reads the caller lacks at some subscriptions, as sentences that name action and preset. Azure
 * Resource Graph refuses nobody who may read anything: it leaves out what may not be read.
 */
export async function lackedReads(
  run: Run,
  subscriptions: readonly string[],
  what: keyof typeof patchReads,
): Promise<string[]> {
  const ids = subscriptions.length === 0 ? [run.connection.subscriptionId] : subscriptions;
  const sentences: string[] = [];
  for (const id of ids) {
    const scope = subscriptionScope(id);
    sentences.push(...(await lackedAt(run, scope, patchReads[what])));
  }
  return sentences;
}

async function lackedAt(run: Run, scope: string, actions: readonly string[]): Promise<string[]> {
  try {
    return lackedActions(actions, await permissionsAt(run, scope)).map((action) =>
      describeMissingRight({ action, scope, presets: presetsWith(action) }),
    );
  } catch (error) {
    const right = missingRightOf(error);
    if (right === undefined) {
      throw error;
    }
    return [`Azure does not tell what you may read. ${describeMissingRight({ ...right, scope })}`];
  }
}

/** Azure Resource Graph refuses one who may read nothing at all, and does not say what is missing. */
export function describedRefusal(error: unknown, subscriptions: readonly string[]): unknown {
  const [action] = patchReads.machines;
  const scope = subscriptions.map(subscriptionScope).join(" and ");
  const refusal = graphRefusal(error, action, scope || undefined);
  return refusal === undefined || !(error instanceof Error)
    ? error
    : new Error(`${error.message}\n${refusal}`);
}
