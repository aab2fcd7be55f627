import { deterministicGuid } from "../../azure/guid";
import { type ProtectionHealth, protectionHealths } from "../../azure/replication-health";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt } from "../json";
import type { Call, Operation } from "../operation";
import { examples } from "./entity-operations";
import { itemHealth } from "./item-health";
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
  const within = (type: string): StoredResource[] => entitiesWithin(call, vault.id, type);
  const items = within(protectedItemType).map((item) => itemHealth(call, item));
  const fabrics = within(fabricType);
  const containers = within(containerType);
  const mappings = within(mappingType);
  return {
    id: `${asSiteRecoveryId(vault.id)}/replicationVaultHealth/Default`,
    name: "Default",
    type: `${vaultType}/replicationVaultHealth`,
    properties: {
      vaultErrors: [],
      protectedItemsHealth: {
        resourceCount: items.length,
        issues: issuesOf(
          "replicationProtectedItems",
          items.flatMap(({ healthErrors }) => healthErrors),
        ),
        categorizedResourceCounts: counts(
          items.map(({ replicationHealth }) => asHealth(replicationHealth)),
        ),
      },
      fabricsHealth: {
        resourceCount: fabrics.length,
        issues: issuesOf("replicationFabrics", fabrics.flatMap(errorsOf)),
        categorizedResourceCounts: counts(fabrics.map(healthOf)),
      },
      containersHealth: {
        resourceCount: containers.length,
        issues: issuesOf("replicationProtectionContainerMappings", mappings.flatMap(errorsOf)),
        categorizedResourceCounts: counts(containers.map(worstOfMappings(mappings))),
      },
    },
  };
}

function errorsOf(entity: StoredResource): JsonObject[] {
  return asArray(valueAt(entity, "properties.healthErrorDetails")).map(asObject);
}

function healthOf(entity: StoredResource): ProtectionHealth {
  return asHealth(valueAt(entity, "properties.health"));
}

function asHealth(word: unknown): ProtectionHealth {
  return protectionHealths.find((known) => known === word) ?? "None";
}

/** A container has no health of its own: it is as well as the worst of the mappings that go out from it. */
function worstOfMappings(
  mappings: readonly StoredResource[],
): (container: StoredResource) => ProtectionHealth {
  const worst = new Map<string, ProtectionHealth>();
  for (const mapping of mappings) {
    const container = mapping.id.split("/").slice(0, -2).join("/").toLowerCase();
    worst.set(container, worstOf(worst.get(container) ?? "None", healthOf(mapping)));
  }
  return (container) => worst.get(container.id.toLowerCase()) ?? "Normal";
}

function worstOf(left: ProtectionHealth, right: ProtectionHealth): ProtectionHealth {
  return protectionHealths.indexOf(left) > protectionHealths.indexOf(right) ? left : right;
}

/** How many entities have each health. The words are those of `ProtectionHealth`; Azure's own keys are not published. */
function counts(healths: readonly ProtectionHealth[]): Record<string, number> {
  return Object.fromEntries(
    protectionHealths
      .map((health) => [health, healths.filter((one) => one === health).length] as const)
      .filter(([, count]) => count > 0),
  );
}

/** One issue for all entities with the same error. Source: ReplicationVaultHealth_Get.json; the GUIDs of the entities: Azure/azure-rest-api-specs issue 3265. */
function issuesOf(type: string, errors: readonly JsonObject[]): JsonObject[] {
  const issues = new Map<string, JsonObject[]>();
  for (const error of errors) {
    const key = JSON.stringify([error.errorCode, error.errorLevel]);
    const same = issues.get(key) ?? [];
    same.push(error);
    issues.set(key, same);
  }
  return [...issues.values()].map((same) => ({
    summaryCode: same[0]?.errorCode,
    category: same[0]?.errorCategory,
    severity: same[0]?.errorLevel,
    summaryMessage: same[0]?.summaryMessage,
    affectedResourceType: type,
    affectedResourceSubtype: "",
    affectedResourceCorrelationIds: same.map(({ entityId }) =>
      deterministicGuid("lifecycle", asText(entityId) ?? ""),
    ),
  }));
}
