const likeFabric =
  "assumption: worded as FabricArmEntityMissing of hashicorp/terraform-provider-azurerm issue 11180";

/** Error codes of Site Recovery, each with the source that says so. */
export const siteRecoveryErrors = {
  "575": "MicrosoftDocs/azure-docs issue 22802",
  FabricArmEntityMissing: "hashicorp/terraform-provider-azurerm issue 11180",
  InvalidParameter: "azure-rest-api-specs recoveryservicessiterecovery; text: assumption",
  MobilityServiceUpdateFailed: "assumption: no public code of an agent update that failed",
  OperationNotAllowedInState:
    "assumption: the states are those of hashicorp/terraform-provider-azurerm site_recovery_replicated_vm_resource.go, the code is not published",
  OperationNotAllowedOnEntityInUse:
    "learn.microsoft.com site-recovery/delete-vault; the code is an assumption",
  OperationNotSupported:
    "learn.microsoft.com site-recovery/site-recovery-failover (planned failover is of machines outside Azure); the code is an assumption",
  ProtectedItemExists: "assumption: no public text of a name that is in use",
  ProtectionContainerArmEntityMissing: likeFabric,
  ProtectionContainerMappingArmEntityMissing: likeFabric,
  ProtectedItemArmEntityMissing: likeFabric,
  NetworkArmEntityMissing: likeFabric,
  NetworkMappingArmEntityMissing: likeFabric,
  PolicyArmEntityMissing: likeFabric,
  JobArmEntityMissing: likeFabric,
  EventArmEntityMissing: likeFabric,
  RecoveryPlanArmEntityMissing: likeFabric,
  AlertSettingArmEntityMissing: likeFabric,
  VaultSettingArmEntityMissing: likeFabric,
  ProtectionIntentArmEntityMissing: likeFabric,
  AutomationRunbookFailed:
    "assumption: the rule is of learn.microsoft.com site-recovery/hyper-v-vmm-recovery-script, the code is not published",
  ArmEntityMissing: likeFabric,
  BadRequest: "hashicorp/terraform-provider-azurerm issue 11180 (form of the envelope)",
  Conflict: "hashicorp/terraform-provider-azurerm issue 11180 (form of the envelope)",
  RecoveryPointMissing: "assumption: no public text of a recovery point that is not there",
  RecoveryResourceExists:
    "assumption: Microsoft.Compute and Microsoft.Network refuse to make anew what stands in another place; the words are ours",
  VirtualMachineMissing: "MicrosoftDocs/azure-docs issue 81429 (text); the code is an assumption",
  NotFound: "hashicorp/terraform-provider-azurerm issue 11180",
} as const;

/** A code of Site Recovery's own, which stands in the details of an error. */
export type SiteRecoveryErrorCode = Extract<keyof typeof siteRecoveryErrors, string>;

/** What the answer to whether a machine can be replicated names, each with the source that says so. */
export const replicationEligibilityErrors = {
  A2AOperatingSystemNotSupported:
    "azure-rest-api-specs recoveryservicessiterecovery examples/ReplicationEligibilityResults_Get.json",
  AzureVmIsAlreadyProtected: "assumption: no public text of a machine that is protected already",
  AzureVmIsNotInDesiredPowerState:
    "azure-rest-api-specs recoveryservicessiterecovery examples/ReplicationEligibilityResults_List.json",
  AzureVmIsNotInDesiredProvisioningState:
    "azure-rest-api-specs recoveryservicessiterecovery examples/ReplicationEligibilityResults_List.json",
} as const;

/** A code in the answer to whether a machine can be replicated. */
export type ReplicationEligibilityCode = keyof typeof replicationEligibilityErrors;

/** What Site Recovery does by itself, each with the source that says so. */
export const siteRecoveryStateChanges = {
  "a machine whose initial replication is done is protected":
    "learn.microsoft.com site-recovery/azure-to-azure-how-to-enable-replication",
  "data disks that were attached to a machine with automatic protection are replicated":
    "assumption: autoProtectionOfDataDisk of azure-rest-api-specs recoveryservicessiterecovery, whose time and cache account are not published",
  "a recovery plan's job goes from one step to the next":
    "learn.microsoft.com site-recovery/recovery-plan-overview",
  "agent auto-update runs once a day at midnight of the geography":
    "learn.microsoft.com site-recovery/azure-to-azure-autoupdate",
  "the nightly update of the mobility agents is done within a minute":
    "learn.microsoft.com site-recovery/azure-to-azure-autoupdate",
} as const;
