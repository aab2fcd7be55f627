import type { StoredResource } from "../../estate";
import { asArray, asText, type JsonObject, valueAt } from "../../json";
import type { LinkedScope } from "../../operation";

/**
 * Rights that a caller needs elsewhere to replicate a machine: on the machine, on the cache accounts, on
 * the recovery resource group, network, subnet and availability set.
 * Source: learn.microsoft.com site-recovery/site-recovery-role-based-linked-access-control. That page does
 * not speak of disk encryption sets: the right to read them is an assumption.
 */
export function protectionLinks(machine: StoredResource, input: JsonObject): LinkedScope[] {
  const disks = [...asArray(input.vmManagedDisks), ...asArray(input.vmDisks)];
  const named = (property: string): string[] => [
    ...new Set(disks.flatMap((disk) => asText(valueAt(disk, property)) ?? [])),
  ];
  const links = (action: string, scopes: readonly string[]): LinkedScope[] =>
    scopes.map((scope) => ({ action, scope }));
  return [
    ...links("Microsoft.Compute/virtualMachines/read", [machine.id]),
    ...links("Microsoft.Compute/virtualMachines/write", [machine.id]),
    ...links(
      "Microsoft.Storage/storageAccounts/read",
      named("primaryStagingAzureStorageAccountId"),
    ),
    ...links("Microsoft.Compute/diskEncryptionSets/read", named("recoveryDiskEncryptionSetId")),
    ...targetLinks(input),
  ];
}

/** The part of the rights that is about the place of recovery, as the settings name it. */
export function targetLinks(input: JsonObject): LinkedScope[] {
  const one = (action: string, scope: unknown): LinkedScope[] => {
    const id = asText(scope) ?? "";
    return id === "" ? [] : [{ action, scope: id }];
  };
  const network = input.recoveryAzureNetworkId ?? input.selectedRecoveryAzureNetworkId;
  const subnet = asText(input.recoverySubnetName);
  return [
    ...one("Microsoft.Compute/virtualMachines/write", input.recoveryResourceGroupId),
    ...one("Microsoft.Network/virtualNetworks/read", network),
    ...one(
      "Microsoft.Network/virtualNetworks/subnets/join/action",
      subnet === undefined || network === undefined
        ? undefined
        : `${asText(network) ?? ""}/subnets/${subnet}`,
    ),
    ...one("Microsoft.Compute/availabilitySets/read", input.recoveryAvailabilitySetId),
  ];
}

/** The right to join the subnets of network interfaces, as the settings name them in a network. */
export function subnetLinks(networkId: unknown, vmNics: unknown): LinkedScope[] {
  const network = asText(networkId);
  const names = asArray(vmNics)
    .flatMap((nic) => asArray(valueAt(nic, "ipConfigs")))
    .flatMap((configuration) => asText(valueAt(configuration, "recoverySubnetName")) ?? []);
  return network === undefined
    ? []
    : [...new Set(names)].map((name) => ({
        action: "Microsoft.Network/virtualNetworks/subnets/join/action",
        scope: `${network}/subnets/${name}`,
      }));
}
