import { automationAccount } from "./automation-account";
import { backupPolicy } from "./backup-policy";
import { featureRegistration } from "./feature-registration";
import { leastPrivilegeRole } from "./least-privilege-role";
import { linuxVirtualMachine } from "./linux-virtual-machine";
import { maintenanceSchedule } from "./maintenance-schedule";
import { patchGovernance } from "./patch-governance";
import { recoveryPlan } from "./recovery-plan";
import { recoveryVault } from "./recovery-vault";
import { replicatedVirtualMachine } from "./replicated-virtual-machine";
import { siteRecovery } from "./site-recovery";
import { virtualMachineBackup } from "./virtual-machine-backup";
import { windowsVirtualMachine } from "./windows-virtual-machine";
import type { ArgumentChanges } from "./types";

/** Every argument of every component. */
export const componentChanges: Readonly<Record<string, ArgumentChanges>> = {
  AutomationAccount: automationAccount,
  BackupPolicy: backupPolicy,
  FeatureRegistration: featureRegistration,
  LeastPrivilegeRole: leastPrivilegeRole,
  LinuxVirtualMachine: linuxVirtualMachine,
  MaintenanceSchedule: maintenanceSchedule,
  PatchGovernance: patchGovernance,
  RecoveryPlan: recoveryPlan,
  RecoveryVault: recoveryVault,
  ReplicatedVirtualMachine: replicatedVirtualMachine,
  SiteRecovery: siteRecovery,
  VirtualMachineBackup: virtualMachineBackup,
  WindowsVirtualMachine: windowsVirtualMachine,
};
