import { protectableItemsInPage } from "../../azure/backup-limits";
import { backupContainerName, backupFabricName, backupItemName } from "../../azure/backup-names";
import { virtualMachineType } from "../compute/extensions";
import type { StoredResource } from "../estate";
import { asText, type JsonObject, valueAt } from "../json";
import type { Answer, Call, Operation } from "../operation";
import { readFilter } from "../resource-manager/odata";
import { page } from "../resource-manager/paging";
import { vaultType } from "../site-recovery/vault-entities";
import { objectMissing } from "./backup-errors";
import {
  backupContainerType,
  backupPaths,
  examples,
  itemsOf,
  requireBackupVault,
} from "./backup-paths";
import { beginLocationWork } from "./backup-work";
import { protectedMachines } from "./protected-machines";

/** What a vault can protect, and the containers of what it protects. */
export const protectableItemOperations: Operation[] = [
  {
    id: "ProtectionContainers_Refresh",
    method: "POST",
    path: `${backupPaths.fabric}/refreshContainers`,
    action: `${vaultType}/backupFabrics/refreshContainers/action`,
    witness: `${examples}/Common/RefreshContainers.json`,
    handle: (call) => {
      const vault = requireBackupVault(call);
      return beginLocationWork(call, `${vault.id}/backupFabrics/${backupFabricName}`, () => {
        discoveries(call).set(vault.id.toLowerCase(), call.clock.now().toISOString());
      });
    },
  },
  {
    id: "BackupProtectableItems_List",
    method: "GET",
    path: `${backupPaths.vault}/backupProtectableItems`,
    action: `${vaultType}/backupProtectableItems/read`,
    witness: `${examples}/AzureIaasVm/BackupProtectableItems_List.json`,
    handle: listProtectable,
  },
  {
    id: "BackupProtectionContainers_List",
    method: "GET",
    path: `${backupPaths.vault}/backupProtectionContainers`,
    action: `${vaultType}/backupProtectionContainers/read`,
    witness: "azure-rest-api-specs recoveryservicesbackup (BackupProtectionContainers_List)",
    handle: (call) => {
      const vault = requireBackupVault(call);
      const filter = readFilter(call.query.$filter);
      const is = (name: string, value: unknown): boolean => {
        const wanted = filter.get(name)?.toLowerCase();
        return wanted === undefined || wanted === asText(value)?.toLowerCase();
      };
      const containers = itemsOf(call, vault.id)
        .map((item) => containerOf(vault, item))
        .filter(
          ({ properties }) =>
            is("backupmanagementtype", "AzureIaasVM") &&
            is("friendlyname", valueAt(properties, "friendlyName")) &&
            is("status", "Registered"),
        );
      return { status: 200, body: page(call, containers) };
    },
  },
  {
    id: "ProtectionContainers_Get",
    method: "GET",
    path: backupPaths.container,
    action: `${backupContainerType}/read`,
    witness: "azure-rest-api-specs recoveryservicesbackup (ProtectionContainers_Get)",
    handle: (call) => {
      const vault = requireBackupVault(call);
      const name = call.parameters.containerName ?? "";
      const container = itemsOf(call, vault.id)
        .map((item) => containerOf(vault, item))
        .find((known) => known.name.toLowerCase() === name.toLowerCase());
      if (container === undefined) {
        throw objectMissing("container", name);
      }
      return { status: 200, body: container };
    },
  },
];

/** When each vault last looked for machines, by vault id without case. */
export function discoveries({ estate }: Pick<Call, "estate">): Map<string, string> {
  return estate.notes<string>("discovery of protectable items");
}

/** Machines of the vault's region that nothing protects, among those there were at the last discovery. */
function listProtectable(call: Call): Answer {
  const vault = requireBackupVault(call);
  const filter = readFilter(call.query.$filter);
  const wanted = filter.get("backupmanagementtype") ?? "AzureIaasVM";
  const discoveredAt = discoveries(call).get(vault.id.toLowerCase());
  const friendlyName = filter.get("friendlyname")?.toLowerCase();
  const machines =
    wanted !== "AzureIaasVM" || discoveredAt === undefined
      ? []
      : call.estate
          .ofType(virtualMachineType)
          .filter(
            (machine) =>
              machine.location === vault.location &&
              (asText(valueAt(machine, "properties.timeCreated")) ?? "") <= discoveredAt &&
              (friendlyName === undefined || machine.name.toLowerCase() === friendlyName) &&
              !protectedMachines(call).has(machine.id.toLowerCase()),
          );
  return {
    status: 200,
    body: page(
      call,
      machines.map((machine) => protectable(vault, machine)),
      protectableItemsInPage,
    ),
  };
}

/** Shape: BackupProtectableItems_List.json. */
function protectable(vault: StoredResource, machine: StoredResource): JsonObject {
  const named = { resourceGroupName: groupOf(machine), machineName: machine.name };
  return {
    id: `${vault.id}/backupFabrics/${backupFabricName}/protectionContainers/${backupContainerName(named)}/protectableItems/${backupItemName(named)}`,
    name: backupItemName(named).slice("VM;".length),
    type: `${backupContainerType}/protectableItems`,
    properties: {
      protectableItemType: virtualMachineType,
      virtualMachineId: machine.id,
      virtualMachineVersion: "Compute",
      resourceGroup: named.resourceGroupName,
      backupManagementType: "AzureIaasVM",
      workloadType: "VM",
      friendlyName: machine.name,
      protectionState: "NotProtected",
    },
  };
}

/** A container as it is registered for a machine. Shape: AzureIaaSComputeVMContainer of the specification. */
function containerOf(
  vault: StoredResource,
  item: StoredResource,
): StoredResource & { readonly properties: JsonObject } {
  const name = `IaasVMContainer;${asText(valueAt(item, "properties.containerName")) ?? ""}`;
  const machineId = asText(valueAt(item, "properties.sourceResourceId")) ?? "";
  return {
    id: `${vault.id}/backupFabrics/${backupFabricName}/protectionContainers/${name}`,
    name,
    type: backupContainerType,
    properties: {
      virtualMachineId: machineId,
      virtualMachineVersion: "Compute",
      resourceGroup: machineId.split("/")[4],
      friendlyName: valueAt(item, "properties.friendlyName"),
      backupManagementType: "AzureIaasVM",
      registrationStatus: "Registered",
      healthStatus: "Healthy",
      containerType: virtualMachineType,
      protectableObjectType: virtualMachineType,
    },
  };
}

function groupOf(machine: StoredResource): string {
  return machine.id.split("/")[4] ?? "";
}
