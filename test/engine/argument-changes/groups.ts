/** Components whose arguments are changed in one deployment, by the file that does it. */
export const argumentGroups = {
  automation: [["AutomationAccount"], ["RunAsAccount"]],
  backup: [["BackupPolicy"], ["RecoveryVault"], ["VirtualMachineBackup"]],
  machines: [
    ["LinuxVirtualMachine", "WindowsVirtualMachine"],
    ["FeatureRegistration", "LeastPrivilegeRole", "PatchGovernance"],
    ["MaintenanceSchedule"],
  ],
  replication: [["RecoveryPlan"], ["ReplicatedVirtualMachine"], ["SiteRecovery"]],
} as const satisfies Readonly<Record<string, readonly (readonly string[])[]>>;
