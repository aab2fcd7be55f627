// A program loads the components that it uses, not all of them: each is exported as what its module
// holds, and the module is loaded when that is read.

import type * as automationAccount from "./components/automation-account";
import type * as backupPolicy from "./components/backup-policy";
import type * as backupPolicyKeptDays from "./components/backup-policy/kept-days";
import type * as backupPolicySchedule from "./components/backup-policy/schedule";
import type * as backupPolicyType from "./components/backup-policy/type";
import type * as featureRegistration from "./components/feature-registration";
import type * as leastPrivilegeRole from "./components/least-privilege-role";
import type * as linuxVirtualMachine from "./components/linux-virtual-machine";
import type * as maintenanceSchedule from "./components/maintenance-schedule";
import type * as recoveryVault from "./components/recovery-vault";
import type * as sharedRolePresets from "./components/shared/role-presets";
import type * as siteRecovery from "./components/site-recovery";
import type * as siteRecoveryAgentUpdater from "./components/site-recovery/agent-updater";
import type * as virtualMachinePatchArguments from "./components/virtual-machine/patch-arguments";
import type * as windowsVirtualMachine from "./components/windows-virtual-machine";
import { loadWhenUsed } from "./components/shared/lazy-exports";

export type {
  AutomationAccountArgs,
  AutomationAccountRoleArgs,
} from "./components/automation-account";
export type {
  BackupPolicyArgs,
  BackupPolicyRestorePointGroupArgs,
  EnhancedBackupPolicyArgs,
  StandardBackupPolicyArgs,
} from "./components/backup-policy";
export type {
  BackupPolicyMonthlyOnArgs,
  BackupPolicyYearlyOnArgs,
} from "./components/backup-policy/kept-days";
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
export type {
  MaintenanceScheduleArgs,
  MaintenanceScheduleLinuxArgs,
  MaintenanceScheduleWindowsArgs,
} from "./components/maintenance-schedule";
export type {
  MaintenanceScheduleDynamicScopeArgs,
  MaintenanceScheduleVirtualMachineArgs,
} from "./components/maintenance-schedule/assignments";
export type { RecoveryVaultArgs } from "./components/recovery-vault";
export type { ExistingRolePreset, RolePreset } from "./components/shared/role-presets";
export type { SiteRecoveryArgs } from "./components/site-recovery";
export type { SiteRecoveryAgentAutoUpdateArgs } from "./components/site-recovery/agent-updater";
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
export type {
  VirtualMachinePatchSettingsArgs,
  WindowsVirtualMachinePatchSettingsArgs,
} from "./components/virtual-machine/patch-arguments";
export type { WindowsVirtualMachineArgs } from "./components/windows-virtual-machine";

const later = undefined as never;
export const AutomationAccount: typeof automationAccount.AutomationAccount = later;
export type AutomationAccount = automationAccount.AutomationAccount;
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
export const RecoveryVault: typeof recoveryVault.RecoveryVault = later;
export type RecoveryVault = recoveryVault.RecoveryVault;
export const VaultImmutability: typeof recoveryVault.VaultImmutability = later;
export type VaultImmutability = recoveryVault.VaultImmutability;
export const VaultRedundancy: typeof recoveryVault.VaultRedundancy = later;
export type VaultRedundancy = recoveryVault.VaultRedundancy;
export const VaultSoftDelete: typeof recoveryVault.VaultSoftDelete = later;
export type VaultSoftDelete = recoveryVault.VaultSoftDelete;
export const rolePresets: typeof sharedRolePresets.rolePresets = later;
export const SiteRecovery: typeof siteRecovery.SiteRecovery = later;
export type SiteRecovery = siteRecovery.SiteRecovery;
export const AgentAutoUpdateMode: typeof siteRecoveryAgentUpdater.AgentAutoUpdateMode = later;
export type AgentAutoUpdateMode = siteRecoveryAgentUpdater.AgentAutoUpdateMode;
export const AgentUpdaterRole: typeof siteRecoveryAgentUpdater.AgentUpdaterRole = later;
export type AgentUpdaterRole = siteRecoveryAgentUpdater.AgentUpdaterRole;
export const PatchedBy: typeof virtualMachinePatchArguments.PatchedBy = later;
export type PatchedBy = virtualMachinePatchArguments.PatchedBy;
export const WindowsVirtualMachine: typeof windowsVirtualMachine.WindowsVirtualMachine = later;
export type WindowsVirtualMachine = windowsVirtualMachine.WindowsVirtualMachine;

loadWhenUsed(module, {
  "./components/automation-account": ["AutomationAccount"],
  "./components/backup-policy": ["BackupPolicy"],
  "./components/backup-policy/kept-days": ["BackupMonth", "BackupWeek"],
  "./components/backup-policy/schedule": ["BackupDay"],
  "./components/backup-policy/type": ["BackupPolicyType"],
  "./components/feature-registration": ["FeatureRegistration"],
  "./components/least-privilege-role": ["LeastPrivilegeRole", "PrincipalType"],
  "./components/linux-virtual-machine": ["LinuxVirtualMachine"],
  "./components/maintenance-schedule": ["MaintenanceSchedule", "ScheduleRebootSetting"],
  "./components/recovery-vault": [
    "RecoveryVault",
    "VaultImmutability",
    "VaultRedundancy",
    "VaultSoftDelete",
  ],
  "./components/shared/role-presets": ["rolePresets"],
  "./components/site-recovery": ["SiteRecovery"],
  "./components/site-recovery/agent-updater": ["AgentAutoUpdateMode", "AgentUpdaterRole"],
  "./components/virtual-machine/patch-arguments": ["PatchedBy"],
  "./components/windows-virtual-machine": ["WindowsVirtualMachine"],
});
