import * as pulumi from "@pulumi/pulumi";
import { parseResourceId } from "../azure/resource-id";
import { RecoveryVaultSettings } from "../resources/recovery-vault-settings";
import {
  assignVaultRoles,
  guardVault,
  type RecoveryVaultMultiUserAuthorizationArgs,
  type RecoveryVaultRoleArgs,
} from "./recovery-vault/access";
import type { RecoveryVaultAlertsArgs } from "./recovery-vault/alerts";
import { vaultRules } from "./recovery-vault/rules";
import { identityOf, makeVault } from "./recovery-vault/make-vault";
import {
  VaultImmutability,
  VaultProtectedItemsOnDestroy,
  VaultRedundancy,
  VaultSoftDelete,
  type VaultCrossSubscriptionRestore,
} from "./recovery-vault/vault";
import { knownVaults } from "./shared/backup-facts";
import { explicitProviderFindings } from "./shared/argument-rules";
import { grantKeyAccess, type CustomerManagedKeyArgs } from "./shared/customer-managed-key";
import { makeDiagnosticSettings, type DiagnosticSettingArgs } from "./shared/diagnostics";
import { principalIdOf, readVault } from "./shared/identity";
import { judge, rule } from "./shared/inputs";
import { makePrivateEndpoints, type PrivateEndpointArgs } from "./shared/private-endpoints";
import { makeDeletionLock, type DeletionLockArgs } from "./shared/resource-lock";

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
  /** One of `VaultCrossSubscriptionRestore`: whether backups can be restored into other subscriptions. Defaults to `Enabled`. `PermanentlyDisabled` is for good. */
  crossSubscriptionRestore?: pulumi.Input<VaultCrossSubscriptionRestore>;
  /** One of `VaultSoftDelete`. Defaults to `Enabled`. Soft delete cannot be left out: a vault without it loses its backups to one wrong call. */
  softDelete?: pulumi.Input<VaultSoftDelete>;
  /** Days for which deleted backups are kept, 14 to 180. Defaults to `14`; more than that is billed. */
  softDeleteRetentionInDays?: pulumi.Input<number>;
  /** One of `VaultImmutability`. Defaults to `Unlocked`. */
  immutability?: pulumi.Input<VaultImmutability>;
  /** A key of one's own for the backups. Defaults to none: Azure's. Given before the first backup, for Azure takes none later; and Azure refuses to take it away. */
  customerManagedKey?: CustomerManagedKeyArgs;
  /** Whether Azure encrypts a second time beneath `customerManagedKey`. Defaults to `false`. Azure refuses to switch it off again. */
  infrastructureEncryptionEnabled?: pulumi.Input<boolean>;
  /**
   * Whether the vault is reached over the public internet. Defaults to `true`, which agent
   * auto-update and replication need: they do not work with private endpoints, and without either
   * nothing reaches the vault.
   */
  publicNetworkAccessEnabled?: pulumi.Input<boolean>;
  /** Private endpoints for Azure Backup or Site Recovery, each by a key of your own. Defaults to none. Azure takes one only before anything is protected. Changing a key replaces its endpoint. */
  privateEndpoints?: Record<string, PrivateEndpointArgs>;
  /** A resource guard, so that critical operations need two people. Defaults to none. */
  multiUserAuthorization?: RecoveryVaultMultiUserAuthorizationArgs;
  /** Of what the vault tells, and whom. Defaults to `{}`: all alerts of Azure Monitor, no classic ones, no mail. */
  alerts?: RecoveryVaultAlertsArgs;
  /** Where the vault's logs and metrics go, each by a key of your own. Defaults to none. Changing a key replaces its setting. */
  diagnosticSettings?: Record<string, DiagnosticSettingArgs>;
  /** Roles on the vault, each by a key of your own. Defaults to none. Changing a key replaces its assignment. */
  roleAssignments?: Record<string, RecoveryVaultRoleArgs>;
  /** One of `VaultProtectedItemsOnDestroy`: what becomes of backups that are still there when the vault is destroyed. Defaults to `Refused`. A change counts once it is deployed. */
  protectedItemsOnDestroy?: pulumi.Input<VaultProtectedItemsOnDestroy>;
  /** A lock that forbids to delete the vault and what is in it. Defaults to none. */
  deletionLock?: DeletionLockArgs;
  /** Tags of the vault and of its private endpoints. Defaults to none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A Recovery Services vault with an identity, soft delete, immutability and alerts on, which is not
 * destroyed while it protects what nobody has said a word about.
 *
 * Source: learn.microsoft.com backup/security-overview, backup/secure-by-default, site-recovery/azure-to-azure-how-to-enable-replication-private-endpoints.
 */
export class RecoveryVault extends pulumi.ComponentResource {
  /** ARM id of the vault. What takes it from here is destroyed before the vault is looked into and destroyed. */
  public readonly vaultId!: pulumi.Output<string>;
  /** Name of the vault in Azure. */
  public readonly vaultName!: pulumi.Output<string>;
  /** Object id of the system-assigned identity; empty when the vault has none. */
  public readonly principalId!: pulumi.Output<string>;
  /** Azure region of the vault, as Azure spells it. */
  public readonly location!: pulumi.Output<string>;

  /** Throws one `InvalidInputError` with every problem of the arguments: no identity, a wrong id or region, settings that exclude each other. */
  constructor(name: string, args: RecoveryVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `RecoveryVault "${name}"`;
    const verdict = judge(subject, [
      ...vaultRules(args),
      rule({}, () => explicitProviderFindings(opts ?? {})),
    ]);
    super("azure-evergreen:index:RecoveryVault", name, args, opts);
    verdict.showWarnings(this);

    const child = { parent: this };
    const key = args.customerManagedKey;
    const ownIdentityReadsKey = key !== undefined && key.userAssignedIdentityId === undefined;
    // A user-assigned identity is there before the vault, and so is its right; the vault's own comes with it.
    const before = ownIdentityReadsKey ? [] : grantKeyAccess(name, key, "", child);
    const vault = makeVault(
      `${name}-vault`,
      { ...args, resourceGroupName: verdict.gate(args.resourceGroupName) },
      {
        ...child,
        dependsOn: before,
        // The settings give the vault this key, which azure-native must not take for drift.
        ...(ownIdentityReadsKey && { ignoreChanges: ["properties.encryption"] }),
      },
    );
    this.principalId = identityOf(args).systemAssigned
      ? principalIdOf(readVault(vault.id, child), subject, () => [])
      : pulumi.output("");
    const access = ownIdentityReadsKey ? grantKeyAccess(name, key, this.principalId, child) : [];
    const settings = new RecoveryVaultSettings(
      `${name}-settings`,
      {
        vaultId: vault.id,
        ...(ownIdentityReadsKey && {
          encryption: {
            keyUri: key.keyUri,
            infrastructureEncryptionEnabled: args.infrastructureEncryptionEnabled ?? false,
          },
        }),
        ...(args.alerts?.siteRecoveryMail !== undefined && {
          siteRecoveryMail: args.alerts.siteRecoveryMail,
        }),
        protectedItemsOnDestroy:
          args.protectedItemsOnDestroy ?? VaultProtectedItemsOnDestroy.Refused,
      },
      { ...child, dependsOn: access },
    );

    this.vaultId = settings.id;
    knownVaults.remember(this.vaultId, {
      immutability: args.immutability ?? VaultImmutability.Unlocked,
      softDelete: args.softDelete ?? VaultSoftDelete.Enabled,
      redundancy: args.redundancy ?? VaultRedundancy.GeoRedundant,
    });
    this.vaultName = vault.id.apply((id) => parseResourceId(id).name);
    this.location = vault.location;
    const { resourceGroupName, tags } = args;
    const target = { id: this.vaultId, resourceGroupName, location: this.location, tags };
    const others = [
      ...makePrivateEndpoints(name, args.privateEndpoints, target, child),
      ...assignVaultRoles(name, args.roleAssignments, this.vaultId, child),
      ...makeDiagnosticSettings(name, args.diagnosticSettings, this.vaultId, child),
      ...guardVault(name, args.multiUserAuthorization, this.vaultId, child),
    ];
    makeDeletionLock(name, args.deletionLock, this.vaultId, others, child);
    this.registerOutputs({
      vaultId: this.vaultId,
      vaultName: this.vaultName,
      principalId: this.principalId,
      location: this.location,
    });
  }
}
