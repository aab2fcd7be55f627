import { Vault } from "@pulumi/azure-native/recoveryservices";
import type * as pulumi from "@pulumi/pulumi";
import type { ManagedIdentityChoice } from "../../azure/managed-identity";
import type { RecoveryVaultArgs } from "../recovery-vault";
import type { ChildOptions } from "../shared/child-options";
import { identityArguments } from "../shared/identity";
import { mapInput } from "../shared/inputs";
import { alertSettings, enabledWord } from "./alerts";
import {
  VaultCrossSubscriptionRestore,
  VaultImmutability,
  VaultRedundancy,
  VaultSoftDelete,
} from "./vault";

/** The vault, in words that no declaration needs azure-native for. */
type MadeVault = pulumi.CustomResource & { readonly location: pulumi.Output<string> };

export function makeVault(name: string, args: RecoveryVaultArgs, opts: ChildOptions): MadeVault {
  const requests = args.multiUserAuthorization?.operationRequestIds;
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
        restoreSettings: {
          crossSubscriptionRestoreSettings: {
            crossSubscriptionRestoreState:
              args.crossSubscriptionRestore ?? VaultCrossSubscriptionRestore.Enabled,
          },
        },
        securitySettings: {
          immutabilitySettings: { state: args.immutability ?? VaultImmutability.Unlocked },
          softDeleteSettings: {
            softDeleteState: args.softDelete ?? VaultSoftDelete.Enabled,
            softDeleteRetentionPeriodInDays: args.softDeleteRetentionInDays ?? 14,
            enhancedSecurityState: "Enabled",
          },
        },
        monitoringSettings: alertSettings(args.alerts ?? {}),
        ...encryption(args),
        ...(requests !== undefined && { resourceGuardOperationRequests: requests }),
      },
      ...(args.tags !== undefined && { tags: args.tags }),
    },
    opts,
  );
}

/** A key that a user-assigned identity reads comes with the vault; the vault's own identity must be there before. */
function encryption(args: RecoveryVaultArgs): object {
  const { keyUri, userAssignedIdentityId } = args.customerManagedKey ?? {};
  return keyUri === undefined || userAssignedIdentityId === undefined
    ? {}
    : {
        encryption: {
          keyVaultProperties: { keyUri },
          kekIdentity: {
            useSystemAssignedIdentity: false,
            userAssignedIdentity: userAssignedIdentityId,
          },
          infrastructureEncryption: mapInput(
            args.infrastructureEncryptionEnabled ?? false,
            enabledWord,
          ),
        },
      };
}

export function identityOf(
  args: Pick<RecoveryVaultArgs, "systemAssignedIdentityEnabled" | "userAssignedIdentityIds">,
): ManagedIdentityChoice {
  return {
    systemAssigned: args.systemAssignedIdentityEnabled ?? true,
    userAssignedCount: args.userAssignedIdentityIds?.length ?? 0,
  };
}
