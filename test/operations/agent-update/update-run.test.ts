import assert from "node:assert/strict";
import { agentUpdaterRole } from "../../../src/azure/roles";
import { planAgentUpdates, type ProgressEvent, updateAgents } from "../../../src/operations";
import { agentUpdatePlan } from "../../../src/operations/agent-update/update-run-plan";
import { releaseMobilityAgent } from "../../../src/simulator/site-recovery/mobility-agent";
import { vault } from "../../simulator/site-recovery/replicated-estate";
import { nightlyWithTwo } from "../../simulator/site-recovery/nightly-estate";
import { item, withItem } from "../../simulator/site-recovery/replicated-machine";
import { optionsOf, problemsOf, reportCounts } from "./auto-update-estate";
import { at, machine } from "./machines";

const inVault = { vaultIds: [vault] };

/** A replicated machine for which a newer agent was released. */
async function withOldAgent() {
  const estate = await withItem();
  releaseMobilityAgent(estate.azure, "9.200.1.1");
  return estate;
}

function updates({ azure }: Awaited<ReturnType<typeof withOldAgent>>): number {
  return azure
    .recorded()
    .filter(({ action }) => action.endsWith("/updateMobilityService/action"))
    .reduce((sum, { times }) => sum + times, 0);
}

describe("the plan of agent updates", () => {
  it("takes what can be updated, says why not, and which machines need a restart", () => {
    const plan = agentUpdatePlan(
      [
        machine("current", { isUpdateRequired: false }),
        machine("old", { agentVersion: "9.90.1.1" }),
        machine("one-behind", { agentVersion: "9.94.1.1" }),
        machine("over-there", { protectionState: "UnplannedFailoverCommitted" }),
        machine("silent", { lastHeartbeat: "2026-11-19T22:59:00.000Z" }),
        machine("unknown", { agentVersion: "", isUpdateRequired: undefined }),
      ],
      at,
      false,
    );
    assert.deepEqual(
      plan.changes.map(({ name, reason, isRestartNeeded }) => [name, reason, isRestartNeeded]),
      [
        [
          "old",
          "It runs 9.90.1.1, 5 releases behind: no longer supported, and the machine must be restarted afterwards.",
          true,
        ],
        ["one-behind", "It runs 9.94.1.1, 1 release behind.", false],
        ["unknown", "Azure does not say which agent it runs.", false],
      ],
    );
    assert.deepEqual(
      plan.skipped.map(({ name, reason }) => [name, reason]),
      [
        ["current", "Its agent 9.95.1.1 is the newest."],
        ["over-there", "Its state is UnplannedFailoverCommitted, not Protected."],
        ["silent", "Its agent does not answer; it was last heard of at 2026-11-19 22:59 UTC."],
      ],
    );
    assert.deepEqual(plan.notes, [
      "No machine is restarted by this, and replication goes on.",
      "To be restarted afterwards, for the agent is more than 4 releases behind: old.",
    ]);
  });

  it("takes the newest too when told so", () => {
    const newest = machine("current", { isUpdateRequired: false });
    assert.equal(agentUpdatePlan([newest], at, true).changes.length, 1);
  });
});

describe("agent updates", () => {
  it("bring an agent to the newest, and the second run has nothing to do", async () => {
    const estate = await withOldAgent();
    const options = optionsOf(estate);
    const report = await updateAgents(options, await planAgentUpdates(options, inVault));
    assert.deepEqual(reportCounts(report), {
      selected: 1,
      started: 1,
      succeeded: 1,
      failed: 0,
      timedOut: 0,
      underWay: 0,
    });
    const again = await planAgentUpdates(options, inVault);
    assert.deepEqual(
      [again.changes, again.skipped.map(({ reason }) => reason)],
      [[], ["Its agent 9.200.1.1 is the newest."]],
    );
    assert.equal(updates(estate), 1);
  });

  it("tell of the restart that an agent far behind needs", async () => {
    const estate = await withItem();
    estate.azure.clock.advance(180 * 86_400_000);
    const options = optionsOf(estate);
    const report = await updateAgents(options, await planAgentUpdates(options, inVault));
    assert.deepEqual(
      report.outcomes.map(({ state, detail }) => [state, detail]),
      [["succeeded", "Restart the machine, so that the new agent is used."]],
    );
  });

  it("are followed, not begun again, where an earlier run began them", async () => {
    const estate = await withOldAgent();
    const options = optionsOf(estate);
    const plan = await planAgentUpdates(options, inVault);
    await estate.owner.send("POST", `${item}/updateMobilityService?api-version=2024-04-01`, {
      properties: {},
    });
    const report = await updateAgents(options, await planAgentUpdates(options, inVault));
    assert.deepEqual([report.succeeded, updates(estate)], [1, 1]);
    const later = await updateAgents(options, plan);
    assert.deepEqual([later.succeeded, updates(estate)], [1, 1]);
  });

  it("say why an update failed", async () => {
    const estate = await withOldAgent();
    const options = optionsOf(estate);
    estate.azure.faults.strike("job fails", item, 1);
    const report = await updateAgents(options, await planAgentUpdates(options, inVault));
    assert.equal(report.failed, 1);
    assert.match(report.outcomes[0]?.detail ?? "", /could not be updated/);
  });

  it("choose machines by name, group and tag of the virtual machine, and refuse what lets nothing through", async () => {
    const estate = await withOldAgent();
    const options = optionsOf(estate);
    for (const scope of [{ names: ["MACHINE1"] }, { resourceGroups: ["rg"] }]) {
      assert.equal((await planAgentUpdates(options, { scope })).changes.length, 1);
    }
    for (const scope of [{ names: ["machine2"] }, { tags: { env: "prod" } }]) {
      assert.deepEqual(await problemsOf(planAgentUpdates(options, { ...inVault, scope })), [
        "EVG-SCOPE-014",
      ]);
    }
  });

  it("name the right that one lacks who may read nothing", async () => {
    const { azure } = await withOldAgent();
    const nobody = { connection: azure.connect(azure.createServicePrincipal("nobody")) };
    await assert.rejects(planAgentUpdates(nobody), ({ message }: Error) =>
      message.includes(
        "You lack the action Microsoft.RecoveryServices/vaults/replicationProtectedItems/read; the preset rolePresets.agentUpdater grants it.\nRun ",
      ),
    );
  });

  it("are as many at a time as was asked for", async () => {
    const estate = await nightlyWithTwo();
    releaseMobilityAgent(estate.azure, "9.200.1.1");
    for (const atMost of [1, 2]) {
      let [now, most] = [0, 0];
      const options = {
        ...optionsOf(estate),
        atMost,
        onProgress: (event: ProgressEvent) => {
          now += event.kind !== "step" ? 0 : event.state === "running" ? 1 : -1;
          most = Math.max(most, now);
        },
      };
      const plan = await planAgentUpdates(options, { ...inVault, isForced: true });
      const report = await updateAgents(options, plan);
      assert.deepEqual([report.succeeded, most], [2, atMost]);
    }
  });

  it("need the rights of agentUpdater, and name the one that is missing", async () => {
    const { azure } = await withOldAgent();
    const role = agentUpdaterRole();
    const actions = (denied: readonly string[]) => ({
      ...role.permission,
      notActions: [...role.permission.notActions, ...denied],
    });
    const operator = azure.createServicePrincipal("operator");
    azure.grant({ principalId: operator.objectId, scope: vault, role });
    const options = { connection: azure.connect(operator) };
    const report = await updateAgents(options, await planAgentUpdates(options, inVault));
    assert.equal(report.succeeded, 1);
    const needed = azure.recorded(operator.objectId).map(({ action }) => action);
    for (const [index, action] of [...new Set(needed)].entries()) {
      azure.clock.advance(3_600_000);
      releaseMobilityAgent(azure, `9.${201 + index}.1.1`);
      const less = azure.createServicePrincipal(action);
      const permission = actions([action]);
      azure.grant({ principalId: less.objectId, scope: vault, role: { ...role, permission } });
      const lesser = { connection: azure.connect(less) };
      const told = await planAgentUpdates(lesser, inVault)
        .then((plan) => updateAgents(lesser, plan))
        .then(
          ({ outcomes }) => outcomes[0]?.detail ?? "",
          (error: unknown) => (error as Error).message,
        );
      assert.ok(told.toLowerCase().includes(action.toLowerCase()), `${action}: ${told}`);
      assert.match(told, /the preset rolePresets\.agentUpdater(Minimal)? grants it\./);
    }
  });
});
