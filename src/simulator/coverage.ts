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
  "Microsoft.Compute VirtualMachineExtensions_CreateOrUpdate":
    "no new versions appear; protected settings alone run nothing anew",
  "Microsoft.Compute VirtualMachines_AssessPatches":
    "the patches are invented, their rhythm is not",
  "Microsoft.Compute VirtualMachines_InstallPatches":
    "the patches are invented, and fail by a fault alone",
  "Microsoft.Compute AvailabilitySets_ListAvailableSizes": "some common sizes",
  "Microsoft.Compute ResourceSkus_List":
    "some common sizes, each in every zone of every region; three kinds of disks",
  "Microsoft.Compute VirtualMachineImages_Get": "one version of each image, no plans",
  "Microsoft.Compute VirtualMachineImages_List": "one version of each image",
  "Microsoft.Compute VirtualMachineImages_ListPublishers":
    "the images that Azure patches by itself",
  "Microsoft.Compute VirtualMachineScaleSets_CreateOrUpdate":
    "Flexible alone; no instances are made from the profile: answers 501",
  "Microsoft.Compute VirtualMachineScaleSetVMs_List": "no models and instance views",
  "Microsoft.Compute VirtualMachineSizes_List": "some common sizes",
  "Microsoft.Compute VirtualMachines_ListAvailableSizes": "some common sizes",
  "Microsoft.KeyVault Vaults_CreateOrUpdate": "no data plane: secrets and keys hold no values",
  "Microsoft.RecoveryServices ReplicationJobs_List":
    "no $filter; jobs have no tasks and no actions",
  "Microsoft.RecoveryServices ReplicationProtectedItems_ApplyRecoveryPoint": "changes nothing",
  "Microsoft.RecoveryServices ReplicationProtectedItems_FailoverCommit":
    "no way back: nothing is protected anew",
  "Microsoft.RecoveryServices ReplicationProtectedItems_TestFailover": "makes no machine",
  "Microsoft.RecoveryServices ReplicationProtectedItems_UnplannedFailover": "makes no machine",
  "Microsoft.RecoveryServices ReplicationVaultHealth_Get": "issues of mappings alone",
  "Microsoft.ResourceGraph Resources":
    "seven tables, a part of the language, no facets, no management groups; a change shows at once; of each machine the last installation alone",
  "Microsoft.RecoveryServices DeletedVaults_Undelete": "the vault's identity does not come back",
  "Microsoft.RecoveryServices Restores_Trigger":
    "of virtual machines; nothing is written into the storage account, no backup is taken before disks are replaced, none to another region or subscription",
  "Microsoft.RecoveryServices ReplicationVaultHealth_Get": "no errors of the vault itself",
  "Microsoft.RecoveryServices Restores_Trigger": "makes nothing: answers 501",
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
    "AvailabilitySets_ConvertToVirtualMachineScaleSet",
    "CapacityReservationGroups_CreateOrUpdate",
    "CapacityReservations_CreateOrUpdate",
    "DedicatedHostGroups_CreateOrUpdate",
    "VirtualMachineScaleSetVMs_Get",
    "VirtualMachineScaleSets_GetInstanceView",
    "VirtualMachines_Reapply",
    "VirtualMachines_Redeploy",
    "VirtualMachineImages_List",
    "VirtualMachineScaleSets_CreateOrUpdate",
    "VirtualMachines_Generalize",
    "VirtualMachines_RunCommand",
    "VirtualMachines_SimulateEviction",
  ],
  "Microsoft.RecoveryServices": [
    "ProtectionIntent_CreateOrUpdate",
    "RecoveryPoints_ListByReplicationProtectedItems",
    "ReplicationAlertSettings_Create",
    "ReplicationEligibilityResults_Get",
    "ReplicationEvents_List",
    "ReplicationJobs_Cancel",
    "ReplicationJobs_Export",
    "ReplicationJobs_Restart",
    "ReplicationJobs_Resume",
    "ReplicationProtectedItems_AddDisks",
    "ReplicationProtectedItems_FailoverCancel",
    "ReplicationProtectedItems_PlannedFailover",
    "ReplicationProtectedItems_RemoveDisks",
    "ReplicationProtectedItems_RepairReplication",
    "ReplicationProtectedItems_Reprotect",
    "ReplicationProtectedItems_ResolveHealthErrors",
    "ReplicationProtectionContainers_SwitchProtection",
    "ReplicationProtectionIntents_Create",
    "ReplicationRecoveryPlans_Create",
    "ReplicationRecoveryPlans_TestFailover",
    "ReplicationRecoveryPlans_UnplannedFailover",
    "ReplicationVaultSetting_Create",
    "SupportedOperatingSystems_Get",
    "TargetComputeSizes_ListByReplicationProtectedItems",
  ],
  "Microsoft.ResourceGraph": ["GraphQuery_CreateOrUpdate", "ResourcesHistory"],
  "Microsoft.Resources": [
    "Deployments_CreateOrUpdate",
    "Deployments_Validate",
    "Resources_MoveResources",
    "Tags_CreateOrUpdate",
  ],
};
