import assert from "node:assert/strict";
import {
  portalAccountFindings,
  twoMappingOwnersFindings,
  twoVaultOwnersFindings,
} from "../../src/azure/agent-update-owners";
import { told } from "./told";

const group = "/subscriptions/s/resourceGroups/recovery/providers";
const vaultId = `${group}/Microsoft.RecoveryServices/vaults/vault`;
const automationAccountId = `${group}/Microsoft.Automation/automationAccounts/updater`;

describe("who sets agent auto-update", () => {
  it("is one resource of a program for a mapping, and one for a vault", () => {
    assert.deepEqual(
      told(
        twoMappingOwnersFindings(
          { mappingId: "/mapping", mappingUrn: "urn:a", vaultWideUrn: "urn:b" },
          "exceptMappingIds",
        ),
      ),
      [
        'error exceptMappingIds: Agent auto-update of the mapping "/mapping" would be set by two resources: urn:a and urn:b. Name the mapping in exceptMappingIds of the second, or take the first out of the program. [EVG-AGENT-001]',
      ],
    );
    assert.deepEqual(
      [vaultId, ""].flatMap((id) =>
        told(twoVaultOwnersFindings({ vaultId: id, owners: ["a", "b"] }, "vaultId")),
      ),
      [
        `error vaultId: Agent auto-update of the vault "${vaultId}" would be set by two resources: a and b. Declare it once. [EVG-AGENT-002]`,
        "error vaultId: Agent auto-update of one vault would be set by two resources: a and b. Declare it once. [EVG-AGENT-002]",
      ],
    );
  });

  it("may use an account that the portal does not offer, with a warning", () => {
    const findings = portalAccountFindings(
      { vaultId, automationAccountId: automationAccountId.replace("recovery", "tools") },
      "automationAccountId",
    );
    assert.deepEqual(told(findings), [
      `warning automationAccountId: The automation account "${automationAccountId.replace("recovery", "tools")}" is in the resource group "tools", the vault in "recovery": Azure takes it, but the portal lists only accounts of the vault's resource group, and lets one be chosen only while replication is enabled for a machine. Change the account in this program alone, or use one of the vault's resource group. [EVG-AGENT-003]`,
    ]);
    const offered = [automationAccountId, automationAccountId.replace("recovery", "Recovery"), "x"];
    for (const id of offered) {
      assert.deepEqual(portalAccountFindings({ vaultId, automationAccountId: id }, "p"), []);
    }
  });
});
