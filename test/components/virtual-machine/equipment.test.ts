import assert from "node:assert/strict";
import { MaintenanceSchedule } from "../../../src/components/maintenance-schedule";
import { SecurityType } from "../../../src/components/virtual-machine/security";
import { childrenOf, deploy, groupId, inputsOf, principalIdOf, secretIn } from "../mocks";
import { compute, ids, machineOf, make, makeWindows, sshPublicKey } from "./machines";

describe("what virtual machines have besides", () => {
  it("make what a machine has besides itself, and a lock after all of it", async () => {
    const deployed = await deploy(
      make({
        image: "RedHat:RHEL:8_8:latest",
        systemAssignedIdentityEnabled: true,
        dataDisks: { data: { lun: 0, sizeInGigabytes: 64 } },
        extensions: {
          monitor: {
            publisher: "Microsoft.Azure.Monitor",
            type: "AzureMonitorLinuxAgent",
            typeHandlerVersion: "1.33",
            extensionName: "AzureMonitorLinuxAgent",
            settings: { proxy: { mode: "none" } },
            protectedSettings: { key: "very secret" },
            autoUpgradeMinorVersionEnabled: false,
            automaticUpgradeEnabled: true,
          },
          login: {
            publisher: "Microsoft.Azure.ActiveDirectory",
            type: "AADSSHLoginForLinux",
            typeHandlerVersion: "1.0",
          },
        },
        roleAssignments: { reader: { role: "Reader", scope: groupId } },
        deletionLock: { lockName: "keep", notes: "In use" },
        tags: { stage: "test" },
      }),
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:network:NetworkInterface web-nic",
      "azure-native:compute:Disk web-disk-data",
      "azure-native:compute:VirtualMachine web-vm",
      "azure-native:compute:VirtualMachineExtension web-packagekit",
      "azure-native:compute:VirtualMachineExtension web-extension-monitor",
      "azure-native:compute:VirtualMachineExtension web-extension-login",
      "azure-native:authorization:RoleAssignment web-role-reader",
      "azure-native:authorization:ManagementLockByScope web-lock",
    ]);
    const { protectedSettings, ...monitor } = inputsOf(deployed, "web-extension-monitor");
    assert.deepEqual(monitor, {
      resourceGroupName: "fleet",
      vmName: "web-vm",
      vmExtensionName: "AzureMonitorLinuxAgent",
      publisher: "Microsoft.Azure.Monitor",
      type: "AzureMonitorLinuxAgent",
      typeHandlerVersion: "1.33",
      autoUpgradeMinorVersion: false,
      enableAutomaticUpgrade: true,
      settings: { proxy: { mode: "none" } },
      tags: { stage: "test" },
    });
    assert.deepEqual(secretIn(protectedSettings), { key: "very secret" });
    const own = secretIn(inputsOf(deployed, "web").extensions) as Record<string, object>;
    assert.deepEqual(Object.keys(own).sort(), ["login", "monitor"]);
    assert.deepEqual(inputsOf(deployed, "web-extension-login"), {
      resourceGroupName: "fleet",
      vmName: "web-vm",
      vmExtensionName: "login",
      publisher: "Microsoft.Azure.ActiveDirectory",
      type: "AADSSHLoginForLinux",
      typeHandlerVersion: "1.0",
      autoUpgradeMinorVersion: true,
      tags: { stage: "test" },
    });
    const role = inputsOf(deployed, "web-role-reader");
    assert.deepEqual(role, {
      roleAssignmentName: role.roleAssignmentName,
      scope: groupId,
      principalId: principalIdOf("web-vm"),
      principalType: "ServicePrincipal",
      roleDefinitionId: `${groupId.split("/resourceGroups/")[0] ?? ""}/providers/Microsoft.Authorization/roleDefinitions/${ids.reader}`,
    });
    assert.deepEqual(inputsOf(deployed, "web-lock"), {
      scope: `${compute}/virtualMachines/web-vm`,
      level: "CanNotDelete",
      lockName: "keep",
      notes: "In use",
    });
    const lock = deployed.resources.find(({ name }) => name === "web-lock");
    assert.deepEqual(lock?.dependsOn, [
      "web-vm",
      "web-packagekit",
      "web-extension-monitor",
      "web-extension-login",
    ]);
  });

  it("put the lock after a schedule's assignment, so that it goes before", async () => {
    const deployed = await deploy((opts) => {
      const { virtualMachineId } = make({ patchedBy: "Schedule", deletionLock: {} })(opts);
      new MaintenanceSchedule(
        "monthly",
        {
          resourceGroupName: "fleet",
          recurEvery: "Month Second Tuesday",
          virtualMachines: { web: { virtualMachineId } },
        },
        opts,
      );
    });
    const lock = deployed.resources.find(({ name }) => name === "web-lock");
    assert.deepEqual(lock?.dependsOn, ["web-vm", "monthly-vm-web"]);
  });

  it("give a machine data, a licence, diagnostics, further keys and a password", async () => {
    const deployed = await deploy(
      make({
        customData: "#cloud-config",
        userData: "role=web",
        licenseType: "RHEL_BYOS",
        bootDiagnostics: { storageUri: "https://fleet.blob.core.windows.net/" },
        additionalSshPublicKeys: ["ssh-ed25519 second"],
        adminPassword: "Correct-Horse-7",
      }),
    );
    const machine = inputsOf(deployed, "web-vm");
    const profile = secretIn(machine.osProfile) as Record<string, unknown> & {
      linuxConfiguration: Record<string, unknown>;
    };

    assert.equal(profile.customData, "I2Nsb3VkLWNvbmZpZw==");
    assert.equal(profile.adminPassword, "Correct-Horse-7");
    assert.equal(profile.linuxConfiguration.disablePasswordAuthentication, false);
    const path = "/home/fleet/.ssh/authorized_keys";
    assert.deepEqual(profile.linuxConfiguration.ssh, {
      publicKeys: [
        { path, keyData: sshPublicKey },
        { path, keyData: "ssh-ed25519 second" },
      ],
    });
    assert.equal(machine.userData, "cm9sZT13ZWI=");
    assert.equal(machine.licenseType, "RHEL_BYOS");
    assert.deepEqual(machine.diagnosticsProfile, {
      bootDiagnostics: { enabled: true, storageUri: "https://fleet.blob.core.windows.net/" },
    });
    const own = inputsOf(deployed, "web");
    assert.equal(secretIn(own.customData), "#cloud-config");
    assert.equal(secretIn(own.adminPassword), "Correct-Horse-7");
    const { diagnosticsProfile } = await machineOf({ bootDiagnostics: { enabled: false } });
    assert.deepEqual(diagnosticsProfile, { bootDiagnostics: { enabled: false } });
  });

  it("are those of Windows machines too", async () => {
    const deployed = await deploy(
      makeWindows({
        systemAssignedIdentityEnabled: true,
        security: { type: SecurityType.TrustedLaunch },
        licenseType: "Windows_Server",
        customData: "text",
        extensions: {
          join: {
            publisher: "Microsoft.Compute",
            type: "JsonADDomainExtension",
            typeHandlerVersion: "1.3",
          },
        },
        roleAssignments: { reader: { role: "Reader", scope: groupId } },
        deletionLock: {},
      }),
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:network:NetworkInterface files-nic",
      "azure-native:compute:VirtualMachine files-vm",
      "azure-native:compute:VirtualMachineExtension files-extension-join",
      "azure-native:authorization:RoleAssignment files-role-reader",
      "azure-native:authorization:ManagementLockByScope files-lock",
    ]);
    const machine = inputsOf(deployed, "files-vm");
    assert.equal(machine.licenseType, "Windows_Server");
    assert.equal((secretIn(machine.osProfile) as { customData: string }).customData, "dGV4dA==");
  });
});
