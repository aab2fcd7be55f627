/** Error codes of Azure Backup, each with the source that says so. */
export const backupErrors = {
  BMSUserErrorConflictingProtectionOperation:
    "learn.microsoft.com backup/troubleshoot-azure-files (common modify policy errors)",
  BMSUserErrorDataSourceObjectNotFound: "pulumi/pulumi-azure-native issue 1420",
  BMSUserErrorInvalidConfigureProtectionRequest:
    "hashicorp/terraform-provider-azurerm issues 2143 and 2207",
  BMSUserErrorInvalidPolicyInput: "Azure/azure-sdk-for-go issue 2822; Azure/azure-cli issue 10270",
  BMSUserErrorObjectLocked:
    "learn.microsoft.com backup/troubleshoot-azure-files (common modify policy errors)",
  BMSUserErrorObjectNotFound: "Azure/azure-cli recorded tests of az backup",
  BMSUserErrorPolicyObjectInUse:
    "MicrosoftDocs/azure-docs pull request 123284 (the rule); the code is told in public infrastructure projects, its text is not",
  CloudDosAbsoluteLimitReached: "Azure/azure-content issue 5067",
  UserErrorBackupOperationInProgress:
    "learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout",
  UserErrorBcmDatasourceNotPresent:
    "learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout",
  UserErrorInvalidRestoreRequest:
    "assumption: learn.microsoft.com backup/backup-azure-arm-restore-vms has what is restored where; the code is not published",
  UserErrorItemInSoftDeletedState:
    "assumption: learn.microsoft.com backup/backup-azure-security-feature-cloud says that an item is undeleted first, without the code",
  UserErrorJobNotCancellable:
    "assumption: Azure/azure-rest-api-specs issue 5306 shows the refusal with status 400, without the code",
  UserErrorOperationDeniedOnImmutableItem:
    "Azure/azure-rest-api-specs issue 32688; text: Azure/azure-powershell issue 24298",
  UserErrorVmRegisteredWithAnotherVault:
    "assumption: the text is of Azure/terraform-provider-azapi issue 398, the code is not published",
} as const;

/** Error codes of Recovery Services vaults that come with backups. */
export const backupVaultErrors = {
  BMSUserErrorDisablingSoftDeleteStateNotAllowed:
    "learn.microsoft.com backup/backup-azure-enhanced-soft-delete-about (always-on soft delete is irreversible); the code is told in public infrastructure projects, its text is not",
  InvalidRestApiParameter: "hashicorp/terraform-provider-azurerm issue 24087",
  ServiceResourceNotEmptyWithBackendMessage:
    "Azure/azure-cli issue 14776; pulumi/pulumi-azure-native issue 3832",
  StorageModelModifyError: "hashicorp/terraform-provider-azurerm pull request 8813",
  UserErrorEncryptionCannotBeChanged:
    "assumption: learn.microsoft.com backup/encryption-at-rest-with-cmk has the rule, the code is not published",
  UserErrorInvalidSoftDeleteRetention:
    "assumption: learn.microsoft.com backup/backup-azure-enhanced-soft-delete-about has the range, the code is not published",
  UserErrorPrivateEndpointNeedsEmptyVault:
    "assumption: learn.microsoft.com backup/private-endpoints-overview and site-recovery/azure-to-azure-how-to-enable-replication-private-endpoints have the rule, the code is not published",
  UserErrorUnsupportedVaultImmutabilityStateChange:
    "Azure/azure-rest-api-specs issue 26598; Azure/azure-cli issue 27785",
} as const;

/** What Azure Backup does by itself, each with the source that says so. */
export const backupStateChanges = {
  "the snapshots of backup jobs end, and their transfer begins":
    "learn.microsoft.com backup/backup-azure-vms-introduction (backup process)",
  "the transfer of backup jobs to the vault ends":
    "learn.microsoft.com backup/backup-azure-vms-introduction (backup process)",
  "restores end, and what they make is there":
    "learn.microsoft.com backup/backup-azure-arm-restore-vms (restore options)",
  "backups run at the times of their policy":
    "learn.microsoft.com backup/backup-architecture (backup policy)",
  "recovery points whose retention has ended are cleaned up once a day":
    "learn.microsoft.com backup/backup-instant-restore-capability (garbage collector)",
  "restore points that a lock held are cleaned up some hours after a backup without it":
    "learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout",
  "a soft-deleted item is gone when its days have passed":
    "learn.microsoft.com backup/backup-azure-security-feature-cloud",
} as const;

/** Limits of Azure Backup, each with the source that says so. */
export const backupLimits = {
  "9 on-demand backups of a machine within 24 hours":
    "learn.microsoft.com backup/backup-support-matrix-iaas",
  "18 instant recovery points of a machine":
    "learn.microsoft.com backup/backup-instant-restore-capability",
  "600 restore-point collections in a resource group":
    "learn.microsoft.com backup/backup-azure-vms-introduction",
  "32 disks, 32 TB a disk, 4 TB encrypted, 256 TB a machine":
    "learn.microsoft.com backup/backup-support-matrix-iaas",
  "200 protectable items in a page":
    "learn.microsoft.com backup/backup-azure-arm-userestapi-backupazurevms",
} as const;
