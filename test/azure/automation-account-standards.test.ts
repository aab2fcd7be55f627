import assert from "node:assert/strict";
import {
  accountKeySourceFindings,
  accountWithoutIdentityFindings,
  clearVariableFindings,
  localAuthenticationFindings,
  longWebhookFindings,
  publicAccountFindings,
  uncollectedLogFindings,
} from "../../src/azure/automation-account-standards";
import { describeFinding, type Finding } from "../../src/azure/finding";

function texts(findings: readonly Finding[]): string[] {
  return findings.map((finding) => `${finding.severity} ${describeFinding(finding)}`);
}

describe("what an automation account should be like", () => {
  it("is to have an identity of either kind", () => {
    for (const type of ["SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned"]) {
      assert.deepEqual(accountWithoutIdentityFindings(type, "type"), []);
    }
    for (const type of [undefined, "None"]) {
      assert.deepEqual(texts(accountWithoutIdentityFindings(type, "type")), [
        'warning type: The automation account has no identity, so its runbooks need stored credentials to sign in. Set it to "SystemAssigned", or to "UserAssigned" with the ids of identities. [EVG-AUTOMATION-030]',
      ]);
    }
  });

  it("is to encrypt its variables", () => {
    assert.deepEqual(clearVariableFindings(true, "isEncrypted"), []);
    assert.deepEqual(texts(clearVariableFindings(undefined, "isEncrypted")), [
      "warning isEncrypted: It is not set, so whoever may read the automation account reads the variable's value. Set true; a variable that is there already has to be made anew. [EVG-AUTOMATION-031]",
    ]);
  });

  it("is to let nobody in by a key, nor from the internet", () => {
    assert.deepEqual(localAuthenticationFindings(true, "a"), []);
    assert.deepEqual(texts(localAuthenticationFindings(false, "a")), [
      "warning a: It is false, so whoever holds one of the account's keys gets in without Microsoft Entra ID. Set true. [EVG-AUTOMATION-032]",
    ]);
    assert.deepEqual(publicAccountFindings(false, "a"), []);
    assert.deepEqual(texts(publicAccountFindings(undefined, "a")), [
      "warning a: It is not set, so webhooks and agents reach the account from the whole internet. Set false, and give the account a private endpoint where something has to reach it. [EVG-AUTOMATION-033]",
    ]);
  });

  it("may be asked for a key of one's own", () => {
    assert.deepEqual(accountKeySourceFindings("Microsoft.KeyVault", "k"), []);
    assert.deepEqual(texts(accountKeySourceFindings(undefined, "k")), [
      "warning k: Microsoft's keys encrypt what the account holds, and a key of one's own is asked for. Set it to \"Microsoft.Keyvault\" and name the key in keyVaultProperties. [EVG-AUTOMATION-034]",
    ]);
  });

  it("may be asked for logs, by category or by group", () => {
    const wanted = ["JobLogs", "AuditEvent"];
    const log = (category: string, enabled = true) => ({ category, enabled });
    const group = (categoryGroup: string, enabled = true) => ({ categoryGroup, enabled });
    assert.deepEqual(uncollectedLogFindings([group("allLogs")], wanted, "id"), []);
    assert.deepEqual(uncollectedLogFindings([log("joblogs"), group("audit")], wanted, "id"), []);
    assert.deepEqual(uncollectedLogFindings([], [], "id"), []);
    for (const logs of [[], [group("allLogs", false)]]) {
      assert.deepEqual(texts(uncollectedLogFindings(logs, wanted, "id")), [
        "warning id: No diagnostic setting of the stack collects JobLogs, AuditEvent of the automation account. Add a diagnostic setting whose resourceUri is the account's id and whose logs enable them. [EVG-AUTOMATION-035]",
      ]);
    }
    assert.equal(uncollectedLogFindings([group("audit")], wanted, "id").length, 1);
  });

  it("is to let webhooks live a while and no longer", () => {
    const now = new Date("2026-11-26T12:00:00Z");
    const of = (expiry: string) => texts(longWebhookFindings(expiry, "expiryTime", now, 365));
    assert.deepEqual(of("2027-11-26T12:00:00Z"), []);
    assert.deepEqual(of("2027-11-26T14:00:01+02:00"), [
      "warning expiryTime: The webhook lives until 2027-11-26T14:00:01+02:00, more than 365 days from now, and whoever learns its address can start the runbook until then. Give an earlier time; the webhook is then made anew, with another address. [EVG-AUTOMATION-036]",
    ]);
    assert.deepEqual(of("whenever"), []);
  });
});
