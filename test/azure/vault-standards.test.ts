import assert from "node:assert/strict";
import type { Finding } from "../../src/azure/finding";
import {
  backupAlertFindings,
  resourceGuardFindings,
  softDeleteOnFindings,
  vaultAccessFindings,
  vaultImmutabilityFindings,
  vaultKeyFindings,
  vaultLogsFindings,
  vaultRedundancyFindings,
} from "../../src/azure/vault-standards";

/** The findings' messages, without where and what to do. */
function messages(...findings: Finding[][]): string[] {
  return findings.flat().map(({ ruleId, message }) => `${ruleId} ${message}`);
}

describe("what is good practice for a vault", () => {
  it("is redundancy that is said and wanted", () => {
    const find = (redundancy: string | undefined) =>
      vaultRedundancyFindings(redundancy, ["GeoRedundant", "ZoneRedundant"], "redundancy");

    assert.deepEqual(messages(find("GeoRedundant"), find("ZoneRedundant")), []);
    assert.deepEqual(messages(find("LocallyRedundant"), find(undefined)), [
      'EVG-VAULT-020 It is "LocallyRedundant", so nothing says that backups outlive the loss of a datacentre.',
      "EVG-VAULT-020 It is not set, so nothing says that backups outlive the loss of a datacentre.",
    ]);
  });

  it("is soft delete, whatever the letters of its word", () => {
    const find = (state: string | undefined, ...wanted: string[]) =>
      softDeleteOnFindings(state, wanted, "state");

    assert.deepEqual(messages(find("AlwaysOn", "AlwaysON"), find("Enabled", "Enabled")), []);
    assert.deepEqual(messages(find("Enabled", "AlwaysON"), find("Disabled", "Enabled")), [
      'EVG-VAULT-021 It is "Enabled", so soft delete can be switched off before backups are deleted.',
      'EVG-VAULT-021 It is "Disabled", so nothing says that deleted backups can be brought back.',
    ]);
  });

  it("is immutability", () => {
    const find = (state: string | undefined, ...wanted: string[]) =>
      vaultImmutabilityFindings(state, wanted, "state");

    assert.deepEqual(messages(find("Unlocked", "Unlocked", "Locked")), []);
    assert.deepEqual(messages(find("Unlocked", "Locked"), find(undefined, "Unlocked")), [
      'EVG-VAULT-022 It is "Unlocked", so whoever may write the vault can switch immutability off.',
      "EVG-VAULT-022 It is not set, so backups can be deleted before their time.",
    ]);
  });

  it("is to be reached, and only as wanted", () => {
    const find = (
      publicNetworkAccess: string | undefined,
      hasPrivateEndpoint: boolean,
      privateOnly: boolean,
    ) => vaultAccessFindings({ publicNetworkAccess, hasPrivateEndpoint, privateOnly }, "access");

    assert.deepEqual(
      messages(
        find("Enabled", false, false),
        find(undefined, false, false),
        find("Disabled", true, true),
      ),
      [],
    );
    assert.deepEqual(messages(find("Disabled", false, false), find("Enabled", true, true)), [
      'EVG-VAULT-025 It is "Disabled", and the stack gives the vault no private endpoint, so nothing reaches it.',
      'EVG-VAULT-025 It is "Enabled", so the vault is reached over the public internet.',
    ]);
  });

  it("is a guard, a key, logs and alerts", () => {
    assert.deepEqual(
      messages(
        resourceGuardFindings(true, "vault"),
        vaultKeyFindings(true, "vault"),
        vaultLogsFindings(true, "vault"),
        backupAlertFindings("Enabled", "vault"),
      ),
      [],
    );
    assert.deepEqual(
      messages(
        resourceGuardFindings(false, "vault"),
        vaultKeyFindings(false, "vault"),
        vaultLogsFindings(false, "vault"),
        backupAlertFindings(undefined, "vault"),
      ),
      [
        "EVG-VAULT-023 No resource guard protects the vault, so one account is enough to weaken it.",
        "EVG-VAULT-024 The vault is encrypted with Azure's key.",
        "EVG-VAULT-026 No diagnostic setting of the stack sends the vault's logs anywhere.",
        "EVG-VAULT-027 It is not set, so nothing says that a backup that fails raises an alert.",
      ],
    );
  });
});
