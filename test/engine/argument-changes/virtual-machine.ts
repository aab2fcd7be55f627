import { refused, systemAssignedIdentityEnabled, tags, userAssignedIdentityIds } from "./shared";
import type { ArgumentChanges } from "./types";

const disk = { lun: 0, sizeInGigabytes: 32, storageType: "Premium_LRS" };

export const virtualMachine: ArgumentChanges = {
  resourceGroupName: { promised: "replaced", before: "@group", after: "@otherGroup" },
  subnetId: { promised: "in place", before: "@subnet", after: "@otherSubnet" },
  image: refused,
  adminUsername: refused,
  computerName: refused,
  zone: refused,
  vmName: { promised: "replaced", before: "@name", after: "@otherName" },
  location: {
    promised: "replaced",
    before: "westeurope",
    after: "northeurope",
    previewOnly: true,
  },
  size: { promised: "in place", before: "Standard_D2s_v5", after: "Standard_D4s_v5" },
  "osDisk.storageType": {
    promised: "in place",
    before: { storageType: "Premium_LRS" },
    after: { storageType: "StandardSSD_LRS" },
  },
  "osDisk.sizeInGigabytes": {
    promised: "in place",
    before: { sizeInGigabytes: 128 },
    after: { sizeInGigabytes: 256 },
  },
  "osDisk.deletedWithMachine": {
    promised: "in place",
    before: { deletedWithMachine: true },
    after: { deletedWithMachine: false },
  },
  dataDisks: { promised: "replaced", before: { data: disk }, after: { logs: disk } },
  "dataDisks.*.lun": {
    promised: "in place",
    before: { data: disk },
    after: { data: { ...disk, lun: 1 } },
  },
  "dataDisks.*.sizeInGigabytes": {
    promised: "in place",
    before: { data: disk },
    after: { data: { ...disk, sizeInGigabytes: 64 } },
  },
  "dataDisks.*.storageType": {
    promised: "in place",
    before: { data: disk },
    after: { data: { ...disk, storageType: "StandardSSD_LRS" } },
  },
  systemAssignedIdentityEnabled,
  userAssignedIdentityIds,
  patchedBy: { promised: "in place", before: "Platform", after: "Schedule" },
  "patchSettings.patchMode": {
    promised: "in place",
    before: { patchMode: "AutomaticByPlatform" },
    after: { patchMode: "@osPatchMode" },
  },
  "patchSettings.assessmentMode": {
    promised: "in place",
    before: { assessmentMode: "AutomaticByPlatform" },
    after: { assessmentMode: "ImageDefault" },
    beside: { patchedBy: "OperatingSystem" },
  },
  "patchSettings.bypassPlatformSafetyChecksOnUserSchedule": {
    promised: "in place",
    before: { bypassPlatformSafetyChecksOnUserSchedule: false },
    after: { bypassPlatformSafetyChecksOnUserSchedule: true },
  },
  "patchSettings.rebootSetting": {
    promised: "in place",
    before: { rebootSetting: "IfRequired" },
    after: { rebootSetting: "Never" },
  },
  imageSupportAsserted: { promised: "nothing", before: false, after: true },
  tags,
};
