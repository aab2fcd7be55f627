import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PatchedBy } from "../../src/components/virtual-machine/patch-arguments";
import {
  WindowsVirtualMachine,
  type WindowsVirtualMachineArgs,
} from "../../src/components/windows-virtual-machine";
import {
  childrenOf,
  deploy,
  groupId,
  inputsOf,
  lateRefusalOf,
  principalIdOf,
  refusalOf,
  secretIn,
  unknownInput,
  unknownPaths,
  valueOf,
} from "./mocks";

const subnetId = `${groupId}/providers/Microsoft.Network/virtualNetworks/fleet/subnets/default`;
const adminPassword = "correct horse battery staple";
const windows2022 = "MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest";
const hotpatchable = "MicrosoftWindowsServer:WindowsServer:2025-datacenter-azure-edition:latest";

const smallest: WindowsVirtualMachineArgs = {
  resourceGroupName: "fleet",
  subnetId,
  image: windows2022,
  adminUsername: "fleet",
  adminPassword,
};

function make(args: Partial<WindowsVirtualMachineArgs> = {}) {
  return (opts: pulumi.ComponentResourceOptions) =>
    new WindowsVirtualMachine("files", { ...smallest, ...args }, opts);
}

/** What is sent about patching. */
async function patching(args: Partial<WindowsVirtualMachineArgs>): Promise<unknown> {
  const deployed = await deploy(make(args));
  assert.deepEqual(deployed.failures, []);
  const profile = secretIn(inputsOf(deployed, "files-vm").osProfile) as {
    windowsConfiguration: unknown;
  };
  return profile.windowsConfiguration;
}

describe("WindowsVirtualMachine", () => {
  it("makes a machine that Azure patches", async () => {
    const deployed = await deploy(make());

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:network:NetworkInterface files-nic",
      "azure-native:compute:VirtualMachine files-vm",
    ]);
    const { osProfile, ...others } = inputsOf(deployed, "files-vm");
    assert.deepEqual(others, {
      resourceGroupName: "fleet",
      hardwareProfile: { vmSize: "Standard_D2s_v5" },
      storageProfile: {
        imageReference: {
          publisher: "MicrosoftWindowsServer",
          offer: "WindowsServer",
          sku: "2022-datacenter-g2",
          version: "latest",
        },
        osDisk: {
          createOption: "FromImage",
          caching: "ReadWrite",
          deleteOption: "Delete",
          managedDisk: { storageAccountType: "Premium_LRS" },
        },
      },
      networkProfile: {
        networkInterfaces: [
          {
            id: `${groupId}/providers/Microsoft.Network/networkInterfaces/files-nic`,
            primary: true,
          },
        ],
      },
      diagnosticsProfile: { bootDiagnostics: { enabled: true } },
    });
    assert.deepEqual(secretIn(osProfile), {
      computerName: "files",
      adminUsername: "fleet",
      adminPassword,
      windowsConfiguration: {
        enableAutomaticUpdates: true,
        provisionVMAgent: true,
        patchSettings: {
          patchMode: "AutomaticByPlatform",
          assessmentMode: "AutomaticByPlatform",
          automaticByPlatformSettings: {
            bypassPlatformSafetyChecksOnUserSchedule: false,
            rebootSetting: "IfRequired",
          },
        },
      },
    });
    assert.equal(await valueOf(deployed.result.privateIpAddress), "10.0.0.4");
  });

  it("keeps the password secret in its own inputs", async () => {
    const deployed = await deploy(make());

    assert.equal(secretIn(inputsOf(deployed, "files").adminPassword), adminPassword);
  });

  it("takes every argument", async () => {
    const tags = { workload: "fleet" };
    const deployed = await deploy(
      make({
        image: hotpatchable,
        vmName: "files-1",
        computerName: "FILES1",
        location: "westeurope",
        size: "Standard_E4s_v5",
        zone: "1",
        osDisk: { storageType: "StandardSSD_LRS", sizeInGigabytes: 256, deletedWithMachine: true },
        dataDisks: { data: { lun: 1, sizeInGigabytes: 512 } },
        systemAssignedIdentityEnabled: true,
        patchedBy: PatchedBy.Platform,
        patchSettings: { hotpatchingEnabled: true, enableAutomaticUpdates: true },
        timeZone: "W. Europe Standard Time",
        tags,
      }),
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:network:NetworkInterface files-nic",
      "azure-native:compute:Disk files-disk-data",
      "azure-native:compute:VirtualMachine files-vm",
    ]);
    assert.deepEqual(secretIn(inputsOf(deployed, "files-vm").osProfile), {
      computerName: "FILES1",
      adminUsername: "fleet",
      adminPassword,
      windowsConfiguration: {
        enableAutomaticUpdates: true,
        provisionVMAgent: true,
        patchSettings: {
          patchMode: "AutomaticByPlatform",
          assessmentMode: "AutomaticByPlatform",
          automaticByPlatformSettings: {
            bypassPlatformSafetyChecksOnUserSchedule: false,
            rebootSetting: "IfRequired",
          },
          enableHotpatching: true,
        },
        timeZone: "W. Europe Standard Time",
      },
    });
    assert.deepEqual(inputsOf(deployed, "files-vm").zones, ["1"]);
    assert.deepEqual(inputsOf(deployed, "files-vm").identity, { type: "SystemAssigned" });
    assert.deepEqual(inputsOf(deployed, "files-vm").tags, tags);
    assert.equal(await valueOf(deployed.result.principalId), principalIdOf("files-1"));
    assert.deepEqual(deployed.warnings, []);
  });

  it("makes a legal computer name of any name", async () => {
    const deployed = await deploy(
      (opts) => new WindowsVirtualMachine("domain_controller.primary", smallest, opts),
    );

    const profile = secretIn(inputsOf(deployed, "domain_controller.primary-vm").osProfile) as {
      computerName: string;
    };
    assert.equal(profile.computerName, "domain-con-bed6");
  });

  describe("patching", () => {
    it("leaves everything to a schedule, the machine's reboot setting too", async () => {
      assert.deepEqual(await patching({ patchedBy: PatchedBy.Schedule }), {
        enableAutomaticUpdates: true,
        provisionVMAgent: true,
        patchSettings: {
          patchMode: "AutomaticByPlatform",
          assessmentMode: "AutomaticByPlatform",
          automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
        },
      });
    });

    it("leaves patches to Windows Update", async () => {
      assert.deepEqual(await patching({ patchedBy: PatchedBy.OperatingSystem }), {
        enableAutomaticUpdates: true,
        provisionVMAgent: true,
        patchSettings: { patchMode: "AutomaticByOS", assessmentMode: "AutomaticByPlatform" },
      });
    });

    it("leaves patches to nobody", async () => {
      assert.deepEqual(await patching({ patchedBy: PatchedBy.Nobody }), {
        enableAutomaticUpdates: false,
        provisionVMAgent: true,
        patchSettings: { patchMode: "Manual", assessmentMode: "AutomaticByPlatform" },
      });
    });

    it("accepts the platform beside automatic updates that are off, with a warning", async () => {
      const { warnings, failures } = await deploy(
        make({ patchSettings: { enableAutomaticUpdates: false } }),
      );

      assert.deepEqual(failures, []);
      assert.equal(
        warnings.join("\n"),
        'patchSettings.enableAutomaticUpdates: Patch mode "AutomaticByPlatform" stands beside enableAutomaticUpdates false: the guide to automatic guest patching allows it, the text of the Compute API asks for true. Set enableAutomaticUpdates to true unless the machine must be able to change to "Manual" later. [EVG-PATCH-006]',
      );
    });

    it("refuses a mode whose flag does not fit", async () => {
      assert.equal(
        await refusalOf(make({ patchSettings: { patchMode: "Manual" } })),
        [
          'WindowsVirtualMachine "files" has 1 problem:',
          '  - patchSettings.patchMode: Patch mode "Manual" needs enableAutomaticUpdates false, and it is not set, which means true. Create the machine with enableAutomaticUpdates false, or use "AutomaticByPlatform" or "AutomaticByOS". [EVG-PATCH-005]',
        ].join("\n"),
      );
      assert.equal(
        await refusalOf(
          make({
            patchedBy: PatchedBy.OperatingSystem,
            patchSettings: { enableAutomaticUpdates: false },
          }),
        ),
        [
          'WindowsVirtualMachine "files" has 1 problem:',
          '  - patchSettings.patchMode: Patch mode "AutomaticByOS" needs enableAutomaticUpdates true, and it is false. Create the machine with enableAutomaticUpdates true, or use "AutomaticByPlatform" or "Manual". [EVG-PATCH-004]',
        ].join("\n"),
      );
    });

    it("refuses hotpatching by a schedule, and of an image that was not made for it", async () => {
      assert.equal(
        await refusalOf(
          make({ patchedBy: PatchedBy.Schedule, patchSettings: { hotpatchingEnabled: true } }),
        ),
        [
          'WindowsVirtualMachine "files" has 2 problems:',
          "  - patchSettings.bypassPlatformSafetyChecksOnUserSchedule: Hotpatch updates require platform safety checks, and bypassPlatformSafetyChecksOnUserSchedule is true. Set bypassPlatformSafetyChecksOnUserSchedule to false, or switch hotpatching off to patch by a schedule of your own. [EVG-PATCH-012]",
          `  - image: "${windows2022}" cannot be patched without a reboot. Use one of the SKUs of MicrosoftWindowsServer:WindowsServer that can, "2025-datacenter-azure-edition", "2025-datacenter-azure-edition-core", "2025-datacenter-azure-edition-smalldisk", "2025-datacenter-azure-edition-core-smalldisk", "2022-datacenter-azure-edition-core-smalldisk", "2022-datacenter-azure-edition-core", "2022-datacenter-azure-edition-hotpatch", "2022-datacenter-azure-edition-hotpatch-smalldisk", or switch hotpatching off. If you know that Azure supports it, set imageSupportAsserted. [EVG-IMAGE-003]`,
        ].join("\n"),
      );
    });

    it("refuses hotpatching by anybody but the platform", async () => {
      assert.equal(
        await refusalOf(
          make({
            image: hotpatchable,
            patchedBy: PatchedBy.OperatingSystem,
            patchSettings: { hotpatchingEnabled: true },
          }),
        ),
        [
          'WindowsVirtualMachine "files" has 1 problem:',
          '  - patchSettings.hotpatchingEnabled: Hotpatching needs patch mode "AutomaticByPlatform", and the mode is "AutomaticByOS". Set patchMode to "AutomaticByPlatform", or switch hotpatching off. [EVG-PATCH-011]',
        ].join("\n"),
      );
    });

    it("refuses an image of Linux", async () => {
      assert.equal(
        await refusalOf(make({ image: "Canonical:ubuntu-24_04-lts:server:latest" })),
        [
          'WindowsVirtualMachine "files" has 1 problem:',
          '  - image: "Canonical:ubuntu-24_04-lts:server:latest" is an image of Linux, and the machine\'s settings are those of Windows. Use an image of Windows, or a LinuxVirtualMachine. [EVG-IMAGE-005]',
        ].join("\n"),
      );
    });

    it("refuses an image that the platform does not patch", async () => {
      assert.equal(
        await refusalOf(make({ image: "MicrosoftWindowsServer:WindowsServer:2022-datacentre" })),
        [
          'WindowsVirtualMachine "files" has 1 problem:',
          '  - image: "MicrosoftWindowsServer:WindowsServer:2022-datacentre" is not among the images that Azure patches by itself. Use the nearest that are, "MicrosoftWindowsServer:WindowsServer:2022-datacenter", "MicrosoftWindowsServer:WindowsServer:2025-datacenter", "MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2", or let a schedule or the operating system patch the machine. If you know that Azure supports it, set imageSupportAsserted. [EVG-IMAGE-002]',
        ].join("\n"),
      );
    });
  });

  it("tells all other problems at once, and never the password", async () => {
    const message = await refusalOf(
      make({
        adminUsername: "Administrator",
        computerName: "fileserver-of-the-fleet",
        timeZone: "Europe/Amsterdam",
        location: "westeuropa",
      }),
    );

    assert.equal(
      message,
      [
        'WindowsVirtualMachine "files" has 4 problems:',
        '  - adminUsername: Azure gives the name "Administrator" to no administrator. Choose a name that is harder to guess. [EVG-VM-002]',
        '  - computerName: "fileserver-of-the-fleet" is not a computer name for Windows: it has up to 15 letters, digits and hyphens, not only digits, and no hyphen at the end. Use for example "fileserver-abcc". [EVG-VM-001]',
        '  - location: "westeuropa" is not an Azure region. Did you mean "westeurope"? [EVG-REGION-001]',
        '  - timeZone: "Europe/Amsterdam" is an IANA time zone; Azure takes a Windows time zone here. Give "W. Europe Standard Time". [EVG-TIME-001]',
      ].join("\n"),
    );
    assert.ok(!message.includes(adminPassword));
  });

  it("judges arguments that are outputs once they are known, and makes no machine of bad ones", async () => {
    const refusal = await lateRefusalOf(
      make({
        timeZone: pulumi.output("CET"),
        adminUsername: pulumi.output("fleet."),
        patchSettings: { enableAutomaticUpdates: pulumi.output(false), patchMode: "AutomaticByOS" },
      }),
    );

    assert.deepEqual(refusal, {
      message: [
        'WindowsVirtualMachine "files" has 3 problems:',
        '  - adminUsername: "fleet." is not a name for an administrator of Windows: it has 1 to 20 characters and no dot at the end. Choose another name. [EVG-VM-003]',
        '  - patchSettings.patchMode: Patch mode "AutomaticByOS" needs enableAutomaticUpdates true, and it is false. Create the machine with enableAutomaticUpdates true, or use "AutomaticByPlatform" or "Manual". [EVG-PATCH-004]',
        '  - timeZone: "CET" is an IANA time zone; Azure takes a Windows time zone here. Give "Romance Standard Time". [EVG-TIME-001]',
      ].join("\n"),
      registered: [],
    });
  });

  it("judges nothing that is unknown in a preview", async () => {
    const deployed = await deploy(
      (opts) =>
        new WindowsVirtualMachine(
          "files",
          {
            resourceGroupName: unknownInput(),
            subnetId: unknownInput(),
            image: unknownInput(),
            adminUsername: unknownInput(),
            adminPassword: unknownInput(),
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
            dataDisks: { data: { lun: unknownInput(), sizeInGigabytes: unknownInput() } },
            systemAssignedIdentityEnabled: true,
            userAssignedIdentityIds: [unknownInput()],
            patchSettings: {
              patchMode: unknownInput(),
              assessmentMode: unknownInput(),
              enableAutomaticUpdates: unknownInput(),
              bypassPlatformSafetyChecksOnUserSchedule: unknownInput(),
              rebootSetting: unknownInput(),
              hotpatchingEnabled: unknownInput(),
            },
            timeZone: unknownInput(),
            tags: unknownInput(),
          },
          opts,
        ),
      { preview: "create" },
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:network:NetworkInterface files-nic",
      "azure-native:compute:Disk files-disk-data",
      "azure-native:compute:VirtualMachine files-vm",
    ]);
    assert.deepEqual(deployed.failures, []);
  });

  it("hands on nothing unknown in the preview of a change", async () => {
    const deployed = await deploy(
      make({
        dataDisks: { data: { lun: 0, sizeInGigabytes: 64 } },
        systemAssignedIdentityEnabled: true,
      }),
      { preview: "update" },
    );

    const unknown = deployed.resources.flatMap(({ name, inputs }) =>
      unknownPaths(inputs).map((path) => `${name}: ${path}`),
    );
    assert.deepEqual(unknown, []);
    assert.equal(await valueOf(deployed.result.principalId), principalIdOf("files-vm"));
  });
});
