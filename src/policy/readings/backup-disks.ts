import { isBackedUp } from "../../azure/backed-up-machine";
import { backupDiskFindings, type BackedUpDisk } from "../../azure/backup-limits";
import type { Finding } from "../../azure/finding";
import type { DeclaredResource } from "../model/declared-resource";
import type { DeclaredStack } from "../model/declared-stack";
import { NotYetKnown, type Reader } from "../model/reader";
import { lunsOfItem, machineIdPath, machineOfItem, policyIdPath } from "./backup-item";
import { policyType } from "./backup-policy";
import { encryptionsOf } from "./disk-encryption";

const diskType = "Microsoft.Compute/disks";

/** What Azure Backup refuses of the disks of an item's machine, where the stack makes the machine. */
export function itemDiskFindings(item: DeclaredResource, stack: DeclaredStack): Finding[] {
  const machine = machineOfItem(item, stack);
  if (machine.kind !== "declared") {
    return [];
  }
  const { inputs } = machine.resource;
  const luns = lunsOfItem(item);
  const system = inputs.object("storageProfile.osDisk");
  const data = inputs
    .objects("storageProfile.dataDisks")
    .filter((disk) => isBackedUp(disk.number("lun"), luns));
  const disks = [...(system === undefined ? [] : [system]), ...data].map((disk) =>
    backedUpDisk(disk, machine.resource, stack),
  );
  return backupDiskFindings(
    disks,
    {
      encrypted:
        system?.flag("encryptionSettings.enabled") === true ||
        stack.derived(encryptionsOf).has(machine.resource),
      enhancedPolicy: isEnhanced(item, stack, disks),
    },
    machineIdPath(item) ?? "",
  );
}

/** Asked only where a disk makes it matter. */
function isEnhanced(
  item: DeclaredResource,
  stack: DeclaredStack,
  disks: readonly BackedUpDisk[],
): boolean {
  if (disks.every(({ storageType = "" }) => !/^(UltraSSD|PremiumV2)_/i.test(storageType))) {
    return true;
  }
  const policy = stack.target(item, policyIdPath(item), policyType);
  return (
    policy.kind !== "declared" || policy.resource.inputs.text("properties.policyType") === "V2"
  );
}

function backedUpDisk(disk: Reader, machine: DeclaredResource, stack: DeclaredStack): BackedUpDisk {
  const attached = attachedDisk(disk, machine, stack)?.inputs;
  return {
    name: disk.text("name") ?? attached?.text("diskName") ?? disk.path,
    sizeInGiB: disk.number("diskSizeGB") ?? attached?.number("diskSizeGB"),
    storageType: disk.text("managedDisk.storageAccountType") ?? attached?.text("sku.name"),
  };
}

function attachedDisk(
  disk: Reader,
  machine: DeclaredResource,
  stack: DeclaredStack,
): DeclaredResource | undefined {
  if (!disk.isUnknown("managedDisk.id")) {
    const id = disk.text("managedDisk.id");
    return id === undefined ? undefined : stack.withId(id).find(({ type }) => type === diskType);
  }
  const made = stack.madeOf(machine, "storageProfile", diskType);
  if (made.length !== 1) {
    throw new NotYetKnown(disk.at("managedDisk.id"));
  }
  return made[0];
}
