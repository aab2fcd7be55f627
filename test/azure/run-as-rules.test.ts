import assert from "node:assert/strict";
import {
  certificatePeriodFindings,
  classicRunAsFindings,
  directoryIdFindings,
  directoryPackageFindings,
  permissionsWithoutPolicyFindings,
  runAsCertificateRenewalInDays,
  runAsCertificateValidityInDays,
  runAsRetirementFindings,
  runAsScopeFindings,
  secretPermissionFindings,
  thumbprintFindings,
} from "../../src/azure/run-as-rules";
import { runAsCertificateState } from "../../src/azure/run-as-account";
import { describeFinding, type Finding } from "../../src/azure/finding";

const subscription = "/subscriptions/00000000-0000-4000-8000-000000000001";
const guid = "11111111-1111-4111-8111-111111111111";

function texts(findings: readonly Finding[]): string[] {
  return findings.map((finding) => `${finding.severity} ${describeFinding(finding)}`);
}

describe("the rules of Run As accounts", () => {
  it("warn of the retirement from its day on", () => {
    assert.deepEqual(runAsRetirementFindings(new Date("2023-09-29T23:59:59Z"), "id"), []);
    assert.deepEqual(texts(runAsRetirementFindings(new Date("2023-09-30T00:00:00Z"), "id")), [
      "warning id: Run As accounts were retired on 30 September 2023: one signs in until its certificate ends, without support. Let runbooks and Site Recovery sign in with the account's system-assigned identity, then take this away. [EVG-RUNAS-001]",
    ]);
  });

  it("let certificates overlap until the older one ends", () => {
    const of = (validityInDays: number, renewalInDays: number) =>
      texts(certificatePeriodFindings({ validityInDays, renewalInDays }, "at"));
    assert.deepEqual(of(runAsCertificateValidityInDays, runAsCertificateRenewalInDays), []);
    assert.deepEqual(of(2, 1), []);
    assert.deepEqual(of(3, 2), [
      "error at.renewalInDays: A certificate that lasts 3 days would be renewed 2 days before its end, more than half its life: the third would push out the first before that has ended. Give at most half of validityInDays. [EVG-RUNAS-003]",
    ]);
    assert.deepEqual(of(0, 3651), [
      "error at.validityInDays: 0 is no number of days. Give a whole number from 1 to 3650. [EVG-RUNAS-002]",
      "error at.renewalInDays: 3651 is no number of days. Give a whole number from 1 to 3650. [EVG-RUNAS-002]",
    ]);
  });

  it("renew, by default, before Site Recovery complains, when they run each week", () => {
    const week = 7 * 86_400_000;
    for (let month = 0; month < 24; month += 1) {
      const end = new Date(Date.UTC(2027, month, 15));
      const latest = end.getTime() - runAsCertificateRenewalInDays * 86_400_000 + week;
      assert.equal(runAsCertificateState(end, new Date(latest)), "valid");
    }
  });

  it("ask for the package of the directory", () => {
    assert.deepEqual(directoryPackageFindings(true), []);
    assert.deepEqual(texts(directoryPackageFindings(false)), [
      "error package.json: The package @pulumi/azuread, with which applications are made, is not installed. Install it beside azure-evergreen: npm install @pulumi/azuread. [EVG-RUNAS-004]",
    ]);
  });

  it("warn of the Classic pair", () => {
    assert.deepEqual(texts(classicRunAsFindings("classic")), [
      "warning classic: Classic resources were retired on 31 August 2024, and a classic certificate counts only once it is uploaded to the subscription by hand, after each renewal too. Leave classic out, unless a runbook reads these two assets. [EVG-RUNAS-005]",
    ]);
  });

  it("take a subscription or a resource group as scope", () => {
    assert.deepEqual(runAsScopeFindings(subscription, "scope"), []);
    assert.deepEqual(runAsScopeFindings(`${subscription}/resourceGroups/fleet`, "scope"), []);
    const vault = `${subscription}/resourceGroups/fleet/providers/Microsoft.KeyVault/vaults/v`;
    assert.deepEqual(texts(runAsScopeFindings(vault, "scope")), [
      `error scope: ${vault} is neither a subscription nor a resource group. Give the id of the one in which runbooks work. [EVG-RUNAS-006]`,
    ]);
    assert.match(texts(runAsScopeFindings("fleet", "scope"))[0] ?? "", /EVG-ID-001/);
  });

  it("know the ids of a directory, and thumbprints", () => {
    assert.deepEqual(directoryIdFindings(guid, "id"), []);
    assert.deepEqual(texts(directoryIdFindings("app", "id")), [
      'error id: "app" is not the id of an application or a service principal. Give the GUID that the directory shows. [EVG-RUNAS-007]',
    ]);
    assert.deepEqual(thumbprintFindings("ab".repeat(20), "thumbprint"), []);
    assert.deepEqual(texts(thumbprintFindings("xy", "thumbprint")), [
      'error thumbprint: "xy" is not a certificate\'s thumbprint. Give the SHA-1 digest of the certificate: 40 hexadecimal digits. [EVG-RUNAS-008]',
    ]);
  });

  it("know the permissions on secrets", () => {
    assert.deepEqual(secretPermissionFindings(["get", "List"], "at"), []);
    assert.deepEqual(texts(secretPermissionFindings(["sign"], "at")), [
      'error at: "sign" is not a permission on secrets. Use get, list, set, delete, recover, backup, restore, purge. [EVG-RUNAS-009]',
    ]);
    assert.deepEqual(texts(secretPermissionFindings([], "at")), [
      "error at: No permission is given, so the vault's secrets stay closed. Give get and list, or leave it out. [EVG-RUNAS-009]",
    ]);
    assert.deepEqual(texts(permissionsWithoutPolicyFindings("at")), [
      "error at: Permissions of an access policy are given for a vault that gives access by roles. Leave them out, or set accessPoliciesUsed. [EVG-RUNAS-010]",
    ]);
  });
});
