import assert from "node:assert/strict";
import {
  planAgentAutoUpdate,
  setAgentAutoUpdate,
  type AutoUpdateInput,
} from "../../../src/operations";
import {
  back,
  detailsOf,
  makeOtherAccount,
  mappingWrites,
  otherAccount,
  setting,
  withTwoMappings,
  type Estate,
} from "../../provider/vault-mappings-estate";
import { account, group, mapping, vault } from "../../simulator/site-recovery/replicated-estate";
import { enabling, optionsOf, problemsOf, reportCounts } from "./auto-update-estate";

const on = {
  agentAutoUpdateStatus: "Enabled",
  automationAccountArmId: account,
  automationAccountAuthenticationType: "SystemAssignedIdentity",
};
const off = { agentAutoUpdateStatus: "Disabled" };

async function set(estate: Estate, input: AutoUpdateInput) {
  const options = optionsOf(estate);
  const plan = await planAgentAutoUpdate(options, input);
  return { plan, report: await setAgentAutoUpdate(options, plan) };
}

describe("agent auto-update of a vault", () => {
  it("is shown first, with every machine in both directions, then set on every mapping", async () => {
    const estate = await withTwoMappings();
    const { plan, report } = await set(estate, enabling);
    const shown = (id: string): string => id.replace("/subscriptions/", "/Subscriptions/");
    assert.deepEqual(plan, {
      title: "Agent auto-update enabled with account1",
      setting: {
        status: "Enabled",
        automationAccountId: account,
        authenticationType: "SystemAssignedIdentity",
      },
      changes: [
        {
          id: shown(back),
          name: "vault1/north/container1/back",
          change: "Enable",
          reason: "It is disabled.",
          vaultId: vault,
          machines: [],
        },
        {
          id: shown(mapping),
          name: "vault1/west/container1/mapping1",
          change: "Enable",
          reason: "It is disabled.",
          vaultId: vault,
          machines: ["machine1"],
        },
      ],
      skipped: [],
      notes: [
        "The setting holds for all machines of the vault. No machine is restarted, and replication goes on.",
        "Machines that replicate over each mapping:",
        "vault1/north/container1/back: none now.",
        "vault1/west/container1/mapping1: machine1.",
      ],
    });
    assert.deepEqual(reportCounts(report), {
      selected: 2,
      started: 2,
      succeeded: 2,
      failed: 0,
      timedOut: 0,
      underWay: 0,
    });
    assert.deepEqual([await detailsOf(estate, mapping), await detailsOf(estate, back)], [on, on]);
  });

  it("is set once: the second run changes nothing and says why", async () => {
    const estate = await withTwoMappings();
    await set(estate, enabling);
    const writes = mappingWrites(estate);
    const { plan, report } = await set(estate, enabling);
    const reason = "Agent auto-update is already enabled in this way and healthy.";
    assert.deepEqual(
      plan.skipped.map((skipped) => [skipped.name, skipped.reason]),
      [
        ["vault1/north/container1/back", reason],
        ["vault1/west/container1/mapping1", reason],
      ],
    );
    assert.deepEqual([plan.changes, plan.notes, report.selected], [[], [], 0]);
    assert.equal(mappingWrites(estate), writes);
  });

  it("is switched off where it is on, and only there", async () => {
    const estate = await withTwoMappings();
    await setting(estate, mapping, on);
    const { plan, report } = await set(estate, { vaultIds: [vault], status: "Disabled" });
    assert.deepEqual(
      [...plan.changes, ...plan.skipped].map(({ name, reason }) => [name, reason]),
      [
        [
          "vault1/west/container1/mapping1",
          "It is enabled with account1 (SystemAssignedIdentity).",
        ],
        ["vault1/north/container1/back", "Agent auto-update is already disabled."],
      ],
    );
    assert.equal(report.succeeded, 1);
    assert.deepEqual([await detailsOf(estate, mapping), await detailsOf(estate, back)], [off, off]);
  });

  it("moves mappings from the Run As account and from another account", async () => {
    const estate = await withTwoMappings();
    await makeOtherAccount(estate);
    await setting(estate, mapping, { ...on, automationAccountAuthenticationType: "RunAsAccount" });
    await setting(estate, back, { ...on, automationAccountArmId: otherAccount });
    const { plan } = await set(estate, enabling);
    assert.deepEqual(
      plan.changes.map(({ reason }) => reason),
      [
        "It is enabled with account2 (SystemAssignedIdentity).",
        "It is enabled with account1 (RunAsAccount).",
      ],
    );
    assert.deepEqual([await detailsOf(estate, mapping), await detailsOf(estate, back)], [on, on]);
  });

  it("warns of a Run As account, and of an account that the portal would not offer", async () => {
    const estate = await withTwoMappings();
    const plan = await planAgentAutoUpdate(optionsOf(estate), {
      ...enabling,
      authenticationType: "RunAsAccount",
    });
    assert.deepEqual(plan.notes.slice(4), [
      "Run As accounts were retired on 30 September 2023: agent auto-update stops for good when the account's certificate ends. Switch the automation account's system-assigned identity on, give it the agent updater's role, and drop the legacy choice.",
    ]);
  });
});

describe("what agent auto-update refuses before anything is changed", () => {
  it("is said all at once: ids of the wrong shape, an account elsewhere, a wrong word", async () => {
    const estate = await withTwoMappings();
    const before = mappingWrites(estate);
    const elsewhere = account.replace(
      /subscriptions\/[^/]+/,
      "subscriptions/11111111-1111-4111-8111-111111111111",
    );
    assert.deepEqual(
      await problemsOf(
        planAgentAutoUpdate(optionsOf(estate), {
          vaultIds: [vault, `${vault}/replicationPolicies/p`],
          status: "Enabled",
          automationAccountId: elsewhere,
          authenticationType: "UserAssigned",
        }),
      ),
      ["EVG-ID-003", "EVG-AUTOMATION-006", "EVG-AUTOMATION-001", "EVG-AUTOMATION-001"],
    );
    assert.equal(mappingWrites(estate), before);
  });

  it("is an unknown vault together with an unknown account", async () => {
    const estate = await withTwoMappings();
    assert.deepEqual(
      await problemsOf(
        planAgentAutoUpdate(optionsOf(estate), {
          vaultIds: [vault, `${group}/providers/Microsoft.RecoveryServices/vaults/nowhere`],
          status: "Enabled",
          automationAccountId: `${account}9`,
        }),
      ),
      ["EVG-SCOPE-012", "EVG-SCOPE-013"],
    );
  });

  it("is an account without a system identity, a vault with private endpoints, a mapping that stays with another account", async () => {
    const estate = await withTwoMappings();
    const { azure } = estate;
    await makeOtherAccount(estate);
    await setting(estate, mapping, { ...on, automationAccountArmId: otherAccount });
    for (const [id, change] of [
      [mapping, { state: "PairingFailed" }],
      [vault, { privateEndpointConnections: [{ id: "one" }] }],
    ] as const) {
      const stored = azure.estate.get(id);
      assert.ok(stored);
      azure.estate.put({ ...stored, properties: { ...(stored.properties as object), ...change } });
    }
    const held = azure.estate.get(account);
    assert.ok(held);
    azure.estate.put({ ...held, identity: { type: "None" } });
    await assert.rejects(planAgentAutoUpdate(optionsOf(estate), enabling), {
      name: "InvalidInputError",
      message: [
        "The setting of agent auto-update has 3 problems:",
        `  - automationAccountId: The automation account "${account}" has no identity, but agent auto-update signs in with the system-assigned one. Switch the account's system-assigned identity on. [EVG-AUTOMATION-002]`,
        `  - vaultIds: The vault "${vault}" has 1 private endpoint, with which agent auto-update does not work. Leave agent updates manual, or use a vault without private endpoints. [EVG-ASR-009]`,
        `  - automationAccountId: The vault "${vault}" already updates agents with "${otherAccount}", and a vault takes one automation account, not also "${account}". Use "${otherAccount}", or switch agent auto-update off for the whole vault before changing the account. [EVG-AUTOMATION-003]`,
      ].join("\n"),
    });
  });
});
