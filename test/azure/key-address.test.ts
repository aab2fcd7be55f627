import assert from "node:assert/strict";
import { describeFinding } from "../../src/azure/finding";
import {
  keyAddressFindings,
  keyIdentityFindings,
  keyVaultOfKeyFindings,
  parseKeyAddress,
  secretAddressFindings,
} from "../../src/azure/key-address";

const version = "0123456789abcdef0123456789abcdef";
const keyVaultId = "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/Fleet";

describe("addresses of keys", () => {
  it("name a key vault or a managed HSM, a key, and a version", () => {
    assert.deepEqual(parseKeyAddress("https://fleet.vault.azure.net/keys/vault"), {
      storeUri: "https://fleet.vault.azure.net",
      keyName: "vault",
      inManagedHsm: false,
    });
    assert.deepEqual(parseKeyAddress(`https://fleet.managedhsm.azure.net/keys/vault/${version}`), {
      storeUri: "https://fleet.managedhsm.azure.net",
      keyName: "vault",
      version,
      inManagedHsm: true,
    });
  });

  it("are refused when they are none", () => {
    for (const uri of [
      "fleet",
      "http://fleet.vault.azure.net/keys/vault",
      "https://fleet.vault.azure.net/secrets/vault",
      "https://fleet.vault.azure.net/keys/vault/1",
    ]) {
      assert.deepEqual(keyAddressFindings(uri, "keyUri").map(describeFinding), [
        `keyUri: "${uri}" is not the address of a key. Give https://{key vault}.vault.azure.net/keys/{key}, followed by /{version} to stay with one version. [EVG-KEY-001]`,
      ]);
    }
    assert.deepEqual(
      keyAddressFindings(`https://fleet.vault.azure.net/keys/vault/${version}`, ""),
      [],
    );
  });

  it("are of keys or of secrets", () => {
    const secret = "https://fleet.vault.azure.net/secrets/bek";
    const version = "0123456789abcdef0123456789ABCDEF";
    for (const good of [secret, `${secret}/${version}`, secret.replace(".net", ".cn")]) {
      assert.deepEqual(secretAddressFindings(good, "url"), []);
    }
    for (const bad of [secret.replace("secrets", "keys"), `${secret}/1`, "bek"]) {
      assert.deepEqual(secretAddressFindings(bad, "url").map(describeFinding), [
        `url: "${bad}" is not the address of a secret. Give https://{key vault}.vault.azure.net/secrets/{secret}/{version}. [EVG-KEY-006]`,
      ]);
    }
  });

  it("are of the key vault in which the right is given", () => {
    const find = (keyUri: string) =>
      keyVaultOfKeyFindings({ keyUri, keyVaultId }, "keyVaultId").map(describeFinding);

    assert.deepEqual(find("https://fleet.vault.azure.net/keys/vault"), []);
    assert.deepEqual(find("no address"), []);
    assert.deepEqual(find("https://fleet2.vault.azure.net/keys/vault"), [
      'keyVaultId: The key "https://fleet2.vault.azure.net/keys/vault" is not in the key vault "Fleet", where its right would be given. Give the id of the key vault that holds the key. [EVG-KEY-003]',
    ]);
    assert.deepEqual(find("https://fleet.managedhsm.azure.net/keys/vault"), [
      'keyVaultId: The key "https://fleet.managedhsm.azure.net/keys/vault" is kept in a managed HSM, where Azure\'s roles give no right to it. Leave keyVaultId out, and give the identity the HSM\'s own role "Managed HSM Crypto Service Encryption User". [EVG-KEY-002]',
    ]);
  });

  it("are read by an identity that the resource has", () => {
    const find = (userAssignedIdentityId: string | undefined, systemAssigned: boolean) =>
      keyIdentityFindings(
        { userAssignedIdentityId, userAssignedIdentityIds: ["/id/A"], systemAssigned },
        "identity",
      ).map(describeFinding);

    assert.deepEqual(find(undefined, true), []);
    assert.deepEqual(find("/ID/a", false), []);
    assert.deepEqual(find(undefined, false), [
      "identity: The key is to be read by the system-assigned identity, and there is none. Give userAssignedIdentityId, or switch the system-assigned identity on. [EVG-KEY-004]",
    ]);
    assert.deepEqual(find("/id/b", true), [
      'identity: The key is to be read by "/id/b", which is none of the resource\'s identities. Add it to userAssignedIdentityIds. [EVG-KEY-005]',
    ]);
  });
});
