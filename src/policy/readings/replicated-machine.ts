import type { DeclaredResource } from "../model/declared-resource";
import type { DeclaredStack, Target } from "../model/declared-stack";
import { virtualMachineType } from "./virtual-machine";

export const fabricType = "Microsoft.RecoveryServices/vaults/replicationFabrics";
const containerType = `${fabricType}/replicationProtectionContainers`;
export const replicatedItemType = `${containerType}/replicationProtectedItems`;

/** Where things stand in a protected item: azure-native's words differ from our provider's. */
export function replicatedItemPaths(item: DeclaredResource): {
  readonly machineId: string;
  readonly targetContainerId: string;
  readonly recoveryZone: string;
  /** The managed disks, and in each the cache storage account's id. */
  readonly disks: string;
  readonly cacheId: string;
} {
  if (item.isEvergreen) {
    return {
      machineId: "virtualMachineId",
      targetContainerId: "targetProtectionContainerId",
      recoveryZone: "settings.recoveryAvailabilityZone",
      disks: "settings.disks",
      cacheId: "stagingStorageAccountId",
    };
  }
  const details = "properties.providerSpecificDetails";
  return {
    machineId: `${details}.fabricObjectId`,
    targetContainerId: `${details}.recoveryContainerId`,
    recoveryZone: `${details}.recoveryAvailabilityZone`,
    disks: `${details}.vmManagedDisks`,
    cacheId: "primaryStagingAzureStorageAccountId",
  };
}

/** Whether an item is a machine between Azure regions or zones. */
export function isBetweenRegions({ isEvergreen, inputs }: DeclaredResource): boolean {
  return isEvergreen || inputs.text("properties.providerSpecificDetails.instanceType") === "A2A";
}

/** The machine of an item. */
export function machineOf(item: DeclaredResource, stack: DeclaredStack): Target {
  return stack.target(item, replicatedItemPaths(item).machineId, virtualMachineType);
}

/** Azure region of the fabric from which an item's machine is replicated; `undefined` where the stack does not make it. */
export function sourceRegionOf(item: DeclaredResource, stack: DeclaredStack): string | undefined {
  return regionOf(stack.around(item, fabricType));
}

/** Azure region to which an item's machine is replicated; `undefined` where the stack does not make the fabric. */
export function targetRegionOf(item: DeclaredResource, stack: DeclaredStack): string | undefined {
  const path = replicatedItemPaths(item).targetContainerId;
  if (!item.inputs.isUnknown(path)) {
    const fabricId = /^.*\/replicationFabrics\/[^/]+/i.exec(item.inputs.text(path) ?? "")?.[0];
    return fabricId === undefined
      ? undefined
      : regionOf(stack.withId(fabricId).find(({ type }) => type === fabricType));
  }
  return regionOf(stack.around(stack.onlyMadeOf(item, path, containerType), fabricType));
}

function regionOf(fabric: DeclaredResource | undefined): string | undefined {
  return fabric?.inputs.text(fabric.isEvergreen ? "location" : "properties.customDetails.location");
}
