import assert from "node:assert/strict";
import {
  crossRegionRestoreFindings,
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
});
