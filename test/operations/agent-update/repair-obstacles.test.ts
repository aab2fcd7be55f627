import assert from "node:assert/strict";
import { permission } from "../../../src/azure/permission";
import { agentUpdaterRole } from "../../../src/azure/roles";
import { planAgentUpdateRepair, repairAgentUpdate } from "../../../src/operations";
import { callerOf } from "../../simulator/caller";
import {
  account,
  autoUpdate,
  done,
  mapping,
  propertiesOf,
  vault,
} from "../../simulator/site-recovery/replicated-estate";
import { withItem } from "../../simulator/site-recovery/replicated-machine";
import { nightly, until } from "../../simulator/site-recovery/nightly-estate";
import { optionsOf } from "./auto-update-estate";

const automation = "2024-10-23";
const input = { vaultIds: [vault] };

const codes = (problems: readonly { readonly code: string; readonly name: string }[]) =>
  problems.map(({ code, name }) => `${code} ${name}`);

describe("What the repair of agent updates leaves to somebody", () => {
  it("is a deleted account, and it says what to do", async () => {
    const { azure, owner } = await nightly();
    const options = optionsOf({ azure, owner });
    await done(owner, "DELETE", account, undefined, automation);
    const plan = await planAgentUpdateRepair(options, input);
    assert.deepEqual(plan.changes, []);
    assert.deepEqual(plan.skipped, [
      {
        id: plan.skipped[0]?.id,
        name: "vault1/west/container1/mapping1",
        reason: `Its automation account "${account}" is not there. Run \`evergreen agent-update enable\` with another one.`,
      },
    ]);
    const report = await repairAgentUpdate(options, plan);
    assert.deepEqual(
      [codes(report.gone), codes(report.remaining)],
      [[], ["AgentAutoUpdateArtifactDeleted account1"]],
    );
  });

  it("is a role that one may not give, and the right is named", async () => {
    const { azure } = await withItem(autoUpdate);
    const contributor = callerOf(azure, "Contributor");
    const options = optionsOf({ azure, owner: contributor });
    const plan = await planAgentUpdateRepair(options, input);
    assert.deepEqual(plan.changes, []);
    const group = vault.split("/").slice(0, 5).join("/");
    const somebody =
      "Ask somebody with Role Based Access Control Administrator or User Access Administrator at the vault for the role assignment, or with Owner at the vault's resource group for both.";
    const assign = `You lack the action Microsoft.Authorization/roleAssignments/write at ${vault}; no preset of rolePresets grants it.`;
    const define = `You lack the action Microsoft.Authorization/roleDefinitions/write at ${group}; no preset of rolePresets grants it.`;
    assert.deepEqual(
      plan.skipped.map(({ name, reason }) => [name, reason]),
      [
        [
          "vault1/account1",
          `Its identity needs a role at the vault that you cannot give. ${assign} ${define} ${somebody}`,
        ],
      ],
    );
    const administrator = callerOf(azure, "Contributor");
    azure.grant({
      principalId: administrator.objectId,
      role: "Role Based Access Control Administrator",
    });
    const assigning = optionsOf({ azure, owner: administrator });
    assert.equal(
      (await planAgentUpdateRepair(assigning, input)).skipped[0]?.reason,
      `Its identity needs a role at the vault that you cannot give. ${define} ${somebody} Or give the documented role with \`--role Contributor\`, which need not be made.`,
    );
    const documented = { ...input, role: "Contributor" };
    const report = await repairAgentUpdate(
      assigning,
      await planAgentUpdateRepair(assigning, documented),
    );
    assert.deepEqual([report.succeeded, report.remaining], [1, []]);
  });

  it("is a mapping whose account gets no role, for it would look healthy until the night", async () => {
    const { azure, owner } = await withItem(autoUpdate);
    await until(azure, owner, "2026-11-02T00:00:00Z");
    const options = optionsOf({ azure, owner });
    const plan = await planAgentUpdateRepair(options, input);
    azure.faults.http.strike(
      { kind: "error", status: 503 },
      { path: /roleAssignments/i, method: "PUT" },
    );
    const report = await repairAgentUpdate(options, plan);
    assert.deepEqual(
      report.outcomes.map(({ name, state }) => [name, state]),
      [
        ["vault1/account1", "failed"],
        ["vault1/west/container1/mapping1", "failed"],
      ],
    );
    assert.equal(report.outcomes[1]?.detail, "The identity of its account was not given its role.");
    assert.deepEqual(codes(report.gone), []);
    assert.equal((await propertiesOf(owner, mapping)).health, "Critical");
  });

  it("is a mapping where it may not be known which role its account has", async () => {
    const { azure, owner } = await withItem(autoUpdate);
    await until(azure, owner, "2026-11-02T00:00:00Z");
    const caller = azure.createServicePrincipal("operator");
    azure.grant({ principalId: caller.objectId, scope: vault, role: agentUpdaterRole() });
    const accounts = permission({
      actions: [
        "Microsoft.Automation/automationAccounts/*/read",
        "Microsoft.Automation/automationAccounts/read",
      ],
    });
    azure.grant({
      principalId: caller.objectId,
      role: { roleName: "accounts", description: "", permission: accounts },
    });
    const options = { connection: azure.connect(caller) };
    const plan = await planAgentUpdateRepair(options, input);
    assert.deepEqual(
      [plan.changes, plan.skipped.map(({ name, reason }) => [name, reason])],
      [
        [],
        [
          [
            "vault1/west/container1/mapping1",
            "The roles of its account's identity are not known, and it may be one that is missing.",
          ],
        ],
      ],
    );
    const report = await repairAgentUpdate(options, plan);
    assert.deepEqual(codes(report.remaining), [
      "AgentAutoUpdateRunAsAccount west/container1/mapping1",
    ]);
    assert.match(
      report.notes.join("\n"),
      /You lack the action Microsoft\.Authorization\/roleAssignments\/read at /,
    );
  });

  it("is what it may not read, and it is not done for that", async () => {
    const { azure } = await withItem(autoUpdate);
    const caller = azure.createServicePrincipal("operator");
    azure.grant({
      principalId: caller.objectId,
      role: {
        roleName: "vaults",
        description: "",
        permission: permission({ actions: ["Microsoft.RecoveryServices/vaults/read"] }),
      },
    });
    const options = { connection: azure.connect(caller) };
    const report = await repairAgentUpdate(options, await planAgentUpdateRepair(options, input));
    assert.deepEqual([report.selected, report.remaining, report.notes.length], [0, [], 2]);
    assert.match(
      report.notes[0] ?? "",
      /^vault1: The mappings: .*\nYou lack the action Microsoft\.RecoveryServices\/vaults\/replicationProtectionContainerMappings\/read at .*; the preset rolePresets\.agentUpdaterMinimal grants it\.$/s,
    );
  });
});
