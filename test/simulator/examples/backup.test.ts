import { subscription } from "../caller";
import { machine } from "../compute/small-estate";
import {
  ask,
  backUp,
  itemBody,
  itemId,
  policyId,
  vaultId,
  withVault,
} from "../backup/backed-up-estate";
import { Replay } from "./replay";

const time = "2018-01-24T10:00:00Z";
const weekdays = ["Monday", "Wednesday", "Thursday"];
const kept = (count: number, durationType: string): object => ({
  retentionTimes: [time],
  retentionDuration: { count, durationType },
});
const weekly = (daysOfTheWeek: readonly string[], weeksOfTheMonth: readonly string[]): object => ({
  retentionScheduleFormatType: "Weekly",
  retentionScheduleWeekly: { daysOfTheWeek, weeksOfTheMonth },
});
const weeklyPolicy = {
  backupManagementType: "AzureIaasVM",
  timeZone: "Pacific Standard Time",
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicy",
    scheduleRunFrequency: "Weekly",
    scheduleRunTimes: [time],
    scheduleRunDays: weekdays,
  },
  retentionPolicy: {
    retentionPolicyType: "LongTermRetentionPolicy",
    weeklySchedule: { daysOfTheWeek: weekdays, ...kept(1, "Weeks") },
    monthlySchedule: {
      ...weekly(["Wednesday", "Thursday"], ["First", "Third"]),
      ...kept(2, "Months"),
    },
    yearlySchedule: {
      ...weekly(["Monday", "Thursday"], ["Fourth"]),
      monthsOfYear: ["February", "November"],
      ...kept(4, "Years"),
    },
  },
};
const hourlyPolicy = {
  backupManagementType: "AzureIaasVM",
  timeZone: "India Standard Time",
  instantRpRetentionRangeInDays: 30,
  policyType: "V2",
  snapshotConsistencyType: "OnlyCrashConsistent",
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicyV2",
    scheduleRunFrequency: "Hourly",
    hourlySchedule: {
      interval: 4,
      scheduleWindowDuration: 16,
      scheduleWindowStartTime: "2021-12-17T08:00:00Z",
    },
  },
  retentionPolicy: {
    retentionPolicyType: "LongTermRetentionPolicy",
    dailySchedule: kept(180, "Days"),
    weeklySchedule: { daysOfTheWeek: ["Sunday"], ...kept(12, "Weeks") },
    monthlySchedule: { ...weekly(["Sunday"], ["First"]), ...kept(60, "Months") },
    yearlySchedule: {
      ...weekly(["Sunday"], ["First"]),
      monthsOfYear: ["January"],
      ...kept(10, "Years"),
    },
  },
};

const leftOut = {
  "properties.recoveryPointMoveReadinessInfo": "no archive tier",
  "properties.resourceGuardOperationRequests": "no resource guard",
  "properties.securityType": "not told",
  "properties.zones": "the machine is in no zone",
};

describe("official examples of Azure Backup", () => {
  it("are answered", async () => {
    const { owner } = await withVault();
    const replay = new Replay(owner, "Microsoft.RecoveryServices", "backup", leftOut);
    await ask(owner, "POST", `${vaultId}/backupFabrics/Azure/refreshContainers`);
    await replay.send(
      "BackupProtectableItems_List",
      `${vaultId}/backupProtectableItems?$filter=backupManagementType eq 'AzureIaasVM'`,
    );
    await replay.send(
      "BackupResourceStorageConfigsNonCRR_Get",
      `${vaultId}/backupstorageconfig/vaultstorageconfig`,
    );
    const settings = `${vaultId}/backupconfig/vaultconfig`;
    await replay.send("BackupResourceVaultConfigs_Update", settings, {
      properties: { enhancedSecurityState: "Enabled", softDeleteFeatureState: "Enabled" },
    });
    await replay.send("BackupResourceVaultConfigs_Patch", settings, {
      properties: { enhancedSecurityState: "Enabled" },
    });
    const policies = `${vaultId}/backupPolicies`;
    await replay.send("ProtectionPolicies_CreateOrUpdate", `${policies}/testPolicy1`, {
      properties: weeklyPolicy,
    });
    await replay.send("ProtectionPolicies_CreateOrUpdate", `${policies}/v2-daily-sample`, {
      properties: hourlyPolicy,
    });
    await replay.send("ProtectionPolicies_Get", policyId);
    const enabled = await owner.send("PUT", `${itemId}?api-version=2024-10-01`, itemBody());
    await owner.wait(60);
    const operation =
      enabled.headers["azure-asyncoperation"]?.split("/").at(-1)?.split("?")[0] ?? "";
    await replay.send(
      "ProtectedItemOperationStatuses_Get",
      `${itemId}/operationsStatus/${operation}`,
    );
    const location = `${subscription}/providers/Microsoft.RecoveryServices/locations/westeurope`;
    const resource = { resourceId: machine, resourceType: "VM" };
    await replay.send("BackupStatus_Get", `${location}/backupStatus`, resource);
    await replay.send("ProtectionIntent_Validate", `${location}/backupPreValidateProtection`, {
      ...resource,
      vaultId: vaultId.replace("vault1", "other"),
      properties: "",
    });
    const job = await backUp(owner);
    await replay.send("JobDetails_Get", job);
    await replay.send(
      "BackupJobs_List",
      `${vaultId}/backupJobs?$filter=operation eq 'Backup' and backupManagementType eq 'AzureIaasVM' and status eq 'InProgress'`,
    );
    await owner.wait(4 * 3600);
    await replay.send("ProtectedItems_CreateOrUpdate", itemId, itemBody());
    await replay.send("ProtectedItems_Get", itemId);
    await replay.send(
      "BackupProtectedItems_List",
      `${vaultId}/backupProtectedItems?$filter=backupManagementType eq 'AzureIaasVM' and itemType eq 'VM'`,
    );
    await replay.send("RecoveryPoints_List", `${itemId}/recoveryPoints`);
    const points = await ask(owner, "GET", `${itemId}/recoveryPoints`);
    const [point] = (points.body as { value: { id: string }[] }).value;
    await replay.send("RecoveryPoints_Get", point?.id ?? "");
    replay.end();
  });
});
