import { errorFinding, warningFinding, type Finding } from "./finding";

/** Refuses a mapping whose agent auto-update two resources of a program set. */
export function twoMappingOwnersFindings(
  owned: {
    readonly mappingId: string;
    /** The two resources, by their URNs: the mapping's own first. */
    readonly mappingUrn: string;
    readonly vaultWideUrn: string;
  },
  path: string,
): Finding[] {
  const { mappingId, mappingUrn, vaultWideUrn } = owned;
  return [
    errorFinding(
      "EVG-AGENT-001",
      path,
      `Agent auto-update of the mapping "${mappingId}" would be set by two resources: ${mappingUrn} and ${vaultWideUrn}.`,
      "Name the mapping in exceptMappingIds of the second, or take the first out of the program.",
    ),
  ];
}

/** Refuses a second resource that sets the agent auto-update of a whole vault. */
export function twoVaultOwnersFindings(
  owned: { readonly vaultId: string; readonly owners: readonly [string, string] },
  path: string,
): Finding[] {
  const { vaultId, owners } = owned;
  const which = vaultId === "" ? "one vault" : `the vault "${vaultId}"`;
  return [
    errorFinding(
      "EVG-AGENT-002",
      path,
      `Agent auto-update of ${which} would be set by two resources: ${owners[0]} and ${owners[1]}.`,
      "Declare it once.",
    ),
  ];
}

/**
 * Warns of an automation account that the portal would not offer. Source: learn.microsoft.com
 * site-recovery/azure-to-azure-autoupdate, "Manage updates".
 */
export function portalAccountFindings(
  pair: { readonly vaultId: string; readonly automationAccountId: string },
  path: string,
): Finding[] {
  const vaultGroup = groupOf(pair.vaultId);
  const accountGroup = groupOf(pair.automationAccountId);
  if (
    vaultGroup === undefined ||
    accountGroup === undefined ||
    vaultGroup.toLowerCase() === accountGroup.toLowerCase()
  ) {
    return [];
  }
  return [
    warningFinding(
      "EVG-AGENT-003",
      path,
      `The automation account "${pair.automationAccountId}" is in the resource group "${accountGroup}", the vault in "${vaultGroup}": Azure takes it, but the portal lists only accounts of the vault's resource group, and lets one be chosen only while replication is enabled for a machine.`,
      "Change the account in this program alone, or use one of the vault's resource group.",
    ),
  ];
}

function groupOf(id: string): string | undefined {
  return /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)/i.exec(id)?.[1];
}
