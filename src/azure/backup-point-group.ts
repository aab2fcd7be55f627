import type { Finding } from "./finding";

/** Longest name of a resource group that Azure Backup makes for instant recovery points. */
const longestName = 74;

/**
 * Refuses a name that no resource group can have: prefix, a number, suffix.
 *
 * Source: learn.microsoft.com backup/backup-during-vm-creation.
 */
export function restorePointGroupFindings(
  { namePrefix, nameSuffix }: { readonly namePrefix: string; readonly nameSuffix: string },
  propertyPath: string,
): Finding[] {
  const name = `${namePrefix}1${nameSuffix}`;
  return namePrefix !== "" && name.length <= longestName && /^[-\w.()]*[-\w()]$/.test(name)
    ? []
    : [
        {
          ruleId: "EVG-BACKUP-024",
          severity: "error",
          propertyPath,
          message: `"${name}" is no name that Azure Backup can give a resource group.`,
          fix: `Give a prefix, and at most ${longestName - 1} letters, digits, "-", "_", ".", "(" and ")" with the suffix, no full stop last.`,
        },
      ];
}
