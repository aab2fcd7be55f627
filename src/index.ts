import type * as backupPolicy from "./components/backup-policy";
import type * as backupSchedule from "./components/backup-policy/schedule";
import type * as maintenanceSchedule from "./components/maintenance-schedule";
import { loadWhenUsed } from "./components/shared/lazy-exports";

export {
  AutomationAccount,
  type AutomationAccountArgs,
  type AutomationAccountRoleArgs,
} from "./components/automation-account";
export type {
  BackupPolicyArgs,
  BackupPolicyRestorePointGroupArgs,
  EnhancedBackupPolicyArgs,
  StandardBackupPolicyArgs,
} from "./components/backup-policy";
export type {
  BackupPolicyHourlyArgs,
  BackupPolicyWeeklyArgs,
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
export type {
  MaintenanceScheduleArgs,
  MaintenanceScheduleLinuxArgs,
  MaintenanceScheduleWindowsArgs,
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

// Components that not every program uses are loaded by those that do.
const later = undefined as never;
export const BackupDay: typeof backupSchedule.BackupDay = later;
export type BackupDay = backupSchedule.BackupDay;
export const BackupPolicy: typeof backupPolicy.BackupPolicy = later;
export type BackupPolicy = backupPolicy.BackupPolicy;
export const BackupPolicyType: typeof backupPolicy.BackupPolicyType = later;
export type BackupPolicyType = backupPolicy.BackupPolicyType;
export const MaintenanceSchedule: typeof maintenanceSchedule.MaintenanceSchedule = later;
export type MaintenanceSchedule = maintenanceSchedule.MaintenanceSchedule;
export const ScheduleRebootSetting: typeof maintenanceSchedule.ScheduleRebootSetting = later;
export type ScheduleRebootSetting = maintenanceSchedule.ScheduleRebootSetting;

loadWhenUsed(
  module.exports as object,
  ["BackupPolicy", "BackupPolicyType"],
  () => module.require("./components/backup-policy") as typeof backupPolicy,
);
loadWhenUsed(
  module.exports as object,
  ["BackupDay"],
  () => module.require("./components/backup-policy/schedule") as typeof backupSchedule,
);
loadWhenUsed(
  module.exports as object,
  ["MaintenanceSchedule", "ScheduleRebootSetting"],
  () => module.require("./components/maintenance-schedule") as typeof maintenanceSchedule,
);
