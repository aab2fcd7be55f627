import { part, refused, replaced, tags, within } from "./shared";
import type { ArgumentChanges } from "./types";

const webhook = { webhookUri: "https://example.com/hook?token=first" };

function eventRows(argument: string): ArgumentChanges {
  return {
    [argument]: replaced({
      promised: "in place",
      before: { first: webhook },
      after: { second: webhook },
    }),
    [`${argument}.*.webhookUri`]: within(
      "one",
      "webhookUri",
      webhook.webhookUri,
      "https://example.com/hook?token=second",
    ),
    [`${argument}.*.azureFunctionId`]: within(
      "one",
      "azureFunctionId",
      "@function",
      "@otherFunction",
    ),
    [`${argument}.*.timeToLiveInMinutes`]: within("one", "timeToLiveInMinutes", 10, 20, webhook),
  };
}

export const maintenanceSchedule: ArgumentChanges = {
  resourceGroupName: { promised: "replaced", before: "@group", after: "@otherGroup" },
  recurEvery: { promised: "in place", before: "Week Saturday", after: "Month Last Sunday" },
  scheduleName: { promised: "replaced", before: "@name", after: "@otherName" },
  location: refused,
  startDateTime: { promised: "in place", before: "2040-01-07 22:00", after: "2040-01-07 21:00" },
  expirationDateTime: {
    promised: "in place",
    before: "2050-01-01 00:00",
    after: "2051-01-01 00:00",
  },
  duration: { promised: "in place", before: "03:00", after: "03:55" },
  timeZone: { promised: "in place", before: "UTC", after: "W. Europe Standard Time" },
  rebootSetting: { promised: "in place", before: "IfRequired", after: "Never" },
  "windows.classificationsToInclude": part("classificationsToInclude", ["Critical"], ["Updates"]),
  "windows.kbNumbersToInclude": part("kbNumbersToInclude", ["KB5044281"], ["KB5044282"]),
  "windows.kbNumbersToExclude": part("kbNumbersToExclude", ["KB5044281"], ["KB5044282"]),
  "windows.excludeKbsRequiringReboot": part("excludeKbsRequiringReboot", false, true),
  "linux.classificationsToInclude": part("classificationsToInclude", ["Critical"], ["Other"]),
  "linux.packageNameMasksToInclude": part("packageNameMasksToInclude", ["openssl*"], ["curl*"]),
  "linux.packageNameMasksToExclude": part("packageNameMasksToExclude", ["openssl*"], ["curl*"]),
  virtualMachines: {
    promised: "replaced",
    before: { first: { virtualMachineId: "@machine" } },
    after: { second: { virtualMachineId: "@machine" } },
  },
  "virtualMachines.*.virtualMachineId": {
    promised: "replaced",
    before: { one: { virtualMachineId: "@machine" } },
    after: { one: { virtualMachineId: "@otherMachine" } },
  },
  "virtualMachines.*.patchMode": {
    promised: "nothing",
    before: { one: { virtualMachineId: "@machine" } },
    after: { one: { virtualMachineId: "@machine", patchMode: "AutomaticByPlatform" } },
  },
  "virtualMachines.*.bypassPlatformSafetyChecksOnUserSchedule": {
    promised: "nothing",
    before: { one: { virtualMachineId: "@machine" } },
    after: {
      one: { virtualMachineId: "@machine", bypassPlatformSafetyChecksOnUserSchedule: true },
    },
  },
  dynamicScopes: {
    promised: "replaced",
    before: { first: { osTypes: ["Linux"] } },
    after: { second: { osTypes: ["Linux"] } },
  },
  "dynamicScopes.*.resourceGroupName": {
    ...within("all", "resourceGroupName", "@group", "@otherGroup"),
    promised: "replaced",
  },
  "dynamicScopes.*.resourceTypes": within(
    "all",
    "resourceTypes",
    ["Microsoft.Compute/virtualMachines"],
    ["Microsoft.HybridCompute/machines"],
  ),
  "dynamicScopes.*.resourceGroups": within("all", "resourceGroups", ["web"], ["data"]),
  "dynamicScopes.*.locations": within("all", "locations", ["westeurope"], ["northeurope"]),
  "dynamicScopes.*.osTypes": within("all", "osTypes", ["Linux"], ["Windows"]),
  "dynamicScopes.*.tags": within("all", "tags", { stage: ["one"] }, { stage: ["one", "two"] }),
  "dynamicScopes.*.filterOperator": within("all", "filterOperator", "All", "Any", {
    tags: { stage: ["one"] },
  }),
  ...eventRows("preEvents"),
  ...eventRows("postEvents"),
  systemTopicName: {
    promised: "replaced",
    before: "@name",
    after: "@otherName",
    beside: { preEvents: { one: webhook } },
  },
  "deletionLock.lockName": replaced(part("lockName", "first", "second")),
  "deletionLock.notes": part("notes", "first", "second"),
  tags,
};
