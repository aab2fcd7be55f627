import assert from "node:assert/strict";
import {
  backupLunFindings,
  backupPolicyChangeFindings,
  backupPolicyVaultFindings,
  backupRegionFindings,
  backupSecurityFindings,
  ephemeralDiskFindings,
  isBackedUp,
  missingLunFindings,
} from "../../src/azure/backed-up-machine";
import {
  backupDeletionFindings,
  backupSuspensionFindings,
  backupWordFindings,
} from "../../src/azure/backup-destruction";
import { shorterRetentionFindings, spansKeptLess } from "../../src/azure/backup-immutability";
import { restorePointLockFindings } from "../../src/azure/backup-point-locks";
import { told } from "./told";

const subscription = "/subscriptions/00000000-0000-4000-8000-000000000001";
const vaultId = `${subscription}/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/vault`;

describe("a machine that is to be backed up", () => {
  it("follows a policy of its vault, in its region", () => {
    const policyId = `${vaultId.toUpperCase()}/backupPolicies/nightly`;
    assert.deepEqual(backupPolicyVaultFindings({ vaultId, policyId }, "policyId"), []);
    assert.deepEqual(backupPolicyVaultFindings({ vaultId: "none", policyId }, "policyId"), []);
    assert.deepEqual(backupPolicyVaultFindings({ vaultId, policyId: "none" }, "policyId"), []);
    assert.deepEqual(
      told(
        backupPolicyVaultFindings(
          { vaultId: `${vaultId}2`, policyId: `${vaultId}/backupPolicies/nightly` },
          "policyId",
        ),
      ),
      [
        `error policyId: The policy "nightly" stands in the vault "${vaultId}", and the machine is to be backed up in "${vaultId}2". Give a policy of the same vault. [EVG-BACKUP-030]`,
      ],
    );
    assert.deepEqual(backupRegionFindings({ machine: "West Europe", vault: "westeurope" }, ""), []);
    assert.deepEqual(
      told(backupRegionFindings({ machine: "westeurope", vault: "uksouth" }, "vaultId")),
      [
        'error vaultId: The machine is in the region "westeurope" and the vault in "uksouth", but a machine is backed up in its own region. Use a vault in "westeurope". [EVG-BACKUP-031]',
      ],
    );
  });

  it("follows an Enhanced policy where it needs one", () => {
    const rules = (securityType: string | undefined, policyType: "V1" | "V2", allowed = false) =>
      backupSecurityFindings(
        { securityType, policyType, standardPolicyAllowed: allowed },
        "policyId",
      ).map(({ ruleId }) => ruleId);
    assert.deepEqual(rules(undefined, "V1"), []);
    assert.deepEqual(rules("Standard", "V1"), []);
    assert.deepEqual(rules("TrustedLaunch", "V1"), ["EVG-BACKUP-033"]);
    assert.deepEqual(rules("TrustedLaunch", "V1", true), []);
    assert.deepEqual(rules("ConfidentialVM", "V1", true), ["EVG-BACKUP-032"]);
    assert.deepEqual(rules("ConfidentialVM", "V2"), []);
    const change = (from: "V1" | "V2" | undefined, to: "V1" | "V2") =>
      backupPolicyChangeFindings({ from, to }, "policyId").length;
    assert.deepEqual(
      [change("V1", "V2"), change("V2", "V2"), change(undefined, "V1"), change("V2", "V1")],
      [0, 0, 0, 1],
    );
    assert.equal(ephemeralDiskFindings("virtualMachineId")[0]?.ruleId, "EVG-BACKUP-046");
  });

  it("says which data disks are backed up, never leaves out the system's", () => {
    assert.deepEqual(backupLunFindings({}), []);
    assert.deepEqual(backupLunFindings({ includedDiskLuns: [] }), []);
    assert.deepEqual(backupLunFindings({ excludedDiskLuns: [0, 63] }), []);
    assert.deepEqual(
      backupLunFindings({ includedDiskLuns: [1.5, 1, 1, -1, 64] }).map(
        ({ ruleId, propertyPath }) => `${propertyPath} ${ruleId}`,
      ),
      [
        "includedDiskLuns[0] EVG-BACKUP-035",
        "includedDiskLuns[2] EVG-BACKUP-035",
        "includedDiskLuns[3] EVG-BACKUP-038",
        "includedDiskLuns[4] EVG-BACKUP-035",
      ],
    );
    assert.deepEqual(
      [undefined, 0, 1].map((lun) => isBackedUp(lun, { includedDiskLuns: [1] })),
      [true, false, true],
    );
    assert.deepEqual(
      [undefined, 0, 1].map((lun) => isBackedUp(lun, { excludedDiskLuns: [1] })),
      [true, true, false],
    );
    assert.deepEqual(told(missingLunFindings({ excludedDiskLuns: [0, 7] }, [0, 1])), [
      "warning excludedDiskLuns: The machine has no data disk at the logical unit number 7. Attach it, or leave its number out. [EVG-BACKUP-039]",
    ]);
  });
});

describe("the end of backups", () => {
  it("is refused where Azure refuses it, or would make it final", () => {
    const of = (immutability?: string, softDelete?: string) =>
      backupDeletionFindings({ immutability, softDelete }, "onDestroy").map(({ ruleId }) => ruleId);
    assert.deepEqual(of("Disabled", "Enabled"), []);
    assert.deepEqual(of(undefined, undefined), []);
    assert.deepEqual(of("Unlocked", "AlwaysON"), ["EVG-BACKUP-040"]);
    assert.deepEqual(of("Locked"), ["EVG-BACKUP-040"]);
    assert.deepEqual(of("Disabled", "Disabled"), ["EVG-BACKUP-041"]);
    assert.deepEqual(told(backupDeletionFindings({ softDelete: "Disabled" }, "onDestroy")), [
      'error onDestroy: The vault has soft delete off, so its backups would be deleted for good. Switch soft delete on, or set onDestroy to "Stopped" or "Retained" and deploy that first. [EVG-BACKUP-041]',
    ]);
    assert.deepEqual(backupSuspensionFindings("Stopped", {}, "protection"), []);
    assert.deepEqual(
      backupSuspensionFindings("Suspended", { immutability: "Locked" }, "protection"),
      [],
    );
    assert.equal(
      backupSuspensionFindings("Suspended", {}, "protection")[0]?.ruleId,
      "EVG-BACKUP-042",
    );
    assert.deepEqual(told(backupWordFindings("x", ["A", "B"], "onDestroy")), [
      'error onDestroy: "x" is none of the words that onDestroy takes. Use "A" or "B". [EVG-BACKUP-043]',
    ]);
  });

  it("does not come sooner in an immutable vault", () => {
    assert.deepEqual(spansKeptLess({ daily: 7, monthly: 2 }, { daily: 7, weekly: 1, monthly: 1 }), [
      "weekly",
    ]);
    const of = (immutability: string) =>
      told(
        shorterRetentionFindings(
          { vaultId, immutability, after: { daily: 7 }, before: { daily: 30, yearly: 1 } },
          () => "policyId",
        ),
      );
    assert.deepEqual(of("Disabled"), []);
    assert.deepEqual(of("Locked"), [
      `error policyId: The daily retention would go from 30 to 7, but the vault "${vaultId}" is immutable ("Locked") and keeps recovery points no shorter. Keep as much as before, or more. [EVG-BACKUP-044]`,
      `error policyId: The yearly retention would go from 1 to 0, but the vault "${vaultId}" is immutable ("Locked") and keeps recovery points no shorter. Keep as much as before, or more. [EVG-BACKUP-044]`,
    ]);
  });
});

describe("the group of instant recovery points", () => {
  it("is under no lock, above it, on it or in it", () => {
    const groupId = `${subscription}/resourceGroups/points-1`;
    const lock = (scope: string, name: string) =>
      `${scope}/providers/Microsoft.Authorization/locks/${name}`;
    const inside = `${groupId}/providers/Microsoft.Compute/restorePointCollections/web`;
    const ids = [
      lock(subscription, "all"),
      lock(subscription, "all").toUpperCase(),
      lock(groupId, "own"),
      lock(inside, "one"),
      lock(`${subscription}/resourceGroups/points-10`, "other"),
      "nonsense",
    ];
    assert.deepEqual(
      restorePointLockFindings(groupId, ids, "restorePointGroupId").map(
        ({ message }) => /The lock "(\w+)"/.exec(message)?.[1],
      ),
      ["all", "own", "one"],
    );
  });
});
