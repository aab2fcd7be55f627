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
export { SubscriptionFeature, type SubscriptionFeatureArgs } from "./subscription-feature";
