export { AutomationRunbook, type AutomationRunbookArgs } from "./automation-runbook";
export {
  AutomationSchedule,
  type AutomationScheduleArgs,
  type AutomationScheduleOccurrence,
} from "./automation-schedule";
export { AutomationWebhook, type AutomationWebhookArgs } from "./automation-webhook";
export { BackupProtectedItem, type BackupProtectedItemArgs } from "./backup-protected-item";
export { Provider, type ProviderArgs } from "./provider";
export {
  RecoveryVaultSettings,
  type RecoveryVaultSettingsArgs,
  type RecoveryVaultSettingsEncryption,
  type RecoveryVaultSettingsEncryptionState,
  type RecoveryVaultSettingsSiteRecoveryMail,
  type RecoveryVaultSettingsSiteRecoveryMailState,
} from "./recovery-vault-settings";
export { ReplicationFabric, type ReplicationFabricArgs } from "./replication-fabric";
export {
  ReplicationProtectedItem,
  type ReplicationProtectedItemArgs,
} from "./replication-protected-item";
export type {
  ReplicationProtectedItemDisk,
  ReplicationProtectedItemDiskState,
  ReplicationProtectedItemIpConfiguration,
  ReplicationProtectedItemIpConfigurationState,
  ReplicationProtectedItemNetworkInterface,
  ReplicationProtectedItemNetworkInterfaceState,
  ReplicationProtectedItemSettings,
  ReplicationProtectedItemSettingsState,
} from "./replication-protected-item-settings";
export {
  ReplicationProtectionContainer,
  type ReplicationProtectionContainerArgs,
} from "./replication-protection-container";
export {
  ReplicationProtectionContainerMapping,
  type ReplicationProtectionContainerMappingAgentAutoUpdate,
  type ReplicationProtectionContainerMappingAgentAutoUpdateState,
  type ReplicationProtectionContainerMappingArgs,
} from "./replication-protection-container-mapping";
export {
  ReplicationRecoveryPlan,
  type ReplicationRecoveryPlanArgs,
} from "./replication-recovery-plan";
export type {
  ReplicationRecoveryPlanAction,
  ReplicationRecoveryPlanActionState,
  ReplicationRecoveryPlanGroup,
  ReplicationRecoveryPlanGroupState,
} from "./replication-recovery-plan-groups";
export { RunAsAssets, type RunAsAssetsArgs } from "./run-as-assets";
export { RunAsCertificate, type RunAsCertificateArgs } from "./run-as-certificate";
export { SubscriptionFeature, type SubscriptionFeatureArgs } from "./subscription-feature";
export {
  VaultAgentAutoUpdate,
  type VaultAgentAutoUpdateArgs,
  type VaultAgentAutoUpdateMappingState,
  type VaultAgentAutoUpdateSetting,
  type VaultAgentAutoUpdateSettingState,
} from "./vault-agent-auto-update";
