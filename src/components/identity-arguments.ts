import type * as pulumi from "@pulumi/pulumi";
import { identityTypeOf, type ManagedIdentityChoice } from "../azure/managed-identity";
import { resourceIdFindings } from "../azure/resource-id";
import { ruleOn, type Rule } from "./inputs";

/** The `identity` argument of azure-native's resources. Their SDK types the words as enums of these very values, one for each service. */
export function identityArguments(
  choice: ManagedIdentityChoice,
  userAssignedIdentityIds: pulumi.Input<string>[] | undefined,
): { type: "SystemAssigned"; userAssignedIdentities?: pulumi.Input<string>[] } {
  return {
    type: identityTypeOf(choice) as "SystemAssigned",
    ...(userAssignedIdentityIds !== undefined &&
      userAssignedIdentityIds.length > 0 && { userAssignedIdentities: userAssignedIdentityIds }),
  };
}

export function identityIdRules(userAssignedIdentityIds: pulumi.Input<string>[] = []): Rule[] {
  return userAssignedIdentityIds.flatMap((id, index) =>
    ruleOn(id, (known) =>
      resourceIdFindings(
        known,
        `userAssignedIdentityIds[${index}]`,
        "Microsoft.ManagedIdentity/userAssignedIdentities",
      ),
    ),
  );
}
