export {
  AutomationAccount,
  type AutomationAccountArgs,
  type AutomationAccountRoleArgs,
} from "./components/automation-account";
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
  PatchedBy,
  type VirtualMachinePatchSettingsArgs,
  type WindowsVirtualMachinePatchSettingsArgs,
} from "./components/patch-arguments";
export {
  RecoveryVault,
  VaultImmutability,
  VaultRedundancy,
  VaultSoftDelete,
  type RecoveryVaultArgs,
} from "./components/recovery-vault";
export { rolePresets, type ExistingRolePreset, type RolePreset } from "./components/role-presets";
export { SiteRecovery, type SiteRecoveryArgs } from "./components/site-recovery";
export {
  AgentAutoUpdateMode,
  AgentUpdaterRole,
  type SiteRecoveryAgentAutoUpdateArgs,
} from "./components/agent-updater";
export type { SiteRecoveryCacheStorageArgs } from "./components/cache-storage";
export type {
  SiteRecoveryNetworkMappingArgs,
  SiteRecoveryReplicationPolicyArgs,
} from "./components/replication-settings";
export type {
  VirtualMachineArgs,
  VirtualMachineDataDiskArgs,
  VirtualMachineOsDiskArgs,
} from "./components/virtual-machine";
export {
  WindowsVirtualMachine,
  type WindowsVirtualMachineArgs,
} from "./components/windows-virtual-machine";
