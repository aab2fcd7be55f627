import { ArmRequestError } from "../../arm/errors";
import { describeMissingRight, presetsWith } from "../../azure/missing-right";
import { subscriptionScope } from "../../azure/resource-id";
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
 * Resource Graph refuses nobody: it leaves out what may not be read. Nothing where Azure does not tell
 * the caller's rights.
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
    for (const action of await lacked(run, scope, patchReads[what])) {
      sentences.push(describeMissingRight({ action, scope, presets: presetsWith(action) }));
    }
  }
  return sentences;
}

async function lacked(
  run: Run,
  scope: string,
  actions: readonly string[],
): Promise<readonly string[]> {
  try {
    return lackedActions(actions, await permissionsAt(run, scope));
  } catch (error) {
    if (error instanceof ArmRequestError && (error.status === 403 || error.status === 404)) {
      return [];
    }
    throw error;
  }
}
