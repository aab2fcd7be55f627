import { groupPath, type Translation } from "../translation";

const apiVersion = "2024-10-01";
const vaults = `${groupPath}/providers/Microsoft.RecoveryServices/vaults`;
/** Site Recovery calls the vault's name `resourceName`, everything else `vaultName`. */
const siteRecovery = `${vaults}/{resourceName}`;
const fabric = `${siteRecovery}/replicationFabrics/{fabricName}`;
const container = `${fabric}/replicationProtectionContainers/{protectionContainerName}`;
const backupFabric = `${vaults}/{vaultName}/backupFabrics/{fabricName}`;
const backupContainer = `${backupFabric}/protectionContainers/{containerName}`;

/** Recovery Services vaults, Site Recovery and Backup; none of their types is flattened. */
export const recoveryServicesTranslations: readonly Translation[] = [
  row("Vault", `${vaults}/{vaultName}`, ["put"]),
  replication("ReplicationFabric", fabric),
  replication("ReplicationPolicy", `${siteRecovery}/replicationPolicies/{policyName}`),
  replication(
    "ReplicationProtectionContainerMapping",
    `${container}/replicationProtectionContainerMappings/{mappingName}`,
  ),
  replication(
    "ReplicationNetworkMapping",
    `${fabric}/replicationNetworks/{networkName}/replicationNetworkMappings/{networkMappingName}`,
  ),
  replication(
    "ReplicationProtectedItem",
    `${container}/replicationProtectedItems/{replicatedProtectedItemName}`,
  ),
  replication(
    "ReplicationRecoveryPlan",
    `${siteRecovery}/replicationRecoveryPlans/{recoveryPlanName}`,
  ),
  replication(
    "ReplicationStorageClassificationMapping",
    `${fabric}/replicationStorageClassifications/{storageClassificationName}/replicationStorageClassificationMappings/{storageClassificationMappingName}`,
  ),
  replication(
    "ReplicationMigrationItem",
    `${container}/replicationMigrationItems/{migrationItemName}`,
  ),
  replication(
    "ReplicationRecoveryServicesProvider",
    `${fabric}/replicationRecoveryServicesProviders/{providerName}`,
  ),
  replication("ReplicationvCenter", `${fabric}/replicationvCenters/{vcenterName}`),
  replication(
    "ReplicationProtectionCluster",
    `${container}/replicationProtectionClusters/{replicationProtectionClusterName}`,
  ),
  row("ProtectionPolicy", `${vaults}/{vaultName}/backupPolicies/{policyName}`, ["delete"]),
  row("ProtectedItem", `${backupContainer}/protectedItems/{protectedItemName}`, []),
  row("ProtectionContainer", backupContainer, ["put"]),
  row("ProtectionIntent", `${backupFabric}/backupProtectionIntent/{intentObjectName}`, []),
  row(
    "PrivateEndpointConnection",
    `${vaults}/{vaultName}/privateEndpointConnections/{privateEndpointConnectionName}`,
    ["put", "delete"],
  ),
  row(
    "ResourceGuardProxy",
    `${vaults}/{vaultName}/backupResourceGuardProxies/{resourceGuardProxyName}`,
    [],
  ),
];

function replication(name: string, path: string): Translation {
  return row(name, path, ["put", "delete"]);
}

function row(name: string, path: string, longRunning: readonly ("put" | "delete")[]): Translation {
  return { token: `recoveryservices:${name}`, path, apiVersion, longRunning };
}
