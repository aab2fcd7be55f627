import assert from "node:assert/strict";
import { describeFinding } from "../../src/azure/finding";
import {
  crossRegionRestoreFindings,
  infrastructureEncryptionFindings,
  keyAndCrossRegionRestoreFindings,
  keyAndEndpointFindings,
  mailAddressFindings,
  mailReceiverFindings,
  vaultDeletionFindings,
  type VaultContents,
  softDeleteFindings,
  vaultIdentityFindings,
} from "../../src/azure/vault";

describe("Recovery Services vaults", () => {
  it("restore across regions only what they keep there", () => {
    const find = (redundancy: string, crossRegionRestoreEnabled: boolean) =>
      crossRegionRestoreFindings({ redundancy, crossRegionRestoreEnabled }, "restore").map(
        ({ ruleId }) => ruleId,
      );

    assert.deepEqual(find("GeoRedundant", true), []);
    assert.deepEqual(find("LocallyRedundant", false), []);
    assert.deepEqual(find("LocallyRedundant", true), ["EVG-VAULT-001"]);
    assert.deepEqual(find("ZoneRedundant", true), ["EVG-VAULT-001"]);
  });

  it("keep what was deleted for 14 to 180 days", () => {
    const refused = (days: number) => softDeleteFindings(days, "days").length === 1;

    assert.deepEqual([13, 14, 180, 181, 14.5, Number.NaN].map(refused), [
      true,
      false,
      false,
      true,
      true,
      true,
    ]);
  });

  it("need an identity of their own for the cache storage account", () => {
    const find = (type: string | undefined) =>
      vaultIdentityFindings(type, "the vault", "vaultId").map(({ message }) => message);

    assert.deepEqual(find("SystemAssigned"), []);
    assert.deepEqual(find("systemassigned, UserAssigned"), []);
    assert.deepEqual(find("UserAssigned"), [
      'The vault "the vault" has only user-assigned identities, so it cannot be given rights on the cache storage account.',
    ]);
    assert.deepEqual(find(undefined), [
      'The vault "the vault" has no identity, so it cannot be given rights on the cache storage account.',
    ]);
  });

  it("have private endpoints for backup only without a user-assigned identity's key", () => {
    const find = (userAssignedIdentityId: string | undefined, groupIds: string[]) =>
      keyAndEndpointFindings({ userAssignedIdentityId, groupIds }, "key").map(describeFinding);

    assert.deepEqual(find(undefined, ["AzureBackup"]), []);
    assert.deepEqual(find("/id", ["AzureSiteRecovery"]), []);
    assert.deepEqual(find("/id", ["AzureSiteRecovery", "AzureBackup"]), [
      "key: The key is read by a user-assigned identity, with which private endpoints for Azure Backup do not work. Let the system-assigned identity read the key, or leave the private endpoints for AzureBackup out. [EVG-VAULT-004]",
    ]);
  });

  it("are warned of restores across regions that a key of one's own prevents", () => {
    assert.deepEqual(keyAndCrossRegionRestoreFindings(false, "restore"), []);
    const [finding] = keyAndCrossRegionRestoreFindings(true, "restore");
    assert.equal(finding?.severity, "warning");
    assert.equal(
      describeFinding(finding),
      "restore: A vault that is encrypted with a key of one's own does not restore in the paired region. Leave such restores out, or the key. [EVG-VAULT-005]",
    );
  });

  it("encrypt a second time only beneath a key of one's own", () => {
    const find = (infrastructureEncryptionEnabled: boolean, hasOwnKey: boolean) =>
      infrastructureEncryptionFindings(
        { infrastructureEncryptionEnabled, hasOwnKey },
        "second",
      ).map(({ ruleId }) => ruleId);

    assert.deepEqual(find(false, false), []);
    assert.deepEqual(find(true, true), []);
    assert.deepEqual(find(true, false), ["EVG-VAULT-006"]);
  });

  it("send mail to somebody", () => {
    assert.deepEqual(mailAddressFindings("fleet@example.com", "mail"), []);
    assert.deepEqual(mailAddressFindings("fleet@example", "mail").map(describeFinding), [
      'mail: "fleet@example" is no e-mail address. Give one such as fleet@example.com. [EVG-VAULT-007]',
    ]);
    const find = (emailAddresses: string[], ownersToldEnabled: boolean) =>
      mailReceiverFindings({ emailAddresses, ownersToldEnabled }, "mail").map(
        ({ ruleId }) => ruleId,
      );
    assert.deepEqual(find(["fleet@example.com"], false), []);
    assert.deepEqual(find([], true), []);
    assert.deepEqual(find([], false), ["EVG-VAULT-008"]);
  });

  it("are deleted when nothing is lost of which nobody has said a word", () => {
    const find = (contents: Partial<VaultContents>) =>
      vaultDeletionFindings(
        {
          vaultId: "/vault",
          replicated: [],
          backedUp: [],
          softDeletionAllowed: false,
          ...contents,
        },
        "onDestroy",
      ).map(describeFinding);

    assert.deepEqual(find({}), []);
    assert.deepEqual(find({ immutability: "Locked" }), []);
    assert.deepEqual(find({ backedUp: ["web"], softDeletionAllowed: true }), []);
    assert.deepEqual(find({ replicated: ["a", "b", "c", "d", "e", "f", "g"], backedUp: ["web"] }), [
      'onDestroy: The vault "/vault" still replicates "a", "b", "c", "d", "e" and 2 more. Disable their replication first. [EVG-VAULT-009]',
      'onDestroy: The vault "/vault" holds backups of "web", and nothing says what becomes of them. Stop their protection and delete their backups first; or set protectedItemsOnDestroy to "SoftDeleted" and deploy that: then the vault is deleted with them, and all can be brought back for as long as soft delete keeps it. [EVG-VAULT-010]',
    ]);
    assert.deepEqual(
      find({ backedUp: ["web"], softDeletionAllowed: true, immutability: "Unlocked" }),
      [
        'onDestroy: The vault "/vault" is immutable ("Unlocked"), so the backups of "web" cannot be deleted before their time. Set immutability to "Disabled" and deploy that first. [EVG-VAULT-011]',
      ],
    );
    assert.deepEqual(
      find({ backedUp: ["web"], softDeletionAllowed: true, immutability: "Locked" }),
      [
        'onDestroy: The vault "/vault" is immutable ("Locked"), so the backups of "web" cannot be deleted before their time. Wait until their retention has ended: nothing switches locked immutability off. [EVG-VAULT-011]',
      ],
    );
  });
});
