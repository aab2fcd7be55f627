import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt } from "../json";
import type { Call, Operation } from "../operation";
import { examples } from "./entity-operations";
import { startJob } from "./replication-jobs";
import {
  asSiteRecoveryId,
  containerType,
  entitiesWithin,
  fabricType,
  mappingType,
  paths,
  protectedItemType,
  requireVault,
  vaultType,
} from "./vault-entities";

/** The health of a vault, read from what it holds at the moment. */
export const vaultHealthOperations: Operation[] = [
  {
    id: "ReplicationVaultHealth_Get",
    method: "GET",
    path: `${paths.vault}/replicationVaultHealth`,
    action: `${vaultType}/replicationVaultHealth/read`,
    witness: `${examples}/ReplicationVaultHealth_Get.json`,
    handle: (call) => ({ status: 200, body: vaultHealth(call) }),
  },
  {
    id: "ReplicationVaultHealth_Refresh",
    method: "POST",
    path: `${paths.vault}/replicationVaultHealth/default/refresh`,
    action: `${vaultType}/replicationVaultHealth/refresh/action`,
    witness: `${examples}/ReplicationVaultHealth_Refresh.json`,
    handle: (call) =>
      startJob(call, {
        scenarioName: "RefreshVaultHealth",
        friendlyName: "Refresh vault health",
        targetId: `${requireVault(call).id}/replicationVaultHealth/default`,
        targetInstanceType: "VaultHealth",
        durationInSeconds: 30,
        finish: () => ({ result: vaultHealth(call) }),
      }),
  },
];

function vaultHealth(call: Call): JsonObject {
  const vault = requireVault(call);
  const summary = (type: string, issues: readonly JsonObject[]): JsonObject => ({
    resourceCount: entitiesWithin(call, vault.id, type).length,
    issues,
    categorizedResourceCounts: {},
  });
  return {
    id: `${asSiteRecoveryId(vault.id)}/replicationVaultHealth/Default`,
    name: "Default",
    type: `${vaultType}/replicationVaultHealth`,
    properties: {
      vaultErrors: [],
      protectedItemsHealth: summary(protectedItemType, []),
      fabricsHealth: summary(fabricType, []),
      containersHealth: summary(
        containerType,
        entitiesWithin(call, vault.id, mappingType).flatMap(issuesOf),
      ),
    },
  };
}

function issuesOf(mapping: StoredResource): JsonObject[] {
  return asArray(valueAt(mapping, "properties.healthErrorDetails")).map((detail) => {
    const error = asObject(detail);
    return {
      summaryCode: error.errorCode,
      category: error.errorCategory,
      severity: "Error",
      summaryMessage: error.summaryMessage,
      affectedResourceType: "replicationProtectionContainerMappings",
      affectedResourceSubtype: "",
      affectedResourceCorrelationIds: [asText(error.entityId) ?? ""],
    };
  });
}
