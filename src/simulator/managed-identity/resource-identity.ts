import { asObject, asText, type JsonObject } from "../json";
import { ArmError, type Call, type LinkedScope } from "../operation";

export const userAssignedIdentityType = "Microsoft.ManagedIdentity/userAssignedIdentities";

/**
 * The `identity` block that a resource answers with, from the one that was sent. A system-assigned
 * identity gets its principal when it is first asked for, keeps it while it stays, and loses it
 * when it is turned off. Leaving the block out keeps what there is.
 *
 * Source: learn.microsoft.com managed-identities-azure-resources (how-to-configure), ARM resource
 * provider contract on `identity`.
 */
export function resolveIdentity(
  call: Call,
  resourceId: string,
  sent: unknown,
  existing: unknown,
): JsonObject | undefined {
  if (sent === undefined || sent === null) {
    return existing === undefined ? undefined : asObject(existing);
  }
  const wanted = asObject(sent);
  const kinds = identityKinds(asText(wanted.type) ?? "None");
  const before = asObject(existing);
  const oldPrincipal = asText(before.principalId);

  if (!kinds.system && oldPrincipal !== undefined) {
    call.directory.remove(oldPrincipal);
  }
  const answer: JsonObject = { type: typeWord(kinds) };
  if (kinds.system) {
    answer.principalId =
      oldPrincipal ?? call.directory.createManagedIdentity(resourceId).principalId;
    answer.tenantId = call.tenantId;
  }
  if (kinds.user) {
    answer.userAssignedIdentities = resolveUserAssigned(call, resourceId, wanted, before);
  }
  return kinds.system || kinds.user ? answer : { type: "None" };
}

/** Rights that assigning identities needs: `assign/action` on each one that is not there yet. */
export function identityLinks(sent: unknown, existing: unknown): LinkedScope[] {
  const before = lowerCaseKeys(asObject(existing).userAssignedIdentities);
  return Object.entries(asObject(asObject(sent).userAssignedIdentities))
    .filter(([id, value]) => value !== null && !before.has(id.toLowerCase()))
    .map(([id]) => ({ action: `${userAssignedIdentityType}/assign/action`, scope: id }));
}

function resolveUserAssigned(
  call: Call,
  resourceId: string,
  wanted: JsonObject,
  before: JsonObject,
): JsonObject {
  const sent = Object.entries(asObject(wanted.userAssignedIdentities));
  const removed = new Set(sent.filter(([, v]) => v === null).map(([id]) => id.toLowerCase()));
  const kept = Object.entries(asObject(before.userAssignedIdentities)).filter(
    ([id]) => call.method === "PATCH" && !removed.has(id.toLowerCase()),
  );
  const ids = new Map([...kept, ...sent].map(([id]) => [id.toLowerCase(), id]));
  const answer: JsonObject = {};
  for (const [key, id] of ids) {
    if (removed.has(key)) {
      continue;
    }
    const properties = asObject(call.estate.get(id)?.properties);
    if (properties.principalId === undefined) {
      throw identityNotFound(resourceId, id);
    }
    answer[id] = { principalId: properties.principalId, clientId: properties.clientId };
  }
  return answer;
}

/** The code stands for an identity that is not there in Microsoft's own deployment scripts for scale sets; the text follows its pattern. */
function identityNotFound(resourceId: string, identityId: string): ArmError {
  return new ArmError(
    400,
    "FailedIdentityOperation",
    `Identity operation for resource '${resourceId}' failed with error 'Failed to perform resource ` +
      `identity operation. Status: 'BadRequest'. Response: '{"error":{"code":"BadRequest",` +
      `"message":"Resource '${identityId}' was not found."}}'.'.`,
  );
}

function identityKinds(type: string): { readonly system: boolean; readonly user: boolean } {
  const words = type.split(",").map((word) => word.trim().toLowerCase());
  return { system: words.includes("systemassigned"), user: words.includes("userassigned") };
}

function typeWord(kinds: { readonly system: boolean; readonly user: boolean }): string {
  return [kinds.system ? "SystemAssigned" : "", kinds.user ? "UserAssigned" : ""]
    .filter((word) => word !== "")
    .join(", ");
}

function lowerCaseKeys(value: unknown): Set<string> {
  return new Set(Object.keys(asObject(value)).map((key) => key.toLowerCase()));
}
