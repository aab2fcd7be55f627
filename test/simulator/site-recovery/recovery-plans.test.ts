import assert from "node:assert/strict";
import { followItem } from "../../../src/simulator/site-recovery/recovery-plans/plan-content";
import { callerOf, errorOf } from "../caller";
import {
  begin,
  boot,
  itemOf,
  manual,
  plan,
  planBody,
  script,
  testFailover,
  withItems,
} from "./planned-estate";
import { asr, done, get, north, propertiesOf, vault, west } from "./replicated-estate";
import { item } from "./replicated-machine";

const capital = (id: string): string => id.replace("/subscriptions/", "/Subscriptions/");

describe("simulated recovery plans", () => {
  it("answer with the two groups that each plan has, and what their machines allow", async () => {
    const { owner } = await withItems(1);
    const made = await done(owner, "PUT", plan, planBody([boot([item])]));
    assert.equal(made.status, 202);
    const { body } = await get(owner, plan);
    const empty = { replicationProtectedItems: [], startGroupActions: [], endGroupActions: [] };
    assert.deepEqual(body, {
      id: capital(plan),
      name: "plan1",
      type: "Microsoft.RecoveryServices/vaults/replicationRecoveryPlans",
      properties: {
        friendlyName: "plan1",
        primaryFabricId: capital(west),
        primaryFabricFriendlyName: "west",
        recoveryFabricId: capital(north),
        recoveryFabricFriendlyName: "north",
        failoverDeploymentModel: "ResourceManager",
        replicationProviders: ["A2A"],
        groups: [
          { groupType: "Shutdown", ...empty },
          { groupType: "Failover", ...empty },
          {
            ...empty,
            groupType: "Boot",
            replicationProtectedItems: [{ id: item, virtualMachineId: "item1" }],
          },
        ],
        providerSpecificDetails: [{ instanceType: "A2A" }],
        allowedOperations: ["UnplannedFailover", "TestFailover"],
      },
    });
    const { value } = (await get(owner, `${vault}/replicationRecoveryPlans`)).body as {
      value: unknown[];
    };
    assert.deepEqual(value, [body]);
  });

  it("change nothing when the same is asked for again, also after a failover", async () => {
    const { azure, owner } = await withItems(1);
    await done(owner, "PUT", plan, planBody([boot([item])]));
    await begin(owner, "testFailover", testFailover);
    await owner.wait(1000);
    const before = azure.estate.version;
    const again = await owner.send("PUT", `${plan}?api-version=${asr}`, planBody([boot([item])]));
    assert.equal(again.status, 200);
    assert.deepEqual(azure.estate.changes(before), []);
    const { currentScenario } = await propertiesOf(owner, plan);
    assert.equal((currentScenario as { scenarioName: string }).scenarioName, "TestFailover");
  });

  it("are changed by PATCH, group by group, and deleted", async () => {
    const { owner } = await withItems(2);
    await done(owner, "PUT", plan, planBody([boot([item])]));
    const groups = [boot([itemOf(2)]), boot([item])];
    await done(owner, "PATCH", plan, { properties: { groups } });
    const kept = (await propertiesOf(owner, plan)).groups as {
      replicationProtectedItems: { id: string }[];
    }[];
    assert.deepEqual(
      kept.map(({ replicationProtectedItems }) => replicationProtectedItems.map(({ id }) => id)),
      [[], [], [itemOf(2)], [item]],
    );
    assert.equal((await done(owner, "DELETE", plan)).status, 202);
    assert.deepEqual(errorOf(await get(owner, plan)), {
      status: 404,
      code: "NotFound",
      message: "Recovery plan with name plan1 could not be located.",
    });
    assert.equal((await owner.send("DELETE", `${plan}?api-version=${asr}`)).status, 204);
    // A plan that is made anew knows nothing of the earlier one.
    await done(owner, "PUT", plan, planBody([boot([item])]));
    assert.equal((await propertiesOf(owner, plan)).currentScenario, undefined);
  });

  it("refuse what they cannot hold", async () => {
    const { owner } = await withItems(1);
    const other = `${west}/replicationProtectionContainers/container1/replicationProtectedItems/item9`;
    const vmmScript = {
      ...manual("act", []),
      customDetails: { instanceType: "ScriptActionDetails", path: "p", fabricLocation: "Primary" },
    };
    const abroad = {
      ...script("act", []),
      customDetails: {
        instanceType: "AutomationRunbookActionDetails",
        fabricLocation: "Primary",
        runbookId: script("act", []).customDetails,
      },
    };
    const foreign =
      "/subscriptions/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee/resourceGroups/rg/providers/Microsoft.Automation/automationAccounts/a/runbooks/r";
    const withRunbookId = (runbookId: string): object => ({
      ...abroad,
      customDetails: { ...abroad.customDetails, runbookId },
    });
    const table: readonly (readonly [object, string])[] = [
      [planBody([]), "The recovery plan has no group of the type 'Boot'."],
      [
        planBody([boot([item]), boot([item.toUpperCase()])]),
        "The protected item 'item1' stands in the recovery plan more than once.",
      ],
      [planBody([boot([other])]), "Protected item with name item9 could not be located."],
      [
        planBody(Array.from({ length: 8 }, () => boot([]))),
        "The recovery plan has 8 groups, above the 7 that it can have.",
      ],
      [
        planBody([boot([item], [vmmScript])]),
        "The action 'act' is a script, which runs on a VMM server.",
      ],
      [
        planBody([boot([item], [script("act", ["TestFailover"])])]),
        `The runbook '${(script("act", []).customDetails as { runbookId: string }).runbookId}' of the action 'act' could not be found.`,
      ],
      [
        planBody([boot([item], [withRunbookId(foreign)])]),
        "The runbook of the action 'act' stands in another subscription than the vault.",
      ],
      [
        planBody([boot([item])], { primaryFabricId: "" }),
        "Required property 'primaryFabricId' is missing.",
      ],
      [
        planBody([boot([item])], { recoveryFabricId: `${vault}/replicationFabrics/south` }),
        "Fabric with name south could not be located.",
      ],
      [
        planBody([boot([item])], { primaryFabricId: north, recoveryFabricId: west }),
        "The protected item 'item1' does not replicate between the fabrics of the recovery plan.",
      ],
      [
        planBody([boot([item])], { recoveryFabricId: west }),
        "The recovery plan has one fabric for both ends and not two different zones.",
      ],
      [
        planBody([boot([item])], {
          providerSpecificInput: [{ instanceType: "A2A", primaryZone: "1" }],
        }),
        "The recovery plan has zones, but its fabrics are two regions.",
      ],
      [
        planBody([boot([item])], { providerSpecificInput: [{ instanceType: "InMage" }] }),
        "The instance type 'InMage' of providerSpecificInput is not simulated.",
      ],
      [
        planBody([boot([item])], { failoverDeploymentModel: "Classic" }),
        "The failover deployment model 'Classic' cannot be used between Azure regions.",
      ],
    ];
    for (const [body, message] of table) {
      const answer = await owner.send("PUT", `${plan}?api-version=${asr}`, body);
      assert.deepEqual(errorOf(answer), { status: 400, code: "BadRequest", message });
    }
  });

  it("keep their ends, and take zones of one region", async () => {
    const { owner } = await withItems(1);
    await done(owner, "PUT", plan, planBody([boot([item])]));
    const zones = [{ instanceType: "A2A", primaryZone: "1", recoveryZone: "2" }];
    const inside = planBody([boot([])], { recoveryFabricId: west, providerSpecificInput: zones });
    const answer = await owner.send("PUT", `${plan}?api-version=${asr}`, inside);
    assert.equal(
      errorOf(answer).message,
      "The fabrics of the recovery plan 'plan1' cannot change.",
    );
    await done(owner, "PUT", `${plan}-zones`, inside);
    const { providerSpecificDetails } = await propertiesOf(owner, `${plan}-zones`);
    assert.deepEqual(providerSpecificDetails, zones);
  });

  it("follow a machine that has moved to the other container, and keep it when they are written", async () => {
    const { azure, owner } = await withItems(1);
    await done(owner, "PUT", plan, planBody([boot([item])]));
    const moved = `${north}/replicationProtectionContainers/container1/replicationProtectedItems/item1`;
    const stored = azure.estate.get(item);
    assert.ok(stored !== undefined);
    azure.estate.put({ ...stored, id: moved });
    azure.estate.delete(item);
    followItem({ estate: azure.estate }, capital(plan), item, moved);
    const idsNow = async (): Promise<unknown> => {
      const { groups } = await propertiesOf(owner, plan);
      return (groups as { replicationProtectedItems: { id: string }[] }[]).flatMap(
        ({ replicationProtectedItems }) => replicationProtectedItems.map(({ id }) => id),
      );
    };
    assert.deepEqual(await idsNow(), [moved]);
    await done(owner, "PATCH", plan, { properties: { groups: [boot([]), boot([moved])] } });
    assert.deepEqual(await idsNow(), [moved]);
  });

  it("cannot change or go while a job of theirs is under way", async () => {
    const { owner } = await withItems(1);
    await done(owner, "PUT", plan, planBody([boot([item])]));
    await begin(owner, "testFailover", testFailover);
    assert.deepEqual((await propertiesOf(owner, plan)).allowedOperations, []);
    for (const method of ["PATCH", "DELETE"] as const) {
      const body = method === "PATCH" ? { properties: { groups: [] } } : undefined;
      const answer = await owner.send(method, `${plan}?api-version=${asr}`, body);
      assert.deepEqual(errorOf(answer), {
        status: 409,
        code: "Conflict",
        message: "The recovery plan 'plan1' cannot change while a job of it is under way.",
      });
    }
  });

  it("need a right of their own for each operation", async () => {
    const { azure, owner } = await withItems(1);
    await done(owner, "PUT", plan, planBody([boot([item])]));
    const reader = callerOf(azure, "Site Recovery Reader");
    assert.equal((await get(reader, plan)).status, 200);
    const type = "Microsoft.RecoveryServices/vaults/replicationRecoveryPlans";
    for (const [method, path, action] of [
      ["PUT", plan, "write"],
      ["PATCH", plan, "write"],
      ["DELETE", plan, "delete"],
      ...[
        "testFailover",
        "testFailoverCleanup",
        "plannedFailover",
        "unplannedFailover",
        "failoverCommit",
        "reProtect",
        "failoverCancel",
      ].map((verb) => ["POST", `${plan}/${verb}`, `${verb}/action`] as const),
    ] as const) {
      const { status, message } = errorOf(
        await reader.send(method, `${path}?api-version=${asr}`, {}),
      );
      assert.equal(status, 403);
      assert.ok(message.includes(`'${type}/${action}'`), message);
    }
    // Failing over is an operator's work, changing the plan is not.
    const operator = callerOf(azure, "Site Recovery Operator");
    const refused = await operator.send("PUT", `${plan}?api-version=${asr}`, planBody([]));
    assert.equal(refused.status, 403);
    await begin(operator, "testFailover", testFailover);
  });
});
