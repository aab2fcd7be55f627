/*
 * How much of Azure's operations is simulated. What is named in neither table is simulated in full:
 * every status, state and refusal that a public source describes for what the package touches.
 */

/** What is left out of operations that are there, by provider namespace and operation id. */
export const partly: Readonly<Record<string, string>> = {
  "Microsoft.Authorization PolicyAssignments_Create": "nothing is evaluated",
  "Microsoft.Automation Certificate_CreateOrUpdate": "DER and PEM, no PFX",
  "Microsoft.Automation Job_Create": "of a runbook's text only literal output is written",
  "Microsoft.Automation SourceControl_CreateOrUpdate": "nothing is synchronised",
  "Microsoft.Automation Webhook_CreateOrUpdate": "the address answers no call",
  "Microsoft.Compute VirtualMachines_AssessPatches":
    "the patches are invented, their rhythm is not",
  "Microsoft.Compute VirtualMachines_InstallPatches":
    "the patches are invented, and none fails to be installed",
  "Microsoft.KeyVault Vaults_CreateOrUpdate": "no data plane: secrets and keys hold no values",
  "Microsoft.RecoveryServices ReplicationJobs_List":
    "no $filter; jobs have no tasks and no actions",
  "Microsoft.RecoveryServices RecoveryPoints_ListByReplicationProtectedItems":
    "none is thinned out before its retention ends",
  "Microsoft.RecoveryServices ReplicationProtectedItems_AddDisks":
    "a disk is protected when the job ends; managed disks alone",
  "Microsoft.RecoveryServices ReplicationProtectedItems_ApplyRecoveryPoint":
    "disks hold no data: they are made anew under their names",
  "Microsoft.RecoveryServices ReplicationProtectedItems_Create":
    "managed disks alone; their replicas are named and not held",
  "Microsoft.RecoveryServices ReplicationProtectedItems_Delete":
    "allowed in every state; the machine of a test that was not cleaned up stays",
  "Microsoft.RecoveryServices ReplicationProtectedItems_FailoverCancel":
    "refused: machines of Azure have none",
  "Microsoft.RecoveryServices ReplicationProtectedItems_PlannedFailover":
    "refused: machines of Azure have none",
  "Microsoft.RecoveryServices ReplicationProtectedItems_Reprotect":
    "takes the input of SwitchProtection; no cache account is made",
  "Microsoft.RecoveryServices ReplicationProtectedItems_UnplannedFailover":
    "no quota and no capacity is asked for",
  "Microsoft.RecoveryServices ReplicationProtectionContainers_SwitchProtection":
    "no cache account is made when none is named",
  "Microsoft.RecoveryServices ReplicationVaultHealth_Get": "issues of mappings alone",
  "Microsoft.RecoveryServices Restores_Trigger": "makes nothing: answers 501",
  "Microsoft.RecoveryServices TargetComputeSizes_ListByReplicationProtectedItems":
    "a few common sizes, without the number of network interfaces",
  "Microsoft.Resources ResourceGroups_CreateOrUpdate": "no managedBy",
  "Microsoft.Storage StorageAccounts_Create": "no data plane: nothing can be stored in it",
};

/** Operations of the simulated providers that clients may expect and do not find. */
export const absent: Readonly<Record<string, readonly string[]>> = {
  "Microsoft.Authorization": [
    "PolicyDefinitions_CreateOrUpdate",
    "PolicySetDefinitions_Get",
    "RoleEligibilityScheduleRequests_Create",
  ],
  "Microsoft.Automation": [
    "AgentRegistrationInformation_Get",
    "DscConfiguration_CreateOrUpdate",
    "LinkedWorkspace_Get",
    "SoftwareUpdateConfigurations_Create",
    "Statistics_ListByAutomationAccount",
    "Watcher_CreateOrUpdate",
  ],
  "Microsoft.Compute": [
    "VirtualMachineImages_List",
    "VirtualMachineScaleSets_CreateOrUpdate",
    "VirtualMachines_Reapply",
    "VirtualMachines_Redeploy",
  ],
  "Microsoft.RecoveryServices": [
    "DeletedVaults_ListBySubscriptionId",
    "ProtectionIntent_CreateOrUpdate",
    "ReplicationAlertSettings_Create",
    "ReplicationEligibilityResults_Get",
    "ReplicationEvents_List",
    "ReplicationJobs_Cancel",
    "ReplicationJobs_Export",
    "ReplicationJobs_Restart",
    "ReplicationJobs_Resume",
    "ReplicationProtectedItems_SwitchProvider",
    "ReplicationProtectionIntents_Create",
    "ReplicationRecoveryPlans_Create",
    "ReplicationRecoveryPlans_TestFailover",
    "ReplicationRecoveryPlans_UnplannedFailover",
    "ReplicationVaultSetting_Create",
    "SupportedOperatingSystems_Get",
  ],
  "Microsoft.ResourceGraph": ["Resources"],
  "Microsoft.Resources": [
    "Deployments_CreateOrUpdate",
    "Deployments_Validate",
    "Tags_CreateOrUpdateAtScope",
  ],
};
