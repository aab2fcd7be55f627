import { AccessPolicy, getVaultOutput } from "@pulumi/azure-native/keyvault";
import * as pulumi from "@pulumi/pulumi";
import {
  backupKeyPermissions,
  keyVaultAuthorizationFindings,
  keyVaultAuthorizations,
  sharedKeyAccessFindings,
  type KeyAccess,
} from "../../azure/backup-key-access";
import { parseResourceId, resourceIdFindings } from "../../azure/resource-id";
import { principalIdFindings } from "../../azure/managed-identity";
import { perProgram } from "../../resources/per-program";
import { LeastPrivilegeRole } from "../least-privilege-role";
import { choiceFindings, missingArgumentFindings } from "../shared/argument-rules";
import type { ChildOptions } from "../shared/child-options";
import { mapInput, refuse, rule, ruleOn, type Rule } from "../shared/inputs";
import { rolePresets } from "../shared/role-presets";

/** How a key vault decides who may read. */
export const KeyVaultAuthorization = {
  /** By roles: Azure Backup gets one of its own, with the five data actions that it needs. */
  Roles: "Roles",
  /** By access policies: Azure Backup gets one. */
  AccessPolicies: "AccessPolicies",
} as const;
export type KeyVaultAuthorization =
  (typeof KeyVaultAuthorization)[keyof typeof KeyVaultAuthorization];

/** A key vault whose secrets, and perhaps keys, encrypt the machine from within (Azure Disk Encryption). */
export interface VirtualMachineBackupKeyVaultArgs {
  /** Id of the key vault. Changing it replaces the right of Azure Backup. */
  keyVaultId: pulumi.Input<string>;
  /** One of `KeyVaultAuthorization`, as the key vault has it. Defaults to `Roles`. Changing it replaces the right of Azure Backup. */
  authorization?: KeyVaultAuthorization;
  /** Whether a key of the vault encrypts the machine's secrets (BEK and KEK). Defaults to `true`. Of no use with `Roles`, for which Azure documents one set of rights. */
  keyEncryptionKeyUsed?: boolean;
}

interface Grant extends KeyAccess {
  readonly firstName: string;
  /** Left out until the first component makes it. */
  resource?: pulumi.Resource;
}

const grantsOfProgram = perProgram(() => new Map<unknown, Grant>());

/** The one right on a key vault that the components of a program share; recognised as vaults are: docs/decisions/0005. */
function grantOf(name: string, args: VirtualMachineBackupKeyVaultArgs): Grant {
  const grants = grantsOfProgram();
  const { keyVaultId } = args;
  const key = typeof keyVaultId === "string" ? keyVaultId.toLowerCase() : keyVaultId;
  const grant = grants.get(key) ?? { firstName: name, ...accessOf(args) };
  grants.set(key, grant);
  return grant;
}

function accessOf(args: VirtualMachineBackupKeyVaultArgs): KeyAccess {
  return {
    authorization: args.authorization ?? KeyVaultAuthorization.Roles,
    keyEncryptionKeyUsed: args.keyEncryptionKeyUsed ?? true,
  };
}

interface KeyAccessArguments {
  readonly keyVaults?: Record<string, VirtualMachineBackupKeyVaultArgs> | undefined;
  readonly backupServicePrincipalId?: pulumi.Input<string>;
}

/** What can be said of the key vaults by themselves. */
export function keyAccessRules(name: string, args: KeyAccessArguments): Rule[] {
  const keyVaults = Object.entries(args.keyVaults ?? {});
  return [
    ...(keyVaults.length === 0
      ? []
      : [rule({}, () => missingArgumentFindings(args, "backupServicePrincipalId"))]),
    ...ruleOn(args.backupServicePrincipalId, (id) =>
      principalIdFindings(id, "backupServicePrincipalId"),
    ),
    ...keyVaults.flatMap(([key, vault]) => {
      const path = `keyVaults.${key}`;
      return [
        ...ruleOn(vault.keyVaultId, (id) =>
          resourceIdFindings(id, `${path}.keyVaultId`, "Microsoft.KeyVault/vaults"),
        ),
        ...ruleOn(vault.authorization, (word) =>
          choiceFindings(word, keyVaultAuthorizations, `${path}.authorization`),
        ),
        rule({}, () => {
          const first = grantOf(name, vault);
          return sharedKeyAccessFindings(
            { first, firstName: first.firstName, own: accessOf(vault) },
            path,
          );
        }),
      ];
    }),
  ];
}

/**
 * Lets Azure Backup read and back up what encrypts the machine, once for each key vault of a program, and answers what
 * the protection waits for.
 */
export function grantKeyAccess(
  name: string,
  args: KeyAccessArguments,
  subject: string,
  opts: ChildOptions,
): pulumi.Resource[] {
  const principalId = args.backupServicePrincipalId ?? "";
  return Object.entries(args.keyVaults ?? {}).map(([key, vault]) => {
    const grant = grantOf(name, vault);
    const setting = { path: `keyVaults.${key}.authorization`, subject, principalId };
    grant.resource ??= makeGrant(`${name}-key-access-${key}`, vault, setting, opts);
    return grant.resource;
  });
}

function makeGrant(
  name: string,
  vault: VirtualMachineBackupKeyVaultArgs,
  setting: {
    readonly path: string;
    readonly subject: string;
    readonly principalId: pulumi.Input<string>;
  },
  opts: ChildOptions,
): pulumi.Resource {
  const { authorization, keyEncryptionKeyUsed } = accessOf(vault);
  const { principalId } = setting;
  const resourceGroupName = mapInput(
    vault.keyVaultId,
    (id) => parseResourceId(id).resourceGroupName ?? "",
  );
  const vaultName = mapInput(vault.keyVaultId, (id) => parseResourceId(id).name);
  const tenantId = getVaultOutput(
    { resourceGroupName, vaultName },
    { parent: opts.parent },
  ).properties.apply((properties) => {
    const rolesUsed = properties.enableRbacAuthorization === true;
    refuse(
      setting.subject,
      keyVaultAuthorizationFindings({ authorization, rolesUsed }, setting.path),
    );
    return properties.tenantId;
  });
  if (authorization === "Roles") {
    return new LeastPrivilegeRole(
      name,
      {
        ...rolePresets.backupKeyReader(),
        // Nothing is given before the key vault has said that it looks at roles.
        scope: pulumi.all([vault.keyVaultId, tenantId]).apply(([id]) => id),
        principals: { backup: { principalId } },
      },
      opts,
    );
  }
  return new AccessPolicy(
    name,
    {
      resourceGroupName,
      vaultName,
      policy: {
        objectId: principalId,
        tenantId,
        permissions: backupKeyPermissions(keyEncryptionKeyUsed),
      },
    },
    opts,
  );
}
