import { AccessPolicy } from "@pulumi/azure-native/keyvault";
import type * as pulumi from "@pulumi/pulumi";
import { parseResourceId, resourceIdFindings } from "../../azure/resource-id";
import {
  permissionsWithoutPolicyFindings,
  secretPermissionFindings,
} from "../../azure/run-as-rules";
import type { ChildOptions } from "../shared/child-options";
import { mapInput, ruleOn, type Rule } from "../shared/inputs";
import { assignRole } from "../shared/role-assignment";

/** A key vault whose secrets runbooks may read, although the role of a Run As account leaves out key vaults. */
export interface RunAsAccountKeyVaultArgs {
  /** Id of the key vault. Changing it replaces the role assignments and the access policy. */
  keyVaultId: pulumi.Input<string>;
  /** Whether the vault gives access by access policies. Defaults to `false`: by roles. Changing it replaces the right to secrets. */
  accessPoliciesUsed?: boolean;
  /** Permissions on secrets by an access policy. Defaults to `get` and `list`. */
  secretPermissions?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * Grants both steps that Azure's documentation names: `${name}-vault-${key}-reader`, the right to the vault itself, and
 * to its secrets `${name}-vault-${key}-secrets`, a role, or `${name}-vault-${key}-policy`, an access policy.
 *
 * Source: learn.microsoft.com automation/manage-run-as-account, "Add permissions to Key Vault".
 */
export function grantKeyVaults(
  name: string,
  keyVaults: Record<string, RunAsAccountKeyVaultArgs> | undefined,
  principal: { readonly id: pulumi.Input<string>; readonly tenantId: pulumi.Input<string> },
  opts: ChildOptions,
): void {
  for (const [key, keyVault] of Object.entries(keyVaults ?? {})) {
    const { keyVaultId: scope, secretPermissions = ["get", "list"] } = keyVault;
    const granted = `${name}-vault-${key}`;
    const grant = { scope, principalId: principal.id };
    assignRole(`${granted}-reader`, { ...grant, role: "Key Vault Reader" }, opts);
    if (keyVault.accessPoliciesUsed !== true) {
      assignRole(`${granted}-secrets`, { ...grant, role: "Key Vault Secrets User" }, opts);
      continue;
    }
    new AccessPolicy(
      `${granted}-policy`,
      {
        resourceGroupName: mapInput(scope, (id) => parseResourceId(id).resourceGroupName ?? ""),
        vaultName: mapInput(scope, (id) => parseResourceId(id).name),
        policy: {
          objectId: principal.id,
          tenantId: principal.tenantId,
          permissions: { secrets: secretPermissions },
        },
      },
      opts,
    );
  }
}

export function keyVaultRules(
  keyVaults: Record<string, RunAsAccountKeyVaultArgs> | undefined,
): Rule[] {
  return Object.entries(keyVaults ?? {}).flatMap(([key, keyVault]) => {
    const path = `keyVaults.${key}`;
    return [
      ...ruleOn(keyVault.keyVaultId, (known) =>
        resourceIdFindings(known, `${path}.keyVaultId`, "Microsoft.KeyVault/vaults"),
      ),
      ...ruleOn(keyVault.secretPermissions, (known) => [
        ...secretPermissionFindings(known as string[], `${path}.secretPermissions`),
        ...(keyVault.accessPoliciesUsed === true
          ? []
          : permissionsWithoutPolicyFindings(`${path}.secretPermissions`)),
      ]),
    ];
  });
}
