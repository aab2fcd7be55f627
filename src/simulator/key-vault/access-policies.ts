import { asArray, asObject, asText, type JsonObject } from "../json";
import { ArmError, type Answer, type Call, type Operation } from "../operation";
import { groupPath } from "../resource-manager/path-template";
import { requireResource } from "../resource-manager/resource-checks";

const vaultType = "Microsoft.KeyVault/vaults";

/** What becomes of the policy that a principal has, by the last word of the path. */
const operationKinds: Readonly<
  Record<string, (before: JsonObject | undefined, sent: JsonObject) => JsonObject | undefined>
> = {
  add: (before, sent) => ({ ...sent, permissions: joined(before?.permissions, sent.permissions) }),
  replace: (_before, sent) => sent,
  remove: () => undefined,
};

/** Access policies of a key vault: who may do what with its data where roles do not decide. */
export const accessPolicyOperations: Operation[] = [
  {
    id: "Vaults_UpdateAccessPolicy",
    method: "PUT",
    path: `${groupPath(`${vaultType}/{vaultName}`)}/accessPolicies/{operationKind}`,
    action: `${vaultType}/accessPolicies/write`,
    witness: "azure-rest-api-specs keyvault examples/2024-11-01/updateAccessPoliciesAdd.json",
    handle: updateAccessPolicies,
  },
];

function updateAccessPolicies(call: Call): Answer {
  const [vaultId = ""] = call.path.split(/\/accessPolicies\//i);
  const vault = requireResource({ type: vaultType }, call, vaultId);
  const kind = (call.parameters.operationKind ?? "").toLowerCase();
  const change = operationKinds[kind];
  if (change === undefined) {
    throw new ArmError(
      400,
      "BadRequest",
      `The operation kind '${kind}' is invalid: it must be add, replace or remove.`,
    );
  }
  const properties = asObject(vault.properties);
  let policies = asArray(properties.accessPolicies).map(asObject);
  const sent = asArray(asObject(asObject(call.body).properties).accessPolicies).map(asObject);
  for (const policy of sent) {
    const before = policies.find((each) => principalOf(each) === principalOf(policy));
    const after = change(before, policy);
    policies = [
      ...policies.filter((each) => each !== before),
      ...(after === undefined ? [] : [after]),
    ];
  }
  call.estate.put({ ...vault, properties: { ...properties, accessPolicies: policies } });
  return {
    status: 200,
    body: {
      id: `${vault.id}/accessPolicies/`,
      type: `${vaultType}/accessPolicies`,
      properties: { accessPolicies: policies },
    },
  };
}

function principalOf({ tenantId, objectId, applicationId }: JsonObject): string {
  return [tenantId, objectId, applicationId]
    .map((part) => asText(part) ?? "")
    .join(" ")
    .toLowerCase();
}

function joined(before: unknown, sent: unknown): JsonObject {
  const [old, more] = [asObject(before), asObject(sent)];
  return Object.fromEntries(
    [...new Set([...Object.keys(old), ...Object.keys(more)])].map((kind) => [
      kind,
      [...new Set([...asArray(old[kind]), ...asArray(more[kind])])],
    ]),
  );
}
