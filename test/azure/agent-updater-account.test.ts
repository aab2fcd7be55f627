import assert from "node:assert/strict";
import {
  accountIdentityFindings,
  accountSubscriptionFindings,
  authenticationTypes,
  legacyRunAsFindings,
  otherAccountFindings,
} from "../../src/azure/agent-updater-account";
import { told } from "./told";

const group = (subscription: string) => `/subscriptions/${subscription}/resourceGroups/recovery`;
const vaultId = `${group("a1")}/providers/Microsoft.RecoveryServices/vaults/vault`;
const accountId = `${group("a1")}/providers/Microsoft.Automation/automationAccounts/updates`;
const foreignId = `${group("b2")}/providers/Microsoft.Automation/automationAccounts/updates`;

describe("automation account that updates agents", () => {
  it("signs in with words of the Site Recovery API", () => {
    assert.deepEqual(authenticationTypes, {
      systemAssigned: "SystemAssignedIdentity",
      runAs: "RunAsAccount",
    });
  });

  it("must be in the vault's subscription", () => {
    const foreign = { vaultId, automationAccountId: foreignId };
    assert.deepEqual(told(accountSubscriptionFindings(foreign, "automationAccountId")), [
      `error automationAccountId: The automation account "${foreignId}" is in subscription b2, the vault in a1: agent auto-update needs both in one subscription. Use an automation account of subscription a1. [EVG-AUTOMATION-001]`,
    ]);
    const near = { vaultId, automationAccountId: accountId.replace("/a1/", "/A1/") };
    assert.deepEqual(accountSubscriptionFindings(near, "automationAccountId"), []);
    const shouted = { vaultId: vaultId.replace("/a1/", "/A1/"), automationAccountId: accountId };
    assert.deepEqual(accountSubscriptionFindings(shouted, "automationAccountId"), []);
  });

  it("is not judged by ids that cannot be read", () => {
    const unread = { vaultId: "vault", automationAccountId: foreignId };
    assert.deepEqual(accountSubscriptionFindings(unread, "x"), []);
    assert.deepEqual(
      accountSubscriptionFindings({ vaultId, automationAccountId: "account" }, "x"),
      [],
    );
  });

  it("must have a system-assigned identity", () => {
    for (const type of [
      "SystemAssigned",
      "SystemAssigned, UserAssigned",
      "systemassigned,UserAssigned",
    ]) {
      assert.deepEqual(accountIdentityFindings(type, accountId, "x"), []);
    }
    assert.deepEqual(told(accountIdentityFindings("UserAssigned", accountId, "account")), [
      `error account: The automation account "${accountId}" has only user-assigned identities, but agent auto-update signs in with the system-assigned one. Switch the account's system-assigned identity on. [EVG-AUTOMATION-002]`,
    ]);
    for (const type of [undefined, "None", ""]) {
      assert.deepEqual(told(accountIdentityFindings(type, accountId, "account")), [
        `error account: The automation account "${accountId}" has no identity, but agent auto-update signs in with the system-assigned one. Switch the account's system-assigned identity on. [EVG-AUTOMATION-002]`,
      ]);
    }
  });

  it("must be the one that the vault already uses", () => {
    const use = { vaultId, automationAccountId: accountId };
    for (const accountInUse of [
      undefined,
      "",
      accountId,
      accountId.toUpperCase(),
      `${accountId}/`,
    ]) {
      assert.deepEqual(otherAccountFindings({ ...use, accountInUse }, "x"), []);
    }
    assert.deepEqual(told(otherAccountFindings({ ...use, accountInUse: foreignId }, "account")), [
      `error account: The vault "${vaultId}" already updates agents with "${foreignId}", and a vault takes one automation account, not also "${accountId}". Use "${foreignId}", or switch agent auto-update off for the whole vault before changing the account. [EVG-AUTOMATION-003]`,
    ]);
  });

  it("is warned of while it is a Run As account", () => {
    assert.deepEqual(told(legacyRunAsFindings("agentUpdates.authenticationType")), [
      "warning agentUpdates.authenticationType: Run As accounts were retired on 30 September 2023: agent auto-update stops for good when the account's certificate ends. Switch the automation account's system-assigned identity on, give it the agent updater's role, and drop the legacy choice. [EVG-AUTOMATION-004]",
    ]);
  });
});
