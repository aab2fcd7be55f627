import type { DeclaredResource } from "../model/declared-resource";
import type { DeclaredStack } from "../model/declared-stack";
import { NotYetKnown } from "../model/reader";
import { virtualMachineType } from "./virtual-machine";

export const extensionType = "Microsoft.Compute/virtualMachines/extensions";

/** Whether an extension encrypts its machine's disks from within (Azure Disk Encryption). */
export function isDiskEncryption({ inputs }: DeclaredResource): boolean {
  return (
    inputs.text("publisher")?.toLowerCase() === "microsoft.azure.security" &&
    /^AzureDiskEncryption(ForLinux)?$/i.test(inputs.text("type") ?? "")
  );
}

/** The extensions of a stack that encrypt a machine, by the machine; those that cannot be told yet are left out. */
export function encryptionsOf(stack: DeclaredStack): {
  readonly byMachine: ReadonlyMap<DeclaredResource, DeclaredResource>;
} {
  const byMachine = new Map<DeclaredResource, DeclaredResource>();
  for (const extension of stack.all(extensionType)) {
    try {
      const machine = isDiskEncryption(extension)
        ? stack.around(extension, virtualMachineType)
        : undefined;
      if (machine !== undefined) {
        byMachine.set(machine, extension);
      }
    } catch (error) {
      if (!(error instanceof NotYetKnown)) {
        throw error;
      }
    }
  }
  return { byMachine };
}
