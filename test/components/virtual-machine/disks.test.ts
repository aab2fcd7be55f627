import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { LinuxVirtualMachineArgs } from "../../../src/components/linux-virtual-machine";
import { SecurityType } from "../../../src/components/virtual-machine/security";
import { childrenOf, deploy, inputsOf } from "../mocks";
import { compute, ids, machineOf, make } from "./machines";

describe("the disks of virtual machines", () => {
  it("encrypt a confidential machine's disk inside the machine when it is asked for", async () => {
    const managedDiskOf = async (confidentialDiskEncryption?: string) => {
      const { storageProfile } = await machineOf({
        size: "Standard_DC2as_v5",
        security: {
          type: SecurityType.ConfidentialVM,
          ...(confidentialDiskEncryption !== undefined && { confidentialDiskEncryption }),
        },
        osDisk: { diskEncryptionSetId: ids.encryptionSet },
      });
      return (storageProfile.osDisk as { managedDisk: unknown }).managedDisk;
    };

    assert.deepEqual(await managedDiskOf(), {
      storageAccountType: "Premium_LRS",
      securityProfile: { securityEncryptionType: "VMGuestStateOnly" },
      diskEncryptionSet: { id: ids.encryptionSet },
    });
    assert.deepEqual(await managedDiskOf("DiskWithVMGuestState"), {
      storageAccountType: "Premium_LRS",
      securityProfile: {
        securityEncryptionType: "DiskWithVMGuestState",
        diskEncryptionSet: { id: ids.encryptionSet },
      },
    });
  });

  it("say everything of the system's disk, also that it is ephemeral", async () => {
    const { storageProfile } = await machineOf({
      size: "Standard_M8ms",
      osDisk: {
        name: "web-system",
        storageType: "Premium_LRS",
        caching: "ReadOnly",
        writeAcceleratorEnabled: true,
        diskEncryptionSetId: ids.encryptionSet,
      },
    });
    assert.deepEqual(storageProfile.osDisk, {
      name: "web-system",
      createOption: "FromImage",
      caching: "ReadOnly",
      deleteOption: "Delete",
      writeAcceleratorEnabled: true,
      managedDisk: {
        storageAccountType: "Premium_LRS",
        diskEncryptionSet: { id: ids.encryptionSet },
      },
    });
    const ephemeral = await machineOf({ osDisk: { ephemeralPlacement: "ResourceDisk" } });
    assert.deepEqual(ephemeral.storageProfile.osDisk, {
      createOption: "FromImage",
      caching: "ReadOnly",
      deleteOption: "Delete",
      diffDiskSettings: { option: "Local", placement: "ResourceDisk" },
      managedDisk: { storageAccountType: "Premium_LRS" },
    });
  });

  it("make data disks of every kind, each in the zone in which it can stand", async () => {
    const deployed = await deploy(
      make({
        location: "westeurope",
        zone: "1",
        size: "Standard_M8ms",
        dataDisks: {
          everywhere: { lun: 0, sizeInGigabytes: 64, storageType: "Premium_ZRS", name: "shared" },
          fast: {
            lun: 1,
            sizeInGigabytes: 512,
            storageType: "UltraSSD_LRS",
            iops: 20_000,
            throughputInMegabytesPerSecond: 1_000,
          },
          log: {
            lun: 2,
            sizeInGigabytes: 128,
            caching: "None",
            writeAcceleratorEnabled: true,
            performanceTier: "P30",
            diskEncryptionSetId: ids.encryptionSet,
          },
          history: { lun: 3, existingDiskId: ids.disk, caching: "ReadOnly" },
          later: { lun: 4, sizeInGigabytes: 32, storageType: pulumi.output("StandardSSD_ZRS") },
        },
      }),
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:network:NetworkInterface web-nic",
      "azure-native:compute:Disk web-disk-everywhere",
      "azure-native:compute:Disk web-disk-fast",
      "azure-native:compute:Disk web-disk-log",
      "azure-native:compute:Disk web-disk-later",
      "azure-native:compute:VirtualMachine web-vm",
    ]);
    const common = {
      resourceGroupName: "fleet",
      location: "westeurope",
      creationData: { createOption: "Empty" },
    };
    assert.deepEqual(inputsOf(deployed, "web-disk-everywhere"), {
      ...common,
      diskName: "shared",
      diskSizeGB: 64,
      sku: { name: "Premium_ZRS" },
    });
    assert.deepEqual(inputsOf(deployed, "web-disk-later"), {
      ...common,
      diskSizeGB: 32,
      sku: { name: "StandardSSD_ZRS" },
    });
    assert.deepEqual(inputsOf(deployed, "web-disk-fast"), {
      ...common,
      zones: ["1"],
      diskSizeGB: 512,
      sku: { name: "UltraSSD_LRS" },
      diskIOPSReadWrite: 20_000,
      diskMBpsReadWrite: 1_000,
    });
    assert.deepEqual(inputsOf(deployed, "web-disk-log"), {
      ...common,
      zones: ["1"],
      diskSizeGB: 128,
      sku: { name: "Premium_LRS" },
      tier: "P30",
      encryption: {
        type: "EncryptionAtRestWithCustomerKey",
        diskEncryptionSetId: ids.encryptionSet,
      },
    });
    const machine = inputsOf(deployed, "web-vm") as {
      storageProfile: { dataDisks: readonly unknown[] };
      additionalCapabilities: unknown;
    };
    assert.deepEqual(machine.storageProfile.dataDisks.slice(2, 4), [
      {
        lun: 2,
        createOption: "Attach",
        caching: "None",
        writeAcceleratorEnabled: true,
        managedDisk: { id: `${compute}/disks/web-disk-log` },
      },
      {
        lun: 3,
        createOption: "Attach",
        caching: "ReadOnly",
        managedDisk: { id: ids.disk },
      },
    ]);
    assert.deepEqual(machine.additionalCapabilities, { ultraSSDEnabled: true });
  });

  it("let a machine hold ultra disks where one is, where one comes to be known, or when it is asked for", async () => {
    const capabilities = async (args: Partial<LinuxVirtualMachineArgs>) =>
      (await machineOf(args)).additionalCapabilities;
    const disk = (storageType: pulumi.Input<string>) => ({
      dataDisks: { data: { lun: 0, sizeInGigabytes: 64, storageType } },
    });

    assert.equal(await capabilities(disk("Premium_LRS")), undefined);
    assert.deepEqual(await capabilities(disk(pulumi.output("UltraSSD_LRS"))), {
      ultraSSDEnabled: true,
    });
    assert.deepEqual(await capabilities(disk(pulumi.output("Premium_LRS"))), {
      ultraSSDEnabled: false,
    });
    assert.deepEqual(await capabilities({ ultraDisksSupported: true }), { ultraSSDEnabled: true });
  });
});
