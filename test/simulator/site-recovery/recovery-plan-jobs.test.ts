import assert from "node:assert/strict";
import { places, statusOf, tasksOf } from "./plan-helpers";
import { errorOf } from "../caller";
import {
  begin,
  boot,
  failover,
  itemOf,
  plan,
  planBody,
  testFailover,
  withItems,
} from "./planned-estate";
import { asr, done, get, propertiesOf, vault } from "./replicated-estate";
import { item } from "./replicated-machine";

describe("the job of a simulated recovery plan", () => {
  it("fails machines over group by group, and commits them", async () => {
    const { owner } = await withItems(3);
    await done(owner, "PUT", plan, planBody([boot([item, itemOf(2)]), boot([itemOf(3)])]));
    const { job, status } = await begin(owner, "unplannedFailover", failover);
    await owner.wait(30 + 60);
    assert.deepEqual(await tasksOf(owner, job), [
      "Prerequisites check for the recovery plan: Succeeded",
      "All groups shutdown: InProgress",
      "  machine1: InProgress",
      "  machine2: InProgress",
      "  machine3: InProgress",
      "Group 1: Start: NotStarted",
      "  machine1: NotStarted",
      "  machine2: NotStarted",
      "Group 2: Start: NotStarted",
      "  machine3: NotStarted",
    ]);
    await owner.wait(60 + 600);
    assert.deepEqual(await places(owner, 3), ["Recovery", "Recovery", "Primary"]);
    assert.equal(await statusOf(owner, status), "InProgress");
    const midway = await propertiesOf(owner, plan);
    assert.deepEqual([midway.currentScenarioStatus, midway.allowedOperations], ["InProgress", []]);
    await owner.wait(600);
    assert.deepEqual(await places(owner, 3), ["Recovery", "Recovery", "Recovery"]);
    assert.equal(await statusOf(owner, status), "Succeeded");
    const after = await propertiesOf(owner, plan);
    const { scenarioName, jobId } = after.currentScenario as Record<string, unknown>;
    assert.deepEqual(
      [
        scenarioName,
        jobId,
        after.currentScenarioStatus,
        after.currentScenarioStatusDescription,
        typeof after.lastUnplannedFailoverTime,
        after.allowedOperations,
      ],
      [
        "UnplannedFailover",
        job.replace("/subscriptions/", "/Subscriptions/"),
        "Succeeded",
        "Completed",
        "string",
        ["Commit"],
      ],
    );
    const commit = await begin(owner, "failoverCommit");
    await owner.wait(30 + 240);
    assert.equal(await statusOf(owner, commit.status), "Succeeded");
    assert.match(
      String((await propertiesOf(owner, itemOf(3))).protectionState),
      /Commit(ted|Completed)$/,
    );
  });

  it("ends with the plan as its result", async () => {
    const { owner } = await withItems(1);
    await done(owner, "PUT", plan, planBody([boot([item])]));
    const answer = await owner.send("POST", `${plan}/testFailover?api-version=${asr}`, {
      properties: testFailover,
    });
    assert.equal((await owner.send("GET", answer.headers.location ?? "")).status, 202);
    await owner.wait(1000);
    const result = await owner.send("GET", answer.headers.location ?? "");
    assert.deepEqual([result.status, result.body], [200, (await get(owner, plan)).body]);
  });

  it("tests without a shutdown, and cleans up", async () => {
    const { owner } = await withItems(2);
    await done(owner, "PUT", plan, planBody([boot([item, itemOf(2)])]));
    const { job } = await begin(owner, "testFailover", testFailover);
    assert.deepEqual(
      (await tasksOf(owner, job)).filter((line) => !line.startsWith(" ")),
      ["Prerequisites check for the recovery plan: InProgress", "Group 1: Start: NotStarted"],
    );
    await owner.wait(700);
    assert.equal((await propertiesOf(owner, item)).testFailoverState, "WaitingForCompletion");
    assert.deepEqual(await places(owner, 2), ["Primary", "Primary"]);
    await begin(owner, "testFailoverCleanup", { comments: "all well" });
    await owner.wait(400);
    assert.notEqual((await propertiesOf(owner, item)).testFailoverState, "WaitingForCompletion");
  });

  it("passes by a machine that another plan has failed over already", async () => {
    const { owner } = await withItems(2);
    await done(owner, "PUT", plan, planBody([boot([item, itemOf(2)])]));
    await done(owner, "POST", `${item}/unplannedFailover`, {});
    await owner.wait(600);
    const { job } = await begin(owner, "unplannedFailover", failover);
    await owner.wait(1000);
    assert.equal((await propertiesOf(owner, job)).state, "Succeeded");
    assert.deepEqual(await places(owner, 2), ["Recovery", "Recovery"]);
  });

  it("fails at a machine that is gone, and a restart passes by what is done", async () => {
    const { owner } = await withItems(2);
    await done(owner, "PUT", plan, planBody([boot([item, itemOf(2)])]));
    const { job } = await begin(owner, "unplannedFailover", failover);
    await owner.send("DELETE", `${itemOf(2)}?api-version=${asr}`);
    await owner.wait(2000);
    const { state, errors } = await propertiesOf(owner, job);
    const [error, ...others] = errors as { serviceErrorDetails: { code: string } }[];
    assert.deepEqual(
      [state, error?.serviceErrorDetails.code, others],
      ["Failed", "ProtectedItemArmEntityMissing", []],
    );
    assert.equal((await propertiesOf(owner, item)).activeLocation, "Recovery");
    const { value } = (await get(owner, `${vault}/replicationEvents`)).body as {
      value: { properties: { description: string; affectedObjectFriendlyName: string } }[];
    };
    assert.deepEqual(
      value.map(({ properties }) => [
        properties.description,
        properties.affectedObjectFriendlyName,
      ]),
      [["Failover failed", "plan1"]],
    );
  });

  it("is refused when no machine allows it, when one runs, and with a wrong input", async () => {
    const { owner } = await withItems(1);
    await done(owner, "PUT", plan, planBody([boot([item])]));
    const refused = async (verb: string, properties: object): Promise<unknown> => {
      const answer = await owner.send("POST", `${plan}/${verb}?api-version=${asr}`, { properties });
      return [answer.status, errorOf(answer).message];
    };
    for (const [verb, title] of [
      ["failoverCommit", "Commit"],
      ["testFailoverCleanup", "Test failover cleanup"],
      ["reProtect", "Reprotect"],
      ["failoverCancel", "Cancel failover"],
    ] as const) {
      assert.deepEqual(await refused(verb, {}), [
        409,
        `The operation '${title}' is not allowed for the recovery plan 'plan1' in its current state.`,
      ]);
    }
    const a2a = (details: object): object => ({ ...failover, providerSpecificDetails: [details] });
    const table: readonly (readonly [string, object, string])[] = [
      [
        "testFailover",
        {},
        "failoverDirection '' is neither 'PrimaryToRecovery' nor 'RecoveryToPrimary'.",
      ],
      [
        "testFailover",
        { ...testFailover, networkType: "x" },
        "networkType 'x' is neither 'VmNetworkAsInput' nor 'NoNetworkAttachAsInput'.",
      ],
      [
        "testFailover",
        { ...testFailover, networkId: "/x" },
        "The virtual network '/x' could not be found.",
      ],
      [
        "unplannedFailover",
        { ...failover, sourceSiteOperations: "" },
        "sourceSiteOperations '' is neither 'Required' nor 'NotRequired'.",
      ],
      [
        "unplannedFailover",
        a2a({ instanceType: "HyperVReplicaAzure" }),
        "The instance type 'HyperVReplicaAzure' of providerSpecificDetails is not simulated.",
      ],
      [
        "unplannedFailover",
        a2a({ instanceType: "A2A", recoveryPointType: "Newest" }),
        "The recovery point type 'Newest' is not one of Latest, LatestApplicationConsistent, LatestCrashConsistent, LatestProcessed.",
      ],
    ];
    for (const [verb, properties, message] of table) {
      assert.deepEqual(await refused(verb, properties), [400, message]);
    }
    await begin(owner, "testFailover", { ...testFailover, networkType: "NoNetworkAttachAsInput" });
    assert.deepEqual(await refused("unplannedFailover", failover), [
      409,
      "The operation 'Failover' is not allowed for the recovery plan 'plan1' in its current state.",
    ]);
  });
});
