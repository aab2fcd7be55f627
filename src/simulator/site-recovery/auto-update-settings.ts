import {
  accountSubscriptionFindings,
  authenticationTypes,
} from "../../azure/agent-updater-account";
import { deterministicGuid } from "../../azure/guid";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt } from "../json";
import type { Call } from "../operation";
import { invalidInput } from "./site-recovery-errors";
import { vaultIdOf } from "./vault-entities";

/** What a mapping keeps of its agent auto-update. */
export interface AutoUpdateDetails {
  readonly instanceType: "A2A";
  readonly agentAutoUpdateStatus: "Enabled" | "Disabled";
  readonly automationAccountArmId?: string;
  readonly automationAccountAuthenticationType?: string;
  readonly scheduleName?: string;
  readonly jobScheduleName?: string;
}

// Source: learn.microsoft.com site-recovery/azure-to-azure-autoupdate: the script sends the
// authentication type from this version on, its older edition (2018-01-10) knows none.
const firstVersionWithAuthenticationType = "2021-12-01";

/** The auto-update of a stored mapping. */
export function autoUpdateOf(mapping: StoredResource): AutoUpdateDetails {
  const details = asObject(valueAt(mapping, "properties.providerSpecificDetails"));
  return details as unknown as AutoUpdateDetails;
}

/** The auto-update as an api-version shows it. */
export function presentAutoUpdate(call: Call, mapping: StoredResource): JsonObject {
  const { automationAccountAuthenticationType, ...rest } = autoUpdateOf(mapping);
  return automationAccountAuthenticationType === undefined ||
    call.apiVersion < firstVersionWithAuthenticationType
    ? rest
    : { ...rest, automationAccountAuthenticationType };
}

/**
 * The auto-update that a request asks for. What is left out stays as it is, but for the
 * authentication type: the service takes `RunAsAccount` whenever none is sent, and always in
 * api-versions that know none. Source: Site Recovery API, `A2AUpdateContainerMappingInput`.
 */
export function readAutoUpdate(
  call: Call,
  mappingId: string,
  input: unknown,
  existing: StoredResource | undefined,
): AutoUpdateDetails {
  const sent = asObject(input);
  const instanceType = asText(sent.instanceType) ?? "";
  if (instanceType !== "A2A") {
    throw invalidInput(
      `The instance type '${instanceType}' of providerSpecificInput is not simulated.`,
      "Use the instance type 'A2A'.",
    );
  }
  const before = existing === undefined ? undefined : autoUpdateOf(existing);
  const status = asText(sent.agentAutoUpdateStatus) ?? before?.agentAutoUpdateStatus ?? "Disabled";
  if (status === "Disabled") {
    return { instanceType, agentAutoUpdateStatus: status };
  }
  if (status !== "Enabled") {
    throw invalidInput(
      `agentAutoUpdateStatus '${status}' is neither 'Enabled' nor 'Disabled'.`,
      "Use 'Enabled' or 'Disabled'.",
    );
  }
  const account = requireAccount(
    call,
    mappingId,
    asText(sent.automationAccountArmId) ?? before?.automationAccountArmId ?? "",
  );
  return {
    instanceType,
    agentAutoUpdateStatus: status,
    automationAccountArmId: account.id,
    automationAccountAuthenticationType: authenticationType(call, sent),
    scheduleName: `${mappingId.slice(mappingId.lastIndexOf("/") + 1)}_${deterministicGuid("schedule", mappingId, account.id)}`,
    jobScheduleName: deterministicGuid("jobSchedule", mappingId, account.id),
  };
}

function authenticationType(call: Call, sent: JsonObject): string {
  if (call.apiVersion < firstVersionWithAuthenticationType) {
    return authenticationTypes.runAs;
  }
  const type = asText(sent.automationAccountAuthenticationType) ?? authenticationTypes.runAs;
  const known: readonly string[] = Object.values(authenticationTypes);
  if (!known.includes(type)) {
    throw invalidInput(
      `automationAccountAuthenticationType '${type}' is not one of ${known.map((k) => `'${k}'`).join(", ")}.`,
      `Use '${authenticationTypes.systemAssigned}'.`,
    );
  }
  return type;
}

/** Source: learn.microsoft.com site-recovery/azure-to-azure-autoupdate: an account in the vault's subscription. */
function requireAccount(call: Call, mappingId: string, accountId: string): StoredResource {
  if (accountId === "") {
    throw invalidInput(
      "The automation account ARM id should not be null or empty when agent auto-update is enabled.",
      "Retry the operation with automationAccountArmId.",
    );
  }
  const vaultId = vaultIdOf(mappingId);
  const elsewhere = accountSubscriptionFindings(
    { vaultId, automationAccountId: accountId },
    "automationAccountArmId",
  );
  if (elsewhere.length > 0) {
    throw invalidInput(
      `The automation account '${accountId}' is not in the subscription of the vault.`,
      "Use an automation account in the subscription of the vault.",
    );
  }
  const account = call.estate.get(accountId);
  if (account?.type !== "Microsoft.Automation/automationAccounts") {
    throw invalidInput(
      `The automation account '${accountId}' could not be found.`,
      "Create the automation account, or use one that exists.",
    );
  }
  return account;
}
