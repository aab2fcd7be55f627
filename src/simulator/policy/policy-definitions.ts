import {
  type BuiltInPolicy,
  builtInPolicies,
  findBuiltInPolicy,
} from "../../azure/built-in-policies";
import { withoutUndefined } from "../json";
import { ArmError, type Answer, type Call, type Operation } from "../operation";
import { readFilter } from "../resource-manager/odata";
import { page } from "../resource-manager/paging";
import { subscriptionPath } from "../resource-manager/path-template";

const type = "Microsoft.Authorization/policyDefinitions";
const specification =
  "azure-rest-api-specs resources/resource-manager/Microsoft.Authorization/stable/2023-04-01/policyDefinitions.json; " +
  "definitions: Azure/azure-policy";

/** Built-in policy definitions, which everyone who is signed in can read; others cannot be made here. */
export const policyDefinitionOperations: Operation[] = [
  {
    id: "PolicyDefinitions_GetBuiltIn",
    method: "GET",
    path: `/providers/${type}/{policyDefinitionName}`,
    action: undefined,
    witness: specification,
    handle: (call) => {
      const name = call.parameters.policyDefinitionName ?? "";
      const policy = findBuiltInPolicy(name);
      if (policy === undefined) {
        throw definitionNotFound(name);
      }
      return { status: 200, body: definitionOf(policy) };
    },
  },
  {
    id: "PolicyDefinitions_ListBuiltIn",
    method: "GET",
    path: `/providers/${type}`,
    action: undefined,
    witness: specification,
    handle: list,
  },
  {
    id: "PolicyDefinitions_List",
    method: "GET",
    path: subscriptionPath(type),
    action: `${type}/read`,
    witness: specification,
    handle: list,
  },
  {
    id: "PolicyDefinitions_Get",
    method: "GET",
    path: subscriptionPath(`${type}/{policyDefinitionName}`),
    action: `${type}/read`,
    witness: `${specification}; a subscription has only definitions of its own`,
    handle: (call) => {
      throw definitionNotFound(call.parameters.policyDefinitionName ?? "");
    },
  },
];

/** Id of a built-in definition. */
export function definitionId(policy: BuiltInPolicy): string {
  return `/providers/${type}/${policy.name}`;
}

function list(call: Call): Answer {
  const filter = readFilter(call.query.$filter);
  const policyType = filter.get("policytype") ?? "BuiltIn";
  const category = filter.get("category");
  const found = builtInPolicies().filter(
    (policy) =>
      policyType === "BuiltIn" && (category === undefined || policy.category === category),
  );
  return { status: 200, body: page(call, found.map(definitionOf)) };
}

function definitionOf(policy: BuiltInPolicy): object {
  const { name, displayName, version, category, mode, effect, roles, parameters } = policy;
  return {
    id: definitionId(policy),
    name,
    type,
    properties: {
      displayName,
      policyType: "BuiltIn",
      mode,
      version,
      metadata: { version, category },
      parameters,
      policyRule: {
        then: withoutUndefined({
          effect,
          details:
            roles.length === 0
              ? undefined
              : {
                  roleDefinitionIds: roles.map(
                    (role) => `/providers/Microsoft.Authorization/roleDefinitions/${role}`,
                  ),
                },
        }),
      },
    },
  };
}

function definitionNotFound(name: string): ArmError {
  return new ArmError(
    404,
    "PolicyDefinitionNotFound",
    `The policy definition '${name}' could not be found.`,
  );
}
