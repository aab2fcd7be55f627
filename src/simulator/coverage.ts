/*
 * How much of Azure's operations is simulated. What is named in neither table is simulated in full:
 * every status, state and refusal that a public source describes for what the package touches.
 */

/** What is left out of operations that are there, by provider namespace and operation id. */
export const partly: Readonly<Record<string, string>> = {
  "Microsoft.Authorization PolicyAssignments_Create":
    "nothing is evaluated but by remediation tasks",
  "Microsoft.Automation Job_Create":
    "of a runbook's text only literal output is written, and a sign-in as the Run As account tried",
  "Microsoft.Automation SourceControl_CreateOrUpdate": "nothing is synchronised",
  "Microsoft.Automation Webhook_CreateOrUpdate": "the address answers no call",
  "Microsoft.Compute VirtualMachineExtensions_CreateOrUpdate":
    "no new versions appear; protected settings alone run nothing anew",
  "Microsoft.Compute VirtualMachines_AssessPatches":
    "the patches are invented, their rhythm is not",
  "Microsoft.Compute VirtualMachines_InstallPatches":
    "the patches are invented, and fail by a fault alone",
  "Microsoft.Compute VirtualMachines_RunCommand":
    "a script does and writes what was said of the machine's inside, and nothing otherwise",
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
  "Microsoft.EventGrid SystemTopicEventSubscriptions_CreateOrUpdate":
    "nothing is delivered, and no webhook is asked whether it wants events",
  "Microsoft.EventGrid SystemTopics_CreateOrUpdate": "no event is raised",
  "Microsoft.KeyVault Vaults_CreateOrUpdate": "no data plane: secrets and keys hold no values",
  "Microsoft.PolicyInsights Remediations_CreateOrUpdateAtResource":
    "of virtual machines and the policies of Azure Update Manager; templates are not deployed, their outcome is",
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
  "Microsoft.ResourceGraph Resources":
    "seven tables, a part of the language, no facets, no management groups; a change shows at once; of each machine the last installation alone",
  "Microsoft.RecoveryServices DeletedVaults_Undelete": "the vault's identity does not come back",
  "Microsoft.RecoveryServices ResourceGuardProxy_Put": "no critical operation waits for the guard",
  "Microsoft.RecoveryServices Restores_Trigger":
    "of virtual machines; nothing is written into the storage account, no backup is taken before disks are replaced, none to another region or subscription",
  "Microsoft.RecoveryServices ReplicationVaultHealth_Get": "no errors of the vault itself",
  "Microsoft.RecoveryServices TargetComputeSizes_ListByReplicationProtectedItems":
    "a few common sizes, without the number of network interfaces",
  "Microsoft.RecoveryServices ReplicationJobs_Cancel": "what was not begun stays undone",
  "Microsoft.RecoveryServices ReplicationJobs_Export": "the file that is named is not there",
  "Microsoft.RecoveryServices ReplicationAlertSettings_Create": "no mail is sent",
  "Microsoft.RecoveryServices ReplicationFabrics_CheckConsistency": "nothing is ever inconsistent",
  "Microsoft.RecoveryServices ReplicationProtectionIntents_Create":
    "makes no group, network or storage account in the recovery region",
  "Microsoft.RecoveryServices ReplicationRecoveryPlans_FailoverCancel":
    "refused: machines of Azure have none",
  "Microsoft.RecoveryServices ReplicationRecoveryPlans_PlannedFailover":
    "as an unplanned failover that turns the source machines off",
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
    "VirtualMachines_Generalize",
    "VirtualMachines_SimulateEviction",
  ],
  "Microsoft.EventGrid": [
    "SystemTopicEventSubscriptions_GetDeliveryAttributes",
    "SystemTopicEventSubscriptions_GetFullUrl",
    "SystemTopicEventSubscriptions_Update",
    "Topics_CreateOrUpdate",
  ],
  "Microsoft.RecoveryServices": [
    "ResourceGuardProxy_UnlockDelete",
    "ProtectionIntent_CreateOrUpdate",
    "ReplicationProtectedItems_SwitchProvider",
    "ReplicationFabrics_MigrateToAad",
    "ReplicationFabrics_RenewCertificate",
  ],
  "Microsoft.ResourceGraph": ["GraphQuery_CreateOrUpdate", "ResourcesHistory"],
  "Microsoft.Resources": [
    "Deployments_CreateOrUpdate",
    "Deployments_Validate",
    "Resources_MoveResources",
    "Tags_CreateOrUpdate",
  ],
};
