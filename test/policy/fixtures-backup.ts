import { group, linuxMachine, vault as otherVault } from "./fixtures";
import {
  type Program,
  type ProgramResource,
  ref,
  resource,
  withArgs,
  withProperty,
} from "./program";

const time = "2026-01-01T02:00:00Z";

/** A vault in the machines' region. */
const [vault = otherVault] = withProperty([otherVault], "vault", "location", "westeurope");

function kept(count: number, durationType: string): Record<string, unknown> {
  return { retentionTimes: [time], retentionDuration: { count, durationType } };
}

function policy(properties: Record<string, unknown>): ProgramResource {
  return resource("recoveryservices:ProtectionPolicy", "policy", {
    resourceGroupName: ref("group", "name"),
    vaultName: ref("vault", "name"),
    policyName: "nightly",
    properties: { backupManagementType: "AzureIaasVM", timeZone: "UTC", ...properties },
  });
}

/** An Enhanced policy that backs up every night. */
export const dailyPolicy = policy({
  policyType: "V2",
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicyV2",
    scheduleRunFrequency: "Daily",
    dailySchedule: { scheduleRunTimes: [time] },
  },
  retentionPolicy: {
    retentionPolicyType: "LongTermRetentionPolicy",
    dailySchedule: kept(30, "Days"),
  },
  instantRpRetentionRangeInDays: 7,
});

/** The same as a Standard policy. */
export const standardPolicy = policy({
  policyType: "V1",
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicy",
    scheduleRunFrequency: "Daily",
    scheduleRunTimes: [time],
  },
  retentionPolicy: {
    retentionPolicyType: "LongTermRetentionPolicy",
    dailySchedule: kept(30, "Days"),
  },
  instantRpRetentionRangeInDays: 2,
});

/** Four backups a day, each kept as a snapshot for two days. */
export const hourlyPolicy = policy({
  policyType: "V2",
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicyV2",
    scheduleRunFrequency: "Hourly",
    hourlySchedule: {
      interval: 4,
      scheduleWindowStartTime: "2026-01-01T08:00:00Z",
      scheduleWindowDuration: 12,
    },
  },
  retentionPolicy: {
    retentionPolicyType: "LongTermRetentionPolicy",
    dailySchedule: kept(30, "Days"),
  },
  instantRpRetentionRangeInDays: 2,
});

/** Weekly backups, which are kept for twelve weeks. */
export const weeklyPolicy = policy({
  policyType: "V2",
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicyV2",
    scheduleRunFrequency: "Weekly",
    weeklySchedule: { scheduleRunTimes: [time], scheduleRunDays: ["Sunday"] },
  },
  retentionPolicy: {
    retentionPolicyType: "LongTermRetentionPolicy",
    weeklySchedule: { daysOfTheWeek: ["Sunday"], ...kept(12, "Weeks") },
  },
});

export const weeklyStandardPolicy = policy({
  policyType: "V1",
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicy",
    scheduleRunFrequency: "Weekly",
    scheduleRunTimes: [time],
    scheduleRunDays: ["Sunday"],
  },
  retentionPolicy: {
    retentionPolicyType: "LongTermRetentionPolicy",
    weeklySchedule: { daysOfTheWeek: ["Sunday"], ...kept(12, "Weeks") },
  },
  instantRpRetentionRangeInDays: 5,
});

/** Monthly recovery points go to the archive. */
export const archivePolicy = policy({
  ...(dailyPolicy.args.properties as Record<string, unknown>),
  retentionPolicy: {
    retentionPolicyType: "LongTermRetentionPolicy",
    dailySchedule: kept(30, "Days"),
    monthlySchedule: kept(24, "Months"),
  },
  tieringPolicy: {
    ArchivedRP: { tieringMode: "TierAfter", duration: 6, durationType: "Months" },
  },
});

/** A policy of file shares, which these rules have nothing to do with. */
export const filesPolicy = policy({
  backupManagementType: "AzureStorage",
  workLoadType: "AzureFileShare",
});

export function policyProgram(of: ProgramResource): Program {
  return [group, vault, of];
}

/** Data disks of one size. */
export function disks(count: number, diskSizeGB: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, lun) => ({
    lun,
    name: `data-${lun}`,
    createOption: "Empty",
    diskSizeGB,
  }));
}

function machine(): ProgramResource[] {
  return withProperty([linuxMachine()], "web", "storageProfile.dataDisks", disks(1, 128));
}

/** A machine that azure-native protects. */
export function machineProgram(token = "recoveryservices:ProtectedItem"): Program {
  return [
    group,
    vault,
    dailyPolicy,
    ...machine(),
    resource(token, "item", {
      resourceGroupName: ref("group", "name"),
      vaultName: ref("vault", "name"),
      fabricName: "Azure",
      containerName: "IaasVMContainer;iaasvmcontainerv2;fleet;web",
      protectedItemName: "VM;iaasvmcontainerv2;fleet;web",
      properties: {
        protectedItemType: "Microsoft.Compute/virtualMachines",
        policyId: ref("policy"),
        sourceResourceId: ref("web"),
      },
    }),
  ];
}

/** A machine that our provider protects. */
export function evergreenProgram(): Program {
  return [
    group,
    vault,
    dailyPolicy,
    ...machine(),
    resource("azure-evergreen:index:BackupProtectedItem", "item", {
      vaultId: ref("vault"),
      virtualMachineId: ref("web"),
      policyId: ref("policy"),
    }),
  ];
}

/** The item as a state or a listing tells it, with what Azure answered of it. */
export function withHealth(program: Program, said: Record<string, unknown>): Program {
  return withArgs(program, "item", { properties: said });
}

/** A machine with the name of another, in another group. */
export const sameNameElsewhere: ProgramResource = resource(
  "compute:VirtualMachine",
  "web-elsewhere",
  {
    ...linuxMachine().args,
    resourceGroupName: "elsewhere",
  },
);

export const largeDisk = resource("compute:Disk", "disk", {
  resourceGroupName: "fleet",
  diskName: "disk",
  location: "westeurope",
  diskSizeGB: 40000,
});

/** Azure Disk Encryption of the machine, with a vault that the stack does not make. */
export const encryption = resource("compute:VirtualMachineExtension", "encryption", {
  resourceGroupName: "fleet",
  vmName: ref("web", "name"),
  vmExtensionName: "encryption",
  publisher: "Microsoft.Azure.Security",
  type: "AzureDiskEncryptionForLinux",
});

const tenantId = "66666666-6666-6666-6666-666666666666";

function keyVault(properties: Record<string, unknown>): ProgramResource {
  return resource("keyvault:Vault", "keys", {
    resourceGroupName: "fleet",
    vaultName: "keys",
    location: "westeurope",
    properties: { sku: { family: "A", name: "standard" }, tenantId, ...properties },
  });
}

const [encryptionByVault = encryption] = withProperty([encryption], "encryption", "settings", {
  KeyVaultResourceId: ref("keys"),
});

/** An encrypted machine whose key vault goes by access policies. */
export function encryptedMachine(): Program {
  return [
    ...machineProgram(),
    encryptionByVault,
    keyVault({
      accessPolicies: [
        {
          tenantId,
          objectId: "22222222-2222-2222-2222-222222222222",
          permissions: { keys: [], secrets: ["get", "list", "backup"] },
        },
      ],
    }),
  ];
}

/** An encrypted machine whose key vault goes by roles. */
export function encryptedByRoles(): Program {
  return [
    ...machineProgram(),
    encryptionByVault,
    keyVault({ enableRbacAuthorization: true }),
    resource("authorization:RoleAssignment", "grant", {
      scope: ref("keys"),
      roleAssignmentName: "33333333-3333-3333-3333-333333333333",
      principalId: "22222222-2222-2222-2222-222222222222",
      roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/backup",
    }),
  ];
}
