import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  LinuxVirtualMachine,
  type LinuxVirtualMachineArgs,
} from "../../src/components/linux-virtual-machine";
import {
  PatchedBy,
  type VirtualMachinePatchSettingsArgs,
} from "../../src/components/virtual-machine/patch-arguments";
import {
  childrenOf,
  deploy,
  groupId,
  inputsOf,
  lateRefusalOf,
  principalIdOf,
  refusalOf,
  unknownInput,
  unknownPaths,
  valueOf,
} from "./mocks";

const subnetId = `${groupId}/providers/Microsoft.Network/virtualNetworks/fleet/subnets/default`;
const identityId = `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/fleet`;
const sshPublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 fleet";
const ubuntu = "Canonical:ubuntu-24_04-lts:server:latest";
const redHat = "RedHat:RHEL:8_8:latest";

const smallest: LinuxVirtualMachineArgs = {
  resourceGroupName: "fleet",
  subnetId,
  image: ubuntu,
  adminUsername: "fleet",
  sshPublicKey,
};

function make(args: Partial<LinuxVirtualMachineArgs> = {}) {
  return (opts: pulumi.ComponentResourceOptions) =>
    new LinuxVirtualMachine("web", { ...smallest, ...args }, opts);
}

/** What is sent about patching. */
async function patching(args: Partial<LinuxVirtualMachineArgs>): Promise<unknown> {
  const deployed = await deploy(make(args));
  assert.deepEqual(deployed.failures, []);
  const { osProfile } = inputsOf(deployed, "web-vm") as {
    osProfile: { linuxConfiguration: { patchSettings: unknown } };
  };
  return osProfile.linuxConfiguration.patchSettings;
}

describe("LinuxVirtualMachine", () => {
  it("makes a machine that Azure patches, reached by key alone", async () => {
    const deployed = await deploy(make());

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:network:NetworkInterface web-nic",
      "azure-native:compute:VirtualMachine web-vm",
    ]);
    assert.deepEqual(inputsOf(deployed, "web-nic"), {
      resourceGroupName: "fleet",
      ipConfigurations: [
        { name: "primary", subnet: { id: subnetId }, privateIPAllocationMethod: "Dynamic" },
      ],
    });
    assert.deepEqual(inputsOf(deployed, "web-vm"), {
      resourceGroupName: "fleet",
      hardwareProfile: { vmSize: "Standard_D2s_v5" },
      storageProfile: {
        imageReference: {
          publisher: "Canonical",
          offer: "ubuntu-24_04-lts",
          sku: "server",
          version: "latest",
        },
        osDisk: {
          createOption: "FromImage",
          caching: "ReadWrite",
          deleteOption: "Delete",
          managedDisk: { storageAccountType: "Premium_LRS" },
        },
      },
      osProfile: {
        computerName: "web",
        adminUsername: "fleet",
        linuxConfiguration: {
          disablePasswordAuthentication: true,
          provisionVMAgent: true,
          patchSettings: {
            patchMode: "AutomaticByPlatform",
            assessmentMode: "AutomaticByPlatform",
            automaticByPlatformSettings: {
              bypassPlatformSafetyChecksOnUserSchedule: false,
              rebootSetting: "IfRequired",
            },
          },
          ssh: {
            publicKeys: [{ path: "/home/fleet/.ssh/authorized_keys", keyData: sshPublicKey }],
          },
        },
      },
      networkProfile: {
        networkInterfaces: [
          {
            id: `${groupId}/providers/Microsoft.Network/networkInterfaces/web-nic`,
            primary: true,
          },
        ],
      },
      diagnosticsProfile: { bootDiagnostics: { enabled: true } },
    });
    assert.deepEqual(deployed.warnings, []);
    const { result } = deployed;
    assert.equal(
      await valueOf(result.virtualMachineId),
      `${groupId}/providers/Microsoft.Compute/virtualMachines/web-vm`,
    );
    assert.equal(await valueOf(result.virtualMachineName), "web-vm");
    assert.equal(
      await valueOf(result.networkInterfaceId),
      `${groupId}/providers/Microsoft.Network/networkInterfaces/web-nic`,
    );
    assert.equal(await valueOf(result.privateIpAddress), "10.0.0.4");
    assert.equal(await valueOf(result.principalId), "");
  });

  it("takes every argument", async () => {
    const tags = { workload: "fleet" };
    const deployed = await deploy(
      make({
        image: redHat,
        vmName: "web-1",
        computerName: "web1.fleet",
        location: "westeurope",
        size: "Standard_E4s_v5",
        zone: "2",
        osDisk: { storageType: "Premium_ZRS", sizeInGigabytes: 128, deletedWithMachine: false },
        dataDisks: {
          data: { lun: 0, sizeInGigabytes: 512, storageType: "PremiumV2_LRS" },
          logs: { lun: 4, sizeInGigabytes: 64 },
        },
        systemAssignedIdentityEnabled: true,
        userAssignedIdentityIds: [identityId],
        patchedBy: PatchedBy.Platform,
        patchSettings: { rebootSetting: "Never" },
        tags,
      }),
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:network:NetworkInterface web-nic",
      "azure-native:compute:Disk web-disk-data",
      "azure-native:compute:Disk web-disk-logs",
      "azure-native:compute:VirtualMachine web-vm",
      "azure-native:compute:VirtualMachineExtension web-packagekit",
    ]);
    assert.deepEqual(inputsOf(deployed, "web-disk-data"), {
      resourceGroupName: "fleet",
      location: "westeurope",
      zones: ["2"],
      creationData: { createOption: "Empty" },
      diskSizeGB: 512,
      sku: { name: "PremiumV2_LRS" },
      tags,
    });
    assert.deepEqual(inputsOf(deployed, "web-vm"), {
      resourceGroupName: "fleet",
      vmName: "web-1",
      location: "westeurope",
      zones: ["2"],
      hardwareProfile: { vmSize: "Standard_E4s_v5" },
      storageProfile: {
        imageReference: { publisher: "RedHat", offer: "RHEL", sku: "8_8", version: "latest" },
        osDisk: {
          createOption: "FromImage",
          caching: "ReadWrite",
          deleteOption: "Detach",
          diskSizeGB: 128,
          managedDisk: { storageAccountType: "Premium_ZRS" },
        },
        dataDisks: [
          {
            lun: 0,
            createOption: "Attach",
            managedDisk: { id: `${groupId}/providers/Microsoft.Compute/disks/web-disk-data` },
          },
          {
            lun: 4,
            createOption: "Attach",
            managedDisk: { id: `${groupId}/providers/Microsoft.Compute/disks/web-disk-logs` },
          },
        ],
      },
      osProfile: {
        computerName: "web1.fleet",
        adminUsername: "fleet",
        linuxConfiguration: {
          disablePasswordAuthentication: true,
          provisionVMAgent: true,
          patchSettings: {
            patchMode: "AutomaticByPlatform",
            assessmentMode: "AutomaticByPlatform",
            automaticByPlatformSettings: {
              bypassPlatformSafetyChecksOnUserSchedule: false,
              rebootSetting: "Never",
            },
          },
          ssh: {
            publicKeys: [{ path: "/home/fleet/.ssh/authorized_keys", keyData: sshPublicKey }],
          },
        },
      },
      networkProfile: {
        networkInterfaces: [
          {
            id: `${groupId}/providers/Microsoft.Network/networkInterfaces/web-nic`,
            primary: true,
          },
        ],
      },
      diagnosticsProfile: { bootDiagnostics: { enabled: true } },
      identity: { type: "SystemAssigned, UserAssigned", userAssignedIdentities: [identityId] },
      tags,
    });
    assert.deepEqual(inputsOf(deployed, "web-packagekit"), {
      resourceGroupName: "fleet",
      vmName: "web-1",
      vmExtensionName: "mask-packagekit",
      location: "westeurope",
      publisher: "Microsoft.Azure.Extensions",
      type: "CustomScript",
      typeHandlerVersion: "2.1",
      autoUpgradeMinorVersion: true,
      settings: { commandToExecute: "systemctl stop packagekit; systemctl mask packagekit" },
      tags,
    });
    assert.equal(await valueOf(deployed.result.principalId), principalIdOf("web-1"));
  });

  describe("patching", () => {
    it("leaves everything to a schedule, the machine's reboot setting too", async () => {
      assert.deepEqual(await patching({ patchedBy: PatchedBy.Schedule }), {
        patchMode: "AutomaticByPlatform",
        assessmentMode: "AutomaticByPlatform",
        automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
      });
    });

    it("leaves patches to the image", async () => {
      assert.deepEqual(await patching({ patchedBy: PatchedBy.OperatingSystem }), {
        patchMode: "ImageDefault",
        assessmentMode: "AutomaticByPlatform",
      });
    });

    it("warns that nobody is no choice on Linux", async () => {
      const { warnings } = await deploy(make({ patchedBy: PatchedBy.Nobody }));

      assert.deepEqual(warnings, [
        'patchedBy: Nobody is to patch, but Azure can only set a Linux machine to "ImageDefault", in which the image\'s own updater goes on. Switch the updater off in the image or with cloud-init, for example unattended-upgrades on Ubuntu. [EVG-PATCH-018]',
      ]);
    });

    it("derives nothing from a patch mode that is set without saying who patches", async () => {
      assert.deepEqual(await patching({ patchSettings: { patchMode: "ImageDefault" } }), {
        patchMode: "ImageDefault",
        assessmentMode: "AutomaticByPlatform",
      });
    });

    it("takes a setting that is undefined for one that is not set", async () => {
      // As a program hands it on that is compiled without exactOptionalPropertyTypes.
      const undefinedSettings: object = { patchMode: undefined, rebootSetting: undefined };

      assert.deepEqual(await patching({ patchSettings: undefinedSettings }), await patching({}));
    });

    it("refuses settings that Azure refuses together, all at once", async () => {
      const message = await refusalOf(
        make({
          patchedBy: PatchedBy.OperatingSystem,
          patchSettings: {
            assessmentMode: "Daily",
            rebootSetting: "IfRequired",
            bypassPlatformSafetyChecksOnUserSchedule: true,
            enableAutomaticUpdates: true,
            hotpatchingEnabled: true,
          } as VirtualMachinePatchSettingsArgs,
        }),
      );

      assert.equal(
        message,
        [
          'LinuxVirtualMachine "web" has 5 problems:',
          '  - patchSettings.assessmentMode: "Daily" is not an assessment mode; the modes are "ImageDefault" and "AutomaticByPlatform". Use "AutomaticByPlatform" to have missing patches looked up every 24 hours, or "ImageDefault" to leave it to the image. [EVG-PATCH-002]',
          "  - patchSettings.enableAutomaticUpdates: enableAutomaticUpdates is true, but a Linux machine has no such property. Leave enableAutomaticUpdates out. [EVG-PATCH-007]",
          '  - patchSettings.bypassPlatformSafetyChecksOnUserSchedule: bypassPlatformSafetyChecksOnUserSchedule is set, but only patch mode "AutomaticByPlatform" takes it, and the mode is "ImageDefault". Leave bypassPlatformSafetyChecksOnUserSchedule out, or set patchMode to "AutomaticByPlatform". [EVG-PATCH-009]',
          '  - patchSettings.rebootSetting: rebootSetting is set, but only patch mode "AutomaticByPlatform" takes it, and the mode is "ImageDefault". Leave rebootSetting out, or set patchMode to "AutomaticByPlatform". [EVG-PATCH-009]',
          "  - patchSettings.hotpatchingEnabled: hotpatchingEnabled is true, but hotpatching exists only for Windows. Leave hotpatchingEnabled out. [EVG-PATCH-010]",
        ].join("\n"),
      );
    });

    it("refuses a Windows patch mode", async () => {
      assert.equal(
        await refusalOf(make({ patchSettings: { patchMode: "Manual" } })),
        [
          'LinuxVirtualMachine "web" has 1 problem:',
          '  - patchSettings.patchMode: "Manual" is not a patch mode of Linux, whose modes are "ImageDefault" and "AutomaticByPlatform". Use "AutomaticByPlatform" to let Azure or a schedule patch, or "ImageDefault" to leave it to the image. [EVG-PATCH-001]',
        ].join("\n"),
      );
    });

    it("refuses a word that names nobody", async () => {
      assert.equal(
        await refusalOf(make({ patchedBy: "Platfrom" as PatchedBy })),
        [
          'LinuxVirtualMachine "web" has 1 problem:',
          '  - patchedBy: "Platfrom" is none of the words that patchedBy takes. Use "Platform", "Schedule", "OperatingSystem" or "Nobody". [EVG-ARGUMENT-003]',
        ].join("\n"),
      );
    });
  });

  describe("image", () => {
    it("refuses one that Azure does not patch, and names the nearest that it does", async () => {
      assert.equal(
        await refusalOf(make({ image: "Canonical:ubuntu-24_04-lts:minimal" })),
        [
          'LinuxVirtualMachine "web" has 1 problem:',
          '  - image: "Canonical:ubuntu-24_04-lts:minimal" is not among the images that Azure patches by itself. Use the nearest that are, "Canonical:ubuntu-24_04-lts:cvm", "Canonical:ubuntu-24_04-lts:server", "Canonical:ubuntu-24_04-lts:ubuntu-pro", or let a schedule or the operating system patch the machine. If you know that Azure supports it, set imageSupportAsserted. [EVG-IMAGE-002]',
        ].join("\n"),
      );
    });

    it("refuses one of a publisher that has none", async () => {
      assert.equal(
        await refusalOf(make({ image: "kinvolk:flatcar:stable" })),
        [
          'LinuxVirtualMachine "web" has 1 problem:',
          '  - image: "kinvolk:flatcar:stable" is not among the images that Azure patches by itself. No image of publisher "kinvolk" is: use another publisher\'s, or let a schedule or the operating system patch the machine. If you know that Azure supports it, set imageSupportAsserted. [EVG-IMAGE-002]',
        ].join("\n"),
      );
    });

    it("takes any when the caller knows better", async () => {
      const { failures, warnings } = await deploy(
        make({ image: "kinvolk:flatcar:stable", imageSupportAsserted: true }),
      );

      assert.deepEqual([failures, warnings], [[], []]);
    });

    it("takes any that the platform does not patch", async () => {
      const { failures, warnings } = await deploy(
        make({ image: "kinvolk:flatcar:stable", patchedBy: PatchedBy.OperatingSystem }),
      );

      assert.deepEqual([failures, warnings], [[], []]);
    });

    it("warns when a schedule is to patch one that Update Manager passes over", async () => {
      const { warnings } = await deploy(
        make({ image: "kinvolk:flatcar:stable", patchedBy: PatchedBy.Schedule }),
      );

      assert.equal(
        warnings.join("\n"),
        'image: "kinvolk:flatcar:stable" is not among the images that Azure Update Manager\'s built-in policies look at, so they will call the machine not applicable. Check in Update Manager that the machine is assessed, or use a listed image. If you know that Azure supports it, set imageSupportAsserted. [EVG-IMAGE-004]',
      );
    });

    it("refuses one of Windows, whoever patches and whatever the caller knows", async () => {
      assert.equal(
        await refusalOf(
          make({
            image: "MicrosoftWindowsServer:WindowsServer:2022-datacenter",
            patchedBy: PatchedBy.OperatingSystem,
            imageSupportAsserted: true,
          }),
        ),
        [
          'LinuxVirtualMachine "web" has 1 problem:',
          '  - image: "MicrosoftWindowsServer:WindowsServer:2022-datacenter" is an image of Windows, and the machine\'s settings are those of Linux. Use an image of Linux, or a WindowsVirtualMachine. [EVG-IMAGE-005]',
        ].join("\n"),
      );
    });

    it("refuses what is no image", async () => {
      assert.equal(
        await refusalOf(make({ image: "ubuntu-24.04" })),
        [
          'LinuxVirtualMachine "web" has 1 problem:',
          '  - image: "ubuntu-24.04" is not an image: it must read publisher:offer:sku or publisher:offer:sku:version. Write it as "az vm image list" prints it, for example "Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2:latest". [EVG-IMAGE-001]',
        ].join("\n"),
      );
    });
  });

  describe("PackageKit", () => {
    const masked = async (args: Partial<LinuxVirtualMachineArgs>) =>
      childrenOf(await deploy(make(args))).includes(
        "azure-native:compute:VirtualMachineExtension web-packagekit",
      );

    it("is masked on Red Hat that the platform or a schedule patches", async () => {
      assert.equal(await masked({ image: redHat }), true);
      assert.equal(await masked({ image: redHat, patchedBy: PatchedBy.Schedule }), true);
    });

    it("is left alone elsewhere, and when it is asked for", async () => {
      assert.equal(await masked({ image: redHat, patchedBy: PatchedBy.OperatingSystem }), false);
      assert.equal(await masked({ image: redHat, packageKitMasked: false }), false);
      assert.equal(await masked({ image: pulumi.output(redHat) }), false);
    });

    it("is masked on any image on request", async () => {
      assert.equal(await masked({ image: pulumi.output(redHat), packageKitMasked: true }), true);
    });
  });

  it("tells all other problems at once, before anything is registered", async () => {
    const message = await refusalOf(
      make({
        subnetId: groupId,
        adminUsername: "root",
        computerName: "web_1",
        location: "westus",
        zone: "1",
        dataDisks: {
          data: { lun: 0, sizeInGigabytes: 64 },
          logs: { lun: 0, sizeInGigabytes: 64 },
          temp: { lun: 64, sizeInGigabytes: 64 },
        },
        userAssignedIdentityIds: [subnetId],
      }),
    );

    assert.equal(
      message,
      [
        'LinuxVirtualMachine "web" has 7 problems:',
        `  - subnetId: "${groupId}" is the id of a Microsoft.Resources/resourceGroups, not of a Microsoft.Network/virtualNetworks/subnets. Give the id of a Microsoft.Network/virtualNetworks/subnets. [EVG-ID-003]`,
        '  - adminUsername: Azure gives the name "root" to no administrator. Choose a name that is harder to guess. [EVG-VM-002]',
        '  - computerName: "web_1" is not a computer name for Linux: it has up to 64 letters, digits, hyphens and dots, and none of the last two at the end. Use for example "web-1". [EVG-VM-001]',
        '  - zone: Zone "1" cannot be had: the region westus has no availability zones. Leave the zone out, or choose a region with zones. [EVG-REGION-002]',
        '  - dataDisks.logs.lun: The data disks "data" and "logs" both have the logical unit number 0. Give each disk a number of its own. [EVG-VM-005]',
        "  - dataDisks.temp.lun: The logical unit number of a data disk is 64, but it must be a whole number from 0 to 63. Give a number that no other disk of the machine has. [EVG-VM-004]",
        `  - userAssignedIdentityIds[0]: "${subnetId}" is the id of a Microsoft.Network/virtualNetworks/subnets, not of a Microsoft.ManagedIdentity/userAssignedIdentities. Give the id of a Microsoft.ManagedIdentity/userAssignedIdentities. [EVG-ID-003]`,
      ].join("\n"),
    );
  });

  it("refuses a zone that no region has, also in the default region", async () => {
    assert.equal(
      await refusalOf(make({ zone: "west" })),
      [
        'LinuxVirtualMachine "web" has 1 problem:',
        '  - zone: "west" is none of the words that zone takes. Use "1", "2" or "3". [EVG-ARGUMENT-003]',
      ].join("\n"),
    );
  });

  it("judges arguments that are outputs once they are known, and makes no machine of bad ones", async () => {
    const refusal = await lateRefusalOf(
      make({
        image: pulumi.output("kinvolk:flatcar:stable"),
        location: pulumi.output("westeurope"),
        zone: pulumi.output("4"),
        patchSettings: { rebootSetting: pulumi.output("Sometimes") },
      }),
    );

    assert.deepEqual(refusal, {
      message: [
        'LinuxVirtualMachine "web" has 3 problems:',
        '  - zone: "4" is not an availability zone of the region westeurope, which has 1, 2, 3. Give one of them. [EVG-REGION-002]',
        '  - patchSettings.rebootSetting: "Sometimes" is not a reboot setting; the settings are "Unknown", "IfRequired", "Never" and "Always". Use "IfRequired" to reboot when a patch asks for it, or "Never" or "Always". [EVG-PATCH-003]',
        '  - image: "kinvolk:flatcar:stable" is not among the images that Azure patches by itself. No image of publisher "kinvolk" is: use another publisher\'s, or let a schedule or the operating system patch the machine. If you know that Azure supports it, set imageSupportAsserted. [EVG-IMAGE-002]',
      ].join("\n"),
      registered: [],
    });
  });

  it("tells once of an output that is no image", async () => {
    const refusal = await lateRefusalOf(make({ image: pulumi.output("ubuntu") }));

    assert.deepEqual(refusal, {
      message: [
        'LinuxVirtualMachine "web" has 1 problem:',
        '  - image: "ubuntu" is not an image: it must read publisher:offer:sku or publisher:offer:sku:version. Write it as "az vm image list" prints it, for example "Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2:latest". [EVG-IMAGE-001]',
      ].join("\n"),
      registered: [],
    });
  });

  it("judges nothing that is unknown in a preview", async () => {
    const deployed = await deploy(
      (opts) =>
        new LinuxVirtualMachine(
          "web",
          {
            resourceGroupName: unknownInput(),
            subnetId: unknownInput(),
            image: unknownInput(),
            adminUsername: unknownInput(),
            sshPublicKey: unknownInput(),
            vmName: unknownInput(),
            computerName: unknownInput(),
            location: unknownInput(),
            size: unknownInput(),
            zone: unknownInput(),
            osDisk: {
              storageType: unknownInput(),
              sizeInGigabytes: unknownInput(),
              deletedWithMachine: unknownInput(),
            },
            dataDisks: {
              data: {
                lun: unknownInput(),
                sizeInGigabytes: unknownInput(),
                storageType: unknownInput(),
              },
            },
            systemAssignedIdentityEnabled: true,
            userAssignedIdentityIds: [unknownInput()],
            patchSettings: {
              patchMode: unknownInput(),
              assessmentMode: unknownInput(),
              bypassPlatformSafetyChecksOnUserSchedule: unknownInput(),
              rebootSetting: unknownInput(),
            },
            packageKitMasked: true,
            tags: unknownInput(),
          },
          opts,
        ),
      { preview: "create" },
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:network:NetworkInterface web-nic",
      "azure-native:compute:Disk web-disk-data",
      "azure-native:compute:VirtualMachine web-vm",
      "azure-native:compute:VirtualMachineExtension web-packagekit",
    ]);
    assert.deepEqual(deployed.failures, []);
  });

  it("hands on nothing unknown in the preview of a change", async () => {
    const deployed = await deploy(
      make({
        image: redHat,
        dataDisks: { data: { lun: 0, sizeInGigabytes: 64 } },
        systemAssignedIdentityEnabled: true,
      }),
      { preview: "update" },
    );

    const unknown = deployed.resources.flatMap(({ name, inputs }) =>
      unknownPaths(inputs).map((path) => `${name}: ${path}`),
    );
    assert.deepEqual(unknown, []);
    assert.equal(await valueOf(deployed.result.principalId), principalIdOf("web-vm"));
  });
});
