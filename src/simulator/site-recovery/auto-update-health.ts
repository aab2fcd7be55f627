import { deterministicGuid } from "../../azure/guid";
import type { StoredResource } from "../estate";
import { asArray, asObject, type JsonObject, valueAt } from "../json";
import type { Platform } from "../operation";

/** What keeps the nightly agent update from running. */
export interface AutoUpdateProblem {
  /** A word of Site Recovery's `errorCategory`. */
  readonly category: string;
  readonly message: string;
  readonly possibleCauses: string;
  readonly recommendedAction: string;
}

/**
 * The problems of agent auto-update. Categories: Site Recovery API, `HealthErrorCategory`. The two
 * messages about Run As accounts follow the errors that learn.microsoft.com
 * site-recovery/azure-to-azure-autoupdate lists; for identities there is no published text.
 */
export const problems = {
  accountDeleted: {
    category: "AgentAutoUpdateArtifactDeleted",
    message: "The automation account that updates the mobility agents is not found.",
    possibleCauses: "The automation account was deleted.",
    recommendedAction: "Choose another automation account.",
  },
  scheduleDeleted: {
    category: "AgentAutoUpdateArtifactDeleted",
    message: "The schedule that updates the mobility agents is not found.",
    possibleCauses: "The schedule or its link was deleted from the automation account.",
    recommendedAction: "Enable agent auto-update again.",
  },
  runAsAccountNotFound: {
    category: "AgentAutoUpdateRunAsAccount",
    message: "Run As account is not found.",
    possibleCauses: "Run As accounts were retired on 30 September 2023.",
    recommendedAction:
      "Use the system-assigned identity of the automation account: Run As accounts are retired.",
  },
  noSystemIdentity: {
    category: "AgentAutoUpdateRunAsAccount",
    message: "The automation account has no system-assigned identity.",
    possibleCauses: "The identity was never switched on, or was switched off.",
    recommendedAction: "Switch on the system-assigned identity of the automation account.",
  },
  missingPermission: (actions: readonly string[]): AutoUpdateProblem => ({
    category: "AgentAutoUpdateRunAsAccount",
    message:
      "The identity of the automation account does not have the permission to access the recovery " +
      "services resource.",
    possibleCauses: `The identity lacks at the vault: ${actions.join(", ")}.`,
    recommendedAction: "Assign a role with these permissions at the vault.",
  }),
} as const;

/** The problem as one entry of `healthErrorDetails`; one that was there already keeps its time. */
export function healthErrorOf(
  platform: Platform,
  mapping: StoredResource,
  problem: AutoUpdateProblem,
): JsonObject {
  const before = asArray(valueAt(mapping, "properties.healthErrorDetails")).map(asObject);
  const same = before.find((error) => error.errorMessage === problem.message);
  return {
    errorSource: "AgentAutoUpdate",
    errorType: "ProtectionContainerMapping",
    errorLevel: "Error",
    errorCategory: problem.category,
    errorCode: problem.category,
    summaryMessage: problem.message,
    errorMessage: problem.message,
    possibleCauses: problem.possibleCauses,
    recommendedAction: problem.recommendedAction,
    creationTimeUtc: same?.creationTimeUtc ?? platform.clock.now().toISOString(),
    recoveryProviderErrorMessage: "",
    entityId: mapping.id,
    errorId: deterministicGuid("health", mapping.id, problem.message),
    customerResolvability: "Allowed",
    innerHealthErrors: [],
  };
}
