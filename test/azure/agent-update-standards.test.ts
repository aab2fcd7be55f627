import assert from "node:assert/strict";
import {
  agentsUpdatedFindings,
  letsUpdateAgents,
  updaterAccountIdFindings,
  updaterRoleFindings,
} from "../../src/azure/agent-update-standards";
import { agentUpdaterMinimalRole, agentUpdaterRole } from "../../src/azure/agent-updater-roles";
import { builtInRole } from "../../src/azure/built-in-roles";
import { describeFinding } from "../../src/azure/finding";

describe("what is good practice for agent updates", () => {
  it("asks that Site Recovery updates agents, also where nothing is said", () => {
    assert.deepEqual(agentsUpdatedFindings("Enabled", "status"), []);
    assert.deepEqual(
      [undefined, "Disabled"].flatMap((status) =>
        agentsUpdatedFindings(status, "status").map(describeFinding),
      ),
      [
        'status: It is not set, so nobody updates the agents of the machines, and replication ends when they have expired. Set "Enabled", and give an automation account. [EVG-AGENT-010]',
        'status: It is "Disabled", so nobody updates the agents of the machines, and replication ends when they have expired. Set "Enabled", and give an automation account. [EVG-AGENT-010]',
      ],
    );
  });

  it("asks for the id of an account", () => {
    const id =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.Automation/automationAccounts/updater";

    assert.deepEqual(updaterAccountIdFindings(id, "account"), []);
    assert.deepEqual(
      updaterAccountIdFindings("updater", "account").map(({ ruleId }) => ruleId),
      ["EVG-AGENT-011"],
    );
  });

  it("asks for a role that lets agents be updated", () => {
    const names = { account: "updater", vault: "fleet" };
    const told = (access: "enough" | "too little" | "none") =>
      updaterRoleFindings(access, names, "account").map(describeFinding);

    assert.deepEqual(told("enough"), []);
    assert.deepEqual(
      [...told("none"), ...told("too little")],
      [
        'account: The identity of the automation account "updater" has no role on the vault "fleet", so every update fails. Give it the agent updater\'s role, or Contributor, at the vault. [EVG-AGENT-012]',
        'account: The identity of the automation account "updater" has no role that lets it update agents on the vault "fleet", so every update fails. Give it the agent updater\'s role, or Contributor, at the vault. [EVG-AGENT-012]',
      ],
    );
  });

  it("knows the roles that do", () => {
    const enough = [
      agentUpdaterRole().permission,
      agentUpdaterMinimalRole().permission,
      builtInRole("Contributor").permission,
      builtInRole("Site Recovery Contributor").permission,
    ];

    assert.deepEqual(enough.map(letsUpdateAgents), [true, true, true, true]);
    assert.equal(letsUpdateAgents(builtInRole("Reader").permission), false);
  });
});
