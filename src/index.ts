export {
  AutomationAccount,
  type AutomationAccountArgs,
  type AutomationAccountRoleArgs,
} from "./components/automation-account";
export {
  BackupPolicy,
  BackupPolicyType,
  type BackupPolicyArgs,
  type BackupPolicyRestorePointGroupArgs,
  type EnhancedBackupPolicyArgs,
  type StandardBackupPolicyArgs,
} from "./components/backup-policy";
export {
  BackupDay,
  type BackupPolicyHourlyArgs,
  type BackupPolicyWeeklyArgs,
} from "./components/backup-policy/schedule";
export {
  FeatureRegistration,
  type FeatureRegistrationArgs,
} from "./components/feature-registration";
export {
  LeastPrivilegeRole,
  PrincipalType,
  type LeastPrivilegeRoleArgs,
  type LeastPrivilegeRolePrincipalArgs,
} from "./components/least-privilege-role";
export {
  LinuxVirtualMachine,
  type LinuxVirtualMachineArgs,
} from "./components/linux-virtual-machine";
export {
  MaintenanceSchedule,
  ScheduleRebootSetting,
  type MaintenanceScheduleArgs,
  type MaintenanceScheduleLinuxArgs,
  type MaintenanceScheduleWindowsArgs,
} from "./components/maintenance-schedule";
export type {
  MaintenanceScheduleDynamicScopeArgs,
  MaintenanceScheduleVirtualMachineArgs,
} from "./components/maintenance-schedule/assignments";
export {
  PatchedBy,
  type VirtualMachinePatchSettingsArgs,
  type WindowsVirtualMachinePatchSettingsArgs,
} from "./components/virtual-machine/patch-arguments";
export {
  RecoveryVault,
  VaultImmutability,
  VaultRedundancy,
  VaultSoftDelete,
  type RecoveryVaultArgs,
} from "./components/recovery-vault";
export {
  rolePresets,
  type ExistingRolePreset,
  type RolePreset,
} from "./components/shared/role-presets";
export { SiteRecovery, type SiteRecoveryArgs } from "./components/site-recovery";
export {
  AgentAutoUpdateMode,
  AgentUpdaterRole,
  type SiteRecoveryAgentAutoUpdateArgs,
} from "./components/site-recovery/agent-updater";
export type { SiteRecoveryCacheStorageArgs } from "./components/site-recovery/cache-storage";
export type {
  SiteRecoveryNetworkMappingArgs,
  SiteRecoveryReplicationPolicyArgs,
} from "./components/site-recovery/replication-settings";
export type {
  VirtualMachineArgs,
  VirtualMachineDataDiskArgs,
  VirtualMachineOsDiskArgs,
} from "./components/virtual-machine/machine";
export {
  WindowsVirtualMachine,
  type WindowsVirtualMachineArgs,
} from "./components/windows-virtual-machine";
