/** What the docs page of an argument says that a change of it does. */
export type Promised =
  /** The resource stays, others may come or go beside it. */
  | "in place"
  /** The resource, or one that belongs to it, is made anew. */
  | "replaced"
  /** Azure refuses the change, so none is tried. */
  | "refused"
  /** Nothing in Azure follows from it. */
  | "nothing";

/** One change of one argument. Text that begins with `@` names something of the program. */
export interface ArgumentChange {
  readonly promised: Promised;
  /** The argument before; left out when it is not set. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** What else must be so, before and after. */
  readonly beside?: Readonly<Record<string, unknown>>;
  /** Shown by a preview alone: that which the change leads to is not in the program. */
  readonly previewOnly?: true;
}

/** The changes of a component or resource, by argument: its path, where a key of one's own is `*`. */
export type ArgumentChanges = Readonly<Record<string, ArgumentChange>>;

const refused: ArgumentChange = { promised: "refused" };
const tags: ArgumentChange = {
  promised: "in place",
  before: { stage: "first" },
  after: { stage: "second" },
};
const systemAssignedIdentityEnabled: ArgumentChange = {
  promised: "in place",
  before: false,
  after: true,
};
const userAssignedIdentityIds: ArgumentChange = {
  promised: "in place",
  before: ["@identity"],
  after: ["@identity", "@otherIdentity"],
};
const disk = { lun: 0, sizeInGigabytes: 32, storageType: "Premium_LRS" };

const machine: ArgumentChanges = {
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

const siteRecovery: ArgumentChanges = {
  vaultId: { promised: "replaced", before: "@vault", after: "@otherVault" },
  sourceRegion: { promised: "replaced", before: "westeurope", after: "francecentral" },
  targetRegion: { promised: "replaced", before: "northeurope", after: "swedencentral" },
  sourceZone: {
    promised: "nothing",
    before: "1",
    after: "3",
    beside: { targetRegion: undefined, targetZone: "2" },
  },
  targetZone: {
    promised: "nothing",
    before: "2",
    after: "3",
    beside: { targetRegion: undefined, sourceZone: "1" },
  },
  networkMappings: {
    promised: "replaced",
    before: { first: { sourceNetworkId: "@network", targetNetworkId: "@targetNetwork" } },
    after: { second: { sourceNetworkId: "@network", targetNetworkId: "@targetNetwork" } },
    previewOnly: true,
  },
  "networkMappings.*.sourceNetworkId": {
    promised: "in place",
    before: { pair: { sourceNetworkId: "@network", targetNetworkId: "@targetNetwork" } },
    after: { pair: { sourceNetworkId: "@otherNetwork", targetNetworkId: "@targetNetwork" } },
  },
  "networkMappings.*.targetNetworkId": {
    promised: "in place",
    before: { pair: { sourceNetworkId: "@network", targetNetworkId: "@targetNetwork" } },
    after: { pair: { sourceNetworkId: "@network", targetNetworkId: "@otherTargetNetwork" } },
  },
  "replicationPolicy.recoveryPointRetentionInMinutes": {
    promised: "in place",
    before: { recoveryPointRetentionInMinutes: 1440 },
    after: { recoveryPointRetentionInMinutes: 2880 },
  },
  "replicationPolicy.appConsistentFrequencyInMinutes": {
    promised: "in place",
    before: { appConsistentFrequencyInMinutes: 240 },
    after: { appConsistentFrequencyInMinutes: 120 },
  },
  "replicationPolicy.crashConsistentFrequencyInMinutes": {
    promised: "in place",
    before: { crashConsistentFrequencyInMinutes: 5 },
    after: { crashConsistentFrequencyInMinutes: 10 },
  },
  "replicationPolicy.multiVmConsistencyEnabled": {
    promised: "in place",
    before: { multiVmConsistencyEnabled: true },
    after: { multiVmConsistencyEnabled: false },
  },
  "cacheStorage.accountName": {
    promised: "replaced",
    before: { accountName: "firstcache7" },
    after: { accountName: "secondcache7" },
  },
  "cacheStorage.storageType": refused,
  "cacheStorage.subnetIds": {
    promised: "in place",
    before: { subnetIds: ["@subnet"] },
    after: { subnetIds: ["@subnet", "@otherSubnet"] },
  },
  "agentAutoUpdate.mode": {
    promised: "in place",
    before: { mode: "Manual" },
    after: { mode: "Automatic" },
  },
  "agentAutoUpdate.automationAccountId": refused,
  "agentAutoUpdate.role": {
    promised: "in place",
    before: { automationAccountId: "@account", role: "Narrow" },
    after: { automationAccountId: "@account", role: "Minimal" },
  },
  "agentAutoUpdate.legacyRunAs": {
    promised: "in place",
    before: { automationAccountId: "@account", legacyRunAs: true },
    after: { automationAccountId: "@account", legacyRunAs: false },
  },
  adoptExisting: { promised: "nothing", before: false, after: true },
  reReplicationAllowed: { promised: "nothing", before: false, after: true },
  tags: { ...tags, beside: { agentAutoUpdate: { mode: "Manual" } } },
};

/** A row for one part of a keyed group. */
function within(
  key: string,
  part: string,
  before: unknown,
  after: unknown,
  beside: object = {},
): ArgumentChange {
  return {
    promised: "in place",
    before: { [key]: { ...beside, [part]: before } },
    after: { [key]: { ...beside, [part]: after } },
  };
}

/** A row for one part of a group. */
function part(name: string, before: unknown, after: unknown): ArgumentChange {
  return { promised: "in place", before: { [name]: before }, after: { [name]: after } };
}

const maintenanceSchedule: ArgumentChanges = {
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
  tags,
};

/** Every argument of every component. */
export const componentChanges: Readonly<Record<string, ArgumentChanges>> = {
  AutomationAccount: {
    existingAccountId: {
      promised: "replaced",
      before: "@account",
      after: "@otherAccount",
      beside: {
        resourceGroupName: undefined,
        location: undefined,
        roleAssignments: { group: { role: "Reader", scope: "@groupId" } },
      },
    },
    resourceGroupName: { promised: "replaced", before: "@group", after: "@otherGroup" },
    accountName: { promised: "replaced", before: "@name", after: "@otherName" },
    location: refused,
    systemAssignedIdentityEnabled: {
      ...systemAssignedIdentityEnabled,
      beside: { userAssignedIdentityIds: ["@identity"] },
    },
    userAssignedIdentityIds,
    localAuthenticationEnabled: { promised: "in place", before: false, after: true },
    publicNetworkAccessEnabled: { promised: "in place", before: false, after: true },
    roleAssignments: {
      promised: "replaced",
      before: { first: { role: "Reader", scope: "@groupId" } },
      after: { second: { role: "Contributor", scope: "@groupId" } },
    },
    "roleAssignments.*.role": {
      promised: "replaced",
      before: { group: { role: "Reader", scope: "@groupId" } },
      after: { group: { role: "Contributor", scope: "@groupId" } },
    },
    "roleAssignments.*.scope": {
      promised: "replaced",
      before: { group: { role: "Reader", scope: "@groupId" } },
      after: { group: { role: "Reader", scope: "@otherGroupId" } },
    },
    tags,
  },
  BackupPolicy: {
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
  },
  FeatureRegistration: {
    providerNamespace: {
      promised: "replaced",
      before: "Microsoft.Compute",
      after: "Microsoft.Network",
      previewOnly: true,
    },
    featureName: {
      promised: "replaced",
      before: "EncryptionAtHost",
      after: "InGuestHotPatchVMPreview",
    },
    subscriptionId: {
      promised: "replaced",
      after: "2a9b6c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
      previewOnly: true,
    },
  },
  LeastPrivilegeRole: {
    scope: { promised: "replaced", before: "@groupId", after: "@otherGroupId" },
    roleName: { promised: "in place", before: "@name", after: "@otherName" },
    roleNamePrefix: { promised: "in place", before: "@name", after: "@otherName" },
    description: { promised: "in place", before: "first", after: "second" },
    actions: {
      promised: "in place",
      before: ["Microsoft.Compute/virtualMachines/read"],
      after: ["Microsoft.Compute/virtualMachines/read", "Microsoft.Compute/disks/read"],
    },
    notActions: {
      promised: "in place",
      before: ["Microsoft.Compute/virtualMachines/delete"],
      after: ["Microsoft.Compute/virtualMachines/write"],
      beside: { actions: ["Microsoft.Compute/virtualMachines/*"] },
    },
    dataActions: {
      promised: "in place",
      before: ["Microsoft.KeyVault/vaults/secrets/getSecret/action"],
      after: ["Microsoft.KeyVault/vaults/secrets/readMetadata/action"],
    },
    notDataActions: {
      promised: "in place",
      before: ["Microsoft.KeyVault/vaults/secrets/delete"],
      after: ["Microsoft.KeyVault/vaults/secrets/purge/action"],
      beside: { dataActions: ["Microsoft.KeyVault/vaults/secrets/*"] },
    },
    existingRole: {
      promised: "replaced",
      before: "Reader",
      after: "Backup Operator",
      beside: { actions: undefined, principals: { one: { principalId: "@principal" } } },
    },
    assignableScopes: {
      promised: "in place",
      before: ["@groupId"],
      after: ["@groupId", "@otherGroupId"],
    },
    principals: {
      promised: "replaced",
      before: { first: { principalId: "@principal" } },
      after: { second: { principalId: "@otherPrincipal" } },
    },
    "principals.*.principalId": {
      promised: "replaced",
      before: { one: { principalId: "@principal" } },
      after: { one: { principalId: "@otherPrincipal" } },
    },
    "principals.*.principalType": refused,
  },
  LinuxVirtualMachine: {
    ...machine,
    sshPublicKey: refused,
    packageKitMasked: { promised: "in place", before: false, after: true },
  },
  MaintenanceSchedule: maintenanceSchedule,
  RecoveryVault: {
    resourceGroupName: { promised: "replaced", before: "@group", after: "@otherGroup" },
    vaultName: { promised: "replaced", before: "@name", after: "@otherName" },
    location: refused,
    systemAssignedIdentityEnabled: {
      ...systemAssignedIdentityEnabled,
      beside: { userAssignedIdentityIds: ["@identity"] },
    },
    userAssignedIdentityIds,
    redundancy: { promised: "in place", before: "GeoRedundant", after: "LocallyRedundant" },
    crossRegionRestoreEnabled: { promised: "in place", before: false, after: true },
    softDelete: { promised: "in place", before: "Enabled", after: "AlwaysON" },
    softDeleteRetentionInDays: { promised: "in place", before: 14, after: 30 },
    immutability: { promised: "in place", before: "Disabled", after: "Unlocked" },
    publicNetworkAccessEnabled: { promised: "in place", before: true, after: false },
    tags,
  },
  SiteRecovery: siteRecovery,
  WindowsVirtualMachine: {
    ...machine,
    adminPassword: refused,
    timeZone: refused,
    "patchSettings.enableAutomaticUpdates": refused,
    "patchSettings.hotpatchingEnabled": {
      promised: "in place",
      before: { hotpatchingEnabled: false },
      after: { hotpatchingEnabled: true },
      beside: {
        image: "MicrosoftWindowsServer:WindowsServer:2022-datacenter-azure-edition-hotpatch:latest",
      },
    },
  },
};
