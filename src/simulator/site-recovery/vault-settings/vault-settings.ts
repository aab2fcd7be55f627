import { asObject, asText, type JsonObject, withoutUndefined } from "../../json";
import type { Call, Operation } from "../../operation";
import { page } from "../../resource-manager/paging";
import { type EntityType, examples, putEntity } from "../entity-operations";
import { entityMissing } from "../site-recovery-errors";
import { asSiteRecoveryId, paths, requireVault, vaultType } from "../vault-entities";

const settings: EntityType = {
  type: `${vaultType}/replicationVaultSettings`,
  path: paths.vaultSetting,
  operationPrefix: "ReplicationVaultSetting",
};

/** Settings of a vault: there is always one, `default`. Source: the specification's VaultSetting.tsp. */
const settingName = "default";

export const vaultSettingOperations: Operation[] = [
  {
    id: "ReplicationVaultSetting_List",
    method: "GET",
    path: `${paths.vault}/replicationVaultSettings`,
    action: `${settings.type}/read`,
    witness: `${examples}/ReplicationVaultSetting_List.json`,
    handle: (call) => ({ status: 200, body: page(call, [settingOf(call)]) }),
  },
  {
    id: "ReplicationVaultSetting_Get",
    method: "GET",
    path: settings.path,
    action: `${settings.type}/read`,
    witness: `${examples}/ReplicationVaultSetting_Get.json`,
    handle: (call) => {
      requireName(call, 404);
      return { status: 200, body: settingOf(call) };
    },
  },
  putEntity(settings, {
    targetInstanceType: "Vault",
    durationInSeconds: 30,
    scenarioName: "UpdateVaultSetting",
    friendlyName: "Update vault settings",
    properties: (call, body) => {
      requireName(call, 400);
      const { migrationSolutionId, vmwareToAzureProviderType } = asObject(body.properties);
      return withoutUndefined({
        migrationSolutionId: asText(migrationSolutionId),
        vmwareToAzureProviderType: asText(vmwareToAzureProviderType),
      });
    },
  }),
];

function settingOf(call: Call): JsonObject {
  const id = `${asSiteRecoveryId(requireVault(call).id)}/replicationVaultSettings/${settingName}`;
  return call.estate.get(id) ?? { id, name: settingName, type: settings.type, properties: {} };
}

function requireName(call: Call, status: 400 | 404): void {
  requireVault(call);
  if (call.parameters.vaultSettingName?.toLowerCase() !== settingName) {
    throw entityMissing(call.path, status);
  }
}
