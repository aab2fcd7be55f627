import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import {
  LinuxVirtualMachine,
  type LinuxVirtualMachineArgs,
} from "../../../src/components/linux-virtual-machine";
import {
  WindowsVirtualMachine,
  type WindowsVirtualMachineArgs,
} from "../../../src/components/windows-virtual-machine";
import { deploy, groupId, inputsOf } from "../mocks";

export const compute = `${groupId}/providers/Microsoft.Compute`;
export const network = `${groupId}/providers/Microsoft.Network`;
export const sshPublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 fleet";
export const ids = {
  encryptionSet: `${compute}/diskEncryptionSets/fleet`,
  disk: `${compute}/disks/history`,
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
};

/** A Linux machine with what a test asks for. */
export function make(args: Partial<LinuxVirtualMachineArgs> = {}) {
  return (opts: pulumi.ComponentResourceOptions) =>
    new LinuxVirtualMachine(
      "web",
      {
        resourceGroupName: "fleet",
        subnetId: `${network}/virtualNetworks/fleet/subnets/default`,
        image: "Canonical:ubuntu-24_04-lts:server:latest",
        adminUsername: "fleet",
        sshPublicKey,
        ...args,
      },
      opts,
    );
}

/** A Windows machine with what a test asks for. */
export function makeWindows(args: Partial<WindowsVirtualMachineArgs>) {
  return (opts: pulumi.ComponentResourceOptions) =>
    new WindowsVirtualMachine(
      "files",
      {
        resourceGroupName: "fleet",
        subnetId: `${network}/virtualNetworks/fleet/subnets/default`,
        image: "MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest",
        adminUsername: "fleet",
        adminPassword: "Correct-Horse-7",
        ...args,
      },
      opts,
    );
}

/** What is sent of a machine. */
export async function machineOf(args: Partial<LinuxVirtualMachineArgs>) {
  const deployed = await deploy(make(args));
  assert.deepEqual(deployed.failures, []);
  return inputsOf(deployed, "web-vm") as Readonly<Record<string, unknown>> & {
    readonly storageProfile: {
      readonly osDisk: unknown;
      readonly dataDisks: readonly unknown[];
    };
  };
}
