import { refused } from "./shared";
import type { ArgumentChanges } from "./types";

export const backupPolicy: ArgumentChanges = {
  vaultId: { promised: "replaced", before: "@vault", after: "@otherVault" },
  policyName: { promised: "replaced", before: "@name", after: "@otherName" },
  policyType: refused,
  time: { promised: "in place", before: "02:00", after: "02:30" },
  "weekly.days": {
    promised: "in place",
    before: { days: ["Sunday"] },
    after: { days: ["Monday", "Sunday"] },
  },
  timeZone: { promised: "in place", before: "UTC", after: "W. Europe Standard Time" },
  instantRestoreRetentionInDays: { promised: "in place", before: 7, after: 14 },
  "restorePointGroup.namePrefix": {
    promised: "in place",
    before: { namePrefix: "first-" },
    after: { namePrefix: "second-" },
  },
  "restorePointGroup.nameSuffix": {
    promised: "in place",
    before: { namePrefix: "points-", nameSuffix: "-first" },
    after: { namePrefix: "points-", nameSuffix: "-second" },
  },
  dailyRetentionInDays: { promised: "in place", before: 30, after: 60 },
  weeklyRetentionInWeeks: { promised: "in place", before: 12, after: 24 },
  monthlyRetentionInMonths: { promised: "in place", before: 12, after: 24 },
  yearlyRetentionInYears: { promised: "in place", before: 2, after: 3 },
  archiveAfterMonths: {
    promised: "in place",
    before: 3,
    after: 6,
    beside: { monthlyRetentionInMonths: 12 },
  },
  "hourly.startTime": {
    promised: "in place",
    before: { startTime: "08:00" },
    after: { startTime: "06:30" },
  },
  "hourly.intervalInHours": {
    promised: "in place",
    before: { intervalInHours: 4 },
    after: { intervalInHours: 6 },
  },
  "hourly.windowInHours": {
    promised: "in place",
    before: { windowInHours: 12 },
    after: { windowInHours: 24 },
  },
  crashConsistentOnly: { promised: "in place", before: false, after: true },
};
