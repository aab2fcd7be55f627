import { diagnosticSettings, refused, tags } from "./shared";
import type { ArgumentChanges } from "./types";

/** The rows of diagnostic settings, for those of the cache storage account. */
const cacheDiagnostics: ArgumentChanges = Object.fromEntries(
  Object.entries(diagnosticSettings).map(([path, { before, after, ...change }]) => [
    `cacheStorage.${path}`,
    { ...change, before: { diagnosticSettings: before }, after: { diagnosticSettings: after } },
  ]),
);

export const siteRecovery: ArgumentChanges = {
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
  ...cacheDiagnostics,
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
