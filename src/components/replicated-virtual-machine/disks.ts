import { getVirtualMachineOutput } from "@pulumi/azure-native/compute";
import type * as pulumi from "@pulumi/pulumi";
import { keyAddressFindings, secretAddressFindings } from "../../azure/key-address";
import {
  encryptionVaultFindings,
  managedDiskIdFindings,
  noDiskFindings,
  recoveryEncryptionFindings,
  unmanagedDiskFindings,
} from "../../azure/replicated-disk-rules";
import { parseResourceId, resourceIdFindings } from "../../azure/resource-id";
import type { ReplicationProtectedItemDisk } from "../../resources/replication-protected-item-settings";
import type { ChildOptions } from "../shared/child-options";
import { given } from "./given";
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
  /** Address of the secret that is the key of Azure Disk Encryption (BEK), in a key vault of the target region, where it was copied. Defaults to none. */
  recoveryEncryptionSecretUrl?: pulumi.Input<string>;
  /** Id of the key vault that holds that secret. Defaults to none. */
  recoveryEncryptionSecretVaultId?: pulumi.Input<string>;
  /** Address of the key that wraps that secret (KEK), in a key vault of the target region, where it was copied. Defaults to none. */
  recoveryEncryptionKeyUrl?: pulumi.Input<string>;
  /** Id of the key vault that holds that key. Defaults to none. */
  recoveryEncryptionKeyVaultId?: pulumi.Input<string>;
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
        ({ diskId, replicaStorageType, recoveryStorageType, ...encryption }) => ({
          diskId,
          stagingStorageAccountId,
          ...given({
            replicaDiskType: replicaStorageType,
            targetDiskType: recoveryStorageType,
            ...encryption,
          }),
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
    ...Object.entries(disks).flatMap(([key, disk]) => [
      ...ruleOn(disk.diskId, (id) => managedDiskIdFindings(id, `disks.${key}.diskId`)),
      ...encryptionRules(disk, `disks.${key}`),
    ]),
  ];
}

function encryptionRules(disk: ReplicatedVirtualMachineDiskArgs, path: string): Rule[] {
  const {
    recoveryEncryptionSecretUrl: secretUrl,
    recoveryEncryptionSecretVaultId: secretVaultId,
    recoveryEncryptionKeyUrl: keyUrl,
    recoveryEncryptionKeyVaultId: keyVaultId,
  } = disk;
  const idRules = (name: keyof ReplicatedVirtualMachineDiskArgs, type: string): Rule[] =>
    ruleOn(disk[name], (id) => resourceIdFindings(id, `${path}.${name}`, type));
  const inVault = (
    name: keyof ReplicatedVirtualMachineDiskArgs,
    url: pulumi.Input<string> | undefined,
    vaultId: pulumi.Input<string> | undefined,
  ): Rule[] =>
    url === undefined || vaultId === undefined
      ? []
      : [
          rule({ url, vaultId }, (known) =>
            encryptionVaultFindings(known.url, known.vaultId, `${path}.${name}`),
          ),
        ];
  return [
    ...idRules("recoveryDiskEncryptionSetId", "Microsoft.Compute/diskEncryptionSets"),
    ...ruleOn(secretUrl, (url) =>
      secretAddressFindings(url, `${path}.recoveryEncryptionSecretUrl`),
    ),
    ...idRules("recoveryEncryptionSecretVaultId", "Microsoft.KeyVault/vaults"),
    ...ruleOn(keyUrl, (url) => keyAddressFindings(url, `${path}.recoveryEncryptionKeyUrl`)),
    ...idRules("recoveryEncryptionKeyVaultId", "Microsoft.KeyVault/vaults"),
    rule({}, () => recoveryEncryptionFindings(disk, path)),
    ...inVault("recoveryEncryptionSecretVaultId", secretUrl, secretVaultId),
    ...inVault("recoveryEncryptionKeyVaultId", keyUrl, keyVaultId),
  ];
}
