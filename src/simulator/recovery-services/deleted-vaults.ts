import { normalizeRegion } from "../../azure/regions";
import { objectMissing } from "../backup/backup-errors";
import { asText, type JsonObject, valueAt } from "../json";
import { ArmError, type Answer, type Call, type Operation } from "../operation";
import { resourceGroupNotFound } from "../resource-manager/arm-errors";
import { requireKnownLocation } from "../resource-manager/locations";
import { operationStatus } from "../resource-manager/long-running";
import { subscriptionPath } from "../resource-manager/path-template";
import { page } from "../resource-manager/paging";
import { requireBody } from "../resource-manager/resource-write";
import { vaultType } from "../site-recovery/vault-entities";
import {
  bringBack,
  type DeletedVault,
  deletedVaultKey,
  deletedVaults,
} from "./deleted-vault-store";

const type = "Microsoft.RecoveryServices/locations/deletedVaults";
const list = subscriptionPath("Microsoft.RecoveryServices/locations/{location}/deletedVaults");
const one = `${list}/{deletedVaultName}`;
const examples = "azure-rest-api-specs recoveryservices examples/2025-08-01";

/** Vaults that were deleted by an api-version of 2024-09-30-preview or later, until their days have passed. */
export const deletedVaultOperations: Operation[] = [
  {
    id: "DeletedVaults_ListBySubscriptionId",
    method: "GET",
    path: list,
    action: `${type}/read`,
    witness: `${examples}/DeletedVaults_ListBySubscriptionId.json`,
    handle: (call) => {
      const { location = "" } = call.parameters;
      requireKnownLocation(location, "locations/deletedVaults");
      const here = [...deletedVaults(call).values()].filter(
        (deleted) => deleted.location === normalizeRegion(location),
      );
      return {
        status: 200,
        body: page(
          call,
          here.map((deleted) => presented(call, deleted)),
        ),
      };
    },
  },
  {
    id: "DeletedVaults_Get",
    method: "GET",
    path: one,
    action: `${type}/read`,
    witness: `${examples}/DeletedVaults_Get.json`,
    handle: (call) => ({ status: 200, body: presented(call, requireDeleted(call)) }),
  },
  {
    id: "DeletedVaults_Undelete",
    method: "POST",
    path: `${one}/undelete`,
    action: `${type}/undelete/action`,
    witness: `${examples}/DeletedVaults_Undelete.json; learn.microsoft.com backup/secure-by-default`,
    handle: undelete,
  },
  operationStatus({
    id: "DeletedVaults_GetOperationStatus",
    path: `${one}/operations/{id}`,
    action: `${type}/operations/read`,
    witness: `${examples}/DeletedVaults_GetOperationStatus.json`,
  }),
];

function requireDeleted(call: Call): DeletedVault {
  const { location = "", deletedVaultName = "" } = call.parameters;
  const deleted = deletedVaults(call).get(
    deletedVaultKey(normalizeRegion(location), deletedVaultName),
  );
  if (deleted === undefined) {
    throw objectMissing("deleted vault", deletedVaultName);
  }
  return deleted;
}

function undelete(call: Call): Answer {
  const deleted = requireDeleted(call);
  const groupId = asText(valueAt(requireBody(call), "properties.recoveryResourceGroupId")) ?? "";
  const group = call.estate.get(groupId);
  if (group === undefined) {
    throw resourceGroupNotFound(groupId.slice(groupId.lastIndexOf("/") + 1));
  }
  const vaultId = `${group.id}/providers/${vaultType}/${deleted.vault.name}`;
  call.requireLinked([{ action: `${vaultType}/write`, scope: vaultId }]);
  requireFree(call, vaultId);
  return call.begin({
    status: 202,
    headers: ["Azure-AsyncOperation"],
    statusPath: `${presented(call, deleted).id as string}/operations/{id}`,
    durationInSeconds: 20,
    retryAfterInSeconds: 10,
    finish: () => {
      requireFree(call, vaultId);
      if (deletedVaults(call).get(deletedVaultKey(deleted.location, deleted.name)) === deleted) {
        bringBack(call, deleted, vaultId);
      }
      return undefined;
    },
  });
}

function requireFree(call: Call, vaultId: string): void {
  if (call.estate.get(vaultId) !== undefined) {
    throw new ArmError(
      409,
      "VaultAlreadyExists",
      `The vault '${vaultId}' is there: a deleted vault of its name cannot be brought back into its resource group.`,
    );
  }
}

function presented(call: Call, deleted: DeletedVault): JsonObject {
  const { name, location, vault, deletedAt, purgeAt } = deleted;
  return {
    id: `/subscriptions/${call.subscriptionId}/providers/Microsoft.RecoveryServices/locations/${location}/deletedVaults/${name}`,
    name,
    type,
    properties: { vaultId: vault.id, vaultDeletionTime: deletedAt, purgeAt },
  };
}
