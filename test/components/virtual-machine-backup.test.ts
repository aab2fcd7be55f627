import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { BackupPolicy } from "../../src/components/backup-policy";
import { LinuxVirtualMachine } from "../../src/components/linux-virtual-machine";
import type { LinuxVirtualMachineArgs } from "../../src/components/linux-virtual-machine";
import { RecoveryVault } from "../../src/components/recovery-vault";
import { VaultImmutability } from "../../src/components/recovery-vault/vault";
import { KeyVaultAuthorization } from "../../src/components/virtual-machine-backup/key-access";
import { residentsOf } from "../../src/components/shared/residents";
import {
  VirtualMachineBackup,
  type VirtualMachineBackupArgs,
} from "../../src/components/virtual-machine-backup";
import {
  BackupOnDestroy,
  BackupProtection,
} from "../../src/components/virtual-machine-backup/words";
import {
  childrenOf,
  deploy,
  groupId,
  inputsOf,
  lateRefusalOf,
  refusalOf,
  unknownInput,
  unknownPaths,
  valueOf,
} from "./mocks";

const vaultId = `${groupId}/providers/Microsoft.RecoveryServices/vaults/vault`;
const policyId = `${vaultId}/backupPolicies/nightly`;
const virtualMachineId = `${groupId}/providers/Microsoft.Compute/virtualMachines/web`;
const small: VirtualMachineBackupArgs = { virtualMachineId, vaultId, policyId };

function make(args: VirtualMachineBackupArgs) {
  return (opts: pulumi.ComponentResourceOptions) => new VirtualMachineBackup("web", args, opts);
}

const machine: LinuxVirtualMachineArgs = {
  resourceGroupName: "fleet",
  subnetId: `${groupId}/providers/Microsoft.Network/virtualNetworks/net/subnets/web`,
  image: "Canonical:ubuntu-24_04-lts:server:latest",
  adminUsername: "fleet",
  sshPublicKey:
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFYpl5vyrtdMOJQLp0SD4z7VL6kx1tsI+1Ep5oTSjgfe fleet",
};

describe("VirtualMachineBackup", () => {
  it("protects a machine by what it is given", async () => {
    const deployed = await deploy(make(small));
    assert.deepEqual(childrenOf(deployed), ["azure-evergreen:index:BackupProtectedItem web-item"]);
    assert.deepEqual(inputsOf(deployed, "web-item"), small);
    assert.equal(
      await valueOf(deployed.result.protectedItemId),
      `${vaultId}/backupFabrics/Azure/protectionContainers/IaasVMContainer;iaasvmcontainerv2;fleet;web/protectedItems/VM;iaasvmcontainerv2;fleet;web`,
    );
    assert.equal(await valueOf(deployed.result.protectionState), "IRPending");
    assert.equal(await valueOf(deployed.result.healthStatus), "Passed");
  });

  it("hands on every argument", async () => {
    const full = {
      ...small,
      includedDiskLuns: [0, 2],
      protection: BackupProtection.Suspended,
      onDestroy: BackupOnDestroy.SoftDeleted,
      adopt: true,
      standardPolicyAllowed: true,
      restorePointGroupId: groupId,
    };
    const deployed = await deploy(make(full));
    assert.deepEqual(inputsOf(deployed, "web-item"), full);
    const { includedDiskLuns, ...rest } = full;
    const other = await deploy(make({ ...rest, excludedDiskLuns: includedDiskLuns }));
    assert.deepEqual(inputsOf(other, "web-item").excludedDiskLuns, [0, 2]);
  });

  it("refuses everything that is wrong at once", async () => {
    const other = vaultId.replace(/vault$/, "other");
    const message = await refusalOf(
      make({
        virtualMachineId: vaultId,
        vaultId,
        policyId: `${other}/backupPolicies/nightly`,
        includedDiskLuns: [-1, 64],
        excludedDiskLuns: [],
        protection: "On" as never,
        onDestroy: "Gone" as never,
        restorePointGroupId: vaultId,
      }),
    );
    assert.deepEqual(message.split("\n"), [
      'VirtualMachineBackup "web" has 9 problems:',
      `  - virtualMachineId: "${vaultId}" is the id of a Microsoft.RecoveryServices/vaults, not of a Microsoft.Compute/virtualMachines. Give the id of a Microsoft.Compute/virtualMachines. [EVG-ID-003]`,
      `  - restorePointGroupId: "${vaultId}" is the id of a Microsoft.RecoveryServices/vaults, not of a Microsoft.Resources/resourceGroups. Give the id of a Microsoft.Resources/resourceGroups. [EVG-ID-003]`,
      `  - policyId: The policy "nightly" stands in the vault "${other}", and the machine is to be backed up in "${vaultId}". Give a policy of the same vault. [EVG-BACKUP-030]`,
      "  - includedDiskLuns[0]: The logical unit number -1 stands for the system's disk, which is always backed up and cannot be left out. Name data disks alone. [EVG-BACKUP-038]",
      "  - includedDiskLuns[1]: 64 is not the logical unit number of one more data disk. Give each whole number from 0 to 63 once. [EVG-BACKUP-035]",
      "  - excludedDiskLuns: includedDiskLuns and excludedDiskLuns are both given, but Azure keeps one list. Leave one of them out. [EVG-BACKUP-036]",
      "  - excludedDiskLuns: excludedDiskLuns is empty, so it excludes nothing. Leave it out to back up all disks; to back up the system's disk alone, give includedDiskLuns as an empty list. [EVG-BACKUP-037]",
      '  - protection: "On" is none of the words that protection takes. Use "Active", "Stopped" or "Suspended". [EVG-BACKUP-043]',
      '  - onDestroy: "Gone" is none of the words that onDestroy takes. Use "Retained", "Stopped" or "SoftDeleted". [EVG-BACKUP-043]',
    ]);
  });

  it("judges arguments that are outputs once they are known", async () => {
    const refusal = await lateRefusalOf(
      make({
        ...small,
        policyId: pulumi.output(vaultId),
        excludedDiskLuns: [pulumi.output(1), 1],
      }),
    );
    assert.deepEqual(refusal, {
      message: [
        'VirtualMachineBackup "web" has 2 problems:',
        `  - policyId: "${vaultId}" is the id of a Microsoft.RecoveryServices/vaults, not of a Microsoft.RecoveryServices/vaults/backupPolicies. Give the id of a Microsoft.RecoveryServices/vaults/backupPolicies. [EVG-ID-003]`,
        "  - excludedDiskLuns[1]: 1 is not the logical unit number of one more data disk. Give each whole number from 0 to 63 once. [EVG-BACKUP-035]",
      ].join("\n"),
      registered: [],
    });
  });

  it("judges nothing that is unknown in a preview", async () => {
    const deployed = await deploy(
      make({
        virtualMachineId: unknownInput(),
        vaultId: unknownInput(),
        policyId: unknownInput(),
        includedDiskLuns: [unknownInput()],
        protection: unknownInput(),
        onDestroy: unknownInput(),
        restorePointGroupId: unknownInput(),
      }),
      { preview: "create" },
    );
    assert.deepEqual(deployed.failures, []);
    assert.deepEqual(childrenOf(deployed), ["azure-evergreen:index:BackupProtectedItem web-item"]);
  });

  it("shows no unknown value in the preview of an update", async () => {
    const deployed = await deploy(make(small), { preview: "update" });
    assert.deepEqual(unknownPaths(inputsOf(deployed, "web-item")), []);
  });

  it("guards the group for recovery points that its policy has in the stack", async () => {
    const deployed = await deploy((opts) => {
      const policy = new BackupPolicy(
        "nightly",
        { vaultId, restorePointGroup: { namePrefix: "points-", location: "westeurope" } },
        opts,
      );
      const args = { virtualMachineId, vaultId, policyId: policy.policyId };
      new VirtualMachineBackup("web", args, opts);
      return new VirtualMachineBackup("other", { ...args, restorePointGroupId: groupId }, opts);
    });
    assert.equal(inputsOf(deployed, "web-item").restorePointGroupId, "nightly-points-id");
    assert.equal(inputsOf(deployed, "other-item").restorePointGroupId, groupId);
  });

  it("stands in the vault, as the policy does, so that a lock on it goes first", async () => {
    const deployed = await deploy((opts) => {
      const { vaultId: id } = new RecoveryVault("recovery", { resourceGroupName: "fleet" }, opts);
      const policy = new BackupPolicy("nightly", { vaultId: id }, opts);
      new VirtualMachineBackup(
        "web",
        { virtualMachineId, vaultId: id, policyId: policy.policyId },
        opts,
      );
      return residentsOf(id);
    });
    const residents = await deployed.result;
    assert.deepEqual(
      residents.map(({ constructor }) => constructor.name),
      ["BackupPolicy", "VirtualMachineBackup"],
    );
  });
});

describe("VirtualMachineBackup beside what the same program makes", () => {
  it("refuses a Standard policy for machines and disks that need more, before anything is made", async () => {
    const message = await refusalOf((opts) => {
      const server = new LinuxVirtualMachine(
        "server",
        {
          ...machine,
          security: { type: "TrustedLaunch" },
          dataDisks: {
            fast: { lun: 1, sizeInGigabytes: 40_000, storageType: "PremiumV2_LRS" },
          },
          zone: "1",
        },
        opts,
      );
      const policy = BackupPolicy.standard("nightly", { vaultId }, opts);
      return new VirtualMachineBackup(
        "web",
        { virtualMachineId: server.virtualMachineId, vaultId, policyId: policy.policyId },
        opts,
      );
    });
    assert.deepEqual(message.split("\n"), [
      'VirtualMachineBackup "web" has 3 problems:',
      "  - policyId: The machine is of the type Trusted Launch, which a Standard policy backs up for new clients alone, not in the portal. Use an Enhanced policy, or set standardPolicyAllowed to true. [EVG-BACKUP-033]",
      '  - virtualMachineId.fast: The disk "fast" has 40000 GiB, but Azure Backup takes a disk of at most 32768 GiB. Split the disk, or make it smaller. [EVG-BACKUP-001]',
      '  - virtualMachineId.fast: The disk "fast" is PremiumV2_LRS, which a Standard policy does not back up. Use an Enhanced policy. [EVG-BACKUP-004]',
    ]);
  });

  it("takes the same machine without those disks, or under an Enhanced policy", async () => {
    const deployed = await deploy((opts) => {
      const server = new LinuxVirtualMachine(
        "server",
        {
          ...machine,
          security: { type: "TrustedLaunch" },
          dataDisks: { fast: { lun: 1, sizeInGigabytes: 64, storageType: "PremiumV2_LRS" } },
          zone: "1",
        },
        opts,
      );
      const { virtualMachineId: id } = server;
      const standard = BackupPolicy.standard("standard", { vaultId }, opts);
      new VirtualMachineBackup(
        "some",
        {
          virtualMachineId: id,
          vaultId,
          policyId: standard.policyId,
          excludedDiskLuns: [1],
          standardPolicyAllowed: true,
        },
        opts,
      );
      const enhanced = new BackupPolicy("enhanced", { vaultId }, opts);
      return new VirtualMachineBackup(
        "all",
        { virtualMachineId: id, vaultId, policyId: enhanced.policyId },
        opts,
      );
    });
    assert.deepEqual(deployed.failures, []);
  });

  it("refuses an ephemeral system disk, whatever the policy", async () => {
    const message = await refusalOf((opts) => {
      const server = new LinuxVirtualMachine(
        "server",
        {
          ...machine,
          size: "Standard_D4ds_v5",
          osDisk: { ephemeralPlacement: "CacheDisk", storageType: "Standard_LRS" },
        },
        opts,
      );
      return new VirtualMachineBackup(
        "web",
        { ...small, virtualMachineId: server.virtualMachineId },
        opts,
      );
    });
    assert.equal(
      message,
      'VirtualMachineBackup "web" has 1 problem:\n  - virtualMachineId: The machine\'s system disk is ephemeral, and Azure Backup does not take such machines. Back up what it works on instead, or give it a managed disk. [EVG-BACKUP-046]',
    );
  });

  it("refuses what the vault's immutability forbids at the end, and what needs it", async () => {
    const within = (immutability: VaultImmutability, args: Partial<VirtualMachineBackupArgs>) =>
      refusalOf((opts) => {
        const vault = new RecoveryVault(
          "recovery",
          { resourceGroupName: "fleet", immutability },
          opts,
        );
        return new VirtualMachineBackup("web", { ...small, vaultId: vault.vaultId, ...args }, opts);
      });
    assert.equal(
      await within(VaultImmutability.Locked, { onDestroy: BackupOnDestroy.SoftDeleted }),
      'VirtualMachineBackup "web" has 1 problem:\n  - onDestroy: The vault is immutable ("Locked"), so backups in it cannot be deleted before their time. Set onDestroy to "Stopped" or "Retained" and deploy that first. [EVG-BACKUP-040]',
    );
    assert.equal(
      await within(VaultImmutability.Disabled, { protection: BackupProtection.Suspended }),
      'VirtualMachineBackup "web" has 1 problem:\n  - protection: Backups are suspended only in an immutable vault, and this one is not. Use "Stopped", which keeps all recovery points. [EVG-BACKUP-042]',
    );
  });
});

describe("VirtualMachineBackup of a machine that is encrypted from within", () => {
  const keyVaultId = `${groupId}/providers/Microsoft.KeyVault/vaults/keys`;
  const backupServicePrincipalId = "8d2b2a8c-4c7e-4a55-9f0b-1d5a3f4b7c11";
  const tenantId = "72f988bf-86f1-41af-91ab-2d7cd011db47";
  const answers = (enableRbacAuthorization: boolean) => ({
    "azure-native:keyvault:getVault": { properties: { enableRbacAuthorization, tenantId } },
  });

  it("lets Azure Backup in by the smallest role, before the machine is protected", async () => {
    const args = { ...small, backupServicePrincipalId, keyVaults: { disks: { keyVaultId } } };
    const deployed = await deploy(make(args), { answers: answers(true) });
    assert.deepEqual(childrenOf(deployed), [
      "azure-evergreen:index:LeastPrivilegeRole web-key-access-disks",
      "azure-native:authorization:RoleDefinition web-key-access-disks-definition",
      "azure-native:authorization:RoleAssignment web-key-access-disks-assignment-backup",
      "azure-evergreen:index:BackupProtectedItem web-item",
    ]);
    const role = inputsOf(deployed, "web-key-access-disks-definition");
    assert.deepEqual(role.permissions, [
      {
        actions: [],
        notActions: [],
        dataActions: [
          "Microsoft.KeyVault/vaults/keys/read",
          "Microsoft.KeyVault/vaults/keys/backup/action",
          "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
          "Microsoft.KeyVault/vaults/secrets/getSecret/action",
          "Microsoft.KeyVault/vaults/secrets/backup/action",
        ],
        notDataActions: [],
      },
    ]);
    const { scope, principalId } = inputsOf(deployed, "web-key-access-disks-assignment-backup");
    assert.deepEqual([scope, principalId], [keyVaultId, backupServicePrincipalId]);
    const item = deployed.resources.find(({ name }) => name === "web-item");
    assert.deepEqual(item?.dependsOn, ["web-key-access-disks"]);
  });

  it("lets it in by an access policy, with what a key or its lack asks for", async () => {
    const policyOf = async (keyEncryptionKeyUsed: boolean | undefined): Promise<unknown> => {
      const vault = {
        keyVaultId,
        authorization: KeyVaultAuthorization.AccessPolicies,
        ...(keyEncryptionKeyUsed === undefined ? {} : { keyEncryptionKeyUsed }),
      };
      const args = { ...small, backupServicePrincipalId, keyVaults: { disks: vault } };
      const deployed = await deploy(make(args), { answers: answers(false) });
      assert.deepEqual(childrenOf(deployed), [
        "azure-native:keyvault:AccessPolicy web-key-access-disks",
        "azure-evergreen:index:BackupProtectedItem web-item",
      ]);
      return inputsOf(deployed, "web-key-access-disks");
    };
    const expected = (keys: string[]): object => ({
      resourceGroupName: "fleet",
      vaultName: "keys",
      policy: {
        objectId: backupServicePrincipalId,
        tenantId,
        permissions: { keys, secrets: ["get", "list", "backup"] },
      },
    });
    assert.deepEqual(await policyOf(undefined), expected(["get", "list", "backup"]));
    assert.deepEqual(await policyOf(false), expected([]));
  });

  it("lets it in once for all machines of a program", async () => {
    const deployed = await deploy(
      (opts) => {
        const args = { backupServicePrincipalId, keyVaults: { disks: { keyVaultId } } };
        new VirtualMachineBackup("one", { ...small, ...args }, opts);
        new VirtualMachineBackup(
          "two",
          { ...small, virtualMachineId: `${virtualMachineId}2`, ...args },
          opts,
        );
      },
      { answers: answers(true) },
    );
    assert.deepEqual(deployed.failures, []);
    assert.deepEqual(
      deployed.resources.filter(({ type }) => type.endsWith("RoleAssignment")).length,
      1,
    );
    const second = deployed.resources.find(({ name }) => name === "two-item");
    assert.deepEqual(second?.dependsOn, ["one-key-access-disks"]);
  });

  it("refuses key vaults that it cannot be let into", async () => {
    const wrong = { keyVaultId: vaultId, authorization: "Keys" as never };
    assert.deepEqual(
      (await refusalOf(make({ ...small, keyVaults: { disks: wrong } }))).split("\n"),
      [
        'VirtualMachineBackup "web" has 3 problems:',
        "  - backupServicePrincipalId: backupServicePrincipalId is not given. Give backupServicePrincipalId. [EVG-ARGUMENT-001]",
        `  - keyVaults.disks.keyVaultId: "${vaultId}" is the id of a Microsoft.RecoveryServices/vaults, not of a Microsoft.KeyVault/vaults. Give the id of a Microsoft.KeyVault/vaults. [EVG-ID-003]`,
        '  - keyVaults.disks.authorization: "Keys" is none of the words that keyVaults.disks.authorization takes. Use "Roles" or "AccessPolicies". [EVG-ARGUMENT-003]',
      ],
    );
    const refusal = await lateRefusalOf(
      make({ ...small, backupServicePrincipalId, keyVaults: { disks: { keyVaultId } } }),
      { answers: answers(false) },
    );
    assert.equal(
      refusal.message,
      'VirtualMachineBackup "web" has 1 problem:\n  - keyVaults.disks.authorization: authorization is "Roles", but the key vault goes by access policies (enableRbacAuthorization is false), so Azure Backup would not be let in. Set authorization to "AccessPolicies". [EVG-BACKUP-047]',
    );
    const shared = await refusalOf((opts) => {
      const one = { keyVaultId, authorization: KeyVaultAuthorization.AccessPolicies };
      new VirtualMachineBackup(
        "one",
        {
          ...small,
          backupServicePrincipalId,
          keyVaults: { disks: { ...one, keyEncryptionKeyUsed: false } },
        },
        opts,
      );
      new VirtualMachineBackup(
        "two",
        {
          ...small,
          virtualMachineId: `${virtualMachineId}2`,
          backupServicePrincipalId,
          keyVaults: { disks: one },
        },
        opts,
      );
    });
    assert.equal(
      shared,
      'VirtualMachineBackup "two" has 1 problem:\n  - keyVaults.disks: The VirtualMachineBackup "one" lets Azure Backup into this key vault for the whole program, and is told less of it. Give authorization and keyEncryptionKeyUsed alike in both. [EVG-BACKUP-048]',
    );
  });
});
