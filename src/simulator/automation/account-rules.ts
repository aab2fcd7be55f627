import { automationNameFindings } from "../../azure/automation-names";
import { normalizeRegion } from "../../azure/regions";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt } from "../json";
import { ArmError, type Call } from "../operation";
import { accountType } from "./automation-accounts";
import { badRequest } from "./automation-errors";

export function requireAccountName(name: string): void {
  const [finding] = automationNameFindings("account", name, "name");
  if (finding !== undefined) {
    throw badRequest(`The automation account name '${name}' is invalid. ${finding.fix}`);
  }
}

/** A region of a subscription holds only so many accounts. Source: as `automationLimits`; text: microsoft/azure_arc issue 3201. */
export function requireRoomInRegion(call: Call, location: string): void {
  const limit = call.assumptions.automationAccountsPerRegion;
  const region = normalizeRegion(location);
  const there = call.estate
    .ofType(accountType)
    .filter((account) => normalizeRegion(asText(account.location) ?? "") === region);
  if (there.length >= limit) {
    throw new ArmError(
      400,
      "BadRequest",
      "Maximum number of Accounts reached. If Deleted recently, please restore the same account",
    );
  }
}

/**
 * Encryption with a key of one's own names the key, and an identity of the account that may use it.
 * Source: learn.microsoft.com automation/automation-secure-asset-encryption.
 */
export function requireEncryption(body: JsonObject, existing: StoredResource | undefined): void {
  const encryption = asObject(valueAt(body, "properties.encryption"));
  const keySource = asText(encryption.keySource);
  if (keySource === undefined || keySource === "Microsoft.Automation") {
    return;
  }
  if (keySource !== "Microsoft.Keyvault") {
    throw badRequest(
      `The keySource '${keySource}' is neither 'Microsoft.Automation' nor 'Microsoft.Keyvault'.`,
    );
  }
  const key = asObject(encryption.keyVaultProperties);
  const missing = ["keyvaultUri", "keyName", "keyVersion"].filter(
    (name) => asText(key[name]) === undefined,
  );
  if (missing.length > 0) {
    throw badRequest(
      `The keySource 'Microsoft.Keyvault' needs keyVaultProperties with '${missing.join(", ")}'.`,
    );
  }
  requireKeyIdentity(
    asObject(body.identity ?? existing?.identity),
    asText(valueAt(encryption, "identity.userAssignedIdentity")),
  );
}

function requireKeyIdentity(identity: JsonObject, userAssigned: string | undefined): void {
  if (userAssigned === undefined) {
    const type = asText(identity.type) ?? "None";
    if (!type.toLowerCase().includes("systemassigned")) {
      throw badRequest(
        "The account has no system-assigned identity, so its encryption needs identity.userAssignedIdentity.",
      );
    }
    return;
  }
  const own = Object.keys(asObject(identity.userAssignedIdentities));
  if (!own.some((id) => id.toLowerCase() === userAssigned.toLowerCase())) {
    throw badRequest(
      `The identity '${userAssigned}' of the encryption is not one of the account's identities.`,
    );
  }
}
