import { canChangeImmutability } from "../../azure/backup-immutability";
import { softDeleteFindings } from "../../azure/vault";
import { itemsOf } from "../backup/backup-paths";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt, numberOf } from "../json";
import { ArmError, type Platform } from "../operation";

const softDelete = "properties.securitySettings.softDeleteSettings";
const immutability = "properties.securitySettings.immutabilitySettings.state";
const encryption = "properties.encryption";
const storage = "properties.redundancySettings.standardTierStorageRedundancy";

/**
 * Refuses settings of a vault that cannot be, or cannot come after those it has.
 *
 * @param after - The vault as it would be, with its identity.
 */
export function requireAllowedSettings(
  platform: Pick<Platform, "estate">,
  before: StoredResource | undefined,
  after: JsonObject,
): void {
  requireSoftDelete(before, after);
  requireImmutability(before, after);
  requireEncryption(platform, before, after);
  requireRedundancy(platform, before, after);
}

/** Source: learn.microsoft.com backup/backup-azure-enhanced-soft-delete-about. */
function requireSoftDelete(before: StoredResource | undefined, after: JsonObject): void {
  const state = asText(valueAt(after, `${softDelete}.softDeleteState`));
  if (valueAt(before, `${softDelete}.softDeleteState`) === "AlwaysON" && state !== "AlwaysON") {
    throw new ArmError(
      400,
      "BMSUserErrorDisablingSoftDeleteStateNotAllowed",
      "Soft delete of this vault is always on, and cannot be changed.",
    );
  }
  const days = valueAt(after, `${softDelete}.softDeleteRetentionPeriodInDays`);
  const [broken] =
    state === "Disabled" || days === undefined ? [] : softDeleteFindings(numberOf(days), "");
  if (broken !== undefined) {
    throw new ArmError(400, "UserErrorInvalidSoftDeleteRetention", broken.message);
  }
}

/** Text: Azure/azure-rest-api-specs issue 26598. */
function requireImmutability(before: StoredResource | undefined, after: JsonObject): void {
  const [from, to] = [before, after].map((vault) => asText(valueAt(vault, immutability)));
  if (!canChangeImmutability(from, to)) {
    throw new ArmError(
      400,
      "UserErrorUnsupportedVaultImmutabilityStateChange",
      "The immutable vault property for this vault is locked, hence, this setting cannot be disabled. The " +
        "vault has its immutable vault property enabled and locked, and it can no longer be reverted to a " +
        "non-immutable vault. Refer to the documentation to learn more: https://aka.ms/AB-ImmutableVaults-States",
    );
  }
}

/**
 * A key of one's own needs an identity of the vault that reads it, comes before the first backup, and stays.
 *
 * Source: learn.microsoft.com backup/encryption-at-rest-with-cmk; hashicorp/terraform-provider-azurerm issue 24087.
 */
function requireEncryption(
  platform: Pick<Platform, "estate">,
  before: StoredResource | undefined,
  after: JsonObject,
): void {
  const keyOf = (vault: unknown): string | undefined =>
    asText(valueAt(vault, `${encryption}.keyVaultProperties.keyUri`));
  const [old, wanted] = [keyOf(before), keyOf(after)];
  if (old !== undefined && wanted === undefined) {
    throw encryptionFixed("A vault that has a key of its own cannot go back to a platform key.");
  }
  if (wanted === undefined) {
    return;
  }
  if (!hasIdentityFor(after)) {
    throw new ArmError(400, "InvalidRestApiParameter", "cmkIdentity parameter is invalid.");
  }
  if (old === undefined && before !== undefined && itemsOf(platform, before.id).length > 0) {
    throw encryptionFixed("A vault gets a key of its own only before it has backup items.");
  }
  const infrastructure = `${encryption}.infrastructureEncryption`;
  if (
    old !== undefined &&
    valueAt(before, infrastructure) === "Enabled" &&
    valueAt(after, infrastructure) !== "Enabled"
  ) {
    throw encryptionFixed("The infrastructure encryption of a vault cannot be turned off.");
  }
}

function encryptionFixed(message: string): ArmError {
  return new ArmError(400, "UserErrorEncryptionCannotBeChanged", message);
}

/** Whether the vault has the identity that its encryption names. */
function hasIdentityFor(vault: JsonObject): boolean {
  const { useSystemAssignedIdentity, userAssignedIdentity } = asObject(
    valueAt(vault, `${encryption}.kekIdentity`),
  );
  const identity = asObject(vault.identity);
  if (typeof userAssignedIdentity === "string") {
    const own = Object.keys(asObject(identity.userAssignedIdentities));
    return own.some((id) => id.toLowerCase() === userAssignedIdentity.toLowerCase());
  }
  return (
    useSystemAssignedIdentity === true &&
    (asText(identity.type) ?? "").toLowerCase().includes("systemassigned")
  );
}

/** Source: learn.microsoft.com backup/backup-create-recovery-services-vault (set storage redundancy). */
function requireRedundancy(
  platform: Pick<Platform, "estate">,
  before: StoredResource | undefined,
  after: JsonObject,
): void {
  if (
    before !== undefined &&
    valueAt(before, storage) !== valueAt(after, storage) &&
    itemsOf(platform, before.id).length > 0
  ) {
    throw new ArmError(
      400,
      "StorageModelModifyError",
      "Storage Redundancy option is locked when the first machine is registered with the vault, and " +
        "cannot be modified thereafter.",
    );
  }
}
