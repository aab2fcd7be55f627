import { parseResourceId, resourceId } from "../../azure/resource-id";
import type { DeclaredResource } from "../model/declared-resource";
import type { DeclaredStack, Target } from "../model/declared-stack";
import { type Grouped, grouped } from "../model/grouped";
import { vaultType } from "./recovery-vault";
import { virtualMachineType } from "./virtual-machine";

export const backupItemType =
  "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems";

/** What the API calls the items of machines. Source: Backup API, `ProtectedItemType`. */
const machineItemTypes: readonly string[] = [
  "AzureIaaSVMProtectedItem",
  "Microsoft.Compute/virtualMachines",
  "Microsoft.ClassicCompute/virtualMachines",
];

/** Where the id of an item's machine stands; `undefined` for an item of something else. */
export function machineIdPath(item: DeclaredResource): string | undefined {
  if (item.isEvergreen) {
    return "virtualMachineId";
  }
  const itemType = item.inputs.text("properties.protectedItemType");
  if (itemType !== undefined && !machineItemTypes.includes(itemType)) {
    return undefined;
  }
  return ["properties.sourceResourceId", "properties.virtualMachineId"].find((path) =>
    item.inputs.has(path),
  );
}

/** Where the id of an item's policy stands. */
export function policyIdPath(item: DeclaredResource): string {
  return item.isEvergreen ? "policyId" : "properties.policyId";
}

/** The machine that an item protects. */
export function machineOfItem(item: DeclaredResource, stack: DeclaredStack): Target {
  const path = machineIdPath(item);
  return path === undefined ? { kind: "none" } : stack.target(item, path, virtualMachineType);
}

/** Whether an item says that its machine gets no new recovery points. */
export function isStopped({ isEvergreen, inputs }: DeclaredResource): boolean {
  return isEvergreen
    ? ["Stopped", "Suspended"].includes(inputs.text("protection") ?? "Active")
    : ["ProtectionStopped", "ProtectionPaused", "BackupsSuspended"].includes(
        inputs.text("properties.protectionState") ?? "",
      );
}

/** The items of a stack by the machine that they protect; machines are told by their whole ids, so that names may come twice. */
export function backupItemsOf(stack: DeclaredStack): Grouped<DeclaredResource, DeclaredResource> {
  return grouped(stack.all(backupItemType), (item) => {
    const machine = machineOfItem(item, stack);
    return machine.kind === "declared" ? machine.resource : undefined;
  });
}

/** The logical unit numbers that an item names. */
export function lunsOfItem({ isEvergreen, inputs }: DeclaredResource): {
  readonly includedDiskLuns?: readonly number[] | undefined;
  readonly excludedDiskLuns?: readonly number[] | undefined;
} {
  if (isEvergreen) {
    // An empty list names the system's disk alone; no list, all disks.
    const list = (name: string) => (inputs.has(name) ? inputs.numbers(name) : undefined);
    return {
      includedDiskLuns: list("includedDiskLuns"),
      excludedDiskLuns: list("excludedDiskLuns"),
    };
  }
  const path = "properties.extendedProperties.diskExclusionProperties";
  const luns = inputs.numbers(`${path}.diskLunList`);
  return inputs.flag(`${path}.isInclusionList`) === true
    ? { includedDiskLuns: luns }
    : { excludedDiskLuns: luns };
}

/** Id of the vault in which an item stands; azure-native says only its names, in a policy's subscription. */
export function vaultIdOfItem(
  { isEvergreen, inputs, facts }: DeclaredResource,
  policyId: string,
): string | undefined {
  if (isEvergreen) {
    return inputs.text("vaultId");
  }
  const subscriptionId = facts.subscriptionId ?? parseResourceId(policyId).subscriptionId;
  const group = inputs.text("resourceGroupName");
  const name = inputs.text("vaultName");
  return subscriptionId === undefined || group === undefined || name === undefined
    ? undefined
    : resourceId({
        subscriptionId,
        resourceGroupName: group,
        type: vaultType,
        names: [name],
      });
}
