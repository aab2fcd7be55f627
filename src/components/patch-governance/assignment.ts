import { getPolicyAssignmentOutput, PolicyAssignment } from "@pulumi/azure-native/authorization";
import { getUserAssignedIdentityOutput } from "@pulumi/azure-native/managedidentity";
import * as pulumi from "@pulumi/pulumi";
import { findBuiltInPolicy } from "../../azure/built-in-policies";
import { deterministicGuid } from "../../azure/guid";
import { parseResourceId } from "../../azure/resource-id";
import type { ChildOptions } from "../shared/child-options";
import { principalIdOf } from "../shared/identity";
import { mapInput } from "../shared/inputs";
import type { ChosenPolicy } from "./policies";

/** What assignments of one component share. */
export interface AssignmentPlace {
  /** Name of the component. */
  readonly name: string;
  readonly scope: pulumi.Input<string>;
  readonly location: pulumi.Input<string> | undefined;
  readonly userAssignedIdentityId: pulumi.Input<string> | undefined;
  readonly notScopes: pulumi.Input<pulumi.Input<string>[]> | undefined;
}

/** Assigns a policy. */
export function assignPolicy(
  policy: ChosenPolicy,
  place: AssignmentPlace,
  opts: ChildOptions,
): pulumi.CustomResource {
  const { displayName, description, nonComplianceMessage, enforced = true } = policy.texts;
  const { scope, location, userAssignedIdentityId, notScopes } = place;
  return new PolicyAssignment(
    `${place.name}-${policy.role}`,
    {
      policyAssignmentName: assignmentName(place.name, policy),
      scope,
      policyDefinitionId: `/providers/Microsoft.Authorization/policyDefinitions/${policy.definition}`,
      displayName: displayName ?? findBuiltInPolicy(policy.definition)?.displayName ?? "",
      ...(description !== undefined && { description }),
      ...(notScopes !== undefined && { notScopes }),
      enforcementMode: mapInput(enforced, (known) => (known ? "Default" : "DoNotEnforce")),
      parameters: Object.fromEntries(
        Object.entries(policy.parameters).map(([name, value]) => [name, { value }]),
      ),
      ...(nonComplianceMessage !== undefined && {
        nonComplianceMessages: [{ message: nonComplianceMessage }],
      }),
      ...(policy.duty !== undefined && {
        ...(location !== undefined && { location }),
        identity:
          userAssignedIdentityId === undefined
            ? { type: "SystemAssigned" as const }
            : {
                type: "UserAssigned" as const,
                userAssignedIdentities: [userAssignedIdentityId],
              },
      }),
    },
    opts,
  );
}

/** Object id of the identity that an assignment has of its own. */
export function principalOfAssignment(
  assignment: pulumi.CustomResource,
  subject: string,
  opts: pulumi.InvokeOutputOptions,
): pulumi.Output<string> {
  const known = assignment.id.apply((id) => parseResourceId(id));
  const read = getPolicyAssignmentOutput(
    {
      scope: known.apply(({ scope }) => scope ?? ""),
      policyAssignmentName: known.apply(({ name }) => name),
    },
    opts,
  ).apply(({ id, location, identity }) => ({
    id,
    location: location ?? "",
    identityType: identity?.type,
    principalId: identity?.principalId,
  }));
  return principalIdOf(read, subject, ({ id }) => [
    {
      ruleId: "EVG-ARGUMENT-005",
      severity: "error",
      propertyPath: "scope",
      message: `The policy assignment "${id}" has no identity.`,
      fix: "Run the update again.",
    },
  ]);
}

/** Object id of an identity that was made elsewhere. */
export function principalOfIdentity(
  id: pulumi.Input<string>,
  opts: pulumi.InvokeOutputOptions,
): pulumi.Output<string> {
  return getUserAssignedIdentityOutput(
    {
      resourceGroupName: mapInput(id, (known) => parseResourceId(known).resourceGroupName ?? ""),
      resourceName: mapInput(id, (known) => parseResourceId(known).name),
    },
    opts,
  ).apply(({ principalId }) => principalId);
}

/** 24 hexadecimal digits, as the portal makes them: all that a management group takes. The policy of an assignment cannot change, so it is part of the name. */
function assignmentName(name: string, { role, definition }: ChosenPolicy): string {
  const guid = deterministicGuid(
    "policy assignment",
    pulumi.getProject(),
    pulumi.getStack(),
    name,
    role,
    definition,
  );
  return guid.replaceAll("-", "").slice(0, 24);
}
