export { Provider, type ProviderArgs } from "./provider";
export { ReplicationFabric, type ReplicationFabricArgs } from "./replication-fabric";
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
