import { getUserAssignedIdentityOutput } from "@pulumi/azure-native/managedidentity";
import * as pulumi from "@pulumi/pulumi";
import {
  keyAddressFindings,
  keyIdentityFindings,
  keyVaultOfKeyFindings,
} from "../../azure/key-address";
import { parseResourceId, resourceIdFindings } from "../../azure/resource-id";
import type { ChildOptions } from "./child-options";
import { mapInput, rule, ruleOn, type Rule } from "./inputs";
import { assignRole } from "./role-assignment";

/** A key of one's own that encrypts what a resource holds. */
export interface CustomerManagedKeyArgs {
  /**
   * Address of the key in its key vault or managed HSM, such as `https://fleet.vault.azure.net/keys/vault`.
   * Without a version the newest one is used, so rotating the key needs no deployment; with `/{version}` that one.
   */
  keyUri: pulumi.Input<string>;
  /** Id of the user-assigned identity that reads the key, one of `userAssignedIdentityIds`. Left out, the system-assigned one reads it. */
  userAssignedIdentityId?: pulumi.Input<string>;
  /**
   * Id of the key vault that holds the key: the identity gets the role `Key Vault Crypto Service Encryption User` on it
   * before the key is used. Left out, it must have its right already. Changing it replaces the role assignment.
   */
  keyVaultId?: pulumi.Input<string>;
}

/** The smallest built-in role with which a service uses a key. Source: learn.microsoft.com key-vault/general/rbac-guide. */
export const keyRole = "Key Vault Crypto Service Encryption User";

/**
 * Makes `${name}-key-access`, the role of the identity that reads the key, when `keyVaultId` is given, and answers
 * it: what uses the key waits for it.
 *
 * @param systemPrincipalId - Object id of the system-assigned identity, for a key that it reads.
 */
export function grantKeyAccess(
  name: string,
  key: CustomerManagedKeyArgs | undefined,
  systemPrincipalId: pulumi.Input<string>,
  opts: ChildOptions,
): pulumi.CustomResource[] {
  if (key?.keyVaultId === undefined) {
    return [];
  }
  const principalId =
    key.userAssignedIdentityId === undefined
      ? systemPrincipalId
      : principalOfIdentity(key.userAssignedIdentityId, opts);
  return [
    assignRole(`${name}-key-access`, { scope: key.keyVaultId, role: keyRole, principalId }, opts),
  ];
}

/** Object id of a user-assigned identity, asked for by its id: a preview knows that one alone. */
function principalOfIdentity(
  identityId: pulumi.Input<string>,
  opts: ChildOptions,
): pulumi.Output<string> {
  const part = (take: (id: string) => string) => mapInput(identityId, take);
  return getUserAssignedIdentityOutput(
    {
      resourceGroupName: part((id) => parseResourceId(id).resourceGroupName ?? ""),
      resourceName: part((id) => parseResourceId(id).name),
    },
    { parent: opts.parent },
  ).principalId;
}

/** What can be said of a key by itself, and of the identities that the resource has. */
export function customerManagedKeyRules(
  key: CustomerManagedKeyArgs | undefined,
  identities: {
    readonly systemAssigned: boolean;
    readonly userAssignedIdentityIds: readonly pulumi.Input<string>[] | undefined;
  },
  path = "customerManagedKey",
): Rule[] {
  if (key === undefined) {
    return [];
  }
  const { keyUri, keyVaultId, userAssignedIdentityId } = key;
  const { systemAssigned, userAssignedIdentityIds = [] } = identities;
  return [
    ...ruleOn(keyUri, (known) => keyAddressFindings(known, `${path}.keyUri`)),
    ...ruleOn(keyVaultId, (known) =>
      resourceIdFindings(known, `${path}.keyVaultId`, "Microsoft.KeyVault/vaults"),
    ),
    ...(keyVaultId === undefined
      ? []
      : [
          rule({ keyUri, keyVaultId }, (known) =>
            keyVaultOfKeyFindings(known, `${path}.keyVaultId`),
          ),
        ]),
    rule({ userAssignedIdentityId, userAssignedIdentityIds, systemAssigned }, (known) =>
      keyIdentityFindings(known, `${path}.userAssignedIdentityId`),
    ),
  ];
}
