import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { SecurityType } from "../../../src/components/virtual-machine/security";
import { childrenOf, deploy, groupId, lateRefusalOf, refusalOf, unknownInput } from "../mocks";
import { compute, make } from "./machines";

describe("the options of virtual machines", () => {
  it("are judged all at once, before anything is registered", async () => {
    assert.equal(
      await refusalOf(
        make({
          image: "RedHat:RHEL:8_8:latest",
          location: "westeurope",
          zone: "1",
          osDisk: { storageType: "Premium", caching: "Both", ephemeralPlacement: "Local" },
          dataDisks: {
            data: { lun: 0 },
            old: { lun: 1, existingDiskId: groupId, sizeInGigabytes: 64, performanceTier: "P31" },
          },
          placement: {
            availabilitySetId: `${compute}/availabilitySets/web`,
            dedicatedHostId: `${compute}/hostGroups/web`,
          },
          security: { type: "Trusted" as SecurityType },
          network: { privateIpAddress: "10.0.0", dnsServers: ["10.0.0.4"], publicIpAddressId: "1" },
          licenseType: "Windows_Server",
          bootDiagnostics: { enabled: false, storageUri: "https://fleet.blob.core.windows.net/" },
          extensions: {
            script: {
              publisher: "Microsoft.Azure.Extensions",
              type: "CustomScript",
              typeHandlerVersion: "2.1",
            },
          },
          roleAssignments: { reader: { role: "Readr", scope: groupId } },
        }),
      ),
      [
        'LinuxVirtualMachine "web" has 18 problems:',
        '  - osDisk.storageType: "Premium" is none of the words that osDisk.storageType takes. Use "Premium_LRS", "Premium_ZRS", "StandardSSD_LRS", "StandardSSD_ZRS", "Standard_LRS", "PremiumV2_LRS" or "UltraSSD_LRS". [EVG-ARGUMENT-003]',
        '  - osDisk.caching: "Both" is none of the words that osDisk.caching takes. Use "None", "ReadOnly" or "ReadWrite". [EVG-ARGUMENT-003]',
        '  - osDisk.ephemeralPlacement: "Local" is none of the words that osDisk.ephemeralPlacement takes. Use "CacheDisk", "ResourceDisk" or "NvmeDisk". [EVG-ARGUMENT-003]',
        "  - dataDisks.data.sizeInGigabytes: Neither sizeInGigabytes nor existingDiskId is given. Give sizeInGigabytes or existingDiskId. [EVG-ARGUMENT-001]",
        "  - dataDisks.old.sizeInGigabytes: sizeInGigabytes is given beside existingDiskId: a disk that exists is attached as it is. Leave sizeInGigabytes or existingDiskId out. [EVG-ARGUMENT-002]",
        "  - dataDisks.old.performanceTier: performanceTier is given beside existingDiskId: a disk that exists is attached as it is. Leave performanceTier or existingDiskId out. [EVG-ARGUMENT-002]",
        '  - dataDisks.old.existingDiskId: "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/fleet" is the id of a Microsoft.Resources/resourceGroups, not of a Microsoft.Compute/disks. Give the id of a Microsoft.Compute/disks. [EVG-ID-003]',
        '  - dataDisks.old.performanceTier: "P31" is none of the words that dataDisks.old.performanceTier takes. Use "P1", "P2", "P3", "P4", "P6", "P10", "P15", "P20", "P30", "P40", "P50", "P60", "P70" or "P80". [EVG-ARGUMENT-003]',
        '  - placement.availabilitySetId: A machine stands in an availability set or in a zone, and zone is "1". Leave availabilitySetId out, which a zone replaces, or leave zone out. [EVG-PLACEMENT-001]',
        '  - placement.dedicatedHostId: "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/fleet/providers/Microsoft.Compute/hostGroups/web" is the id of a Microsoft.Compute/hostGroups, not of a Microsoft.Compute/hostGroups/hosts. Give the id of a Microsoft.Compute/hostGroups/hosts. [EVG-ID-003]',
        '  - security.type: "Trusted" is none of the words that security.type takes. Use "Standard", "TrustedLaunch" or "ConfidentialVM". [EVG-ARGUMENT-003]',
        '  - network.privateIpAddress: "10.0.0" is no address of IP version 4. Give four numbers from 0 to 255, for example "10.0.1.5", of the range of the subnet. [EVG-ENDPOINT-003]',
        '  - network.publicIpAddressId: "1" is not a resource id: it starts neither with "/subscriptions/" nor with "/providers/". Give the whole id, for example "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}". [EVG-ID-001]',
        '  - licenseType: "Windows_Server" is none of the words that licenseType takes. Use "None", "RHEL_BYOS", "RHEL_BASE", "RHEL_EUS", "RHEL_SAPAPPS", "RHEL_SAPHA", "RHEL_BASESAPAPPS", "RHEL_BASESAPHA", "SLES_BYOS", "SLES", "SLES_SAP", "SLES_HPC" or "UBUNTU_PRO". [EVG-ARGUMENT-003]',
        "  - bootDiagnostics.storageUri: A storage account is given for boot diagnostics, which are off. Leave storageUri or enabled out. [EVG-VM-007]",
        "  - roleAssignments: Roles are given to the system-assigned identity, and there is none. Switch the system-assigned identity on, or give the roles to the user-assigned identities where those are made. [EVG-IDENTITY-002]",
        '  - roleAssignments.reader.role: "Readr" is not the name of a built-in role that is known here. Did you mean "Reader"? Give the id of the role definition for any other role. [EVG-ROLE-014]',
        "  - extensions.script.type: A machine has one extension of Microsoft.Azure.Extensions.CustomScript, and the one that masks PackageKit is one. Do the work of both in one. [EVG-EXTENSION-003]",
      ].join("\n"),
    );
  });

  it("are judged when they come to be known, and make nothing of bad ones", async () => {
    const { message, registered } = await lateRefusalOf(
      make({
        security: { type: SecurityType.TrustedLaunch },
        size: pulumi.output("Standard_D2_v3"),
        extensions: {
          patching: {
            publisher: pulumi.output("Microsoft.CPlat.Core"),
            type: "LinuxPatchExtension",
            typeHandlerVersion: "1.6",
          },
        },
      }),
    );

    assert.equal(
      message,
      [
        'LinuxVirtualMachine "web" has 3 problems:',
        '  - osDisk.storageType: A machine of size Standard_D2_v3 takes no disk of type "Premium_LRS". Use a size with premium storage, or "StandardSSD_LRS". [EVG-DISK-004]',
        "  - security.type: Trusted Launch needs machines of generation 2, and size Standard_D2_v3 has none. Use a size of generation 2. [EVG-SECURITY-006]",
        "  - extensions.patching.type: Microsoft.CPlat.Core.LinuxPatchExtension is brought to machines by guest patching, which looks after it. Leave the extension out. [EVG-EXTENSION-001]",
      ].join("\n"),
    );
    assert.deepEqual(registered, []);
  });

  it("are judged in nothing that is unknown in a preview", async () => {
    const deployed = await deploy(
      make({
        size: unknownInput(),
        placement: { scaleSetId: unknownInput(), faultDomain: unknownInput() },
        security: {
          type: SecurityType.TrustedLaunch,
          secureBootEnabled: unknownInput(),
          vTpmEnabled: unknownInput(),
          encryptionAtHostEnabled: unknownInput(),
        },
        network: {
          privateIpAddress: unknownInput(),
          publicIpAddressId: unknownInput(),
          networkSecurityGroupId: unknownInput(),
          applicationSecurityGroupIds: [unknownInput()],
          loadBalancerBackendPoolIds: [unknownInput()],
          dnsServers: [unknownInput()],
          acceleratedNetworkingEnabled: unknownInput(),
          ipForwardingEnabled: unknownInput(),
          additionalNetworkInterfaceIds: [unknownInput()],
        },
        osDisk: {
          name: unknownInput(),
          caching: unknownInput(),
          writeAcceleratorEnabled: unknownInput(),
          diskEncryptionSetId: unknownInput(),
          ephemeralPlacement: unknownInput(),
        },
        dataDisks: {
          old: { lun: 0, existingDiskId: unknownInput(), caching: unknownInput() },
          fast: {
            lun: 1,
            sizeInGigabytes: unknownInput(),
            storageType: unknownInput(),
            name: unknownInput(),
            iops: unknownInput(),
            throughputInMegabytesPerSecond: unknownInput(),
            performanceTier: unknownInput(),
            diskEncryptionSetId: unknownInput(),
          },
        },
        extensions: {
          agent: {
            publisher: unknownInput(),
            type: unknownInput(),
            typeHandlerVersion: unknownInput(),
            settings: unknownInput(),
            protectedSettings: unknownInput(),
          },
        },
        bootDiagnostics: { enabled: unknownInput(), storageUri: unknownInput() },
        licenseType: unknownInput(),
        customData: unknownInput(),
        userData: unknownInput(),
        adminPassword: unknownInput(),
        additionalSshPublicKeys: [unknownInput()],
        systemAssignedIdentityEnabled: true,
        roleAssignments: { one: { role: unknownInput(), scope: unknownInput() } },
        deletionLock: { lockName: unknownInput(), notes: unknownInput() },
      }),
      { preview: "create" },
    );

    assert.deepEqual(deployed.failures, []);
    assert.deepEqual(childrenOf(deployed), [
      "azure-native:network:NetworkInterface web-nic",
      "azure-native:compute:Disk web-disk-fast",
      "azure-native:compute:VirtualMachine web-vm",
      "azure-native:compute:VirtualMachineExtension web-extension-agent",
      "azure-native:authorization:RoleAssignment web-role-one",
      "azure-native:authorization:ManagementLockByScope web-lock",
    ]);
  });
});
