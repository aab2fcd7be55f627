import assert from "node:assert/strict";
import { agentUpdaterMinimalRole } from "../../../src/azure/roles";
import { planAgentAutoUpdate, setAgentAutoUpdate } from "../../../src/operations";
import {
  back,
  detailsOf,
  mappingWrites,
  withTwoMappings,
} from "../../provider/vault-mappings-estate";
import { account, mapping, vault } from "../../simulator/site-recovery/replicated-estate";
import { enabling, ending, manyMappings, optionsOf, reportCounts } from "./auto-update-estate";

const on = {
  agentAutoUpdateStatus: "Enabled",
  automationAccountArmId: account,
  automationAccountAuthenticationType: "SystemAssignedIdentity",
};

async function both(options: Parameters<typeof planAgentAutoUpdate>[0]) {
  return setAgentAutoUpdate(options, await planAgentAutoUpdate(options, enabling));
}

describe("agent auto-update of a vault, in trouble", () => {
  for (const when of ["before", "after"] as const) {
    it(`begins nothing twice when it is ended ${when} any of its requests and run again`, async () => {
      for (let requests = 1; ; requests++) {
        const estate = await withTwoMappings();
        const writes = mappingWrites(estate);
        const ended = ending(estate, requests, when);
        const first = await both(ended).catch(() => undefined);
        if (!ended.signal.aborted) {
          assert.deepEqual([requests > 10, first?.succeeded], [true, 2]);
          return;
        }
        const second = await both(optionsOf(estate));
        assert.equal(second.succeeded, second.selected, `ended at request ${requests}`);
        assert.equal(mappingWrites(estate), writes + 2, `ended at request ${requests}`);
        assert.deepEqual(await detailsOf(estate, mapping), on);
        assert.deepEqual(await detailsOf(estate, back), on);
      }
    });
  }

  it("follows a job that an earlier run began", async () => {
    const estate = await withTwoMappings();
    const options = optionsOf(estate);
    const plan = await planAgentAutoUpdate(options, enabling);
    const { owner } = estate;
    for (const id of [mapping, back]) {
      const body = { properties: { providerSpecificInput: { instanceType: "A2A", ...on } } };
      await owner.send("PATCH", `${id}?api-version=2024-04-01`, body);
    }
    const writes = mappingWrites(estate);
    const report = await setAgentAutoUpdate(options, plan);
    assert.deepEqual(
      report.outcomes.map(({ state, detail }) => [state, detail]),
      Array.from({ length: 2 }, () => [
        "succeeded",
        "Agent auto-update is already enabled in this way and healthy.",
      ]),
    );
    assert.equal(mappingWrites(estate), writes);
  });

  it("changes nothing when some pages cannot be read", async () => {
    const estate = await manyMappings(130);
    const writes = mappingWrites(estate);
    estate.azure.faults.http.strike(
      { kind: "error", status: 503 },
      { path: "replicationProtectionContainerMappings", passing: 1 },
    );
    await assert.rejects(both(optionsOf(estate)), /answered 503/);
    assert.equal(mappingWrites(estate), writes);
  });

  it("waits out an operation that never ends, and says that it goes on", async () => {
    const estate = await withTwoMappings();
    estate.azure.faults.strike("operation never ends", mapping);
    const report = await both({ ...optionsOf(estate), timeoutInMinutes: 5 });
    assert.deepEqual(reportCounts(report), {
      selected: 2,
      started: 2,
      succeeded: 1,
      failed: 0,
      timedOut: 1,
      underWay: 0,
    });
    assert.equal(
      report.outcomes[1]?.detail,
      "It had not ended after the 5 minutes of this run; Azure goes on with it.",
    );
  });
});

describe("the rights for agent auto-update", () => {
  const needed = agentUpdaterMinimalRole();
  const used = needed.permission.actions.filter((action) => !action.includes("operationresults"));

  async function asOperator(actions: readonly string[]) {
    const { azure } = await withTwoMappings();
    const operator = azure.createServicePrincipal("operator");
    const permission = { ...needed.permission, actions: [...actions] };
    azure.grant({ principalId: operator.objectId, scope: vault, role: { ...needed, permission } });
    const options = { connection: azure.connect(operator) };
    return { azure, operator, options };
  }

  it("are those of agentUpdaterMinimal; what they do not show is said not to be known", async () => {
    const { azure, operator, options } = await asOperator(needed.permission.actions);
    const plan = await planAgentAutoUpdate(options, enabling);
    assert.deepEqual(plan.notes, [
      "The setting holds for all machines of the vault. No machine is restarted, and replication goes on.",
      `Whether the automation account has the identity it needs is not known. You lack the action Microsoft.Automation/automationAccounts/read at ${account}; no preset of rolePresets grants it.`,
      `The machines of vault1 are not known. You lack the action Microsoft.RecoveryServices/vaults/replicationProtectedItems/read at ${vault}; the preset rolePresets.agentUpdater grants it.`,
    ]);
    assert.equal((await setAgentAutoUpdate(options, plan)).succeeded, 2);
    const allowed = azure
      .recorded(operator.objectId)
      .filter(({ action }) => used.includes(action))
      .map(({ action }) => action);
    assert.deepEqual([...new Set(allowed)].sort(), [...used].sort());
  });

  it("are each named with the preset that has it when one is taken away", async () => {
    for (const action of used) {
      const { options } = await asOperator(used.filter((other) => other !== action));
      const told = await both(options).then(
        ({ outcomes }) => outcomes.map(({ detail = "" }) => detail).join("\n"),
        (error: unknown) => (error as Error).message,
      );
      assert.ok(told.includes(`You lack the action ${action} at `), `${action}: ${told}`);
      assert.ok(told.includes("the preset rolePresets.agentUpdaterMinimal grants it."), told);
    }
  });
});
