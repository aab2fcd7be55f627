import {
  findBuiltInPolicy,
  policyEffect,
  policyEffectNeedsIdentity,
  policyParameterProblems,
} from "../../azure/built-in-policies";
import { sameId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt } from "../json";
import { ArmError } from "../operation";
import { locationRequired } from "../resource-manager/arm-errors";

/**
 * Refuses an assignment that Azure Policy would not take. Of sets of definitions nothing is known
 * here, so they are only taken down. The sources of codes and texts: `policyErrors`.
 */
export function requireAssignable(
  name: string,
  body: JsonObject,
  existing: StoredResource | undefined,
): void {
  const id = asText(valueAt(body, "properties.policyDefinitionId")) ?? "";
  const before = asText(valueAt(existing, "properties.policyDefinitionId"));
  if (before !== undefined && !sameId(before, id)) {
    throw new ArmError(
      400,
      "InvalidPolicyDefinitionIdUpdate",
      `The policy assignment '${name}' create request is invalid. Cannot update existing assignment's policy definition.`,
    );
  }
  const identity = asText(asObject(body.identity ?? existing?.identity).type) ?? "None";
  const hasIdentity = identity !== "None";
  const location = asText(body.location) ?? asText(existing?.location);
  if (hasIdentity && location === undefined) {
    throw locationRequired();
  }
  if (!id.toLowerCase().includes("/policysetdefinitions/")) {
    requireDefinition(name, id, asObject(valueAt(body, "properties.parameters")), hasIdentity);
  }
}

function requireDefinition(
  name: string,
  id: string,
  parameters: JsonObject,
  hasIdentity: boolean,
): void {
  const isBuiltIn = id.toLowerCase().startsWith("/providers/microsoft.authorization/");
  const policy = isBuiltIn ? findBuiltInPolicy(id) : undefined;
  if (policy === undefined) {
    throw new ArmError(
      400,
      "PolicyDefinitionNotFound",
      `The policy assignment create request is invalid. The policy definition '${id}' could not be found.`,
    );
  }
  const problems = policyParameterProblems(policy, parameters);
  if (problems.undefined.length > 0) {
    throw new ArmError(
      400,
      "UndefinedPolicyParameter",
      `The policy assignment '${name}' has the parameter(s) '${problems.undefined.join(",")}' which are ` +
        `not defined in the policy definition '${policy.name}'.`,
    );
  }
  if (problems.missing.length > 0) {
    throw new ArmError(
      400,
      "MissingPolicyParameter",
      `The policy assignment '${name}' is missing the parameter(s) '${problems.missing.join(",")}' as ` +
        `defined in the policy definition '${policy.name}'.`,
    );
  }
  const values = Object.fromEntries(
    Object.entries(parameters).map(([parameter, given]) => [parameter, asObject(given).value]),
  );
  const effect = policyEffect(policy, values);
  if (policyEffectNeedsIdentity(effect) && !hasIdentity) {
    throw new ArmError(
      400,
      "ResourceIdentityRequired",
      `The policy assignment '${name}' request is invalid. Policy assignments must include a resource ` +
        `identity when assigning '${effect}' policy definitions.`,
    );
  }
}
