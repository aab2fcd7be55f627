import type { Finding } from "./finding";
import { identityInsteadOfSystemAssigned } from "./managed-identity";
import { sameId } from "./resource-id";

/**
 * How Site Recovery signs in to the automation account that updates the mobility agent. The service
 * takes `RunAsAccount` when nothing is sent; a user-assigned identity has no word. Source:
 * Site Recovery API, `AutomationAccountAuthenticationType`.
 */
export const authenticationTypes = {
  systemAssigned: "SystemAssignedIdentity",
  runAs: "RunAsAccount",
} as const;

/** Refuses an automation account in another subscription than the vault. Ids that cannot be read are left to `resourceIdFindings`. */
export function accountSubscriptionFindings(
  pair: { readonly vaultId: string; readonly automationAccountId: string },
  path: string,
): Finding[] {
  const vaultSubscription = subscriptionOf(pair.vaultId);
  const accountSubscription = subscriptionOf(pair.automationAccountId);
  if (
    vaultSubscription === undefined ||
    accountSubscription === undefined ||
    vaultSubscription.toLowerCase() === accountSubscription.toLowerCase()
  ) {
    return [];
  }
  return [
    error(
      "EVG-AUTOMATION-001",
      path,
      `The automation account "${pair.automationAccountId}" is in subscription ${accountSubscription}, the vault in ${vaultSubscription}: agent auto-update needs both in one subscription.`,
      `Use an automation account of subscription ${vaultSubscription}.`,
    ),
  ];
}

/**
 * Refuses an automation account without a system-assigned identity. `identityType` is the account's
 * own word (`SystemAssigned, UserAssigned`), `undefined` when it has none.
 */
export function accountIdentityFindings(
  identityType: string | undefined,
  automationAccountId: string,
  path: string,
): Finding[] {
  const held = identityInsteadOfSystemAssigned(identityType);
  if (held === undefined) {
    return [];
  }
  return [
    error(
      "EVG-AUTOMATION-002",
      path,
      `The automation account "${automationAccountId}" has ${held}, but agent auto-update signs in with the system-assigned one.`,
      "Switch the account's system-assigned identity on.",
    ),
  ];
}

/** Refuses a second automation account: the mappings of a vault share one. `accountInUse` is what they have now. */
export function otherAccountFindings(
  use: {
    readonly vaultId: string;
    readonly automationAccountId: string;
    readonly accountInUse: string | undefined;
  },
  path: string,
): Finding[] {
  const { vaultId, automationAccountId, accountInUse } = use;
  if (
    accountInUse === undefined ||
    accountInUse === "" ||
    sameId(accountInUse, automationAccountId)
  ) {
    return [];
  }
  return [
    error(
      "EVG-AUTOMATION-003",
      path,
      `The vault "${vaultId}" already updates agents with "${accountInUse}", and a vault takes one automation account, not also "${automationAccountId}".`,
      `Use "${accountInUse}", or switch agent auto-update off for the whole vault before changing the account.`,
    ),
  ];
}

/**
 * Warns of a Run As account, also of one that nobody asked for: the service takes it when nothing is
 * sent. Source: learn.microsoft.com automation/migrate-run-as-accounts-managed-identity.
 */
export function legacyRunAsFindings(path: string, isAskedFor = true): Finding[] {
  return [
    {
      ruleId: "EVG-AUTOMATION-004",
      severity: "warning",
      propertyPath: path,
      message: isAskedFor
        ? "Run As accounts were retired on 30 September 2023: agent auto-update stops for good when the account's certificate ends."
        : "It is not set, which Site Recovery takes for a Run As account: they were retired on 30 September 2023, and agent auto-update stops for good when the account's certificate ends.",
      fix: isAskedFor
        ? "Switch the automation account's system-assigned identity on, give it the agent updater's role, and drop the legacy choice."
        : "Set \"SystemAssignedIdentity\", and give the account's system-assigned identity the agent updater's role.",
    },
  ];
}

function error(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}

function subscriptionOf(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1];
}
