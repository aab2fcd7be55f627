import { part, refused } from "./shared";
import type { ArgumentChanges } from "./types";
import { virtualMachine } from "./virtual-machine";

export const linuxVirtualMachine: ArgumentChanges = {
  ...virtualMachine,
  sshPublicKey: refused,
  additionalSshPublicKeys: refused,
  adminPassword: refused,
  licenseType: { promised: "in place", before: "None", after: "RHEL_BYOS" },
  "network.privateIpAddress": part("privateIpAddress", "10.0.0.200", "10.0.0.201"),
  packageKitMasked: { promised: "in place", before: false, after: true },
};
