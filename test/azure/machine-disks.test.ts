import assert from "node:assert/strict";
import {
  dataDiskCountFindings,
  dataDiskSettingsFindings,
  systemDiskFindings,
} from "../../src/azure/machine-disks";
import { isInEveryZone } from "../../src/azure/managed-disk-types";
import { told } from "./told";

const usual = { size: "Standard_D2s_v5" };
const large = { size: "Standard_M8ms" };

describe("the disk of an operating system", () => {
  const find = (disk: Parameters<typeof systemDiskFindings>[0], holder = usual) =>
    told(systemDiskFindings(disk, holder, "osDisk"));

  it("is of a type from which one starts, and no larger than one can be", () => {
    assert.deepEqual(find({ storageType: "Premium_LRS", sizeInGigabytes: 4095 }), []);
    assert.deepEqual(find({ storageType: "PremiumV2_LRS" }), [
      'error osDisk.storageType: No operating system starts from a disk of type "PremiumV2_LRS". Use "Premium_LRS" or another of the first generation, and keep this type for data disks. [EVG-DISK-001]',
    ]);
    assert.deepEqual(find({ storageType: "Premium_LRS", sizeInGigabytes: 4096 }), [
      'error osDisk.sizeInGigabytes: A disk of 4096 gigabytes is asked for, and one of type "Premium_LRS" has a whole number from 1 to 4095. Give a size between them. [EVG-DISK-003]',
    ]);
  });

  it("is premium on sizes that take it alone", () => {
    assert.deepEqual(find({ storageType: "Premium_LRS" }, { size: "Standard_D2d_v5" }), [
      'error osDisk.storageType: A machine of size Standard_D2d_v5 takes no disk of type "Premium_LRS". Use a size with premium storage, or "StandardSSD_LRS". [EVG-DISK-004]',
    ]);
    for (const size of ["Standard_B2ms", "Standard_DS1_v2", "Standard_D2pls_v5", "Standard_M8ms"]) {
      assert.deepEqual(find({ storageType: "Premium_LRS" }, { size }), []);
    }
    assert.deepEqual(find({ storageType: "StandardSSD_LRS" }, { size: "Standard_D2d_v5" }), []);
  });

  it("is accelerated on premium disks of M-series machines alone", () => {
    const accelerated = { writeAcceleratorEnabled: true };
    const refused = (reason: string): string[] => [
      `error osDisk.writeAcceleratorEnabled: The write accelerator is for premium disks of M-series machines with caching "None" or "ReadOnly", and ${reason}. Leave writeAcceleratorEnabled out, or change what does not go with it. [EVG-DISK-006]`,
    ];
    assert.deepEqual(
      find({ ...accelerated, storageType: "Premium_LRS", caching: "None" }, large),
      [],
    );
    assert.deepEqual(
      find({ ...accelerated, storageType: "Premium_LRS" }),
      refused("its machine is of size Standard_D2s_v5"),
    );
    assert.deepEqual(
      find({ ...accelerated, storageType: "StandardSSD_LRS" }, large),
      refused('its type is "StandardSSD_LRS"'),
    );
    assert.deepEqual(
      find({ ...accelerated, storageType: "Premium_LRS", caching: "ReadWrite" }, large),
      refused('its caching is "ReadWrite"'),
    );
  });

  it("is ephemeral only as Azure makes it so", () => {
    const ephemeral = { storageType: "Premium_LRS", ephemeralPlacement: "NvmeDisk" };
    assert.deepEqual(find(ephemeral), []);
    assert.deepEqual(
      find({
        ...ephemeral,
        storageType: "Premium_ZRS",
        caching: "ReadWrite",
        deletedWithMachine: false,
      }),
      [
        'error osDisk.caching: An ephemeral disk stands in the machine\'s own storage: its caching is "ReadOnly", not "ReadWrite". Leave caching out, or leave ephemeralPlacement out. [EVG-DISK-007]',
        "error osDisk.deletedWithMachine: An ephemeral disk stands in the machine's own storage: it goes when the machine goes. Leave deletedWithMachine out, or leave ephemeralPlacement out. [EVG-DISK-007]",
        'error osDisk.storageType: An ephemeral disk stands in the machine\'s own storage: it is not of type "Premium_ZRS". Leave storageType out, or leave ephemeralPlacement out. [EVG-DISK-007]',
      ],
    );
  });
});

describe("data disks of a machine", () => {
  const find = (
    disk: Parameters<typeof dataDiskSettingsFindings>[0],
    holder: Parameters<typeof dataDiskSettingsFindings>[1] = usual,
  ) => told(dataDiskSettingsFindings(disk, holder, "dataDisks.data"));

  it("have a size and a caching that their type has, and stand in a zone where most must", () => {
    assert.deepEqual(
      find(
        { storageType: "UltraSSD_LRS", sizeInGigabytes: 2, caching: "ReadOnly" },
        { ...usual, location: "West Europe" },
      ),
      [
        'error dataDisks.data.sizeInGigabytes: A disk of 2 gigabytes is asked for, and one of type "UltraSSD_LRS" has a whole number from 4 to 65536. Give a size between them. [EVG-DISK-003]',
        'error dataDisks.data.caching: No host caches a disk of type "UltraSSD_LRS", and caching is "ReadOnly". Leave caching out. [EVG-DISK-005]',
        'warning dataDisks.data.storageType: A disk of type "UltraSSD_LRS" is asked for outside a zone, and most regions that have zones take it in a zone alone. Give the machine a zone, or see which regions take it without. [EVG-DISK-011]',
      ],
    );
    const disk = { storageType: "PremiumV2_LRS", sizeInGigabytes: 8 };
    assert.deepEqual(find(disk, { ...usual, location: "westeurope", zone: "1" }), []);
    assert.deepEqual(find(disk, { ...usual, location: "westus" }), []);
    assert.deepEqual(find(disk), []);
  });

  it("are as fast as their size or their type lets them be", () => {
    const fast = { storageType: "PremiumV2_LRS", sizeInGigabytes: 8 };
    assert.deepEqual(find({ ...fast, iops: 4000, throughputInMegabytesPerSecond: 1000 }), []);
    assert.deepEqual(
      find({
        ...fast,
        iops: 5000,
        throughputInMegabytesPerSecond: 1300,
        performanceTier: "P30",
      }),
      [
        'error dataDisks.data.performanceTier: A performance tier is for premium disks, and the type is "PremiumV2_LRS". Leave it out, and give iops and throughputInMegabytesPerSecond. [EVG-DISK-008]',
        "error dataDisks.data.iops: iops is 5000, and a disk of 8 gigabytes takes a whole number from 3000 to 4000. Give a number between them, or a larger disk. [EVG-DISK-010]",
        "error dataDisks.data.throughputInMegabytesPerSecond: throughputInMegabytesPerSecond is 1300, and a disk of 5000 operations a second takes a whole number from 125 to 1250. Give a number between them, or a larger disk. [EVG-DISK-010]",
      ],
    );
    assert.deepEqual(find({ ...fast, throughputInMegabytesPerSecond: 751 }), [
      "error dataDisks.data.throughputInMegabytesPerSecond: throughputInMegabytesPerSecond is 751, and a disk of 3000 operations a second takes a whole number from 125 to 750. Give a number between them, or a larger disk. [EVG-DISK-010]",
    ]);
    assert.deepEqual(
      find({
        storageType: "UltraSSD_LRS",
        sizeInGigabytes: 512,
        iops: 400_000,
        throughputInMegabytesPerSecond: 10_000,
      }),
      [],
    );
    assert.deepEqual(
      find({
        storageType: "StandardSSD_LRS",
        sizeInGigabytes: 64,
        iops: 500,
        throughputInMegabytesPerSecond: 60,
        performanceTier: "P30",
      }),
      [
        'error dataDisks.data.performanceTier: A performance tier is for premium disks, and the type is "StandardSSD_LRS". Leave it out, or use "Premium_LRS". [EVG-DISK-008]',
        'error dataDisks.data.iops: iops is set, and the performance of a disk of type "StandardSSD_LRS" follows from its size. Leave it out, or use "PremiumV2_LRS" or "UltraSSD_LRS". [EVG-DISK-009]',
        'error dataDisks.data.throughputInMegabytesPerSecond: throughputInMegabytesPerSecond is set, and the performance of a disk of type "StandardSSD_LRS" follows from its size. Leave it out, or use "PremiumV2_LRS" or "UltraSSD_LRS". [EVG-DISK-009]',
      ],
    );
  });

  it("are judged by what is known of one that exists", () => {
    assert.deepEqual(find({ caching: "ReadWrite" }), []);
    assert.deepEqual(find({ caching: "ReadWrite", writeAcceleratorEnabled: true }, large), [
      'error dataDisks.data.writeAcceleratorEnabled: The write accelerator is for premium disks of M-series machines with caching "None" or "ReadOnly", and its caching is "ReadWrite". Leave writeAcceleratorEnabled out, or change what does not go with it. [EVG-DISK-006]',
    ]);
  });

  it("are no more than a size takes, where the size is known", () => {
    assert.deepEqual(told(dataDiskCountFindings(5, "standard_d2s_V5", "dataDisks")), [
      "error dataDisks: 5 data disks are given, and a machine of size standard_d2s_V5 takes 4. Leave disks out, or use a larger size. [EVG-DISK-002]",
    ]);
    assert.deepEqual(dataDiskCountFindings(4, "Standard_D2s_v5", "dataDisks"), []);
    assert.deepEqual(dataDiskCountFindings(64, "Standard_X1", "dataDisks"), []);
  });

  it("stand in no zone when they are kept in every one", () => {
    assert.equal(isInEveryZone("Premium_ZRS"), true);
    assert.equal(isInEveryZone("Premium_LRS"), false);
    assert.equal(isInEveryZone("Other"), false);
  });
});
