import { errorFinding, type Finding } from "./finding";
import { permission, type Permission } from "./permission";
import { covers } from "./permission-coverage";
import { resourceIdFindings } from "./resource-id";

/** What no updater of agents can be without, whatever else the unpublished one does. */
const needed = permission({
  actions: ["read", "write"].map(
    (action) =>
      `Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectionContainerMappings/${action}`,
  ),
});

/** Whether a role lets its holder set the mappings of a vault. */
export function letsUpdateAgents(role: Permission): boolean {
  return covers(role, needed);
}

/**
 * Asks that Site Recovery updates the agents of a mapping. Azure leaves them alone where nothing is
 * said. Source: Site Recovery API, `AgentAutoUpdateStatus`; learn.microsoft.com
 * site-recovery/service-updates-how-to.
 */
export function agentsUpdatedFindings(status: string | undefined, path: string): Finding[] {
  return status === "Enabled"
    ? []
    : [
        errorFinding(
          "EVG-AGENT-010",
          path,
          `It is ${status === undefined ? "not set" : `"${status}"`}, so nobody updates the agents of the machines, and replication ends when they have expired.`,
          'Set "Enabled", and give an automation account.',
        ),
      ];
}

/** Refuses what is not the id of an automation account. */
export function updaterAccountIdFindings(automationAccountId: string, path: string): Finding[] {
  return resourceIdFindings(
    automationAccountId,
    path,
    "Microsoft.Automation/automationAccounts",
  ).map((finding) => ({ ...finding, ruleId: "EVG-AGENT-011" }));
}

/** What the roles of an account's identity come to on a vault. */
export type UpdaterAccess =
  /** One of them lets it update agents. */
  | "enough"
  /** It has roles there, and none of them lets it. */
  | "too little"
  | "none";

/** Asks that the identity that updates agents may do so. Source: learn.microsoft.com site-recovery/azure-to-azure-autoupdate. */
export function updaterRoleFindings(
  access: UpdaterAccess,
  names: { readonly account: string; readonly vault: string },
  path: string,
): Finding[] {
  return access === "enough"
    ? []
    : [
        errorFinding(
          "EVG-AGENT-012",
          path,
          `The identity of the automation account "${names.account}" has ${access === "none" ? "no role" : "no role that lets it update agents"} on the vault "${names.vault}", so every update fails.`,
          "Give it the agent updater's role, or Contributor, at the vault.",
        ),
      ];
}
