import { describeMissingRight, type personalPresets } from "../../azure/missing-right";
import { subscriptionScope } from "../../azure/resource-id";
import { describedGraphRefusal } from "../run/graph-refusal";
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

/** Who looks at patches needs all of these reads; other presets grant one or the other. */
const patchPreset: keyof typeof personalPresets = "patchOperator";

/**
 * Which reads the caller lacks at some subscriptions, as sentences that name action and preset. Azure
 * Resource Graph refuses nobody who may read anything: it leaves out what may not be read.
 */
export async function lackedReads(
  run: Run,
  subscriptions: readonly string[],
  what: keyof typeof patchReads,
): Promise<string[]> {
  const sentences: string[] = [];
  for (const id of run.subscriptionsOf(subscriptions)) {
    const scope = subscriptionScope(id);
    sentences.push(...(await lackedAt(run, scope, patchReads[what])));
  }
  return sentences;
}

async function lackedAt(run: Run, scope: string, actions: readonly string[]): Promise<string[]> {
  try {
    return lackedActions(actions, await permissionsAt(run, scope)).map((action) =>
      describeMissingRight({ action, scope, presets: [patchPreset] }),
    );
  } catch (error) {
    const right = missingRightOf(error);
    if (right === undefined) {
      throw error;
    }
    return [`Azure does not tell what you may read. ${describeMissingRight({ ...right, scope })}`];
  }
}

/** Names what one lacks whom Azure Resource Graph refuses. */
export function describedRefusal(error: unknown, subscriptions: readonly string[]): unknown {
  return describedGraphRefusal(
    error,
    patchReads.machines[0],
    subscriptions.map(subscriptionScope),
    [patchPreset],
  );
}
