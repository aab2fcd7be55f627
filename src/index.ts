// A program loads the components that it uses, not all of them: each is exported as what its module
// holds, and the module is loaded when that is read.

import type * as automationAccount from "./components/automation-account";
import type * as automationAccountAgentUpdateRunbook from "./components/automation-account/agent-update-runbook";
import type * as automationAccountModules from "./components/automation-account/modules";
import type * as backupPolicy from "./components/backup-policy";
import type * as backupPolicyKeptDays from "./components/backup-policy/kept-days";
import type * as backupPolicySchedule from "./components/backup-policy/schedule";
import type * as backupPolicyType from "./components/backup-policy/type";
import type * as featureRegistration from "./components/feature-registration";
import type * as leastPrivilegeRole from "./components/least-privilege-role";
import type * as linuxVirtualMachine from "./components/linux-virtual-machine";
import type * as maintenanceSchedule from "./components/maintenance-schedule";
import type * as patchGovernance from "./components/patch-governance";
import type * as patchGovernancePolicies from "./components/patch-governance/policies";
import type * as patchGovernanceRemediation from "./components/patch-governance/remediation";
import type * as recoveryPlan from "./components/recovery-plan";
import type * as recoveryPlanGroups from "./components/recovery-plan/groups";
import type * as recoveryVault from "./components/recovery-vault";
import type * as recoveryVaultVault from "./components/recovery-vault/vault";
import type * as sharedRolePresets from "./components/shared/role-presets";
import type * as replicatedVirtualMachine from "./components/replicated-virtual-machine";
import type * as runAsAccount from "./components/run-as-account";
import type * as siteRecovery from "./components/site-recovery";
import type * as siteRecoveryAgentUpdater from "./components/site-recovery/agent-updater";
import type * as virtualMachineBackup from "./components/virtual-machine-backup";
import type * as virtualMachineBackupKeyAccess from "./components/virtual-machine-backup/key-access";
import type * as virtualMachineBackupWords from "./components/virtual-machine-backup/words";
import type * as virtualMachinePatchArguments from "./components/virtual-machine/patch-arguments";
import type * as virtualMachineSecurity from "./components/virtual-machine/security";
import type * as windowsVirtualMachine from "./components/windows-virtual-machine";
import { loadWhenUsed } from "./components/shared/lazy-exports";

export type { AgentUpdateRunbookOptions } from "./components/automation-account/agent-update-runbook";
export type { AutomationAccountArgs } from "./components/automation-account";
export type {
  AutomationAccountCertificateArgs,
  AutomationAccountConnectionArgs,
  AutomationAccountCredentialArgs,
} from "./components/automation-account/credentials";
export type {
  AutomationAccountHybridWorkerArgs,
  AutomationAccountHybridWorkerGroupArgs,
} from "./components/automation-account/hybrid-workers";
export type { AutomationAccountModuleArgs } from "./components/automation-account/modules";
export type {
  AutomationAccountAccessArgs,
  AutomationAccountRoleArgs,
} from "./components/automation-account/roles";
export type { AutomationAccountRunbookArgs } from "./components/automation-account/runbooks";
export type {
  AutomationAccountPackageArgs,
  AutomationAccountRuntimeEnvironmentArgs,
} from "./components/automation-account/runtime-environments";
export type {
  AutomationAccountJobScheduleArgs,
  AutomationAccountMonthlyOccurrenceArgs,
  AutomationAccountScheduleArgs,
} from "./components/automation-account/schedules";
export type { AutomationAccountVariableArgs } from "./components/automation-account/variables";
export type { AutomationAccountWebhookArgs } from "./components/automation-account/webhooks";
export type {
  BackupPolicyArgs,
  EnhancedBackupPolicyArgs,
  StandardBackupPolicyArgs,
} from "./components/backup-policy";
export type {
  BackupPolicyMonthlyOnArgs,
  BackupPolicyYearlyOnArgs,
} from "./components/backup-policy/kept-days";
export type { BackupPolicyRestorePointGroupArgs } from "./components/backup-policy/restore-point-group";
export type {
  BackupPolicyHourlyArgs,
  BackupPolicyWeeklyArgs,
} from "./components/backup-policy/schedule";
export type { FeatureRegistrationArgs } from "./components/feature-registration";
export type {
  LeastPrivilegeRoleArgs,
  LeastPrivilegeRolePrincipalArgs,
} from "./components/least-privilege-role";
export type { LinuxVirtualMachineArgs } from "./components/linux-virtual-machine";
export type { MaintenanceScheduleArgs } from "./components/maintenance-schedule";
export type {
  MaintenanceScheduleDynamicScopeArgs,
  MaintenanceScheduleVirtualMachineArgs,
} from "./components/maintenance-schedule/assignments";
export type { MaintenanceScheduleEventHandlerArgs } from "./components/maintenance-schedule/events";
export type {
  MaintenanceScheduleLinuxArgs,
  MaintenanceScheduleWindowsArgs,
} from "./components/maintenance-schedule/window-and-patches";
export type { PatchGovernanceArgs } from "./components/patch-governance";
export type {
  PatchGovernanceAssessmentArgs,
  PatchGovernanceAssignmentArgs,
  PatchGovernanceAuditArgs,
  PatchGovernanceScheduleArgs,
  PatchGovernanceSchedulePrerequisitesArgs,
} from "./components/patch-governance/policies";
export type { PatchGovernanceRemediationArgs } from "./components/patch-governance/remediation";
export type { RecoveryPlanArgs } from "./components/recovery-plan";
export type {
  RecoveryPlanActionArgs,
  RecoveryPlanActionsArgs,
  RecoveryPlanGroupArgs,
} from "./components/recovery-plan/groups";
export type { RecoveryVaultArgs } from "./components/recovery-vault";
export type {
  RecoveryVaultMultiUserAuthorizationArgs,
  RecoveryVaultRoleArgs,
} from "./components/recovery-vault/access";
export type {
  RecoveryVaultAlertsArgs,
  RecoveryVaultSiteRecoveryMailArgs,
} from "./components/recovery-vault/alerts";
export type { CustomerManagedKeyArgs } from "./components/shared/customer-managed-key";
export type { DiagnosticSettingArgs } from "./components/shared/diagnostics";
export type {
  PrivateEndpointAddressArgs,
  PrivateEndpointArgs,
} from "./components/shared/private-endpoints";
export type { DeletionLockArgs } from "./components/shared/resource-lock";
export type { ExistingRolePreset, RolePreset } from "./components/shared/role-presets";
export type {
  ReplicatedVirtualMachineArgs,
  ReplicatedVirtualMachinePlacementArgs,
} from "./components/replicated-virtual-machine";
export type { ReplicatedVirtualMachineDiskArgs } from "./components/replicated-virtual-machine/disks";
export type {
  ReplicatedVirtualMachineIpConfigurationArgs,
  ReplicatedVirtualMachineNetworkInterfaceArgs,
} from "./components/replicated-virtual-machine/network";
export type { RunAsAccountArgs, RunAsAccountCertificateArgs } from "./components/run-as-account";
export type { RunAsAccountApplicationArgs } from "./components/run-as-account/application";
export type { RunAsAccountClassicArgs } from "./components/run-as-account/classic";
export type { RunAsAccountKeyVaultArgs } from "./components/run-as-account/key-vaults";
export type { SiteRecoveryArgs } from "./components/site-recovery";
export type { SiteRecoveryAgentAutoUpdateArgs } from "./components/site-recovery/agent-updater";
export type { SiteRecoveryCacheStorageArgs } from "./components/site-recovery/cache-storage";
export type {
  SiteRecoveryNetworkMappingArgs,
  SiteRecoveryReplicationPolicyArgs,
} from "./components/site-recovery/replication-settings";
export type {
  VirtualMachineArgs,
  VirtualMachineBootDiagnosticsArgs,
  VirtualMachineRoleArgs,
} from "./components/virtual-machine/arguments";
export type {
  VirtualMachineDataDiskArgs,
  VirtualMachineOsDiskArgs,
} from "./components/virtual-machine/disk-arguments";
export type { VirtualMachineExtensionArgs } from "./components/virtual-machine/extensions";
export type { VirtualMachineNetworkArgs } from "./components/virtual-machine/network";
export type {
  VirtualMachinePatchSettingsArgs,
  WindowsVirtualMachinePatchSettingsArgs,
} from "./components/virtual-machine/patch-arguments";
export type { VirtualMachinePlacementArgs } from "./components/virtual-machine/placement";
export type { VirtualMachineSecurityArgs } from "./components/virtual-machine/security";
export type { VirtualMachineBackupArgs } from "./components/virtual-machine-backup";
export type { VirtualMachineBackupKeyVaultArgs } from "./components/virtual-machine-backup/key-access";
export type { WindowsVirtualMachineArgs } from "./components/windows-virtual-machine";

const later = undefined as never;
export const agentUpdateRunbook: typeof automationAccountAgentUpdateRunbook.agentUpdateRunbook =
  later;
export const AutomationAccount: typeof automationAccount.AutomationAccount = later;
export type AutomationAccount = automationAccount.AutomationAccount;
export const AutomationModuleRuntime: typeof automationAccountModules.AutomationModuleRuntime =
  later;
export type AutomationModuleRuntime = automationAccountModules.AutomationModuleRuntime;
export const BackupPolicy: typeof backupPolicy.BackupPolicy = later;
export type BackupPolicy = backupPolicy.BackupPolicy;
export const BackupPolicyType: typeof backupPolicyType.BackupPolicyType = later;
export type BackupPolicyType = backupPolicyType.BackupPolicyType;
export const BackupDay: typeof backupPolicySchedule.BackupDay = later;
export type BackupDay = backupPolicySchedule.BackupDay;
export const BackupWeek: typeof backupPolicyKeptDays.BackupWeek = later;
export type BackupWeek = backupPolicyKeptDays.BackupWeek;
export const BackupMonth: typeof backupPolicyKeptDays.BackupMonth = later;
export type BackupMonth = backupPolicyKeptDays.BackupMonth;
export const FeatureRegistration: typeof featureRegistration.FeatureRegistration = later;
export type FeatureRegistration = featureRegistration.FeatureRegistration;
export const LeastPrivilegeRole: typeof leastPrivilegeRole.LeastPrivilegeRole = later;
export type LeastPrivilegeRole = leastPrivilegeRole.LeastPrivilegeRole;
export const PrincipalType: typeof leastPrivilegeRole.PrincipalType = later;
export type PrincipalType = leastPrivilegeRole.PrincipalType;
export const LinuxVirtualMachine: typeof linuxVirtualMachine.LinuxVirtualMachine = later;
export type LinuxVirtualMachine = linuxVirtualMachine.LinuxVirtualMachine;
export const MaintenanceSchedule: typeof maintenanceSchedule.MaintenanceSchedule = later;
export type MaintenanceSchedule = maintenanceSchedule.MaintenanceSchedule;
export const ScheduleRebootSetting: typeof maintenanceSchedule.ScheduleRebootSetting = later;
export type ScheduleRebootSetting = maintenanceSchedule.ScheduleRebootSetting;
export const GovernanceRole: typeof patchGovernance.GovernanceRole = later;
export type GovernanceRole = patchGovernance.GovernanceRole;
export const PatchGovernance: typeof patchGovernance.PatchGovernance = later;
export type PatchGovernance = patchGovernance.PatchGovernance;
export const GovernedMachines: typeof patchGovernancePolicies.GovernedMachines = later;
export type GovernedMachines = patchGovernancePolicies.GovernedMachines;
export const PatchAudit: typeof patchGovernancePolicies.PatchAudit = later;
export type PatchAudit = patchGovernancePolicies.PatchAudit;
export const RemediationDiscovery: typeof patchGovernanceRemediation.RemediationDiscovery = later;
export type RemediationDiscovery = patchGovernanceRemediation.RemediationDiscovery;
export const RecoveryPlan: typeof recoveryPlan.RecoveryPlan = later;
export type RecoveryPlan = recoveryPlan.RecoveryPlan;
export const RecoveryPlanDirection: typeof recoveryPlanGroups.RecoveryPlanDirection = later;
export type RecoveryPlanDirection = recoveryPlanGroups.RecoveryPlanDirection;
export const RecoveryPlanOperation: typeof recoveryPlanGroups.RecoveryPlanOperation = later;
export type RecoveryPlanOperation = recoveryPlanGroups.RecoveryPlanOperation;
export const RecoveryVault: typeof recoveryVault.RecoveryVault = later;
export type RecoveryVault = recoveryVault.RecoveryVault;
export const VaultCrossSubscriptionRestore: typeof recoveryVaultVault.VaultCrossSubscriptionRestore =
  later;
export type VaultCrossSubscriptionRestore = recoveryVaultVault.VaultCrossSubscriptionRestore;
export const VaultImmutability: typeof recoveryVaultVault.VaultImmutability = later;
export type VaultImmutability = recoveryVaultVault.VaultImmutability;
export const VaultProtectedItemsOnDestroy: typeof recoveryVaultVault.VaultProtectedItemsOnDestroy =
  later;
export type VaultProtectedItemsOnDestroy = recoveryVaultVault.VaultProtectedItemsOnDestroy;
export const VaultRedundancy: typeof recoveryVaultVault.VaultRedundancy = later;
export type VaultRedundancy = recoveryVaultVault.VaultRedundancy;
export const VaultSoftDelete: typeof recoveryVaultVault.VaultSoftDelete = later;
export type VaultSoftDelete = recoveryVaultVault.VaultSoftDelete;
export const rolePresets: typeof sharedRolePresets.rolePresets = later;
export const ReplicatedVirtualMachine: typeof replicatedVirtualMachine.ReplicatedVirtualMachine =
  later;
export type ReplicatedVirtualMachine = replicatedVirtualMachine.ReplicatedVirtualMachine;
export const RunAsAccount: typeof runAsAccount.RunAsAccount = later;
export type RunAsAccount = runAsAccount.RunAsAccount;
export const SiteRecovery: typeof siteRecovery.SiteRecovery = later;
export type SiteRecovery = siteRecovery.SiteRecovery;
export const AgentAutoUpdateMode: typeof siteRecoveryAgentUpdater.AgentAutoUpdateMode = later;
export type AgentAutoUpdateMode = siteRecoveryAgentUpdater.AgentAutoUpdateMode;
export const AgentUpdaterRole: typeof siteRecoveryAgentUpdater.AgentUpdaterRole = later;
export type AgentUpdaterRole = siteRecoveryAgentUpdater.AgentUpdaterRole;
export const PatchedBy: typeof virtualMachinePatchArguments.PatchedBy = later;
export type PatchedBy = virtualMachinePatchArguments.PatchedBy;
export const SecurityType: typeof virtualMachineSecurity.SecurityType = later;
export type SecurityType = virtualMachineSecurity.SecurityType;
export const VirtualMachineBackup: typeof virtualMachineBackup.VirtualMachineBackup = later;
export type VirtualMachineBackup = virtualMachineBackup.VirtualMachineBackup;
export const BackupOnDestroy: typeof virtualMachineBackupWords.BackupOnDestroy = later;
export type BackupOnDestroy = virtualMachineBackupWords.BackupOnDestroy;
export const BackupProtection: typeof virtualMachineBackupWords.BackupProtection = later;
export type BackupProtection = virtualMachineBackupWords.BackupProtection;
export const KeyVaultAuthorization: typeof virtualMachineBackupKeyAccess.KeyVaultAuthorization =
  later;
export type KeyVaultAuthorization = virtualMachineBackupKeyAccess.KeyVaultAuthorization;
export const WindowsVirtualMachine: typeof windowsVirtualMachine.WindowsVirtualMachine = later;
export type WindowsVirtualMachine = windowsVirtualMachine.WindowsVirtualMachine;

loadWhenUsed(module, {
  "./components/automation-account": ["AutomationAccount"],
  "./components/automation-account/agent-update-runbook": ["agentUpdateRunbook"],
  "./components/automation-account/modules": ["AutomationModuleRuntime"],
  "./components/backup-policy": ["BackupPolicy"],
  "./components/backup-policy/kept-days": ["BackupMonth", "BackupWeek"],
  "./components/backup-policy/schedule": ["BackupDay"],
  "./components/backup-policy/type": ["BackupPolicyType"],
  "./components/feature-registration": ["FeatureRegistration"],
  "./components/least-privilege-role": ["LeastPrivilegeRole", "PrincipalType"],
  "./components/linux-virtual-machine": ["LinuxVirtualMachine"],
  "./components/maintenance-schedule": ["MaintenanceSchedule", "ScheduleRebootSetting"],
  "./components/patch-governance": ["GovernanceRole", "PatchGovernance"],
  "./components/patch-governance/policies": ["GovernedMachines", "PatchAudit"],
  "./components/patch-governance/remediation": ["RemediationDiscovery"],
  "./components/recovery-plan": ["RecoveryPlan"],
  "./components/recovery-plan/groups": ["RecoveryPlanDirection", "RecoveryPlanOperation"],
  "./components/recovery-vault": ["RecoveryVault"],
  "./components/recovery-vault/vault": [
    "VaultCrossSubscriptionRestore",
    "VaultImmutability",
    "VaultProtectedItemsOnDestroy",
    "VaultRedundancy",
    "VaultSoftDelete",
  ],
  "./components/shared/role-presets": ["rolePresets"],
  "./components/replicated-virtual-machine": ["ReplicatedVirtualMachine"],
  "./components/run-as-account": ["RunAsAccount"],
  "./components/site-recovery": ["SiteRecovery"],
  "./components/site-recovery/agent-updater": ["AgentAutoUpdateMode", "AgentUpdaterRole"],
  "./components/virtual-machine-backup": ["VirtualMachineBackup"],
  "./components/virtual-machine-backup/key-access": ["KeyVaultAuthorization"],
  "./components/virtual-machine-backup/words": ["BackupOnDestroy", "BackupProtection"],
  "./components/virtual-machine/patch-arguments": ["PatchedBy"],
  "./components/virtual-machine/security": ["SecurityType"],
  "./components/windows-virtual-machine": ["WindowsVirtualMachine"],
});
