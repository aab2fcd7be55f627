import { missingIdentityFindings } from "../../azure/managed-identity";
import { regionFindings } from "../../azure/regions";
import {
  crossRegionRestoreFindings,
  infrastructureEncryptionFindings,
  keyAndCrossRegionRestoreFindings,
  keyAndEndpointFindings,
  softDeleteFindings,
} from "../../azure/vault";
import type { RecoveryVaultArgs } from "../recovery-vault";
import { choiceFindings } from "../shared/argument-rules";
import { customerManagedKeyRules } from "../shared/customer-managed-key";
import { diagnosticSettingRules } from "../shared/diagnostics";
import { identityIdRules } from "../shared/identity";
import { rule, ruleOn, type Rule } from "../shared/inputs";
import { privateEndpointRules } from "../shared/private-endpoints";
import { deletionLockRules } from "../shared/resource-lock";
import { accessRules } from "./access";
import { alertRules } from "./alerts";
import { identityOf } from "./make-vault";
import {
  VaultCrossSubscriptionRestore,
  VaultImmutability,
  VaultProtectedItemsOnDestroy,
  VaultRedundancy,
  VaultSoftDelete,
} from "./vault";

const words = {
  redundancy: VaultRedundancy,
  crossSubscriptionRestore: VaultCrossSubscriptionRestore,
  softDelete: VaultSoftDelete,
  immutability: VaultImmutability,
  protectedItemsOnDestroy: VaultProtectedItemsOnDestroy,
} as const;

/** What can be said of a vault's arguments by themselves. */
export function vaultRules(args: RecoveryVaultArgs): Rule[] {
  const redundancy = args.redundancy ?? VaultRedundancy.GeoRedundant;
  const crossRegionRestoreEnabled = args.crossRegionRestoreEnabled ?? false;
  const identity = identityOf(args);
  return [
    rule({}, () => missingIdentityFindings(identity, "systemAssignedIdentityEnabled")),
    ...identityIdRules(args.userAssignedIdentityIds),
    ...ruleOn(args.location, (location) => regionFindings(location, "location")),
    ...Object.entries(words).flatMap(([name, choices]) =>
      ruleOn(args[name as keyof typeof words], (word) =>
        choiceFindings(word, Object.values(choices), name),
      ),
    ),
    rule({ redundancy, crossRegionRestoreEnabled }, (vault) =>
      crossRegionRestoreFindings(vault, "crossRegionRestoreEnabled"),
    ),
    ...ruleOn(args.softDeleteRetentionInDays, (days) =>
      softDeleteFindings(days, "softDeleteRetentionInDays"),
    ),
    ...keyRules(args, identity.systemAssigned),
    ...privateEndpointRules(
      args.privateEndpoints,
      "Microsoft.RecoveryServices/vaults",
      args.location,
    ),
    ...alertRules(args.alerts),
    ...accessRules(args.multiUserAuthorization, args.roleAssignments),
    ...diagnosticSettingRules(args.diagnosticSettings),
    ...deletionLockRules(args.deletionLock),
  ];
}

function keyRules(args: RecoveryVaultArgs, systemAssigned: boolean): Rule[] {
  const key = args.customerManagedKey;
  const hasOwnKey = key !== undefined;
  const groupIds = Object.values(args.privateEndpoints ?? {}).map(({ groupId }) => groupId);
  return [
    ...customerManagedKeyRules(key, {
      systemAssigned,
      userAssignedIdentityIds: args.userAssignedIdentityIds,
    }),
    ...ruleOn(args.infrastructureEncryptionEnabled, (infrastructureEncryptionEnabled) =>
      infrastructureEncryptionFindings(
        { infrastructureEncryptionEnabled, hasOwnKey },
        "infrastructureEncryptionEnabled",
      ),
    ),
    ...(hasOwnKey
      ? [
          rule({ userAssignedIdentityId: key.userAssignedIdentityId, groupIds }, (known) =>
            keyAndEndpointFindings(known, "customerManagedKey.userAssignedIdentityId"),
          ),
          ...ruleOn(args.crossRegionRestoreEnabled, (enabled) =>
            keyAndCrossRegionRestoreFindings(enabled, "crossRegionRestoreEnabled"),
          ),
        ]
      : []),
  ];
}
