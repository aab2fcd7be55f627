import { getVirtualMachineOutput } from "@pulumi/azure-native/compute";
import type * as pulumi from "@pulumi/pulumi";
import { noDiskFindings, unmanagedDiskFindings } from "../../azure/replicated-machine-rules";
import { parseResourceId, resourceIdFindings } from "../../azure/resource-id";
import type { ReplicationProtectedItemDisk } from "../../resources/replication-protected-item-settings";
import type { ChildOptions } from "../shared/child-options";
import { mapInput, refuse, rule, ruleOn, type Rule } from "../shared/inputs";

/** A managed disk that is replicated. */
export interface ReplicatedVirtualMachineDiskArgs {
  /** Id of the managed disk. */
  diskId: pulumi.Input<string>;
  /** Kind of storage of the replica, such as `Premium_LRS`. Defaults to that of the disk. */
  replicaStorageType?: pulumi.Input<string>;
  /** Kind of storage of the disk that a failover makes. Defaults to that of the disk. */
  recoveryStorageType?: pulumi.Input<string>;
  /** Id of the disk encryption set of the target region, for a disk that has one. Defaults to none. Changing it replaces the replication: the machine is copied anew. */
  recoveryDiskEncryptionSetId?: pulumi.Input<string>;
}

interface Machine {
  readonly virtualMachineId: pulumi.Input<string>;
  readonly cacheStorageAccountId: pulumi.Input<string>;
}

/** The disks as they are given, or else all that the machine has. */
export function disksOf(
  subject: string,
  disks: Record<string, ReplicatedVirtualMachineDiskArgs> | undefined,
  machine: Machine,
  opts: ChildOptions,
): pulumi.Input<ReplicationProtectedItemDisk[]> {
  const stagingStorageAccountId = machine.cacheStorageAccountId;
  return disks === undefined
    ? disksOfMachine(subject, machine, opts).apply((ids) =>
        ids.map((diskId) => ({ diskId, stagingStorageAccountId })),
      )
    : Object.values(disks).map(
        ({ diskId, replicaStorageType, recoveryStorageType, recoveryDiskEncryptionSetId }) => ({
          diskId,
          stagingStorageAccountId,
          ...(replicaStorageType !== undefined && { replicaDiskType: replicaStorageType }),
          ...(recoveryStorageType !== undefined && { targetDiskType: recoveryStorageType }),
          ...(recoveryDiskEncryptionSetId !== undefined && { recoveryDiskEncryptionSetId }),
        }),
      );
}

/** Ids of the machine's disks, that of the operating system first. */
function disksOfMachine(
  subject: string,
  { virtualMachineId }: Machine,
  opts: ChildOptions,
): pulumi.Output<string[]> {
  const part = (take: (id: string) => string) => mapInput(virtualMachineId, take);
  return getVirtualMachineOutput(
    {
      resourceGroupName: part((id) => parseResourceId(id).resourceGroupName ?? ""),
      vmName: part((id) => parseResourceId(id).name),
    },
    { parent: opts.parent },
  ).apply(({ id, storageProfile }) => {
    const ids = [storageProfile?.osDisk, ...(storageProfile?.dataDisks ?? [])].map(
      (disk) => disk?.managedDisk?.id,
    );
    refuse(subject, unmanagedDiskFindings(id, ids, "virtualMachineId"));
    return ids.map((each) => each ?? "");
  });
}

export function diskRules(
  disks: Record<string, ReplicatedVirtualMachineDiskArgs> | undefined,
): Rule[] {
  if (disks === undefined) {
    return [];
  }
  return [
    rule({}, () => noDiskFindings(Object.keys(disks).length, "disks")),
    ...Object.entries(disks).flatMap(([key, { diskId, recoveryDiskEncryptionSetId }]) => [
      ...ruleOn(diskId, (id) =>
        resourceIdFindings(id, `disks.${key}.diskId`, "Microsoft.Compute/disks"),
      ),
      ...ruleOn(recoveryDiskEncryptionSetId, (id) =>
        resourceIdFindings(
          id,
          `disks.${key}.recoveryDiskEncryptionSetId`,
          "Microsoft.Compute/diskEncryptionSets",
        ),
      ),
    ]),
  ];
}
