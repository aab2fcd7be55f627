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
  // Azure names the group after the policy's own words for it.
  "restorePointGroup.location": {
    promised: "replaced",
    before: { namePrefix: "@name", location: "westeurope" },
    after: { namePrefix: "@name", location: "northeurope" },
  },
  "restorePointGroup.tags": {
    promised: "in place",
    before: { namePrefix: "@name", location: "westeurope", tags: { stage: "first" } },
    after: { namePrefix: "@name", location: "westeurope", tags: { stage: "second" } },
  },
  dailyRetentionInDays: { promised: "in place", before: 30, after: 60 },
  weeklyRetentionInWeeks: { promised: "in place", before: 12, after: 24 },
  weeklyOn: {
    promised: "in place",
    before: ["Sunday"],
    after: ["Monday", "Friday"],
    beside: { weeklyRetentionInWeeks: 12 },
  },
  monthlyRetentionInMonths: { promised: "in place", before: 12, after: 24 },
  "monthlyOn.weekdays": monthly({ weekdays: ["Sunday"] }, { weekdays: ["Monday"] }),
  "monthlyOn.weeks": monthly({ weeks: ["First"] }, { weeks: ["Second", "Last"] }),
  "monthlyOn.dates": monthly({ dates: [1] }, { dates: [1, 15] }),
  "monthlyOn.lastDay": monthly({ dates: [1], lastDay: false }, { dates: [1], lastDay: true }),
  "yearlyOn.weekdays": yearly({ weekdays: ["Sunday"] }, { weekdays: ["Monday"] }),
  "yearlyOn.weeks": yearly({ weeks: ["First"] }, { weeks: ["Second", "Last"] }),
  "yearlyOn.dates": yearly({ dates: [1] }, { dates: [1, 15] }),
  "yearlyOn.lastDay": yearly({ dates: [1], lastDay: false }, { dates: [1], lastDay: true }),
  "yearlyOn.months": yearly({ months: ["January"] }, { months: ["March", "June"] }),
  archiveRecommended: {
    promised: "in place",
    before: false,
    after: true,
    beside: { monthlyRetentionInMonths: 12 },
  },
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

function monthly(before: object, after: object) {
  return {
    promised: "in place",
    before,
    after,
    beside: { monthlyRetentionInMonths: 12 },
  } as const;
}

function yearly(before: object, after: object) {
  return { promised: "in place", before, after, beside: { yearlyRetentionInYears: 2 } } as const;
}
