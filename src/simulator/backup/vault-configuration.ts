import { isRunning } from "../../azure/backup-jobs";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, mergePatch, valueAt, withoutUndefined } from "../json";
import type { Answer, Call, Operation } from "../operation";
import { requireAllowedSettings } from "../recovery-services/vault-settings";
import { requireBody } from "../resource-manager/resource-write";
import { vaultType } from "../site-recovery/vault-entities";
import { backupPaths, examples, itemsOf, requireBackupVault } from "./backup-paths";
import { jobsOf } from "./job-store";

const common = `${examples}/Common`;

interface Configuration {
  readonly prefix: string;
  readonly segment: string;
  readonly name: string;
  readonly witness: string;
  present(vault: StoredResource): JsonObject;
  /** What sent properties are in the vault's own. */
  toVault(sent: JsonObject): JsonObject;
}

const softDelete = "securitySettings.softDeleteSettings";

/** Settings of a vault that Azure Backup also shows as objects of their own. */
const configurations: readonly Configuration[] = [
  {
    prefix: "BackupResourceVaultConfigs",
    segment: "backupconfig",
    name: "vaultconfig",
    witness: `${common}/BackupResourceVaultConfigs`,
    present: (vault) => ({
      enhancedSecurityState: valueAt(vault, `properties.${softDelete}.enhancedSecurityState`),
      softDeleteFeatureState: valueAt(vault, `properties.${softDelete}.softDeleteState`),
      softDeleteRetentionPeriodInDays: valueAt(
        vault,
        `properties.${softDelete}.softDeleteRetentionPeriodInDays`,
      ),
      isSoftDeleteFeatureStateEditable:
        valueAt(vault, `properties.${softDelete}.softDeleteState`) !== "AlwaysON",
    }),
    toVault: (sent) => ({
      securitySettings: {
        softDeleteSettings: withoutUndefined({
          enhancedSecurityState: sent.enhancedSecurityState,
          softDeleteState: sent.softDeleteFeatureState,
          softDeleteRetentionPeriodInDays: sent.softDeleteRetentionPeriodInDays,
        }),
      },
    }),
  },
  {
    prefix: "BackupResourceStorageConfigsNonCRR",
    segment: "backupstorageconfig",
    name: "vaultstorageconfig",
    witness: `${common}/BackupStorageConfig`,
    present: (vault) => {
      const type = valueAt(vault, "properties.redundancySettings.standardTierStorageRedundancy");
      return {
        storageModelType: type,
        storageType: type,
        storageTypeState: "Unlocked",
        crossRegionRestoreFlag:
          valueAt(vault, "properties.redundancySettings.crossRegionRestore") === "Enabled",
      };
    },
    toVault: (sent) => ({
      redundancySettings: withoutUndefined({
        standardTierStorageRedundancy: sent.storageType ?? sent.storageModelType,
        crossRegionRestore:
          typeof sent.crossRegionRestoreFlag === "boolean"
            ? sent.crossRegionRestoreFlag
              ? "Enabled"
              : "Disabled"
            : undefined,
      }),
    }),
  },
];

/** What of a vault is told as Azure Backup's own: two configurations and its usages. */
export const vaultConfigurationOperations: Operation[] = [
  ...configurations.flatMap(configurationOperations),
  {
    id: "Usages_ListByVaults",
    method: "GET",
    path: `${backupPaths.vault}/usages`,
    action: `${vaultType}/usages/read`,
    witness: "azure-rest-api-specs recoveryservices examples/2024-10-01/ListUsages.json",
    handle: (call) => ({ status: 200, body: { value: usages(call) } }),
  },
];

function configurationOperations(configuration: Configuration): Operation[] {
  const { prefix, segment, name, witness } = configuration;
  const path = `${backupPaths.vault}/${segment}/${name}`;
  const answer = (vault: StoredResource): Answer => ({
    status: 200,
    body: {
      id: `${vault.id}/${segment}/${name}`,
      name,
      type: `${vaultType}/${segment}`,
      properties: configuration.present(vault),
    },
  });
  const write = (call: Call): JsonObject => {
    const vault = requireBackupVault(call);
    const sent = configuration.toVault(asObject(requireBody(call).properties));
    const properties = asObject(mergePatch(vault.properties, sent));
    requireAllowedSettings(call, vault, { ...vault, properties });
    call.estate.put({ ...vault, properties });
    return vault;
  };
  const put: Operation = {
    id: `${prefix}_Update`,
    method: "PUT",
    path,
    action: `${vaultType}/${segment}/write`,
    witness: `${witness}_Put.json`,
    handle: (call) => {
      write(call);
      return answer(requireBackupVault(call));
    },
  };
  return [
    {
      id: `${prefix}_Get`,
      method: "GET",
      path,
      action: `${vaultType}/${segment}/read`,
      witness: `${witness}_Get.json`,
      handle: (call) => answer(requireBackupVault(call)),
    },
    put,
    {
      ...put,
      id: `${prefix}_Patch`,
      method: "PATCH",
      witness: `${witness}_Patch.json`,
      // The storage configuration answers its PATCH without a body.
      handle: (call) => {
        write(call);
        return segment === "backupconfig" ? answer(requireBackupVault(call)) : { status: 204 };
      },
    },
  ];
}

/** Counts of a vault. Shape: ListUsages.json; the counts of what is not simulated are left out. */
function usages(call: Call): JsonObject[] {
  const vault = requireBackupVault(call);
  const items = itemsOf(call, vault.id);
  const unhealthy = items.filter(
    (item) => valueAt(item, "properties.protectionStatus") === "Unhealthy",
  ).length;
  const dayAgo = call.clock.now().getTime() - 86_400_000;
  const jobs = [...jobsOf(call, vault.id).values()].filter(
    ({ startTime }) => Date.parse(startTime) > dayAgo,
  );
  const counts: readonly (readonly [string, string, number, boolean])[] = [
    ["ProtectedItemCount", "Backup items/Azure virtual machine backup", items.length, false],
    ["IaaSVMProtectedItemCount", "Azure Virtual Machines", items.length, false],
    ["IaaSVMProtectedItemCriticalCount", "Critical", unhealthy, false],
    ["InProgressJobsCount", "In progress", jobs.filter((j) => isRunning(j.status)).length, true],
    ["FailedJobsCount", "Failed", jobs.filter((j) => asText(j.status) === "Failed").length, true],
    ["ManagedInstances", "Protected Instances", items.length, false],
  ];
  return counts.map(([value, localizedValue, currentValue, daily]) =>
    withoutUndefined({
      unit: "Count",
      quotaPeriod: daily ? "P1D" : undefined,
      currentValue,
      limit: -1,
      name: { value, localizedValue },
    }),
  );
}
