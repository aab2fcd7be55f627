import type { DeclaredResource } from "../model/declared-resource";
import type { DeclaredStack } from "../model/declared-stack";
import { grouped } from "../model/grouped";
import { extensionType, virtualMachineType } from "./virtual-machine";

/** Whether an extension encrypts its machine's disks from within (Azure Disk Encryption). */
export function isDiskEncryption({ inputs }: DeclaredResource): boolean {
  return (
    inputs.text("publisher")?.toLowerCase() === "microsoft.azure.security" &&
    /^AzureDiskEncryption(ForLinux)?$/i.test(inputs.text("type") ?? "")
  );
}

/** The extensions of a stack that encrypt a machine, by the machine; those that cannot be told yet are left out. */
export function encryptionsOf(
  stack: DeclaredStack,
): ReadonlyMap<DeclaredResource, readonly DeclaredResource[]> {
  return grouped(stack.all(extensionType), (extension) =>
    isDiskEncryption(extension) ? stack.around(extension, virtualMachineType) : undefined,
  ).byKey;
}
