import { asAzureObject, textOf } from "../../../arm/azure-object";
import type { BackupFacts, ItemFacts, JobFacts } from "../../../azure/backup-diagnosis/facts";
import { readBackupPolicy } from "../../../azure/backup-policy-body";
import { parseResourceId, sameId } from "../../../azure/resource-id";
import { backupItemRow, type BackupOfMachineRow } from "../../../azure/resource-graph-queries";
import { backupJobOf, isJobOfMachine } from "../jobs";
import type { NamedMachine } from "../machine";
import { itemOf, jobFacts } from "./vault-reader";

/** What Resource Graph tells of a machine's backups in all vaults. */
export interface KnownBackups {
  readonly items: readonly ItemFacts[];
  readonly jobs: readonly JobFacts[];
}

/** Keeps apart what is of the machine and what is of another one of its name. */
export function knownBackups(
  rows: readonly BackupOfMachineRow[],
  machine: NamedMachine,
): KnownBackups {
  const itemRows = rows.filter(({ type }) => type === backupItemRow);
  const isOwn = ({ properties }: BackupOfMachineRow): boolean =>
    sameId(textOf(properties?.sourceResourceId) ?? "", machine.id);
  const [items, others] = [true, false].map((wanted) =>
    itemRows
      .filter((row) => isOwn(row) === wanted)
      .map((row) => itemOf(asAzureObject({ ...row }), "")),
  ) as [ItemFacts[], ItemFacts[]];
  const holds = (own: readonly ItemFacts[], vaultId: string): boolean =>
    own.some((item) => sameId(item.vaultId, vaultId));
  const jobs = rows
    .filter((row) => !itemRows.includes(row))
    .map((row) => backupJobOf(asAzureObject({ ...row })))
    .filter(
      (job) =>
        isJobOfMachine(job, machine) &&
        // Of a vault that has but the other machine, a job that tells no group is that one's.
        (holds(items, job.vaultId) || !holds(others, job.vaultId)),
    );
  return { items, jobs: jobs.map(jobFacts) };
}

/** The policy of an item, which its row has beside it. */
export function policyOf(
  rows: readonly BackupOfMachineRow[],
  item: ItemFacts | undefined,
): BackupFacts["policy"] {
  if (item === undefined || item.policyId === "") {
    return { value: undefined };
  }
  const { name } = parseResourceId(item.policyId);
  const policy = rows.find((row) => sameId(row.id, item.id))?.policy;
  return policy == null
    ? {
        reason: `The policy ${name} cannot be seen: the action Microsoft.RecoveryServices/vaults/backupPolicies/read may be missing.`,
      }
    : { value: { name, policy: readBackupPolicy(policy) } };
}
