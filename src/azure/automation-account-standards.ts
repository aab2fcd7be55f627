import { warningFinding, type Finding } from "./finding";
import { identityInsteadOfSystemAssigned } from "./managed-identity";

/*
 * What an automation account should be like, beyond what Azure refuses.
 * Source: learn.microsoft.com automation/automation-security-guidelines.
 */

/** Warns of an account without any identity. `identityType` is Azure's own word, left out for none. */
export function accountWithoutIdentityFindings(
  identityType: string | undefined,
  path: string,
): Finding[] {
  return identityInsteadOfSystemAssigned(identityType) === "no identity"
    ? [
        warningFinding(
          "EVG-AUTOMATION-030",
          path,
          "The automation account has no identity, so its runbooks need stored credentials to sign in.",
          'Set it to "SystemAssigned", or to "UserAssigned" with the ids of identities.',
        ),
      ]
    : [];
}

/** Warns of a variable that is kept in clear. Its value stands in no message. */
export function clearVariableFindings(isEncrypted: boolean | undefined, path: string): Finding[] {
  return isEncrypted === true
    ? []
    : [
        warningFinding(
          "EVG-AUTOMATION-031",
          path,
          `It is ${written(isEncrypted)}, so whoever may read the automation account reads the variable's value.`,
          "Set true; a variable that is there already has to be made anew.",
        ),
      ];
}

/** Warns of an account that lets in whoever holds one of its keys; Azure does unless told otherwise. */
export function localAuthenticationFindings(
  disableLocalAuth: boolean | undefined,
  path: string,
): Finding[] {
  return disableLocalAuth === true
    ? []
    : [
        warningFinding(
          "EVG-AUTOMATION-032",
          path,
          `It is ${written(disableLocalAuth)}, so whoever holds one of the account's keys gets in without Microsoft Entra ID.`,
          "Set true.",
        ),
      ];
}

/** Warns of an account that is open to the internet; Azure opens it unless told otherwise. */
export function publicAccountFindings(
  publicNetworkAccess: boolean | undefined,
  path: string,
): Finding[] {
  return publicNetworkAccess === false
    ? []
    : [
        warningFinding(
          "EVG-AUTOMATION-033",
          path,
          `It is ${written(publicNetworkAccess)}, so webhooks and agents reach the account from the whole internet.`,
          "Set false, and give the account a private endpoint where something has to reach it.",
        ),
      ];
}

/** Warns of an account that Microsoft's keys encrypt. `keySource` is Azure's own word, left out for those. */
export function accountKeySourceFindings(keySource: string | undefined, path: string): Finding[] {
  return keySource?.toLowerCase() === "microsoft.keyvault"
    ? []
    : [
        warningFinding(
          "EVG-AUTOMATION-034",
          path,
          "Microsoft's keys encrypt what the account holds, and a key of one's own is asked for.",
          'Set it to "Microsoft.Keyvault" and name the key in keyVaultProperties.',
        ),
      ];
}

/** Categories of an account's logs. Source: learn.microsoft.com automation/automation-manage-send-joblogs-log-analytics. */
export const accountLogCategories = [
  "JobLogs",
  "JobStreams",
  "DscNodeStatus",
  "AuditEvent",
] as const;

/** One entry of a diagnostic setting's `logs`. */
export interface CollectedLog {
  readonly category?: string | undefined;
  readonly categoryGroup?: string | undefined;
  readonly enabled: boolean;
}

/** Warns of log categories that no diagnostic setting collects. The group `allLogs` has all of them, `audit` has `AuditEvent`. */
export function uncollectedLogFindings(
  collected: readonly CollectedLog[],
  wanted: readonly string[],
  path: string,
): Finding[] {
  const enabled = collected.filter(({ enabled }) => enabled);
  const missing = wanted.filter(
    (category) =>
      !enabled.some(
        (log) =>
          sameWord(log.category, category) ||
          sameWord(log.categoryGroup, "allLogs") ||
          (sameWord(log.categoryGroup, "audit") && sameWord("AuditEvent", category)),
      ),
  );
  return missing.length === 0
    ? []
    : [
        warningFinding(
          "EVG-AUTOMATION-035",
          path,
          `No diagnostic setting of the stack collects ${missing.join(", ")} of the automation account.`,
          "Add a diagnostic setting whose resourceUri is the account's id and whose logs enable them.",
        ),
      ];
}

/** Warns of a webhook that lives longer than is wanted: its address is all that one needs to start the runbook. */
export function longWebhookFindings(
  expiryTime: string,
  path: string,
  now: Date,
  maximumDays: number,
): Finding[] {
  const moment = new Date(expiryTime).getTime();
  return moment > now.getTime() + maximumDays * dayInMilliseconds
    ? [
        warningFinding(
          "EVG-AUTOMATION-036",
          path,
          `The webhook lives until ${expiryTime}, more than ${maximumDays} days from now, and whoever learns its address can start the runbook until then.`,
          "Give an earlier time; the webhook is then made anew, with another address.",
        ),
      ]
    : [];
}

const dayInMilliseconds = 86_400_000;

function written(flag: boolean | undefined): string {
  return flag === undefined ? "not set" : String(flag);
}

function sameWord(left: string | undefined, right: string): boolean {
  return left?.toLowerCase() === right.toLowerCase();
}
