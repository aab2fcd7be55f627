import type { TypeRow } from "./every-type";
import { resource, tags } from "./machine-types";
import { machine } from "./site-recovery/replicated-machine";

const backup = "2024-10-01";
const compute = "2024-11-01";
const location = "westeurope";
const collection = resource("Microsoft.Compute/restorePointCollections", "collection1");
// A day on which no test is left that protects the machine.
const at = "2026-11-07T20:00:00Z";

export const backupVault = resource("Microsoft.RecoveryServices/vaults", "backups1");
const policy = `${backupVault}/backupPolicies/policy1`;
export const backupItem =
  `${backupVault}/backupFabrics/Azure/protectionContainers/IaasVMContainer;iaasvmcontainerv2;rg;machine1` +
  "/protectedItems/VM;iaasvmcontainerv2;rg;machine1";

/** What backs machines up, and restore points: rows of `everyType`. */
export const backupTypes: readonly TypeRow[] = [
  {
    id: collection,
    version: compute,
    body: { location, properties: { source: { id: machine } } },
    put: [201, 200],
    patch: [tags, 200],
    remove: [202, 204],
  },
  {
    id: `${collection}/restorePoints/point1`,
    version: compute,
    body: { properties: {} },
    put: [201, 201],
    remove: [202, 204],
  },
  {
    id: backupVault,
    version: backup,
    body: {
      location,
      sku: { name: "RS0" },
      properties: {
        securitySettings: { softDeleteSettings: { softDeleteState: "Disabled" } },
      },
    },
    put: [201, 200],
    patch: [tags, 202],
    remove: [202, 204],
  },
  {
    id: `${backupVault}/backupResourceGuardProxies/VaultProxy`,
    version: backup,
    body: {
      properties: {
        resourceGuardResourceId: resource("Microsoft.DataProtection/resourceGuards", "guard1"),
      },
    },
    put: [200, 200],
    remove: [200, 204],
  },
  {
    id: policy,
    version: backup,
    body: {
      properties: {
        backupManagementType: "AzureIaasVM",
        schedulePolicy: {
          schedulePolicyType: "SimpleSchedulePolicy",
          scheduleRunFrequency: "Weekly",
          scheduleRunDays: ["Saturday"],
          scheduleRunTimes: [at],
        },
        retentionPolicy: {
          retentionPolicyType: "LongTermRetentionPolicy",
          weeklySchedule: {
            daysOfTheWeek: ["Saturday"],
            retentionTimes: [at],
            retentionDuration: { count: 12, durationType: "Weeks" },
          },
        },
      },
    },
    put: [200, 200],
    remove: [200, 204],
  },
  {
    id: backupItem,
    version: backup,
    body: {
      properties: {
        protectedItemType: "Microsoft.Compute/virtualMachines",
        sourceResourceId: machine,
        policyId: policy,
      },
    },
    put: [202, 200],
    remove: [202, 204],
  },
];
