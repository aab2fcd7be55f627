import { refused } from "./shared";
import type { ArgumentChanges } from "./types";
import { virtualMachine } from "./virtual-machine";

export const linuxVirtualMachine: ArgumentChanges = {
  ...virtualMachine,
  sshPublicKey: refused,
  packageKitMasked: { promised: "in place", before: false, after: true },
};
