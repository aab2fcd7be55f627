import assert from "node:assert/strict";
import { planAgentUpdateRepair, repairAgentUpdate } from "../../../src/operations";
import type { OperationOptions, RepairReport } from "../../../src/operations";
import { agentUpdaterRole } from "../../../src/azure/roles";
import type { SimulatedAzure } from "../../../src/simulator/index";
import type { Caller } from "../../simulator/caller";
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
import { withRunAs } from "../../simulator/site-recovery/run-as-estate";

const automation = "2024-10-23";
const input = { vaultIds: [vault] };
const again = "Enable agent auto-update again";

function optionsOf(azure: SimulatedAzure, caller: Caller): OperationOptions {
  return { connection: azure.connect(caller) };
}

async function repaired(options: OperationOptions): Promise<RepairReport> {
  return repairAgentUpdate(options, await planAgentUpdateRepair(options, input));
}

const codes = (problems: readonly { readonly code: string; readonly name: string }[]) =>
  problems.map(({ code, name }) => `${code} ${name}`);

/** A second run finds nothing to change. */
async function assertDone(options: OperationOptions): Promise<void> {
  assert.deepEqual((await planAgentUpdateRepair(options, input)).changes, []);
}

async function scheduleOf(owner: Caller): Promise<string> {
  const { providerSpecificDetails } = await propertiesOf(owner, mapping, "2024-04-01");
  return (providerSpecificDetails as { scheduleName: string }).scheduleName;
}

describe("The repair of agent updates", () => {
  it("gives a missing role, whose names follow from vault and identity", async () => {
    const { azure, owner } = await withItem(autoUpdate);
    const options = optionsOf(azure, owner);
    await until(azure, owner, "2026-11-02T00:00:00Z");
    const plan = await planAgentUpdateRepair(options, input);
    assert.deepEqual(
      plan.changes.map(({ name, change }) => [name, change]),
      [
        [
          "vault1/account1",
          `Give its identity the role "${plan.changes[0]?.grant?.roleName ?? ""}" at the vault`,
        ],
        ["vault1/west/container1/mapping1", again],
      ],
    );
    assert.deepEqual(plan.notes, [
      "An agent update restarts no machine and leaves replication alone. Only where it is more than four releases (N-4) from the agent that ran at the machine's last restart, a restart is needed after it.",
      "Machines that replicate over each mapping:",
      "vault1/west/container1/mapping1: machine1.",
    ]);
    const report = await repairAgentUpdate(options, plan);
    assert.deepEqual(
      [report.succeeded, report.failed, codes(report.gone), codes(report.remaining)],
      [
        2,
        0,
        [
          "AgentAutoUpdateRunAsAccount west/container1/mapping1",
          "AgentAutoUpdateRunAsAccount account1",
        ],
        [],
      ],
    );
    await assertDone(options);
    await until(azure, owner, "2026-11-04T00:00:00Z");
    assert.equal((await propertiesOf(owner, mapping)).health, "Normal");
  });

  it("makes a deleted schedule anew, before the night tells of it", async () => {
    const { azure, owner } = await nightly();
    const options = optionsOf(azure, owner);
    const name = await scheduleOf(owner);
    await done(owner, "DELETE", `${account}/schedules/${name}`, undefined, automation);
    const report = await repaired(options);
    assert.deepEqual(
      [report.outcomes.map(({ state }) => state), codes(report.gone), codes(report.remaining)],
      [["succeeded"], ["AgentAutoUpdateArtifactDeleted west/container1/mapping1"], []],
    );
    assert.equal(
      report.gone[0]?.message,
      `The automation account "account1" has no schedule "${name}".`,
    );
    await assertDone(options);
  });

  it("moves an expired Run As account to the identity", async () => {
    const { azure, owner } = await withRunAs("2023-08-01T10:00:00Z", "2023-08-20T00:00:00Z");
    const options = optionsOf(azure, owner);
    await until(azure, owner, "2023-08-22T00:00:00Z");
    const report = await repaired(options);
    assert.deepEqual(
      [report.succeeded, report.failed, codes(report.gone), codes(report.remaining)],
      [
        2,
        0,
        [
          "AgentAutoUpdateRunAsAccountExpired west/container1/mapping1",
          "RunAsAccount west/container1/mapping1",
        ],
        [],
      ],
    );
    await assertDone(options);
  });

  it("gives the documented role when asked to", async () => {
    const { azure, owner } = await withItem(autoUpdate);
    const options = optionsOf(azure, owner);
    const plan = await planAgentUpdateRepair(options, { ...input, role: "Contributor" });
    assert.equal(plan.changes[0]?.change, 'Give its identity the role "Contributor" at the vault');
    assert.deepEqual(codes((await repairAgentUpdate(options, plan)).remaining), []);
    await assertDone(options);
  });

  it("refuses a role that it does not give", () => {
    assert.throws(
      () => planAgentUpdateRepair({ connection: undefined as never }, { ...input, role: "Owner" }),
      {
        message:
          'The repair of agent updates has 1 problem:\n  - role: "Owner" is no role that a repair gives. Choose one of agentUpdater and Contributor. [EVG-AGENT-013]',
      },
    );
  });

  it("begins nothing once it is ended", async () => {
    const { azure, owner, identity } = await withItem(autoUpdate);
    const plan = await planAgentUpdateRepair(optionsOf(azure, owner), input);
    const ended = AbortSignal.abort(new Error("The run was ended."));
    const report = await repairAgentUpdate({ ...optionsOf(azure, owner), signal: ended }, plan);
    assert.deepEqual(
      [report.interrupted, report.started, report.outcomes.map(({ state }) => state)],
      [true, 0, ["notStarted"]],
    );
    azure.grant({ principalId: identity, scope: vault, role: agentUpdaterRole() });
    await assertDone(optionsOf(azure, owner));
  });
});
