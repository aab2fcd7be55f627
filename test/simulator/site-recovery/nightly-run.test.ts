import assert from "node:assert/strict";
import { agentUpdaterMinimalRole, agentUpdaterRole } from "../../../src/azure/roles";
import { releaseMobilityAgent } from "../../../src/simulator/site-recovery/mobility-agent";
import type { Caller } from "../caller";
import {
  account,
  autoUpdate,
  done,
  mapping,
  propertiesOf,
  vault,
  withMapping,
} from "./replicated-estate";
import { item, withItem } from "./replicated-machine";

const automation = "2024-10-23";
const day = 24 * 3600;

interface Health {
  readonly health: unknown;
  readonly problem: unknown;
  readonly category: unknown;
}

async function healthOf(caller: Caller): Promise<Health> {
  const { health, healthErrorDetails } = await propertiesOf(caller, mapping);
  const [first] = healthErrorDetails as Record<string, unknown>[];
  return { health, problem: first?.errorMessage, category: first?.errorCategory };
}

const well: Health = { health: "Normal", problem: undefined, category: undefined };

describe("the nightly run of agent auto-update", () => {
  it("leaves a mapping well when the account's identity may do the documented calls", async () => {
    const { azure, owner, identity } = await withMapping();
    azure.grant({ principalId: identity, scope: vault, role: agentUpdaterRole() });
    const before = azure.estate.version;
    await owner.wait(3 * day);
    assert.deepEqual(await healthOf(owner), well);
    assert.equal(azure.estate.version, before);
  });

  it("tells in the mapping's and the vault's health which right is missing", async () => {
    const { azure, owner, identity } = await withMapping();
    const role = agentUpdaterMinimalRole();
    const missing = "Microsoft.RecoveryServices/vaults/replicationJobs/read";
    azure.grant({
      principalId: identity,
      scope: vault,
      role: {
        ...role,
        permission: {
          ...role.permission,
          actions: role.permission.actions.filter((action) => action !== missing),
        },
      },
    });
    await owner.wait(day);
    const { health, healthErrorDetails } = await propertiesOf(owner, mapping);
    const [error] = healthErrorDetails as Record<string, unknown>[];
    assert.equal(health, "Critical");
    assert.equal(error?.errorCategory, "AgentAutoUpdateRunAsAccount");
    assert.equal(error.possibleCauses, `The identity lacks at the vault: ${missing}.`);
    assert.equal(error.creationTimeUtc, "2026-11-01T23:00:00.000Z");

    const vaultHealth = await propertiesOf(owner, `${vault}/replicationVaultHealth`);
    const { issues } = vaultHealth.containersHealth as { issues: Record<string, unknown>[] };
    assert.deepEqual(
      issues.map(({ category, severity }) => ({ category, severity })),
      [{ category: "AgentAutoUpdateRunAsAccount", severity: "Error" }],
    );

    // The same trouble the next night keeps its time, and the right mends it the night after.
    const before = azure.estate.version;
    await owner.wait(day);
    assert.equal(azure.estate.version, before);
    azure.grant({ principalId: identity, scope: vault, role: agentUpdaterMinimalRole() });
    await owner.wait(day);
    assert.deepEqual(await healthOf(owner), well);
  });

  it("is looked at anew when the vault's health is refreshed", async () => {
    const { owner } = await withMapping();
    await owner.wait(day);
    const refresh = await done(owner, "POST", `${vault}/replicationVaultHealth/default/refresh`);
    assert.equal(refresh.status, 202);
    const result = await owner.send("GET", refresh.headers.location ?? "");
    assert.equal(result.status, 200);
    const { containersHealth, fabricsHealth } = (
      result.body as { properties: Record<string, Record<string, unknown>> }
    ).properties;
    assert.equal(fabricsHealth?.resourceCount, 2);
    assert.equal((containersHealth?.issues as unknown[]).length, 1);
  });

  it("finds an account without a system identity, a Run As account, and what was deleted", async () => {
    const cases: readonly (readonly [(caller: Caller) => Promise<unknown>, Health])[] = [
      [
        (caller) => done(caller, "PATCH", account, { identity: { type: "None" } }, automation),
        {
          health: "Critical",
          problem: "The automation account has no system-assigned identity.",
          category: "AgentAutoUpdateRunAsAccount",
        },
      ],
      [
        (caller) =>
          done(
            caller,
            "PATCH",
            mapping,
            { properties: { providerSpecificInput: autoUpdate } },
            "2018-01-10",
          ),
        {
          health: "Critical",
          problem: "Run As account is not found.",
          category: "AgentAutoUpdateRunAsAccount",
        },
      ],
      [
        (caller) => done(caller, "DELETE", account, undefined, automation),
        {
          health: "Critical",
          problem: "The automation account that updates the mobility agents is not found.",
          category: "AgentAutoUpdateArtifactDeleted",
        },
      ],
      [
        async (caller) => {
          const { providerSpecificDetails } = await propertiesOf(caller, mapping);
          const { scheduleName } = providerSpecificDetails as { scheduleName: string };
          await done(
            caller,
            "DELETE",
            `${account}/schedules/${scheduleName}`,
            undefined,
            automation,
          );
        },
        {
          health: "Critical",
          problem: "The schedule that updates the mobility agents is not found.",
          category: "AgentAutoUpdateArtifactDeleted",
        },
      ],
    ];
    for (const [change, expected] of cases) {
      const { azure, owner, identity } = await withMapping();
      azure.grant({ principalId: identity, scope: vault, role: "Contributor" });
      await change(owner);
      await owner.wait(2 * day);
      assert.deepEqual(await healthOf(owner), expected);
    }
  });

  it("is mended by enabling auto-update again", async () => {
    const { azure, owner, identity } = await withMapping();
    azure.grant({ principalId: identity, scope: vault, role: "Contributor" });
    const { providerSpecificDetails } = await propertiesOf(owner, mapping);
    const { scheduleName } = providerSpecificDetails as { scheduleName: string };
    const schedule = `${account}/schedules/${scheduleName}`;
    await done(owner, "DELETE", schedule, undefined, automation);
    await owner.wait(2 * day);
    await done(owner, "PATCH", mapping, { properties: { providerSpecificInput: autoUpdate } });
    assert.deepEqual(await healthOf(owner), well);
    await owner.wait(2 * day);
    assert.deepEqual(await healthOf(owner), well);
    assert.equal((await propertiesOf(owner, schedule, automation)).isEnabled, true);
  });

  it("brings protected machines to the newest agent", async () => {
    const { azure, owner, identity } = await withItem(autoUpdate);
    azure.grant({ principalId: identity, scope: vault, role: agentUpdaterRole() });
    releaseMobilityAgent(azure, "9.91.11100.1");
    const agent = async (): Promise<unknown[]> => {
      const details = (await propertiesOf(owner, item)).providerSpecificDetails;
      const { agentVersion, isReplicationAgentUpdateRequired } = details as Record<string, unknown>;
      return [agentVersion, isReplicationAgentUpdateRequired];
    };
    assert.deepEqual(await agent(), ["9.89.10768.1", true]);
    await owner.wait(2 * day);
    assert.deepEqual(await agent(), ["9.91.11100.1", false]);
  });

  it("does not run when auto-update is off or its schedule is disabled", async () => {
    const { azure, owner } = await withMapping();
    const { providerSpecificDetails } = await propertiesOf(owner, mapping);
    const { scheduleName } = providerSpecificDetails as { scheduleName: string };
    await done(
      owner,
      "PATCH",
      `${account}/schedules/${scheduleName}`,
      { name: scheduleName, properties: { isEnabled: false } },
      automation,
    );
    const before = azure.estate.version;
    await owner.wait(3 * day);
    assert.deepEqual(azure.estate.changes(before), []);
  });
});
