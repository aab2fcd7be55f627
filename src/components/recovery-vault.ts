import { Vault } from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import { missingIdentityFindings, type ManagedIdentityChoice } from "../azure/managed-identity";
import { regionFindings } from "../azure/regions";
import { parseResourceId } from "../azure/resource-id";
import { crossRegionRestoreFindings, softDeleteFindings } from "../azure/vault";
import { choiceFindings } from "./shared/argument-rules";
import type { ChildOptions } from "./shared/child-options";
import { identityArguments, identityIdRules, principalIdOf, readVault } from "./shared/identity";
import { judge, mapInput, rule, ruleOn, type Rule } from "./shared/inputs";

/** Where a vault keeps its backups. */
export const VaultRedundancy = {
  /** Also in the paired region. */
  GeoRedundant: "GeoRedundant",
  /** In several zones of the region. */
  ZoneRedundant: "ZoneRedundant",
  /** In one datacentre. */
  LocallyRedundant: "LocallyRedundant",
} as const;
export type VaultRedundancy = (typeof VaultRedundancy)[keyof typeof VaultRedundancy];

/** Whether recovery points can be deleted before their time. */
export const VaultImmutability = {
  /** They can. */
  Disabled: "Disabled",
  /** They cannot, and this can still be switched off. */
  Unlocked: "Unlocked",
  /** They cannot, and this can never be switched off. */
  Locked: "Locked",
} as const;
export type VaultImmutability = (typeof VaultImmutability)[keyof typeof VaultImmutability];

/** What a vault does with deleted backups. */
export const VaultSoftDelete = {
  /** Keeps them for a while; this can be switched off. */
  Enabled: "Enabled",
  /** Keeps them for a while; this can never be switched off. */
  AlwaysOn: "AlwaysON",
} as const;
export type VaultSoftDelete = (typeof VaultSoftDelete)[keyof typeof VaultSoftDelete];

export interface RecoveryVaultArgs {
  /** Resource group of the vault. Changing it replaces the vault. */
  resourceGroupName: pulumi.Input<string>;
  /** Name of the vault: 2 to 50 letters, digits and hyphens, a letter first. Defaults to a name made from the component's. Changing it replaces the vault. */
  vaultName?: pulumi.Input<string>;
  /** Azure region. Defaults to the stack's `azure-native:location`, else to the resource group's region. For replication between regions it must not be the region that is replicated. Azure refuses a change. */
  location?: pulumi.Input<string>;
  /** Whether the vault has an identity of its own. Defaults to `true`. Site Recovery needs it to reach the cache storage account. */
  systemAssignedIdentityEnabled?: boolean;
  /** Ids of user-assigned identities. Defaults to none. */
  userAssignedIdentityIds?: pulumi.Input<string>[];
  /** One of `VaultRedundancy`. Defaults to `GeoRedundant`. Azure refuses a change once something is backed up. */
  redundancy?: pulumi.Input<VaultRedundancy>;
  /** Whether backups can be restored in the paired region; only with `GeoRedundant`. Defaults to `false`. Azure refuses to switch it off again. */
  crossRegionRestoreEnabled?: pulumi.Input<boolean>;
  /** One of `VaultSoftDelete`. Defaults to `Enabled`. Soft delete cannot be left out: a vault without it loses its backups to one wrong call. */
  softDelete?: pulumi.Input<VaultSoftDelete>;
  /** Days for which deleted backups are kept, 14 to 180. Defaults to `14`; more than that is billed. */
  softDeleteRetentionInDays?: pulumi.Input<number>;
  /** One of `VaultImmutability`. Defaults to `Unlocked`. */
  immutability?: pulumi.Input<VaultImmutability>;
  /**
   * Whether the vault is reached over the public internet. Defaults to `true`, which agent
   * auto-update and replication need: they do not work with private endpoints, and without either
   * nothing reaches the vault.
   */
  publicNetworkAccessEnabled?: pulumi.Input<boolean>;
  /** Tags of the vault. Defaults to none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A Recovery Services vault with an identity, soft delete and immutability on.
 *
 * Source: learn.microsoft.com backup/security-overview, site-recovery/azure-to-azure-how-to-enable-replication-private-endpoints.
 */
export class RecoveryVault extends pulumi.ComponentResource {
  /** ARM id of the vault. */
  public readonly vaultId!: pulumi.Output<string>;
  /** Name of the vault in Azure. */
  public readonly vaultName!: pulumi.Output<string>;
  /** Object id of the system-assigned identity; empty when the vault has none. */
  public readonly principalId!: pulumi.Output<string>;
  /** Azure region of the vault, as Azure spells it. */
  public readonly location!: pulumi.Output<string>;

  /** Throws one `InvalidInputError` with every problem of the arguments: no identity, a wrong id or region, restores across regions without geo-redundancy. */
  constructor(name: string, args: RecoveryVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `RecoveryVault "${name}"`;
    const verdict = judge(subject, vaultRules(args));
    super("azure-evergreen:index:RecoveryVault", name, args, opts);
    verdict.showWarnings(this);

    const resourceGroupName = verdict.gate(args.resourceGroupName);
    const vault = makeVault(`${name}-vault`, { ...args, resourceGroupName }, { parent: this });

    this.vaultId = vault.id;
    this.vaultName = vault.id.apply((id) => parseResourceId(id).name);
    this.location = vault.location;
    this.principalId = identityOf(args).systemAssigned
      ? principalIdOf(readVault(vault.id, { parent: this }), subject, () => [])
      : pulumi.output("");
    this.registerOutputs({
      vaultId: this.vaultId,
      vaultName: this.vaultName,
      principalId: this.principalId,
      location: this.location,
    });
  }
}

function makeVault(name: string, args: RecoveryVaultArgs, opts: ChildOptions): Vault {
  return new Vault(
    name,
    {
      resourceGroupName: args.resourceGroupName,
      ...(args.vaultName !== undefined && { vaultName: args.vaultName }),
      ...(args.location !== undefined && { location: args.location }),
      identity: identityArguments(identityOf(args), args.userAssignedIdentityIds),
      sku: { name: "RS0", tier: "Standard" },
      properties: {
        publicNetworkAccess: mapInput(args.publicNetworkAccessEnabled ?? true, enabledWord),
        redundancySettings: {
          standardTierStorageRedundancy: args.redundancy ?? VaultRedundancy.GeoRedundant,
          crossRegionRestore: mapInput(args.crossRegionRestoreEnabled ?? false, enabledWord),
        },
        securitySettings: {
          immutabilitySettings: { state: args.immutability ?? VaultImmutability.Unlocked },
          softDeleteSettings: {
            softDeleteState: args.softDelete ?? VaultSoftDelete.Enabled,
            softDeleteRetentionPeriodInDays: args.softDeleteRetentionInDays ?? 14,
            enhancedSecurityState: "Enabled",
          },
        },
      },
      ...(args.tags !== undefined && { tags: args.tags }),
    },
    opts,
  );
}

function enabledWord(enabled: boolean): string {
  return enabled ? "Enabled" : "Disabled";
}

function identityOf(args: RecoveryVaultArgs): ManagedIdentityChoice {
  return {
    systemAssigned: args.systemAssignedIdentityEnabled ?? true,
    userAssignedCount: args.userAssignedIdentityIds?.length ?? 0,
  };
}

function vaultRules(args: RecoveryVaultArgs): Rule[] {
  const redundancy = args.redundancy ?? VaultRedundancy.GeoRedundant;
  const crossRegionRestoreEnabled = args.crossRegionRestoreEnabled ?? false;
  return [
    rule({}, () => missingIdentityFindings(identityOf(args), "systemAssignedIdentityEnabled")),
    ...identityIdRules(args.userAssignedIdentityIds),
    ...ruleOn(args.location, (location) => regionFindings(location, "location")),
    ...ruleOn(args.redundancy, (word) =>
      choiceFindings(word, Object.values(VaultRedundancy), "redundancy"),
    ),
    rule({ redundancy, crossRegionRestoreEnabled }, (vault) =>
      crossRegionRestoreFindings(vault, "crossRegionRestoreEnabled"),
    ),
    ...ruleOn(args.softDelete, (word) =>
      choiceFindings(word, Object.values(VaultSoftDelete), "softDelete"),
    ),
    ...ruleOn(args.softDeleteRetentionInDays, (days) =>
      softDeleteFindings(days, "softDeleteRetentionInDays"),
    ),
    ...ruleOn(args.immutability, (word) =>
      choiceFindings(word, Object.values(VaultImmutability), "immutability"),
    ),
  ];
}
