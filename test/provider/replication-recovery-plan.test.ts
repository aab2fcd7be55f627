import assert from "node:assert/strict";
import { unknownValue, type Properties } from "../../src/plugin/handlers";
import type { SimulatedAzure } from "../../src/simulator";
import { asArray, valueAt } from "../../src/simulator/json";
import { type Caller, callerOf } from "../simulator/caller";
import {
  itemOf,
  plan,
  runbook,
  withItems,
  withRunbook,
} from "../simulator/site-recovery/planned-estate";
import { asr, done, group, north, vault, west } from "../simulator/site-recovery/replicated-estate";
import { Deployment } from "./harness";

const type = "ReplicationRecoveryPlan";
const both = ["PrimaryToRecovery", "RecoveryToPrimary"];
const look = {
  name: "look",
  failoverTypes: ["TestFailover"],
  failoverDirections: both,
  description: "Look at it.",
};
const tell = {
  name: "tell",
  failoverTypes: ["TestFailover", "UnplannedFailover"],
  failoverDirections: ["PrimaryToRecovery"],
  runbookId: runbook,
  fabricLocation: "Recovery",
  timeout: "PT30M",
};

function asked(changes: Properties = {}): Properties {
  return {
    vaultId: vault,
    primaryFabricId: west,
    recoveryFabricId: north,
    planName: "plan1",
    groups: [{ type: "Boot", protectedItemIds: [itemOf(1)] }],
    ...changes,
  };
}

async function estate(): Promise<{ azure: SimulatedAzure; owner: Caller }> {
  const ready = await withItems(2);
  await withRunbook(ready.azure, ready.owner);
  return ready;
}

function deploymentAs(azure: SimulatedAzure, caller: Caller): Deployment {
  return new Deployment(azure.connect(caller).transport);
}

/** What a request changed in Azure, by kind of change. */
async function changesOf(azure: SimulatedAzure, work: Promise<unknown>): Promise<string[]> {
  const before = azure.estate.version;
  await work;
  return azure.estate
    .changes(before)
    .filter(({ id }) => id.includes("/replicationRecoveryPlans/"))
    .map(({ kind }) => kind);
}

describe("ReplicationRecoveryPlan", () => {
  it("is made, changed in place group by group, and taken away without its machines", async () => {
    const { azure, owner } = await estate();
    const deployment = deploymentAs(azure, owner);
    const made = await deployment.create(type, asked());
    assert.equal(made.id, plan);
    assert.deepEqual(made.outputs, {
      vaultId: vault,
      primaryFabricId: west,
      recoveryFabricId: north,
      planName: "plan1",
      groups: [
        { type: "Shutdown", protectedItemIds: [], before: [], after: [] },
        { type: "Failover", protectedItemIds: [], before: [], after: [] },
        { type: "Boot", protectedItemIds: [itemOf(1)], before: [], after: [] },
      ],
    });

    const grown = asked({
      groups: [
        { type: "Shutdown", before: [look] },
        { type: "Boot", protectedItemIds: [itemOf(1)], after: [tell] },
        { type: "Boot", protectedItemIds: [itemOf(2)] },
      ],
    });
    const before = await deployment.checked(type, asked());
    const { changes, deleteBeforeReplace } = await deployment.diff(type, plan, before, grown);
    assert.deepEqual([changes, deleteBeforeReplace], [{ groups: "update" }, true]);
    const changed = await changesOf(azure, deployment.update(type, plan, before, grown));
    assert.deepEqual(changed, ["update"]);
    const held = await deployment.read(type, plan);
    assert.deepEqual(valueAt(held?.inputs, "groups"), [
      { type: "Shutdown", protectedItemIds: [], before: [look], after: [] },
      { type: "Failover", protectedItemIds: [], before: [], after: [] },
      { type: "Boot", protectedItemIds: [itemOf(1)], before: [], after: [tell] },
      { type: "Boot", protectedItemIds: [itemOf(2)], before: [], after: [] },
    ]);
    assert.deepEqual((await deployment.diff(type, plan, held?.inputs ?? {}, grown)).changes, {});

    await deployment.delete(type, plan);
    assert.equal(azure.estate.get(plan), undefined);
    assert.ok(azure.estate.get(itemOf(1)) && azure.estate.get(itemOf(2)));
    await deployment.delete(type, plan);
  });

  it("is replaced by other ends and another name alone", async () => {
    const { azure, owner } = await estate();
    const deployment = deploymentAs(azure, owner);
    await deployment.create(type, asked());
    const before = await deployment.checked(type, asked());
    const diff = await deployment.diff(type, plan, before, asked({ planName: "plan2" }));
    assert.deepEqual(diff.changes, { planName: "update-replace" });
    const turned = asked({
      primaryFabricId: north,
      recoveryFabricId: west,
      groups: [{ type: "Boot" }],
    });
    assert.deepEqual((await deployment.diff(type, plan, before, turned)).changes, {
      primaryFabricId: "update-replace",
      recoveryFabricId: "update-replace",
      groups: "update",
    });
    const unknown = asked({ groups: [{ type: "Boot", protectedItemIds: [unknownValue] }] });
    assert.deepEqual((await deployment.diff(type, plan, before, unknown)).changes, {
      groups: "update",
    });
  });

  it("refuses a machine that is not replicated, with nothing made, and warns of it in a preview", async () => {
    const { azure, owner } = await estate();
    const deployment = deploymentAs(azure, owner);
    const wrong = asked({
      groups: [{ type: "Boot", protectedItemIds: [itemOf(1), itemOf(9)] }],
    });
    const { failures } = await deployment.check(type, wrong);
    assert.deepEqual(failures, []);
    assert.deepEqual(deployment.log, [
      `warning: groups: The machine of the protected item "${itemOf(9)}" is not replicated: the vault has no such item. Replicate the machine first, or take it out of the plan. [EVG-PLAN-007]`,
    ]);
    await assert.rejects(deployment.create(type, wrong), {
      message: [
        `The recovery plan "${plan}" has 1 problem:`,
        `  - groups: The machine of the protected item "${itemOf(9)}" is not replicated: the vault has no such item. Replicate the machine first, or take it out of the plan. [EVG-PLAN-007]`,
      ].join("\n"),
    });
    assert.equal(azure.estate.get(plan), undefined);
    await deployment.create(type, asked());
    const before = await deployment.checked(type, asked());
    await assert.rejects(deployment.update(type, plan, before, wrong), /EVG-PLAN-007/);
  });

  it("refuses everything else that is wrong, in the same words as the component", async () => {
    const { azure, owner } = await estate();
    const deployment = deploymentAs(azure, owner);
    const other = vault.replace(/[^/]+$/, "other");
    const { failures } = await deployment.check(type, {
      ...asked({ primaryZone: "1" }),
      recoveryFabricId: `${other}/replicationFabrics/north`,
    });
    assert.deepEqual(failures, [
      {
        property: "recoveryFabricId",
        reason: `"${other}/replicationFabrics/north" stands in the vault "${other}", the recovery plan in "${vault}". Use what stands in the plan's vault. [EVG-PLAN-006]`,
      },
      {
        property: "primaryZone",
        reason:
          "The recovery plan has zones, but its fabrics are two regions. Leave primaryZone and recoveryZone out. [EVG-PLAN-005]",
      },
    ]);
    const shape = await deployment.check(type, asked({ groups: [{ type: "Boot", odd: 1 }, 7] }));
    assert.deepEqual(shape.failures, [
      {
        reason:
          "groups[0].odd: There is no property odd. Use one of type, protectedItemIds, before, after.",
      },
      { property: "groups[1]", reason: "It must be an object." },
    ]);
    const groups = await deployment.check(
      type,
      asked({
        groups: [
          { type: "Shutdown", protectedItemIds: [itemOf(1)] },
          { type: "Boot", before: [{ ...tell, fabricLocation: "Moon", failoverTypes: [] }] },
        ],
      }),
    );
    assert.deepEqual(
      groups.failures.map(({ reason }) => /EVG-[A-Z]+-\d+/.exec(reason)?.[0]),
      ["EVG-PLAN-001", "EVG-PLAN-002", "EVG-PLAN-003"],
    );
  });

  it("takes over a plan that was made elsewhere when it is asked to", async () => {
    const { azure, owner } = await estate();
    const body = {
      properties: {
        primaryFabricId: west,
        recoveryFabricId: north,
        groups: [
          {
            groupType: "Boot",
            replicationProtectedItems: [{ id: itemOf(2) }],
            startGroupActions: [],
            endGroupActions: [],
          },
        ],
      },
    };
    await done(owner, "PUT", plan, body);
    const deployment = deploymentAs(azure, owner);
    await assert.rejects(
      deployment.create(type, asked()),
      /^Error: The recovery plan already exists: .*Set `adopt: true` to take it over/,
    );
    const { outputs } = await deployment.create(type, asked({ adopt: true }));
    assert.deepEqual(
      asArray(outputs.groups).flatMap((each) => valueAt(each, "protectedItemIds")),
      [itemOf(1)],
    );
  });

  it("needs the right to read the vault's protected items, in a deployment alone", async () => {
    const { azure } = await estate();
    const plans = "Microsoft.RecoveryServices/vaults/replicationRecoveryPlans";
    const poor = callerOf(azure);
    const actions = [
      `${plans}/read`,
      `${plans}/write`,
      "Microsoft.RecoveryServices/vaults/replicationOperationStatus/read",
    ];
    azure.grant({
      principalId: poor.objectId,
      scope: group,
      role: {
        roleName: "planner",
        description: "",
        permission: { actions, notActions: [], dataActions: [], notDataActions: [] },
      },
    });
    const deployment = deploymentAs(azure, poor);
    const { failures } = await deployment.check(type, asked());
    assert.deepEqual(failures, []);
    assert.match(deployment.log[0] ?? "", /^info: Not checked before the deployment: /);
    await assert.rejects(deployment.create(type, asked()), /replicationProtectedItems\/read/);
  });

  it("follows its machines when their replication turns round", async () => {
    const { azure, owner } = await estate();
    const deployment = deploymentAs(azure, owner);
    await deployment.create(type, asked());
    const before = await deployment.checked(type, asked());
    const stored = azure.estate.get(plan);
    const item = azure.estate.get(itemOf(1));
    assert.ok(stored && item);
    // As after a failover and a reprotection: the item stands in the other end's container.
    const turnedId = itemOf(1).replace(west, north);
    azure.estate.asPlatform(() => {
      azure.estate.delete(item.id);
      azure.estate.put({
        ...item,
        id: turnedId,
        properties: { ...(item.properties as object), recoveryFabricId: west },
      });
      const text = JSON.stringify(stored).replaceAll(itemOf(1), turnedId);
      azure.estate.put(JSON.parse(text) as typeof stored);
    });
    const held = await deployment.read(type, plan, before);
    assert.deepEqual((await deployment.diff(type, plan, held?.inputs ?? {}, asked())).changes, {});
    const grown = asked({
      groups: [
        { type: "Boot", protectedItemIds: [itemOf(1)] },
        { type: "Boot", protectedItemIds: [] },
      ],
    });
    await deployment.update(type, plan, before, grown);
    const now = await owner.send("GET", `${plan}?api-version=${asr}`);
    const ids = asArray(valueAt(now.body, "properties.groups")).flatMap((each) =>
      asArray(valueAt(each, "replicationProtectedItems")).map((one) => valueAt(one, "id")),
    );
    assert.deepEqual(ids, [turnedId]);
  });
});
