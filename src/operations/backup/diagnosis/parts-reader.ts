import { objectsIn, textOf, textsIn } from "../../../arm/azure-object";
import { asObject } from "../../../arm/errors";
import { securityRulesIn } from "../../../arm/security-rules";
import type {
  DiskFacts,
  InterfaceFacts,
  KeyVaultFacts,
  RoleGrantFacts,
  SecurityGroupFacts,
  Told,
} from "../../../azure/backup-diagnosis/facts";
import { permission } from "../../../azure/permission";
import { parseResourceId, sameId } from "../../../azure/resource-id";
import {
  diskRow,
  interfaceRow,
  type ResourceRow,
  type RoleGrantRow,
} from "../../../azure/resource-graph-queries";
import { type AttachedDisk, encryptionOf, numberOf } from "./machine-reader";

/** The disks of a machine, with what their own rows tell of each. */
export function disksOf(
  attached: readonly AttachedDisk[],
  rows: readonly ResourceRow[],
): DiskFacts[] {
  return attached.map(({ name, id, lun, sizeInGiB, encryption }) => {
    const row = rows.find(
      (each) => each.type === diskRow && id !== undefined && sameId(each.id, id),
    );
    const properties = row?.properties ?? {};
    return {
      name,
      sizeInGiB: numberOf(properties.diskSizeGB) ?? sizeInGiB,
      storageType: textOf(row?.sku?.name),
      isHidden: id !== undefined && row === undefined,
      lun,
      encryption: encryption ?? encryptionOf(asObject(properties.encryptionSettingsCollection)),
    };
  });
}

export function interfacesOf(rows: readonly ResourceRow[]): InterfaceFacts[] {
  return ofType(rows, interfaceRow).map(({ id, properties }) => ({
    name: parseResourceId(id).name,
    configurations: objectsIn(properties?.ipConfigurations).map((configuration) => {
      const own = asObject(configuration.properties);
      return {
        name: textOf(configuration.name) ?? "",
        address: textOf(own?.privateIPAddress) ?? "",
        allocation: textOf(own?.privateIPAllocationMethod) ?? "",
        isPrimary: own?.primary === true,
      };
    }),
  }));
}

/** Ids of the security groups that the interfaces themselves have. */
export function securityGroupIdsOf(rows: readonly ResourceRow[]): string[] {
  return ofType(rows, interfaceRow).flatMap(
    ({ properties }) => textOf(asObject(properties?.networkSecurityGroup)?.id) ?? [],
  );
}

/** The security groups; nothing is told when one of those that are wanted is not shown. */
export function securityGroupsOf(
  rows: readonly ResourceRow[],
  wanted: readonly string[],
): Told<readonly SecurityGroupFacts[]> {
  const hidden = wanted.find((id) => !rows.some((row) => sameId(row.id, id)));
  return hidden === undefined
    ? { value: shownSecurityGroups(rows) }
    : {
        reason: `The network security group ${parseResourceId(hidden).name} cannot be seen: the action Microsoft.Network/networkSecurityGroups/read may be missing.`,
      };
}

function shownSecurityGroups(rows: readonly ResourceRow[]): SecurityGroupFacts[] {
  return ofType(rows, "microsoft.network/networksecuritygroups").map(({ id, properties }) => ({
    name: parseResourceId(id).name,
    rules: securityRulesIn(properties),
  }));
}

export function keyVaultsOf(rows: readonly ResourceRow[]): KeyVaultFacts[] {
  return ofType(rows, "microsoft.keyvault/vaults").map(({ id, properties }) => ({
    id,
    rolesUsed: properties?.enableRbacAuthorization === true,
    accessPolicies: objectsIn(properties?.accessPolicies).map((policy) => {
      const permissions = asObject(policy.permissions);
      return {
        objectId: textOf(policy.objectId) ?? "",
        keys: textsIn(permissions?.keys),
        secrets: textsIn(permissions?.secrets),
      };
    }),
  }));
}

export function roleGrantsOf(rows: readonly RoleGrantRow[]): RoleGrantFacts[] {
  return rows.map(({ principalId, scope, permissions }) => ({
    principalId,
    scope,
    permissions: permissions?.map((lists) => permission(lists)),
  }));
}

function ofType(rows: readonly ResourceRow[], type: string): ResourceRow[] {
  return rows.filter((row) => row.type === type);
}
