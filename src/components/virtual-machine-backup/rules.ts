import {
  backupLunFindings,
  backupPolicyVaultFindings,
  backupSecurityFindings,
  ephemeralDiskFindings,
  isBackedUp,
} from "../../azure/backed-up-machine";
import {
  backupDeletionFindings,
  backupSuspensionFindings,
  backupWordFindings,
} from "../../azure/backup-destruction";
import { backupDiskFindings } from "../../azure/backup-limits";
import { resourceIdFindings } from "../../azure/resource-id";
import { knownBackupPolicies, knownMachines, knownVaults } from "../shared/backup-facts";
import { rule, ruleOn, type Rule } from "../shared/inputs";
import type { VirtualMachineBackupArgs } from "../virtual-machine-backup";
import { BackupOnDestroy, BackupProtection } from "./words";

const idTypes = {
  virtualMachineId: "Microsoft.Compute/virtualMachines",
  vaultId: "Microsoft.RecoveryServices/vaults",
  policyId: "Microsoft.RecoveryServices/vaults/backupPolicies",
  restorePointGroupId: "Microsoft.Resources/resourceGroups",
} as const;

/** What can be said of the arguments by themselves, and of what other components of the program are given. */
export function machineBackupRules(args: VirtualMachineBackupArgs): Rule[] {
  const { vaultId, policyId, includedDiskLuns, excludedDiskLuns } = args;
  return [
    ...(Object.keys(idTypes) as (keyof typeof idTypes)[]).flatMap((name) =>
      ruleOn(args[name], (id) => resourceIdFindings(id, name, idTypes[name])),
    ),
    rule({ vaultId, policyId }, (known) =>
      resourceIdFindings(known.policyId, "").length > 0
        ? []
        : backupPolicyVaultFindings(known, "policyId"),
    ),
    rule({ includedDiskLuns, excludedDiskLuns }, backupLunFindings),
    ...ruleOn(args.protection, (word) =>
      backupWordFindings(word, Object.values(BackupProtection), "protection"),
    ),
    ...ruleOn(args.onDestroy, (word) =>
      backupWordFindings(word, Object.values(BackupOnDestroy), "onDestroy"),
    ),
    ...vaultRules(args),
    ...machineRules(args),
  ];
}

/** Rules on a vault that is made by this program. */
function vaultRules({ vaultId, protection, onDestroy }: VirtualMachineBackupArgs): Rule[] {
  const vault = knownVaults.behind(vaultId);
  return vault === undefined
    ? []
    : [
        rule(
          { vault, protection: protection ?? "Active", onDestroy: onDestroy ?? "Stopped" },
          (known) => {
            return [
              ...backupSuspensionFindings(known.protection, known.vault, "protection"),
              ...(known.onDestroy === "SoftDeleted"
                ? backupDeletionFindings(known.vault, "onDestroy")
                : []),
            ];
          },
        ),
      ];
}

/** Rules on a machine that is made by this program, and on the policy when that is too. */
function machineRules(args: VirtualMachineBackupArgs): Rule[] {
  const machine = knownMachines.behind(args.virtualMachineId);
  if (machine === undefined) {
    return [];
  }
  const policyType = knownBackupPolicies.behind(args.policyId)?.policyType;
  const { includedDiskLuns, excludedDiskLuns } = args;
  return [
    ...ruleOn(machine.ephemeralPlacement, () => ephemeralDiskFindings("virtualMachineId")),
    ...(policyType === undefined
      ? []
      : [
          rule({ standardPolicyAllowed: args.standardPolicyAllowed ?? false }, (known) =>
            backupSecurityFindings(
              { ...known, policyType, securityType: machine.securityType },
              "policyId",
            ),
          ),
        ]),
    rule({ disks: machine.disks, includedDiskLuns, excludedDiskLuns }, ({ disks, ...luns }) =>
      backupDiskFindings(
        disks.filter(({ lun }) => isBackedUp(lun, luns)),
        // Whether it is encrypted from within is known to the machine alone.
        { encrypted: false, enhancedPolicy: (policyType ?? "V2") === "V2" },
        "virtualMachineId",
      ),
    ),
  ];
}
