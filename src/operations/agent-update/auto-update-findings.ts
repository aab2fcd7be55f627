import { automationAccountType } from "../../arm/api";
import {
  agentAutoUpdateFindings,
  type AgentAutoUpdateSetting,
} from "../../azure/agent-auto-update";
import {
  accountIdentityFindings,
  accountSubscriptionFindings,
  authenticationTypes,
  legacyRunAsFindings,
  otherAccountFindings,
} from "../../azure/agent-updater-account";
import { portalAccountFindings } from "../../azure/agent-update-owners";
import { errorFinding, type Finding } from "../../azure/finding";
import { resourceIdFindings, sameId } from "../../azure/resource-id";
import { privateEndpointFindings } from "../../azure/site-recovery";
import { mustBeSet, type VaultFacts } from "./auto-update-plan";

const accountPath = "automationAccountId";

/** The automation account as far as it could be read. */
export type AccountFacts =
  | { readonly isKnown: true; readonly identityType: string | undefined }
  | { readonly isKnown: false }
  /** It may not be read. */
  | undefined;

/** What is wrong with a setting by itself, and beside the ids of the vaults. */
export function settingFindings(
  setting: AgentAutoUpdateSetting,
  vaultIds: readonly string[],
): Finding[] {
  const { automationAccountId } = setting;
  return [
    ...agentAutoUpdateFindings(setting, ""),
    ...(setting.status === "Disabled" || automationAccountId === undefined
      ? []
      : [
          ...resourceIdFindings(automationAccountId, accountPath, automationAccountType),
          ...vaultIds.flatMap((vaultId) =>
            accountSubscriptionFindings({ vaultId, automationAccountId }, accountPath),
          ),
        ]),
  ];
}

/** What is wrong with an account as Azure knows it. */
export function accountFindings(setting: AgentAutoUpdateSetting, account: AccountFacts): Finding[] {
  const { automationAccountId = "", authenticationType } = setting;
  if (account === undefined) {
    return [];
  }
  if (!account.isKnown) {
    return [
      errorFinding(
        "EVG-SCOPE-013",
        accountPath,
        `Azure knows no automation account "${automationAccountId}".`,
        "Check subscription, resource group and name of the account.",
      ),
    ];
  }
  return authenticationType === authenticationTypes.systemAssigned
    ? accountIdentityFindings(account.identityType, automationAccountId, accountPath)
    : [];
}

/** What keeps a vault from being set: an account of another subscription, private endpoints, and mappings that would stay with another account. */
export function vaultFindings(
  setting: AgentAutoUpdateSetting,
  facts: VaultFacts & { readonly privateEndpointCount: number },
): Finding[] {
  const { vault, mappings, privateEndpointCount } = facts;
  const { automationAccountId = "" } = setting;
  const staying = mappings.filter(
    (mapping) =>
      mapping.agentAutoUpdateStatus?.toLowerCase() === "enabled" && !mustBeSet(mapping, setting),
  );
  const others = new Map(
    staying.map(({ automationAccountArmId = "" }) => [
      automationAccountArmId.toLowerCase(),
      automationAccountArmId,
    ]),
  );
  return [
    ...accountSubscriptionFindings({ vaultId: vault.id, automationAccountId }, accountPath),
    ...privateEndpointFindings({ vaultId: vault.id, privateEndpointCount }, "vaultIds"),
    ...[...others.values()]
      .filter((accountInUse) => !sameId(accountInUse, automationAccountId))
      .flatMap((accountInUse) =>
        otherAccountFindings({ vaultId: vault.id, automationAccountId, accountInUse }, accountPath),
      ),
  ];
}

/** What whoever agrees should know of an account, in sentences. */
export function accountWarnings(
  setting: AgentAutoUpdateSetting,
  vaultIds: readonly string[],
): string[] {
  const { automationAccountId, authenticationType } = setting;
  const findings = [
    ...(automationAccountId === undefined
      ? []
      : vaultIds.flatMap((vaultId) =>
          portalAccountFindings({ vaultId, automationAccountId }, accountPath),
        )),
    ...(authenticationType === authenticationTypes.runAs ? legacyRunAsFindings("") : []),
  ];
  return findings.map(({ message, fix }) => `${message} ${fix}`);
}
