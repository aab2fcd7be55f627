import assert from "node:assert/strict";
import { backUp, read, vaultId, withItem, withVault } from "../simulator/backup/backed-up-estate";
import type { BackedUp } from "../simulator/backup/backed-up-estate";
import { vault as replicationVault } from "../simulator/site-recovery/replicated-estate";
import { withItem as withReplicatedItem } from "../simulator/site-recovery/replicated-machine";
import { unknownValue } from "../../src/plugin/handlers";
import { Deployment } from "./harness";

const type = "RecoveryVaultSettings";
const keyUri = "https://fleet.vault.azure.net/keys/backups";
const alerts = `${vaultId}/replicationAlertSettings/defaultAlertSetting`;

function deploymentIn({ azure, owner }: Pick<BackedUp, "azure" | "owner">): Deployment {
  return new Deployment(azure.connect(owner).transport);
}

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("not refused");
}

describe("RecoveryVaultSettings", () => {
  it("says all that is wrong with its inputs", async () => {
    const deployment = new Deployment({} as never);
    const { failures } = await deployment.check(type, {
      vaultId: "/subscriptions/1",
      encryption: { keyUri: "backups", rotated: true },
      siteRecoveryMail: { emailAddresses: ["fleet"], locale: 7 },
      protectedItemsOnDestroy: "Deleted",
      vault: "fleet",
    });

    assert.deepEqual(failures, [
      {
        property: "vault",
        reason:
          "There is no property vault. Use one of vaultId, encryption, siteRecoveryMail, protectedItemsOnDestroy.",
      },
      ...failures.filter(({ property }) => property === "vaultId"),
      {
        property: "protectedItemsOnDestroy",
        reason: 'protectedItemsOnDestroy must be "Refused" or "SoftDeleted".',
      },
      {
        reason:
          "encryption.rotated: There is no property rotated. Use one of keyUri, infrastructureEncryptionEnabled.",
      },
      {
        reason:
          'encryption.keyUri: "backups" is not the address of a key. Give https://{key vault}.vault.azure.net/keys/{key}, followed by /{version} to stay with one version. [EVG-KEY-001]',
      },
      { reason: "siteRecoveryMail.locale: It must be a text that is not empty." },
      {
        reason:
          'siteRecoveryMail.emailAddresses[0]: "fleet" is no e-mail address. Give one such as fleet@example.com. [EVG-VAULT-007]',
      },
    ]);
    assert.equal(failures.filter(({ property }) => property === "vaultId").length, 1);
  });

  it("judges nothing that is unknown, and fills in what is left out", async () => {
    const deployment = new Deployment({} as never);
    const unknown = await deployment.check(type, {
      vaultId: unknownValue,
      encryption: { keyUri: unknownValue },
      siteRecoveryMail: { emailAddresses: unknownValue },
      protectedItemsOnDestroy: unknownValue,
    });
    assert.deepEqual(unknown.failures, []);
    assert.deepEqual(await deployment.checked(type, { vaultId: `${vaultId}/` }), {
      vaultId,
      protectedItemsOnDestroy: "Refused",
    });
    assert.deepEqual(
      await deployment.checked(type, {
        vaultId,
        encryption: { keyUri },
        siteRecoveryMail: { ownersToldEnabled: true },
      }),
      {
        vaultId,
        encryption: { keyUri, infrastructureEncryptionEnabled: false },
        siteRecoveryMail: { emailAddresses: [], ownersToldEnabled: true, locale: "en-US" },
        protectedItemsOnDestroy: "Refused",
      },
    );
  });

  it("sets, changes and takes back, and tells what differs in Azure", async () => {
    const estate = await withVault();
    const { owner, azure } = estate;
    const deployment = deploymentIn(estate);
    const mail = { emailAddresses: ["fleet@example.com"], locale: "de-DE" };
    const { id, outputs } = await deployment.create(type, {
      vaultId,
      encryption: { keyUri },
      siteRecoveryMail: mail,
    });
    assert.equal(id, vaultId);
    assert.deepEqual((await read(owner, vaultId)).encryption, {
      keyVaultProperties: { keyUri },
      kekIdentity: { useSystemAssignedIdentity: true },
      infrastructureEncryption: "Disabled",
    });
    assert.deepEqual(await read(owner, alerts), {
      sendToOwners: "DoNotSend",
      customEmailAddresses: ["fleet@example.com"],
      locale: "de-DE",
    });

    const before = azure.estate.changes().length;
    const again = await deployment.read(type, vaultId, outputs);
    assert.deepEqual(again?.inputs, outputs);
    assert.deepEqual((await deployment.diff(type, vaultId, outputs, outputs)).changes, {});
    await deployment.update(type, vaultId, outputs, outputs);
    assert.equal(azure.estate.changes().length, before);

    const rotated = `${keyUri}/${"0".repeat(32)}`;
    const next = {
      vaultId,
      encryption: { keyUri: rotated },
      protectedItemsOnDestroy: "SoftDeleted",
    };
    assert.deepEqual((await deployment.diff(type, vaultId, outputs, next)).changes, {
      "encryption.keyUri": "update",
      siteRecoveryMail: "update",
      protectedItemsOnDestroy: "update",
    });
    await deployment.update(type, vaultId, outputs, next);
    assert.deepEqual(await read(owner, alerts), {
      sendToOwners: "DoNotSend",
      customEmailAddresses: [],
      locale: "de-DE",
    });
    const seen = await deployment.read(type, vaultId, outputs);
    assert.deepEqual(seen?.inputs, {
      vaultId,
      protectedItemsOnDestroy: "Refused",
      encryption: { keyUri: rotated, infrastructureEncryptionEnabled: false },
    });
    assert.equal(
      await refusal(deployment.update(type, vaultId, next, { vaultId })),
      `The vault "${vaultId}" is encrypted with "${rotated}", and Azure does not let it go back to a platform key. Give the key again.`,
    );
  });

  it("is of one vault, which must be there", async () => {
    const estate = await withVault();
    const deployment = deploymentIn(estate);
    const missing = `${vaultId}2`;
    assert.equal(
      await refusal(deployment.create(type, { vaultId: missing })),
      `There is no vault "${missing}". Make it first.`,
    );
    assert.equal(await deployment.read(type, missing), undefined);
    await deployment.delete(type, missing);
    const { changes, deleteBeforeReplace } = await deployment.diff(
      type,
      vaultId,
      { vaultId, protectedItemsOnDestroy: "Refused" },
      { vaultId: missing },
    );
    assert.deepEqual([changes, deleteBeforeReplace], [{ vaultId: "update-replace" }, false]);
    assert.deepEqual((await deployment.read(type, vaultId.toUpperCase()))?.inputs, {
      vaultId,
      protectedItemsOnDestroy: "Refused",
    });
  });

  it("lets an empty vault go, and one whose backups are deleted already", async () => {
    await deploymentIn(await withVault()).delete(type, vaultId, { vaultId });
    const estate = await withItem();
    await estate.owner.send("DELETE", `${await itemIdIn(estate)}?api-version=2024-10-01`);
    await estate.owner.wait(3600);
    await deploymentIn(estate).delete(type, vaultId, { vaultId });
  });

  it("keeps a vault with backups of which nobody has said a word", async () => {
    const estate = await withItem();
    const before = estate.azure.estate.changes().length;
    assert.equal(
      await refusal(deploymentIn(estate).delete(type, vaultId, { vaultId })),
      [
        "The deletion of the vault has 1 problem:",
        `  - protectedItemsOnDestroy: The vault "${vaultId}" holds backups of "machine1", and nothing says what becomes of them. Stop their protection and delete their backups first; or set protectedItemsOnDestroy to "SoftDeleted" and deploy that: then the vault is deleted with them, and all can be brought back for as long as soft delete keeps it. [EVG-VAULT-010]`,
      ].join("\n"),
    );
    assert.equal(estate.azure.estate.changes().length, before);
  });

  it("deletes the backups softly when that is said, and azure-native's own call the vault with them", async () => {
    const estate = await withItem();
    const { owner } = estate;
    await backUp(owner);
    await owner.wait(86_400);
    const deployment = deploymentIn(estate);
    await deployment.delete(type, vaultId, { vaultId, protectedItemsOnDestroy: "SoftDeleted" });
    assert.deepEqual(deployment.log, ['info: The backups of "machine1" are deleted softly.']);

    await owner.send("DELETE", `${vaultId}?api-version=2024-10-01`);
    await owner.wait(600);
    assert.equal((await owner.send("GET", `${vaultId}?api-version=2024-10-01`)).status, 404);
    const deleted = `${vaultId.split("/resourceGroups")[0] ?? ""}/providers/Microsoft.RecoveryServices/locations/westeurope/deletedVaults`;
    const list = await owner.send("GET", `${deleted}?api-version=2025-08-01`);
    assert.equal((list.body as { value: unknown[] }).value.length, 1);
  });

  it("keeps an immutable vault that has backups, whatever is said", async () => {
    const estate = await withItem({
      securitySettings: { immutabilitySettings: { state: "Unlocked" } },
    });
    const message = await refusal(
      deploymentIn(estate).delete(type, vaultId, {
        vaultId,
        protectedItemsOnDestroy: "SoftDeleted",
      }),
    );
    assert.match(message, /is immutable \("Unlocked"\).*\[EVG-VAULT-011\]/);
  });

  it("keeps a vault by which machines are replicated, whatever is said", async () => {
    const { azure, owner } = await withReplicatedItem();
    const message = await refusal(
      new Deployment(azure.connect(owner).transport).delete(type, replicationVault, {
        vaultId: replicationVault,
        protectedItemsOnDestroy: "SoftDeleted",
      }),
    );
    assert.match(
      message,
      /still replicates ".*"\. Disable their replication first\. \[EVG-VAULT-009\]/,
    );
  });
});

async function itemIdIn(estate: BackedUp): Promise<string> {
  const url = `${vaultId}/backupProtectedItems?api-version=2024-10-01`;
  const { body } = await estate.owner.send("GET", url);
  return (body as { value: { id: string }[] }).value[0]?.id ?? "";
}
