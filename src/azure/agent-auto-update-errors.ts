/*
 * What goes wrong with agent auto-update: why, and what to do today. Sources: Site Recovery API,
 * `HealthErrorCategory`; learn.microsoft.com site-recovery/azure-to-azure-autoupdate ("Common issues and
 * troubleshooting") and site-recovery/how-to-migrate-run-as-accounts-managed-identity.
 */

/** Words with which a mapping's health tells of agent auto-update. */
export const autoUpdateErrorCategories = [
  "AgentAutoUpdateInfra",
  "AgentAutoUpdateArtifactDeleted",
  "AgentAutoUpdateRunAsAccount",
  "AgentAutoUpdateRunAsAccountExpiry",
  "AgentAutoUpdateRunAsAccountExpired",
] as const;

export type AutoUpdateErrorCategory = (typeof autoUpdateErrorCategories)[number];

/** What an error means, why it comes, and what to do; each one sentence or more. */
export interface AutoUpdateErrorHelp {
  readonly cause: string;
  readonly fix: string;
}

const toIdentity =
  "Let the automation account sign in with its system-assigned identity: certificates of Run As accounts can no longer be renewed since 30 September 2023.";

export const autoUpdateErrors: Readonly<Record<AutoUpdateErrorCategory, AutoUpdateErrorHelp>> = {
  AgentAutoUpdateInfra: {
    cause: "The nightly job in the automation account failed or could not begin.",
    fix: "Enable agent auto-update again on the mapping; when the error comes back, read the last jobs of the automation account.",
  },
  AgentAutoUpdateArtifactDeleted: {
    cause:
      "The automation account, the schedule that Site Recovery made in it, or the link from the schedule to the runbook was deleted.",
    fix: "Enable agent auto-update again on the mapping, which makes schedule and link anew; when the account itself is gone, with another account.",
  },
  AgentAutoUpdateRunAsAccount: {
    cause:
      "The automation account cannot sign in, or may not change the vault: its system-assigned identity is off or has no sufficient role at the vault; or it still signs in as a Run As account, of which the application, the service principal, the role, the certificate asset or the connection asset is missing, or the thumbprints of certificate and connection differ.",
    fix: "Switch the account's system-assigned identity on, give it the agent updater's role or Contributor at the vault, and enable agent auto-update again with SystemAssignedIdentity.",
  },
  AgentAutoUpdateRunAsAccountExpiry: {
    cause:
      "The certificate of the Run As account ends within two months; from then on no agent is updated.",
    fix: toIdentity,
  },
  AgentAutoUpdateRunAsAccountExpired: {
    cause: "The certificate of the Run As account has ended, so no agent is updated.",
    fix: toIdentity,
  },
};

/** Help for a category of a health error; `undefined` when it is not about agent auto-update. */
export function autoUpdateErrorHelp(category: string): AutoUpdateErrorHelp | undefined {
  const known = autoUpdateErrorCategories.find(
    (each) => each.toLowerCase() === category.toLowerCase(),
  );
  return known && autoUpdateErrors[known];
}

/** Rights with which a role is given to the account's identity, and one is made for it. */
export const grantingActions = {
  assign: "Microsoft.Authorization/roleAssignments/write",
  define: "Microsoft.Authorization/roleDefinitions/write",
} as const;

/**
 * The error that has no category, because it comes before anything is set: whoever enables agent auto-update may
 * not give the account's identity its role. In the days of Run As accounts: "You do not have the permissions to
 * create an Azure Run As account (service principal) and grant the Contributor role to the service principal."
 */
export const noRightToGrant: AutoUpdateErrorHelp = {
  cause: `Giving the automation account's identity its role takes ${grantingActions.assign} at the vault, and making the role ${grantingActions.define} at its resource group; Contributor has neither.`,
  fix: "Ask somebody with Role Based Access Control Administrator or User Access Administrator at the vault for the role assignment, or with Owner at the vault's resource group for both.",
};
