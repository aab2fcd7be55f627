import assert from "node:assert/strict";
import fc from "fast-check";
import {
  agentAutoUpdateFindings,
  outcomeOfStatus,
  selectMappings,
  succeededJobWords,
  type AgentAutoUpdateSetting,
  type MappingSummary,
} from "../../src/azure/agent-auto-update";
import { told } from "./told";

const account =
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.Automation/automationAccounts/a";
const otherAccount = `${account}2`;

const healthy: MappingSummary = {
  id: "mapping",
  instanceType: "A2A",
  state: "Paired",
  agentAutoUpdateStatus: "Enabled",
  automationAccountArmId: account,
  automationAccountAuthenticationType: "SystemAssignedIdentity",
  healthErrorCount: 0,
};
const enabled: AgentAutoUpdateSetting = {
  status: "Enabled",
  automationAccountId: account,
  authenticationType: "SystemAssignedIdentity",
};
const disabled: AgentAutoUpdateSetting = {
  status: "Disabled",
  authenticationType: "SystemAssignedIdentity",
};

/** `undefined` when the mapping is selected, else why it is not. */
function skipped(change: Partial<MappingSummary>, desired = enabled): string | undefined {
  const mapping = { ...healthy, ...change };
  const selection = selectMappings([mapping], desired);
  assert.equal(selection.selected.length + selection.skipped.length, 1);
  assert.deepEqual([...selection.selected, ...selection.skipped.map((s) => s.mapping)], [mapping]);
  return selection.skipped[0]?.reason;
}

describe("mappings to change", () => {
  it("are none that replicate something else", () => {
    for (const desired of [enabled, disabled]) {
      assert.equal(
        skipped({ instanceType: "VMwareCbt" }, desired),
        "It is of type VMwareCbt, not A2A.",
      );
      assert.equal(
        skipped({ instanceType: undefined }, desired),
        "The service sends no details of it.",
      );
    }
  });

  it("are none that are not paired", () => {
    for (const desired of [enabled, disabled]) {
      assert.equal(
        skipped({ state: "PairingInProgress" }, desired),
        "Its state is PairingInProgress, not Paired.",
      );
      assert.equal(skipped({ state: undefined }, desired), "It has no state.");
    }
  });

  it("are none that are as they should be, whatever the letters of words and ids", () => {
    const done = "Agent auto-update is already enabled in this way and healthy.";
    assert.equal(skipped({}), done);
    assert.equal(
      skipped({
        instanceType: "a2a",
        state: "paired",
        agentAutoUpdateStatus: "enabled",
        automationAccountArmId: account.replace("/subscriptions/", "/Subscriptions/"),
        automationAccountAuthenticationType: "systemAssignedIdentity",
      }),
      done,
    );
  });

  it("are those that are not enabled, or with another account, or unhealthy", () => {
    assert.equal(skipped({ agentAutoUpdateStatus: "Disabled" }), undefined);
    assert.equal(skipped({ agentAutoUpdateStatus: undefined }), undefined);
    assert.equal(skipped({ automationAccountArmId: otherAccount }), undefined);
    assert.equal(skipped({ automationAccountArmId: undefined }), undefined);
    assert.equal(skipped({ healthErrorCount: 1 }), undefined);
  });

  it("are those that still sign in with the Run As account", () => {
    const runAs = { automationAccountAuthenticationType: "RunAsAccount" };
    assert.equal(skipped(runAs), undefined);
    assert.equal(skipped({ automationAccountAuthenticationType: undefined }), undefined);
    assert.equal(
      skipped(runAs, { ...enabled, authenticationType: "RunAsAccount" }),
      "Agent auto-update is already enabled in this way and healthy.",
    );
    assert.equal(
      skipped(
        { automationAccountAuthenticationType: undefined },
        { ...enabled, authenticationType: "RunAsAccount" },
      ),
      "Agent auto-update is already enabled in this way and healthy.",
    );
  });

  it("are, to disable, only those that are enabled", () => {
    assert.equal(skipped({}, disabled), undefined);
    assert.equal(skipped({ automationAccountArmId: otherAccount }, disabled), undefined);
    for (const agentAutoUpdateStatus of ["Disabled", "disabled", undefined]) {
      assert.equal(
        skipped({ agentAutoUpdateStatus, healthErrorCount: 3 }, disabled),
        "Agent auto-update is already disabled.",
      );
    }
  });

  const anyMapping: fc.Arbitrary<MappingSummary> = fc.record({
    id: fc.uuid(),
    instanceType: fc.constantFrom("A2A", "a2a", "VMwareCbt", undefined),
    state: fc.constantFrom("Paired", "Unpaired", undefined),
    agentAutoUpdateStatus: fc.constantFrom("Enabled", "Disabled", undefined),
    automationAccountArmId: fc.constantFrom(
      account,
      account.toUpperCase(),
      otherAccount,
      undefined,
    ),
    automationAccountAuthenticationType: fc.constantFrom(
      "SystemAssignedIdentity",
      "RunAsAccount",
      undefined,
    ),
    healthErrorCount: fc.nat(2),
  });

  it("are each told once, in their order, and are none once the setting was made", () => {
    fc.assert(
      fc.property(fc.array(anyMapping), fc.constantFrom(enabled, disabled), (mappings, desired) => {
        const { selected, skipped: rest } = selectMappings(mappings, desired);
        const passed = rest.map(({ mapping }) => mapping);
        assert.deepEqual(
          mappings.filter((mapping) => selected.includes(mapping)),
          selected,
        );
        assert.deepEqual(
          mappings.filter((mapping) => !selected.includes(mapping)),
          passed,
        );
        const made = mappings.map((mapping) =>
          selected.includes(mapping)
            ? {
                ...mapping,
                agentAutoUpdateStatus: desired.status,
                automationAccountArmId: desired.automationAccountId,
                automationAccountAuthenticationType: desired.authenticationType,
                healthErrorCount: 0,
              }
            : mapping,
        );
        assert.deepEqual(selectMappings(made, desired).selected, []);
      }),
    );
  });
});

describe("setting of agent auto-update", () => {
  it("needs an account to be enabled", () => {
    const refusal =
      "error agentAutoUpdate.automationAccountId: Agent auto-update is to be enabled, but no automation account is given. Give the id of an automation account in the vault's subscription, or disable agent auto-update. [EVG-AUTOMATION-005]";
    for (const automationAccountId of [undefined, ""]) {
      const setting = { ...enabled, automationAccountId };
      assert.deepEqual(told(agentAutoUpdateFindings(setting, "agentAutoUpdate")), [refusal]);
    }
    assert.deepEqual(agentAutoUpdateFindings(enabled, "x"), []);
    assert.deepEqual(agentAutoUpdateFindings(disabled, "x"), []);
  });

  it("takes two ways to sign in", () => {
    const setting = { ...enabled, authenticationType: "UserAssignedIdentity" };
    assert.deepEqual(told(agentAutoUpdateFindings(setting, "")), [
      'error authenticationType: "UserAssignedIdentity" is not a way in which Site Recovery signs in to an automation account; the ways are "SystemAssignedIdentity" and "RunAsAccount". Use "SystemAssignedIdentity": user-assigned identities are not taken. [EVG-AUTOMATION-006]',
    ]);
    const runAs = { ...enabled, authenticationType: "RunAsAccount" };
    assert.deepEqual(agentAutoUpdateFindings(runAs, ""), []);
  });
});

describe("status words of Site Recovery operations", () => {
  it("mean running, succeeded or failed", () => {
    assert.deepEqual(succeededJobWords, [
      "Succeeded",
      "PartiallySucceeded",
      "CompletedWithInformation",
    ]);
    const table: [string, ReturnType<typeof outcomeOfStatus>][] = [
      ["InProgress", "running"],
      ["inprogress", "running"],
      ["NotStarted", "running"],
      ["Succeeded", "succeeded"],
      ["PartiallySucceeded", "succeeded"],
      ["completedWithInformation", "succeeded"],
      ["Failed", "failed"],
      ["Cancelled", "failed"],
      ["Suspended", "failed"],
      ["Other", "failed"],
      ["", "failed"],
    ];
    for (const [word, outcome] of table) {
      assert.equal(outcomeOfStatus(word), outcome, word);
    }
  });
});
