import { encryptedBackupFindings } from "../../readings/backup-key-grants";
import { extensionType } from "../../readings/virtual-machine";
import { stackRule } from "../../rule";

export const backupReadsEncryptionKeys = stackRule({
  id: "EVG-BACKUP-064",
  title: "Azure Backup may read what encrypts a machine under backup",
  severity: "high",
  why: "Without the keys and secrets of Azure Disk Encryption each backup fails with UserErrorKeyvaultPermissionsNotConfigured.",
  remediation: [
    'Give the service principal "Backup Management Service" an access policy of the key vault with get, list and backup of secrets and keys, or a role with those data actions where `enableRbacAuthorization` is true.',
  ],

  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/backup-azure-vms-encryption"],

  types: [extensionType],
  findings: encryptedBackupFindings,
});
