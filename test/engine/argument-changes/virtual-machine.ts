import {
  part,
  previewed,
  refused,
  replaced,
  systemAssignedIdentityEnabled,
  tags,
  userAssignedIdentityIds,
  within,
} from "./shared";
import type { ArgumentChange, ArgumentChanges } from "./types";

const group = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/elsewhere";
const compute = `${group}/providers/Microsoft.Compute`;
const network = `${group}/providers/Microsoft.Network`;

const disk = { lun: 0, sizeInGigabytes: 32, storageType: "Premium_LRS" };
const fastDisk = { lun: 0, sizeInGigabytes: 32, storageType: "PremiumV2_LRS" };
const largeMachine = { size: "Standard_M8ms" };
const extension = {
  publisher: "Microsoft.Azure.Monitor",
  type: "AzureMonitorAgent",
  typeHandlerVersion: "1.0",
};
const role = { role: "Reader", scope: "@groupId" };
const withIdentity = { systemAssignedIdentityEnabled: true };

/** A row for an id of what is not in the program. */
function joined(name: string, id: string): ArgumentChange {
  return previewed({ promised: "in place", before: {}, after: { [name]: id } });
}

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
  "placement.availabilitySetId": refused,
  "placement.scaleSetId": joined("scaleSetId", `${compute}/virtualMachineScaleSets/web`),
  "placement.faultDomain": refused,
  "placement.proximityPlacementGroupId": joined(
    "proximityPlacementGroupId",
    `${compute}/proximityPlacementGroups/web`,
  ),
  "placement.capacityReservationGroupId": joined(
    "capacityReservationGroupId",
    `${compute}/capacityReservationGroups/web`,
  ),
  "placement.dedicatedHostId": joined("dedicatedHostId", `${compute}/hostGroups/web/hosts/one`),
  "placement.dedicatedHostGroupId": joined("dedicatedHostGroupId", `${compute}/hostGroups/web`),
  "security.type": previewed({
    promised: "in place",
    before: {},
    after: { type: "TrustedLaunch" },
  }),
  "security.secureBootEnabled": {
    promised: "in place",
    before: { type: "TrustedLaunch", secureBootEnabled: true },
    after: { type: "TrustedLaunch", secureBootEnabled: false },
  },
  "security.vTpmEnabled": {
    promised: "in place",
    before: { type: "TrustedLaunch", vTpmEnabled: true },
    after: { type: "TrustedLaunch", vTpmEnabled: false },
  },
  "security.confidentialDiskEncryption": refused,
  "security.encryptionAtHostEnabled": previewed({
    promised: "in place",
    before: {},
    after: { encryptionAtHostEnabled: true },
  }),
  "network.publicIpAddressId": joined("publicIpAddressId", `${network}/publicIPAddresses/web`),
  "network.networkSecurityGroupId": joined(
    "networkSecurityGroupId",
    `${network}/networkSecurityGroups/web`,
  ),
  "network.applicationSecurityGroupIds": previewed({
    promised: "in place",
    before: {},
    after: { applicationSecurityGroupIds: [`${network}/applicationSecurityGroups/web`] },
  }),
  "network.loadBalancerBackendPoolIds": previewed({
    promised: "in place",
    before: {},
    after: {
      loadBalancerBackendPoolIds: [`${network}/loadBalancers/web/backendAddressPools/all`],
    },
  }),
  "network.dnsServers": part("dnsServers", ["10.0.0.4"], ["10.0.0.5"]),
  "network.acceleratedNetworkingEnabled": part("acceleratedNetworkingEnabled", false, true),
  "network.ipForwardingEnabled": part("ipForwardingEnabled", false, true),
  "network.additionalNetworkInterfaceIds": previewed({
    promised: "in place",
    before: {},
    after: { additionalNetworkInterfaceIds: [`${network}/networkInterfaces/web`] },
  }),
  "osDisk.name": refused,
  "osDisk.storageType": refused,
  "osDisk.sizeInGigabytes": previewed(part("sizeInGigabytes", 128, 256)),
  "osDisk.caching": part("caching", "ReadWrite", "ReadOnly"),
  "osDisk.writeAcceleratorEnabled": {
    promised: "in place",
    before: { caching: "None", writeAcceleratorEnabled: false },
    after: { caching: "None", writeAcceleratorEnabled: true },
    beside: largeMachine,
  },
  "osDisk.diskEncryptionSetId": refused,
  "osDisk.ephemeralPlacement": refused,
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
  "dataDisks.*.existingDiskId": previewed({
    promised: "in place",
    before: { data: disk },
    after: { data: { lun: 0, existingDiskId: `${compute}/disks/data` } },
  }),
  "dataDisks.*.name": refused,
  "dataDisks.*.caching": within("data", "caching", "None", "ReadOnly", disk),
  "dataDisks.*.writeAcceleratorEnabled": {
    ...within("data", "writeAcceleratorEnabled", false, true, disk),
    beside: largeMachine,
  },
  "dataDisks.*.diskEncryptionSetId": previewed({
    promised: "in place",
    before: { data: disk },
    after: { data: { ...disk, diskEncryptionSetId: `${compute}/diskEncryptionSets/web` } },
  }),
  "dataDisks.*.performanceTier": within("data", "performanceTier", "P10", "P20", disk),
  "dataDisks.*.iops": within("data", "iops", 3000, 4000, fastDisk),
  "dataDisks.*.throughputInMegabytesPerSecond": within(
    "data",
    "throughputInMegabytesPerSecond",
    125,
    200,
    fastDisk,
  ),
  ultraDisksSupported: { promised: "in place", before: false, after: true },
  extensions: previewed({
    promised: "replaced",
    before: { first: extension },
    after: { second: extension },
  }),
  "extensions.*.publisher": replaced(
    within("agent", "publisher", "Microsoft.Azure.Monitor", "Fleet.Agents", extension),
  ),
  "extensions.*.type": replaced(within("agent", "type", "FirstAgent", "SecondAgent", extension)),
  "extensions.*.typeHandlerVersion": within("agent", "typeHandlerVersion", "1.0", "1.1", extension),
  "extensions.*.extensionName": replaced(
    within("agent", "extensionName", "first", "second", extension),
  ),
  "extensions.*.settings": within("agent", "settings", { one: 1 }, { two: [2] }, extension),
  "extensions.*.protectedSettings": within(
    "agent",
    "protectedSettings",
    { key: "first" },
    { key: "second" },
    extension,
  ),
  "extensions.*.autoUpgradeMinorVersionEnabled": within(
    "agent",
    "autoUpgradeMinorVersionEnabled",
    true,
    false,
    extension,
  ),
  "extensions.*.automaticUpgradeEnabled": within(
    "agent",
    "automaticUpgradeEnabled",
    false,
    true,
    extension,
  ),
  "bootDiagnostics.enabled": part("enabled", true, false),
  "bootDiagnostics.storageUri": {
    promised: "in place",
    before: {},
    after: { storageUri: "https://fleet.blob.core.windows.net/" },
  },
  customData: refused,
  userData: { promised: "in place", before: "first", after: "second" },
  systemAssignedIdentityEnabled,
  userAssignedIdentityIds,
  roleAssignments: {
    promised: "replaced",
    before: { reader: role },
    after: { other: { ...role, role: "Contributor" } },
    beside: withIdentity,
  },
  "roleAssignments.*.role": {
    promised: "replaced",
    before: { reader: role },
    after: { reader: { ...role, role: "Contributor" } },
    beside: withIdentity,
  },
  "roleAssignments.*.scope": {
    promised: "replaced",
    before: { reader: role },
    after: { reader: { ...role, scope: "@otherGroupId" } },
    beside: withIdentity,
  },
  "deletionLock.lockName": replaced(part("lockName", "first", "second")),
  "deletionLock.notes": part("notes", "first", "second"),
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
