import { authenticationTypes } from "./agent-updater-account";
import { propertyPath, type Finding } from "./finding";
import { sameId } from "./resource-id";

/** What is read of a protection container mapping to decide whether its agent auto-update must be set. */
export interface MappingSummary {
  readonly id: string;
  /** `A2A` for replication between Azure regions or zones; left out when the service sends no details. */
  readonly instanceType?: string | undefined;
  /** `Paired` when the mapping can be changed. */
  readonly state?: string | undefined;
  readonly agentAutoUpdateStatus?: string | undefined;
  readonly automationAccountArmId?: string | undefined;
  /** Left out by the service for `RunAsAccount`, its own default. */
  readonly automationAccountAuthenticationType?: string | undefined;
  readonly healthErrorCount: number;
}

/** How agent auto-update is to be set. */
export interface AgentAutoUpdateSetting {
  readonly status: "Enabled" | "Disabled";
  /** Needed to enable. */
  readonly automationAccountId?: string | undefined;
  /** One of `authenticationTypes`. */
  readonly authenticationType: string;
}

export interface MappingSelection {
  readonly selected: readonly MappingSummary[];
  /** With the reason, a sentence. */
  readonly skipped: readonly { readonly mapping: MappingSummary; readonly reason: string }[];
}

/** Refuses a setting that the service cannot follow. */
export function agentAutoUpdateFindings(
  setting: AgentAutoUpdateSetting,
  basePath: string,
): Finding[] {
  const { status, automationAccountId = "", authenticationType } = setting;
  const isAccountGiven = automationAccountId !== "";
  return [
    ...updaterAccountFindings(
      { status, isAccountGiven },
      propertyPath(basePath, "automationAccountId"),
    ),
    ...authenticationTypeFindings(authenticationType, propertyPath(basePath, "authenticationType")),
  ];
}

/** Refuses agent auto-update without an automation account. */
export function updaterAccountFindings(
  setting: { readonly status: string; readonly isAccountGiven: boolean },
  path: string,
): Finding[] {
  return setting.status !== "Enabled" || setting.isAccountGiven
    ? []
    : [
        {
          ruleId: "EVG-AUTOMATION-005",
          severity: "error",
          propertyPath: path,
          message: "Agent auto-update is to be enabled, but no automation account is given.",
          fix: "Give the id of an automation account in the vault's subscription, or disable agent auto-update.",
        },
      ];
}

/** Refuses a word that is no way of signing in. */
export function authenticationTypeFindings(authenticationType: string, path: string): Finding[] {
  const known: readonly string[] = Object.values(authenticationTypes);
  return known.includes(authenticationType)
    ? []
    : [
        {
          ruleId: "EVG-AUTOMATION-006",
          severity: "error",
          propertyPath: path,
          message: `"${authenticationType}" is not a way in which Site Recovery signs in to an automation account; the ways are "SystemAssignedIdentity" and "RunAsAccount".`,
          fix: 'Use "SystemAssignedIdentity": user-assigned identities are not taken.',
        },
      ];
}

/**
 * Which mappings of a vault must be changed for a setting. Follows the script in
 * learn.microsoft.com site-recovery/azure-to-azure-autoupdate, except that a mapping which signs in
 * another way is changed, so that it leaves a Run As account, and one that is already disabled is not.
 */
export function selectMappings(
  mappings: readonly MappingSummary[],
  desired: AgentAutoUpdateSetting,
): MappingSelection {
  const selected: MappingSummary[] = [];
  const skipped: { mapping: MappingSummary; reason: string }[] = [];
  for (const mapping of mappings) {
    const reason = reasonToSkip(mapping, desired);
    if (reason === undefined) {
      selected.push(mapping);
    } else {
      skipped.push({ mapping, reason });
    }
  }
  return { selected, skipped };
}

function reasonToSkip(
  mapping: MappingSummary,
  desired: AgentAutoUpdateSetting,
): string | undefined {
  const { instanceType, state } = mapping;
  if (!sameWord(instanceType, "A2A")) {
    return instanceType === undefined
      ? "The service sends no details of it."
      : `It is of type ${instanceType}, not A2A.`;
  }
  if (!sameWord(state, "Paired")) {
    return state === undefined ? "It has no state." : `Its state is ${state}, not Paired.`;
  }
  if (desired.status === "Disabled") {
    return sameWord(mapping.agentAutoUpdateStatus, "Enabled")
      ? undefined
      : "Agent auto-update is already disabled.";
  }
  return isEnabledAsDesired(mapping, desired) && mapping.healthErrorCount === 0
    ? "Agent auto-update is already enabled in this way and healthy."
    : undefined;
}

function isEnabledAsDesired(mapping: MappingSummary, desired: AgentAutoUpdateSetting): boolean {
  return (
    sameWord(mapping.agentAutoUpdateStatus, "Enabled") &&
    sameId(mapping.automationAccountArmId ?? "", desired.automationAccountId ?? "") &&
    sameWord(
      mapping.automationAccountAuthenticationType ?? authenticationTypes.runAs,
      desired.authenticationType,
    )
  );
}

/**
 * The body of a PATCH that sets the agent auto-update of a mapping. The way to sign in is always sent, for
 * the service takes a Run As account otherwise. Switching off names no account, as in the script of
 * learn.microsoft.com site-recovery/azure-to-azure-autoupdate.
 */
export function agentAutoUpdateBody(setting: AgentAutoUpdateSetting): object {
  const { status, automationAccountId = "", authenticationType } = setting;
  return {
    properties: {
      providerSpecificInput: {
        instanceType: "A2A",
        agentAutoUpdateStatus: status,
        automationAccountArmId: status === "Enabled" ? automationAccountId : "",
        automationAccountAuthenticationType: authenticationType,
      },
    },
  };
}

/** The words with which a Site Recovery job ends well. */
export const succeededJobWords: readonly string[] = [
  "Succeeded",
  "PartiallySucceeded",
  "CompletedWithInformation",
];

const runningJobWords: readonly string[] = ["NotStarted", "InProgress"];

/**
 * What a status word of a Site Recovery operation means; case does not count. The official script
 * takes `NotStarted` for a failure; a job that has not begun is waited for here.
 */
export function outcomeOfStatus(word: string): "running" | "succeeded" | "failed" {
  if (succeededJobWords.some((known) => sameWord(known, word))) {
    return "succeeded";
  }
  return runningJobWords.some((known) => sameWord(known, word)) ? "running" : "failed";
}

function sameWord(left: string | undefined, right: string): boolean {
  return left?.toLowerCase() === right.toLowerCase();
}
