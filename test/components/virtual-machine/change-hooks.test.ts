import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  diskHooks,
  machineHooks,
  refuseImpossibleDiskChange,
  refuseImpossibleMachineChange,
} from "../../../src/components/virtual-machine/change-hooks";

interface Settings {
  readonly enableAutomaticUpdates?: boolean;
  readonly patchMode?: string;
}

function inputsWith(settings: Settings | undefined) {
  if (settings === undefined) {
    return {};
  }
  const { enableAutomaticUpdates, patchMode } = settings;
  const windowsConfiguration = { enableAutomaticUpdates, patchSettings: { patchMode } };
  // As the engine hands it over: a profile with a password in it is a secret.
  return { osProfile: pulumi.secret({ adminPassword: "secret", windowsConfiguration }) };
}

async function refusal(before: Settings | undefined, after: Settings): Promise<string> {
  try {
    await refuseImpossibleMachineChange({
      name: "files-vm",
      oldInputs: inputsWith(before),
      newInputs: inputsWith(after),
    });
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

const on = { enableAutomaticUpdates: true };
const off = { enableAutomaticUpdates: false };

describe("the hook on machines", () => {
  it("lets a machine go between the modes that its flag allows", async () => {
    for (const [before, after] of [
      [
        { ...on, patchMode: "AutomaticByPlatform" },
        { ...on, patchMode: "AutomaticByOS" },
      ],
      [
        { ...on, patchMode: "AutomaticByOS" },
        { ...on, patchMode: "AutomaticByPlatform" },
      ],
      [
        { ...off, patchMode: "Manual" },
        { ...off, patchMode: "AutomaticByPlatform" },
      ],
      [
        { ...off, patchMode: "AutomaticByPlatform" },
        { ...off, patchMode: "Manual" },
      ],
      [undefined, { ...on, patchMode: "AutomaticByPlatform" }],
    ] as const) {
      assert.equal(await refusal(before, after), "");
    }
  });

  it("refuses a change of the flag, which Azure takes at creation alone", async () => {
    assert.equal(
      await refusal({ ...on, patchMode: "AutomaticByPlatform" }, { ...off, patchMode: "Manual" }),
      [
        'The virtual machine "files-vm" has 1 problem:',
        "  - patchSettings.enableAutomaticUpdates: enableAutomaticUpdates cannot change from true to false: Azure takes it only when the machine is created, and refuses the update (PropertyChangeNotAllowed). Leave it at true, or replace the machine on purpose. [EVG-PATCH-014]",
      ].join("\n"),
    );
    assert.equal(
      await refusal({ ...off, patchMode: "Manual" }, { patchMode: "AutomaticByOS" }),
      [
        'The virtual machine "files-vm" has 1 problem:',
        "  - patchSettings.enableAutomaticUpdates: enableAutomaticUpdates cannot change from false to true: Azure takes it only when the machine is created, and refuses the update (PropertyChangeNotAllowed). Leave it at false, or replace the machine on purpose. [EVG-PATCH-014]",
      ].join("\n"),
    );
  });

  it("refuses a way between modes that Azure has not", async () => {
    assert.equal(
      await refusal({ ...off, patchMode: "AutomaticByOS" }, { ...off, patchMode: "Manual" }),
      [
        'The virtual machine "files-vm" has 1 problem:',
        '  - patchSettings.patchMode: The patch mode of a Windows machine with enableAutomaticUpdates false cannot change from "AutomaticByOS" to "Manual". Change to "AutomaticByPlatform" first. [EVG-PATCH-013]',
      ].join("\n"),
    );
  });

  it("refuses whatever Azure takes at creation alone, by the names that the user knows", async () => {
    const machine = (
      image: string,
      osDisk: object,
      more: object = {},
      profile: object = {},
    ): Readonly<Record<string, unknown>> => {
      const [publisher, offer, sku, version] = image.split(":");
      return {
        storageProfile: { imageReference: { publisher, offer, sku, version }, osDisk },
        osProfile: pulumi.secret({ computerName: "files", adminPassword: "first", ...profile }),
        ...more,
      };
    };
    await assert.rejects(
      refuseImpossibleMachineChange({
        name: "files-vm",
        oldInputs: machine(
          "Canonical:ubuntu-24_04-lts:server:latest",
          { name: "system", diskSizeGB: 128, managedDisk: { storageAccountType: "Premium_LRS" } },
          { zones: ["1"], securityProfile: { securityType: "TrustedLaunch" } },
        ),
        newInputs: machine(
          "Canonical:ubuntu-24_04-lts:server-gen1:latest",
          { diskSizeGB: 64, managedDisk: { storageAccountType: "StandardSSD_LRS" } },
          {
            availabilitySet: { id: "/set" },
            securityProfile: { securityType: "ConfidentialVM" },
          },
          { adminPassword: "second", customData: "IyEvYmluL3No" },
        ),
      }),
      {
        message: [
          'The virtual machine "files-vm" has 9 problems:',
          '  - image: image cannot change from "Canonical:ubuntu-24_04-lts:server:latest" to "Canonical:ubuntu-24_04-lts:server-gen1:latest": Azure takes it only when the machine is created. Leave it as it was, or replace the machine with `pulumi up --target-replace` and its URN. [EVG-CHANGE-001]',
          "  - adminPassword: adminPassword cannot change: Azure takes it only when the machine is created. Leave it as it was, and reset it in the machine. [EVG-CHANGE-001]",
          "  - customData: customData cannot change: Azure takes it only when the machine is created. Leave it as it was, or replace the machine with `pulumi up --target-replace` and its URN. [EVG-CHANGE-001]",
          '  - zone: zone cannot change from "1" to nothing: Azure takes it only when the machine is created. Leave it as it was, or replace the machine with `pulumi up --target-replace` and its URN. [EVG-CHANGE-001]',
          '  - placement.availabilitySetId: placement.availabilitySetId cannot change from nothing to "/set": Azure takes it only when the machine is created. Leave it as it was, or replace the machine with `pulumi up --target-replace` and its URN. [EVG-CHANGE-001]',
          '  - osDisk.name: osDisk.name cannot change from "system" to nothing: Azure takes it only when the machine is created. Leave it as it was, or replace the machine with `pulumi up --target-replace` and its URN. [EVG-CHANGE-001]',
          '  - osDisk.storageType: osDisk.storageType cannot change from "Premium_LRS" to "StandardSSD_LRS": Azure takes it only when the machine is created. Leave it as it was, or change the disk itself while the machine is deallocated. [EVG-CHANGE-001]',
          '  - security.type: The security type cannot change from "TrustedLaunch" to "ConfidentialVM": a machine is confidential from its creation on, or never. Leave it as it was, or replace the machine with `pulumi up --target-replace` and its URN. [EVG-CHANGE-002]',
          "  - osDisk.sizeInGigabytes: A disk of 128 gigabytes cannot shrink to 64: Azure lets disks grow alone, so that no data is lost. Leave it at 128, or move the data to another disk. [EVG-CHANGE-003]",
        ].join("\n"),
      },
    );
  });

  it("lets everything else change, and the case of names", async () => {
    await refuseImpossibleMachineChange({
      name: "files-vm",
      oldInputs: {
        hardwareProfile: { vmSize: "Standard_D2s_v5" },
        availabilitySet: { id: "/SET" },
        securityProfile: { securityType: "TrustedLaunch" },
      },
      newInputs: {
        hardwareProfile: { vmSize: "Standard_D4s_v5" },
        availabilitySet: { id: "/set" },
      },
    });
  });

  it("judges nothing that is unknown", async () => {
    await refuseImpossibleMachineChange({
      name: "files-vm",
      oldInputs: inputsWith({ ...on, patchMode: "AutomaticByOS" }),
      newInputs: { osProfile: pulumi.unknown, availabilitySet: { id: pulumi.unknown } },
    });
  });

  it("is not there where no engine is", async () => {
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) });

    assert.equal(machineHooks(), undefined);
    assert.equal(diskHooks(), undefined);
  });
});

describe("the hook on data disks", () => {
  const change = (before: object, after: object) =>
    refuseImpossibleDiskChange({
      name: "files-disk-data",
      oldInputs: { ...before },
      newInputs: { ...after },
    });

  it("refuses what no disk does", async () => {
    await assert.rejects(
      change(
        {
          diskSizeGB: 64,
          sku: { name: "UltraSSD_LRS" },
          encryption: { diskEncryptionSetId: "/set" },
          zones: ["1"],
        },
        { diskSizeGB: 32, sku: { name: "Premium_LRS" }, zones: ["2"] },
      ),
      {
        message: [
          'The data disk "files-disk-data" has 4 problems:',
          "  - sizeInGigabytes: A disk of 64 gigabytes cannot shrink to 32: Azure lets disks grow alone, so that no data is lost. Leave it at 64, or move the data to another disk. [EVG-CHANGE-003]",
          '  - storageType: A disk of type "UltraSSD_LRS" cannot become one of type "Premium_LRS". Leave it as it was, or make another disk from a snapshot of it. [EVG-CHANGE-004]',
          "  - diskEncryptionSetId: A disk that is encrypted with a key of your own cannot go back to Azure's. Leave the disk encryption set, or give another. [EVG-CHANGE-005]",
          "  - zone: A disk cannot move from zone 1 to zone 2. Leave the machine's zone as it was, or make another disk from a snapshot of it. [EVG-CHANGE-006]",
        ].join("\n"),
      },
    );
  });

  it("lets a disk grow, change its type and get a key", async () => {
    await change(
      { diskSizeGB: 32, sku: { name: "StandardSSD_LRS" } },
      {
        diskSizeGB: 64,
        sku: { name: "PremiumV2_LRS" },
        encryption: { diskEncryptionSetId: "/set" },
      },
    );
  });
});
