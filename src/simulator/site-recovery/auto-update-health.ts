import type { runAsAccountPhase } from "../../azure/run-as-account";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt } from "../json";
import type { Platform } from "../operation";
import { reportHealth } from "./events/health-events";
import { healthError, type HealthErrorText } from "./health-error";

/** What keeps the nightly agent update from running, or, as a warning, soon will. */
export type AutoUpdateProblem = HealthErrorText;

type Phase = ReturnType<typeof runAsAccountPhase>;

const migrate =
  "Use the system-assigned identity of the automation account: Run As accounts are retired.";

function recreate(phase: Phase): string {
  return phase === "supported" ? "Delete and then re-create the Run As account." : migrate;
}

function renew(phase: Phase): string {
  return phase === "retired" ? migrate : "Renew the certificate of the Run As account.";
}

/**
 * The problems of agent auto-update. Categories: Site Recovery API, `HealthErrorCategory`. The messages
 * about Run As accounts follow the errors that learn.microsoft.com site-recovery/azure-to-azure-autoupdate
 * lists; for identities there is no published text.
 */
export const problems = {
  accountDeleted: error("AgentAutoUpdateArtifactDeleted", {
    message: "The automation account that updates the mobility agents is not found.",
    possibleCauses: "The automation account was deleted.",
    recommendedAction: "Choose another automation account.",
  }),
  scheduleDeleted: error("AgentAutoUpdateArtifactDeleted", {
    message: "The schedule that updates the mobility agents is not found.",
    possibleCauses: "The schedule or its link was deleted from the automation account.",
    recommendedAction: "Enable agent auto-update again.",
  }),
  jobFailed: error("AgentAutoUpdateInfra", {
    message: "The job of the automation account that updates the mobility agents failed.",
    possibleCauses: "The runbook ended with an error.",
    recommendedAction: "None when it was a passing trouble: the next job runs a night later.",
  }),
  runAsAccountNotFound: (missing: readonly string[], phase: Phase): AutoUpdateProblem =>
    error("AgentAutoUpdateRunAsAccount", {
      message: "Run As account is not found.",
      possibleCauses: missing.join(" "),
      recommendedAction: recreate(phase),
    }),
  runAsAccountRetired: error("AgentAutoUpdateRunAsAccount", {
    message: "Run As account is not found.",
    possibleCauses: "Run As accounts were retired on 30 September 2023.",
    recommendedAction: migrate,
  }),
  runAsWithoutPermission: (actions: readonly string[]): AutoUpdateProblem =>
    error("AgentAutoUpdateRunAsAccount", {
      message:
        "The Run As account does not have the permission to access the recovery services resource.",
      possibleCauses: `The service principal lacks at the vault: ${actions.join(", ")}.`,
      recommendedAction:
        "Ensure that the application of the Run As account has access to the recovery services resource.",
    }),
  runAsCertificateExpires: (end: Date, phase: Phase): AutoUpdateProblem => ({
    ...error("AgentAutoUpdateRunAsAccountExpiry", {
      message:
        "The Azure Run As certificate that is used by the automation account is about to expire.",
      possibleCauses: `The certificate ends on ${dayOf(end)}.`,
      recommendedAction: renew(phase),
    }),
    level: "Warning",
  }),
  runAsCertificateExpired: (end: Date, phase: Phase): AutoUpdateProblem =>
    error("AgentAutoUpdateRunAsAccountExpired", {
      message: "The Azure Run As certificate that is used by the automation account has expired.",
      possibleCauses: `The certificate ended on ${dayOf(end)}.`,
      recommendedAction: renew(phase),
    }),
  noSystemIdentity: error("AgentAutoUpdateRunAsAccount", {
    message: "The automation account has no system-assigned identity.",
    possibleCauses: "The identity was never switched on, or was switched off.",
    recommendedAction: "Switch on the system-assigned identity of the automation account.",
  }),
  missingPermission: (actions: readonly string[]): AutoUpdateProblem =>
    error("AgentAutoUpdateRunAsAccount", {
      message:
        "The identity of the automation account does not have the permission to access the recovery " +
        "services resource.",
      possibleCauses: `The identity lacks at the vault: ${actions.join(", ")}.`,
      recommendedAction: "Assign a role with these permissions at the vault.",
    }),
} as const;

/** Writes the health of a mapping; a problem that was there already keeps its time. */
export function setMappingHealth(
  platform: Platform,
  mapping: StoredResource,
  problem: AutoUpdateProblem | undefined,
): void {
  const health = { Error: "Critical", Warning: "Warning" } as const;
  const after: StoredResource = {
    ...mapping,
    properties: {
      ...asObject(mapping.properties),
      health: problem === undefined ? "Normal" : health[problem.level],
      healthErrorDetails: problem === undefined ? [] : [errorOf(platform, mapping, problem)],
    },
  };
  platform.estate.put(after);
  reportHealth(platform, mapping, after);
}

function errorOf(
  platform: Platform,
  mapping: StoredResource,
  problem: AutoUpdateProblem,
): JsonObject {
  const before = asArray(valueAt(mapping, "properties.healthErrorDetails")).map(asObject);
  const same = before.find(({ errorMessage }) => errorMessage === problem.message);
  const since = asText(same?.creationTimeUtc);
  return {
    ...healthError(problem, {
      errorSource: "AgentAutoUpdate",
      errorType: "ProtectionContainerMapping",
      entityId: mapping.id,
      creationTime: since === undefined ? platform.clock.now() : new Date(since),
    }),
    customerResolvability: "Allowed",
  };
}

function error(
  category: Exclude<HealthErrorText["code"], "78174" | "153006" | "153007">,
  text: Pick<HealthErrorText, "message" | "possibleCauses" | "recommendedAction">,
): AutoUpdateProblem {
  return { code: category, category, level: "Error", ...text };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
