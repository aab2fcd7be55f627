import { agentUpdaterMinimalRole, agentUpdaterRole } from "./agent-updater-roles";
import { permissionAllows, type Permission } from "./permission";
import {
  backupDiagnosticianRole,
  backupOperatorRole,
  patchOperatorRole,
  patchSchedulerRole,
} from "./roles";

/** A right that Azure asked for and the caller does not have. */
export interface MissingRight {
  /** For example `Microsoft.Compute/virtualMachines/assessPatches/action`. */
  readonly action: string;
  readonly scope: string | undefined;
  /** Presets of this package that grant the action, those with the fewest rights first. */
  readonly presets: readonly string[];
}

/** Presets for whoever does day-2 work, by the names under which components offer them. */
export const personalPresets = {
  agentUpdaterMinimal: agentUpdaterMinimalRole,
  agentUpdater: agentUpdaterRole,
  patchOperator: patchOperatorRole,
  patchScheduler: patchSchedulerRole,
  backupOperator: backupOperatorRole,
  backupDiagnostician: backupDiagnosticianRole,
} as const;

/**
 * Reads the missing right out of Azure's refusal; `undefined` where it names none.
 *
 * Source: learn.microsoft.com azure-resource-manager/troubleshooting/error-authorization-failed (text).
 */
export function missingRightIn(refusal: string): MissingRight | undefined {
  // Who may write a thing may yet lack a right at another that it is linked to.
  const linked = /perform action\(s\) '([^',]+)[^']*' on the linked scope\(s\) '([^',]+)/i.exec(
    refusal,
  );
  const action = linked?.[1] ?? /perform action '([^']+)'/i.exec(refusal)?.[1];
  if (action === undefined) {
    return undefined;
  }
  const scope = linked?.[2] ?? /over scope '([^']+)'/i.exec(refusal)?.[1];
  return { action, scope, presets: presetsWith(action) };
}

/** Presets that grant an action. */
export function presetsWith(action: string): string[] {
  return Object.entries(personalPresets)
    .map(([name, role]) => ({ name, permission: role().permission }))
    .filter(({ permission }) => permissionAllows(permission, action))
    .sort((one, other) => breadthOf(one.permission) - breadthOf(other.permission))
    .map(({ name }) => name);
}

/** What lets everything of a vault through is the widest, however few its words. */
function breadthOf({ actions }: Permission): number {
  return actions.some((action) => /^[^/]+\/[^/]+\/\*$/.test(action)) ? Infinity : actions.length;
}

/** What to do about a missing right, one or two sentences. */
export function describeMissingRight({ action, scope, presets: names }: MissingRight): string {
  const where = scope === undefined ? "" : ` at ${scope}`;
  const [first] = names;
  return first === undefined
    ? `You lack the action ${action}${where}; no preset of rolePresets grants it.`
    : `You lack the action ${action}${where}; the preset rolePresets.${first} grants it.`;
}
