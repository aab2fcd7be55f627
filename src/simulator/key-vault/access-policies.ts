import { asArray, asObject, asText, type JsonObject, valueAt } from "../json";
import type { Answer, Call, Operation } from "../operation";
import { ArmError } from "../operation";
import { resourceNotFound } from "../resource-manager/arm-errors";
import { groupPath } from "../resource-manager/path-template";
import { requireBody } from "../resource-manager/resource-write";

const vaultType = "Microsoft.KeyVault/vaults";

/** Changes of single access policies, which leave the others of a key vault as they are. */
export const accessPolicyOperations: Operation[] = [
  {
    id: "Vaults_UpdateAccessPolicy",
    method: "PUT",
    path: groupPath(`${vaultType}/{vaultName}/accessPolicies/{operationKind}`),
    action: `${vaultType}/accessPolicies/write`,
    witness:
      "azure-rest-api-specs keyvault examples/2024-11-01/updateAccessPoliciesAdd.json; learn.microsoft.com rest/api/keyvault/keyvault/vaults/update-access-policy",
    handle: updatePolicies,
  },
];

function updatePolicies(call: Call): Answer {
  const { resourceGroupName = "", vaultName = "", operationKind = "" } = call.parameters;
  const id = call.path.replace(/\/accessPolicies\/.*$/i, "");
  const vault = call.estate.get(id);
  if (vault === undefined) {
    throw resourceNotFound(vaultType, [vaultName], resourceGroupName);
  }
  const sent = asArray(valueAt(requireBody(call), "properties.accessPolicies")).map(asObject);
  const held = asArray(valueAt(vault, "properties.accessPolicies")).map(asObject);
  const others = held.filter((policy) => !sent.some((other) => sameOwner(policy, other)));
  const kept = policiesAfter(operationKind, { sent, held, others });
  call.estate.put({
    ...vault,
    properties: { ...asObject(vault.properties), accessPolicies: kept },
  });
  return {
    status: 200,
    body: {
      id: `${vault.id}/accessPolicies/`,
      type: `${vaultType}/accessPolicies`,
      properties: { accessPolicies: kept },
    },
  };
}

function policiesAfter(
  kind: string,
  { sent, held, others }: Readonly<Record<"sent" | "held" | "others", readonly JsonObject[]>>,
): JsonObject[] {
  switch (kind.toLowerCase()) {
    case "add":
      return [
        ...others,
        ...sent.map((policy) => {
          const before = held.find((other) => sameOwner(policy, other));
          return before === undefined ? policy : { ...policy, permissions: merged(before, policy) };
        }),
      ];
    case "replace":
      return [...others, ...sent];
    case "remove":
      return [...others];
    default:
      throw new ArmError(
        400,
        "BadRequest",
        `The operation kind '${kind}' is none of add, replace and remove.`,
      );
  }
}

function sameOwner(left: JsonObject, right: JsonObject): boolean {
  const owner = ({ objectId, applicationId }: JsonObject): string =>
    `${asText(objectId) ?? ""} ${asText(applicationId) ?? ""}`.toLowerCase();
  return owner(left) === owner(right);
}

function merged(before: JsonObject, after: JsonObject): JsonObject {
  const [old, more] = [asObject(before.permissions), asObject(after.permissions)];
  const kinds = new Set([...Object.keys(old), ...Object.keys(more)]);
  return Object.fromEntries(
    [...kinds].map((kind) => [kind, [...new Set([...asArray(old[kind]), ...asArray(more[kind])])]]),
  );
}
