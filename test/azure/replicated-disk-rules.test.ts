import assert from "node:assert/strict";
import {
  encryptionVaultFindings,
  managedDiskIdFindings,
  noDiskFindings,
  recoveryEncryptionFindings,
  unmanagedDiskFindings,
} from "../../src/azure/replicated-disk-rules";
import { told } from "./told";

const providers =
  "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/fleet/providers";

describe("the rules of a replicated machine's disks", () => {
  it("want a disk", () => {
    assert.deepEqual(noDiskFindings(1, "disks"), []);
    assert.deepEqual(told(noDiskFindings(0, "disks")), [
      "error disks: No disk is given, so nothing would be replicated. Give the machine's managed disks, that of the operating system among them. [EVG-REPLICA-004]",
    ]);
  });

  it("want managed disks, as Azure tells them and as a program names them", () => {
    assert.deepEqual(unmanagedDiskFindings("web", ["/disk"], "virtualMachineId"), []);
    assert.deepEqual(told(unmanagedDiskFindings("web", ["/disk", undefined], "virtualMachineId")), [
      'error virtualMachineId: "web" has a disk that is not managed. Convert its disks to managed ones, or name in disks those that are. [EVG-REPLICA-005]',
    ]);
    assert.deepEqual(managedDiskIdFindings(`${providers}/Microsoft.Compute/disks/a`, "diskId"), []);
    const blob = "https://fleet.blob.core.windows.net/vhds/web.vhd";
    assert.deepEqual(told(managedDiskIdFindings(blob, "diskId")), [
      `error diskId: "${blob}" is the address of a blob, as a disk has it that is not managed. Convert the machine's disks to managed ones, and give the id of the managed disk. [EVG-REPLICA-005]`,
    ]);
    assert.match(told(managedDiskIdFindings("web", "diskId"))[0] ?? "", /EVG-ID-001/);
  });

  it("want both halves of an encryption, and one kind of it", () => {
    const secret = { recoveryEncryptionSecretUrl: "s", recoveryEncryptionSecretVaultId: "v" };
    const key = { recoveryEncryptionKeyUrl: "k", recoveryEncryptionKeyVaultId: "v" };
    for (const good of [{}, secret, { ...secret, ...key }, { recoveryDiskEncryptionSetId: "e" }]) {
      assert.deepEqual(recoveryEncryptionFindings(good, "disk"), []);
    }
    assert.deepEqual(told(recoveryEncryptionFindings({ recoveryEncryptionSecretUrl: "s" }, "d")), [
      "error d.recoveryEncryptionSecretVaultId: recoveryEncryptionSecretUrl is given and recoveryEncryptionSecretVaultId is not. Give recoveryEncryptionSecretVaultId too, or leave both out. [EVG-REPLICA-007]",
    ]);
    assert.deepEqual(
      told(recoveryEncryptionFindings({ ...secret, recoveryEncryptionKeyVaultId: "v" }, "d")),
      [
        "error d.recoveryEncryptionKeyUrl: recoveryEncryptionKeyVaultId is given and recoveryEncryptionKeyUrl is not. Give recoveryEncryptionKeyUrl too, or leave both out. [EVG-REPLICA-007]",
      ],
    );
    assert.deepEqual(told(recoveryEncryptionFindings(key, "d")), [
      "error d.recoveryEncryptionSecretUrl: recoveryEncryptionKeyUrl is given and recoveryEncryptionSecretUrl is not. Give recoveryEncryptionSecretUrl too, or leave both out. [EVG-REPLICA-007]",
    ]);
    assert.deepEqual(
      told(recoveryEncryptionFindings({ ...secret, recoveryDiskEncryptionSetId: "e" }, "d")),
      [
        "error d: recoveryDiskEncryptionSetId and recoveryEncryptionSecretUrl are given: a disk is encrypted by a disk encryption set or by Azure Disk Encryption. Keep the one by which the machine's disk is encrypted. [EVG-REPLICA-008]",
      ],
    );
  });

  it("want a secret and a key in the key vault that is named beside them", () => {
    const vault = `${providers}/Microsoft.KeyVault/vaults/fleet-asr`;
    const url = "https://FLEET-asr.vault.azure.net/secrets/bek";
    assert.deepEqual(encryptionVaultFindings(url, vault, "vaultId"), []);
    assert.deepEqual(encryptionVaultFindings("no address", vault, "vaultId"), []);
    assert.deepEqual(told(encryptionVaultFindings(url, `${vault}2`, "vaultId")), [
      `error vaultId: "${url}" is not in the key vault "fleet-asr2". Give the id of the key vault that holds it, in the region to which the machine is replicated. [EVG-REPLICA-009]`,
    ]);
  });
});
