import assert from "node:assert/strict";
import type { HttpMethod } from "../../../src/arm/transport";
import {
  agentUpdaterDocumentedRole,
  agentUpdaterMinimalRole,
  agentUpdaterRole,
  type RoleTemplate,
} from "../../../src/azure/roles";
import { runAgentUpdater, type SimulatedAzure } from "../../../src/simulator/index";
import { releaseMobilityAgent } from "../../../src/simulator/site-recovery/mobility-agent";
import { callerOf, errorOf } from "../caller";
import {
  account,
  asr,
  mapping,
  northContainer,
  policy,
  propertiesOf,
  vault,
  west,
  westContainer,
  withMapping,
} from "./replicated-estate";
import { item, withItem } from "./replicated-machine";

const provider = "Microsoft.RecoveryServices/vaults";
const mappings = `${provider}/replicationFabrics/replicationProtectionContainers/replicationProtectionContainerMappings`;
const items = `${provider}/replicationFabrics/replicationProtectionContainers/replicationProtectedItems`;

const roles: readonly (readonly [string, () => RoleTemplate])[] = [
  ["default", agentUpdaterRole],
  ["minimal", agentUpdaterMinimalRole],
  ["documented", agentUpdaterDocumentedRole],
];

function siteRecoveryId(id: string): string {
  return id.replace("/subscriptions/", "/Subscriptions/");
}

/** A role with other actions; its name stands for them. */
function withActions(role: RoleTemplate, actions: readonly string[]): RoleTemplate {
  return { ...role, permission: { ...role.permission, actions } };
}

function work(
  azure: SimulatedAzure,
  principalId: string,
  manualPush = false,
): ReturnType<typeof runAgentUpdater> {
  return runAgentUpdater(azure, {
    principalId,
    vaultId: vault,
    ...(manualPush ? { manualPush } : { automationAccountId: account }),
  });
}

describe("the documented calls of the agent updater", () => {
  for (const [name, role] of roles) {
    it(`all succeed with the ${name} role at the vault`, async () => {
      const { azure, owner, identity } = await withMapping({ instanceType: "A2A" });
      azure.grant({ principalId: identity, scope: vault, role: role() });
      const run = await work(azure, identity);
      assert.equal(run.failure, undefined);
      assert.deepEqual(run.updated, [siteRecoveryId(mapping)]);
      assert.deepEqual(
        run.calls.map(({ method, action, status }) => `${method} ${action} ${status}`),
        [
          `GET ${provider}/read 200`,
          `GET ${provider}/replicationProtectionContainerMappings/read 200`,
          `PATCH ${mappings}/write 202`,
          `GET ${provider}/replicationOperationStatus/read 200`,
          `GET ${provider}/replicationOperationStatus/read 200`,
          `GET ${mappings}/operationresults/read 200`,
          `GET ${provider}/replicationJobs/read 200`,
          `GET ${mappings}/read 200`,
        ],
      );
      const { providerSpecificDetails } = await propertiesOf(owner, mapping);
      assert.equal(
        (providerSpecificDetails as Record<string, unknown>).automationAccountAuthenticationType,
        "SystemAssignedIdentity",
      );
    });
  }

  it("need every action of the minimal role, and no other", async () => {
    const { azure, identity } = await withMapping();
    azure.grant({ principalId: identity, scope: vault, role: "Contributor" });
    await work(azure, identity);
    const used = azure.recorded(identity).map(({ action }) => action);
    assert.deepEqual(
      [...new Set(used)].sort(),
      [...agentUpdaterMinimalRole().permission.actions].sort(),
    );
  });

  for (const missing of agentUpdaterMinimalRole().permission.actions) {
    it(`stop at the call that needs ${missing}`, async () => {
      const { azure, identity } = await withMapping({ instanceType: "A2A" });
      const role = agentUpdaterMinimalRole();
      const actions = role.permission.actions.filter((action) => action !== missing);
      azure.grant({ principalId: identity, scope: vault, role: withActions(role, actions) });
      const run = await work(azure, identity);
      assert.equal(run.failure?.action, missing);
      assert.equal(run.failure.status, 403);
      assert.equal(run.failure.error?.code, "AuthorizationFailed");
      assert.match(run.failure.error.message, new RegExp(`perform action '${missing}' over scope`));
      assert.equal(run.calls.at(-1), run.failure);
      // Everything before it was allowed.
      assert.ok(run.calls.slice(0, -1).every(({ status }) => status < 400));
    });
  }

  it("make no call that names no source", async () => {
    const { azure, identity } = await withItem();
    azure.grant({ principalId: identity, scope: vault, role: "Contributor" });
    const calls = [
      ...(await work(azure, identity)).calls,
      ...(await work(azure, identity, true)).calls,
    ];
    assert.ok(calls.every(({ source }) => /^(rest\/api\/)?site-recovery\//.test(source)));
  });

  it("ask for the automation account", async () => {
    const { azure, identity } = await withMapping();
    await assert.rejects(
      runAgentUpdater(azure, { principalId: identity, vaultId: vault }),
      new RangeError("runAgentUpdater needs automationAccountId unless manualPush is set."),
    );
  });

  it("tell a job that fails, not only a call that is refused", async () => {
    const { azure, identity } = await withMapping({ instanceType: "A2A" });
    azure.grant({ principalId: identity, scope: vault, role: agentUpdaterRole() });
    // The account goes while the job is under way.
    azure.clock.after(20_000, () => {
      azure.estate.delete(account);
    });
    const run = await work(azure, identity);
    assert.equal(run.failure?.action, `${provider}/replicationOperationStatus/read`);
    assert.deepEqual(run.failure.error, {
      code: "NotFound",
      message: "The automation account that updates the mobility agents is not found.",
    });
    assert.deepEqual(run.updated, []);
  });
});

describe("an agent update by hand", () => {
  const actions = [
    `${provider}/replicationProtectedItems/read`,
    `${items}/read`,
    `${items}/updateMobilityService/action`,
    `${provider}/replicationOperationStatus/read`,
  ];

  it("takes four actions and updates every machine that is behind", async () => {
    const { azure, owner, identity } = await withItem();
    releaseMobilityAgent(azure, "9.91.11100.1");
    const role = withActions(agentUpdaterMinimalRole(), actions);
    azure.grant({ principalId: identity, scope: vault, role });
    const run = await work(azure, identity, true);
    assert.equal(run.failure, undefined);
    assert.deepEqual(run.updated, [siteRecoveryId(item)]);
    const { providerSpecificDetails } = await propertiesOf(owner, item);
    assert.equal((providerSpecificDetails as Record<string, unknown>).agentVersion, "9.91.11100.1");
    // Nobody is behind any more.
    assert.deepEqual((await work(azure, identity, true)).updated, []);
  });

  for (const missing of actions) {
    it(`stops at the call that needs ${missing}`, async () => {
      const { azure, identity } = await withItem();
      releaseMobilityAgent(azure, "9.91.11100.1");
      const role = withActions(
        agentUpdaterMinimalRole(),
        actions.filter((action) => action !== missing),
      );
      azure.grant({ principalId: identity, scope: vault, role });
      const run = await work(azure, identity, true);
      assert.equal(run.failure?.action, missing);
      assert.equal(run.failure.status, 403);
    });
  }
});

describe("the default agent updater role", () => {
  const backupItem = `${vault}/backupFabrics/Azure/protectionContainers/c/protectedItems/i`;
  const refused: readonly (readonly [HttpMethod, string])[] = [
    ["DELETE", vault],
    ["POST", `${west}/remove`],
    ["POST", `${westContainer}/remove`],
    ["POST", `${northContainer}/remove`],
    ["POST", `${mapping}/remove`],
    ["POST", `${item}/remove`],
    ["DELETE", west],
    ["DELETE", mapping],
    ["DELETE", item],
    ["DELETE", policy],
    ["PUT", policy],
    ["POST", `${item}/testFailover`],
    ["POST", `${item}/testFailoverCleanup`],
    ["POST", `${item}/unplannedFailover`],
    ["POST", `${item}/failoverCommit`],
    ["POST", `${item}/applyRecoveryPoint`],
    ["POST", `${backupItem}/recoveryPoints/p/restore`],
    ["PATCH", vault],
  ];

  it("is refused deleting, purging, failing over and restoring", async () => {
    const { azure } = await withItem();
    const updater = callerOf(azure);
    azure.grant({ principalId: updater.objectId, scope: vault, role: agentUpdaterRole() });
    const before = azure.estate.version;
    for (const [method, path] of refused) {
      const answer = await updater.send(method, `${path}?api-version=${asr}`, {});
      const { status, code } = errorOf(answer);
      assert.deepEqual(
        { call: `${method} ${path}`, status, code },
        { call: `${method} ${path}`, status: 403, code: "AuthorizationFailed" },
      );
    }
    assert.deepEqual(azure.estate.changes(before), []);
  });

  it("is refused what lies outside its vault", async () => {
    const { azure } = await withMapping();
    const updater = callerOf(azure);
    azure.grant({ principalId: updater.objectId, scope: vault, role: agentUpdaterRole() });
    const answer = await updater.send("GET", `${account}?api-version=2024-10-23`);
    assert.equal(errorOf(answer).code, "AuthorizationFailed");
  });

  it("is what refuses them: the owner is allowed", async () => {
    const { owner } = await withItem();
    const failover = await owner.send("POST", `${item}/testFailover?api-version=${asr}`, {});
    assert.equal(failover.status, 202);
    const removal = await owner.send("POST", `${item}/remove?api-version=${asr}`, {});
    assert.equal(removal.status, 202);
  });
});
