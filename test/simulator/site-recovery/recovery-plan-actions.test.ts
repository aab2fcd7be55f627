import assert from "node:assert/strict";
import { childTask, places, statusOf, tasksOf } from "./plan-helpers";
import { callerOf, newAzure } from "../caller";
import {
  begin,
  boot,
  failover,
  itemOf,
  manual,
  plan,
  planBody,
  runbook,
  script,
  testFailover,
  withItems,
  withRunbook,
} from "./planned-estate";
import { account, asr, done, get, propertiesOf } from "./replicated-estate";
import { item, itemBody } from "./replicated-machine";

describe("the actions of a simulated recovery plan", () => {
  it("waits at a manual action until it is resumed", async () => {
    const { azure, owner } = await withItems(1);
    const actions = [manual("look", ["TestFailover"]), manual("unasked", ["UnplannedFailover"])];
    await done(owner, "PUT", plan, planBody([boot([item], actions)]));
    const { job, status } = await begin(owner, "testFailover", testFailover);
    await owner.wait(100_000);
    const waiting = await propertiesOf(owner, job);
    assert.deepEqual(
      [waiting.state, waiting.stateDescription, waiting.allowedActions],
      ["Suspended", "WaitingForManualAction", ["Cancel", "Resume"]],
    );
    assert.equal(await statusOf(owner, status), "InProgress");
    assert.deepEqual(await tasksOf(owner, job), [
      "Prerequisites check for the recovery plan: Succeeded",
      "Group 1: pre-steps: Suspended",
      "  look: Suspended",
      "Group 1: Start: NotStarted",
      "  machine1: NotStarted",
    ]);
    const operator = callerOf(azure, "Site Recovery Operator");
    const resumed = await operator.send("POST", `${job}/resume?api-version=${asr}`, {
      properties: { comments: "looked" },
    });
    assert.equal(resumed.status, 202);
    await owner.wait(30);
    assert.equal((await propertiesOf(owner, job)).state, "InProgress");
    const { properties } = (await owner.send("GET", resumed.headers.location ?? "")).body as {
      properties: Record<string, unknown>;
    };
    assert.equal(properties.scenarioName, "TestFailover");
    assert.deepEqual((await childTask(owner, job, "look"))?.customDetails, {
      instanceType: "ManualActionTaskDetails",
      name: "look",
      instructions: "Look at it.",
      observation: "looked",
    });
    await owner.wait(600);
    assert.equal(await statusOf(owner, status), "Succeeded");
  });

  it("is cancelled while it waits, and takes the rest back", async () => {
    const { owner } = await withItems(1);
    await done(owner, "PUT", plan, planBody([boot([item], [manual("look", ["TestFailover"])])]));
    const { job, status } = await begin(owner, "testFailover", testFailover);
    await owner.wait(100);
    await owner.send("POST", `${job}/cancel?api-version=${asr}`);
    await owner.wait(30);
    assert.equal(await statusOf(owner, status), "Cancelled");
    assert.equal((await propertiesOf(owner, job)).state, "Cancelled");
    assert.equal((await propertiesOf(owner, plan)).currentScenarioStatus, "Cancelled");
    await owner.wait(10_000);
    assert.equal((await propertiesOf(owner, item)).testFailoverState, "None");
    await begin(owner, "testFailover", testFailover);
  });

  it("starts a runbook in its account, with the context of the plan", async () => {
    const { azure, owner } = await withItems(1);
    await withRunbook(azure, owner);
    await done(
      owner,
      "PUT",
      plan,
      planBody([boot([item], [], [script("tell", ["TestFailover"])])]),
    );
    const { job } = await begin(owner, "testFailover", testFailover);
    await owner.wait(30 + 600 + 10);
    const { value } = (await get(owner, `${account}/jobs`, "2024-10-23")).body as {
      value: { id: string; properties: Record<string, unknown> }[];
    };
    const [started] = value;
    assert.equal(value.length, 1);
    const { parameters } = await propertiesOf(owner, started?.id ?? "", "2024-10-23");
    const { recoveryResourceGroupId } = itemBody.properties.providerSpecificDetails;
    const context = JSON.parse(
      (parameters as { RecoveryPlanContext: string }).RecoveryPlanContext,
    ) as { VmMap: Record<string, Record<string, unknown>> };
    assert.deepEqual(Object.values(context.VmMap), [
      {
        SubscriptionId: "11111111-2222-4333-8444-555555555555",
        ResourceGroupName: recoveryResourceGroupId.split("/").at(-1),
        CloudServiceName: "",
        RoleName: "machine1",
        RecoveryPointId: "",
      },
    ]);
    assert.deepEqual(
      { ...context, VmMap: {} },
      {
        RecoveryPlanName: "plan1",
        FailoverType: "Test",
        FailoverDirection: "PrimaryToSecondary",
        GroupId: "1",
        VmMap: {},
      },
    );
    await owner.wait(300);
    assert.equal((await propertiesOf(owner, job)).state, "Succeeded");
    assert.deepEqual((await childTask(owner, job, "tell"))?.customDetails, {
      instanceType: "AutomationRunbookTaskDetails",
      name: "tell",
      subscriptionId: "11111111-2222-4333-8444-555555555555",
      accountName: "account1",
      runbookId: runbook,
      runbookName: "runbook1",
      jobId: started?.id,
      jobOutput: "done",
      isPrimarySideScript: false,
    });
  });

  it("goes on behind a runbook that failed, but not in a planned failover, whose job can be restarted", async () => {
    const { azure, owner } = await withItems(2);
    await withRunbook(azure, owner);
    const act = script("tell", ["TestFailover", "PlannedFailover"]);
    await done(owner, "PUT", plan, planBody([boot([item], [], [act]), boot([itemOf(2)])]));
    azure.faults.strike("job fails", runbook, 2);
    const test = await begin(owner, "testFailover", testFailover);
    await owner.wait(2000);
    assert.equal(await statusOf(owner, test.status), "PartiallySucceeded");
    const { state, stateDescription, errors } = await propertiesOf(owner, test.job);
    const [{ serviceErrorDetails }] = errors as [{ serviceErrorDetails: Record<string, unknown> }];
    assert.deepEqual(
      [state, stateDescription, serviceErrorDetails.code, serviceErrorDetails.message],
      [
        "Succeeded",
        "PartiallySucceeded",
        "AutomationRunbookFailed",
        "The runbook 'runbook1' of the action 'tell' failed: its job is 'Failed'.",
      ],
    );
    await begin(owner, "testFailoverCleanup");
    await owner.wait(2000);
    const planned = await begin(owner, "plannedFailover", failover);
    await owner.wait(3000);
    assert.equal(await statusOf(owner, planned.status), "Failed");
    assert.deepEqual(await places(owner, 2), ["Recovery", "Primary"]);
    assert.deepEqual((await propertiesOf(owner, planned.job)).allowedActions, ["Restart"]);
    assert.equal((await propertiesOf(owner, plan)).currentScenarioStatus, "Failed");
    await owner.send("POST", `${planned.job}/restart?api-version=${asr}`);
    await owner.wait(3000);
    assert.equal((await propertiesOf(owner, planned.job)).state, "Succeeded");
    assert.deepEqual(await places(owner, 2), ["Recovery", "Recovery"]);
    assert.equal((await propertiesOf(owner, plan)).currentScenarioStatus, "Succeeded");
  });

  it("gives a runbook the time of its action, and fails without the runbook", async () => {
    const { azure, owner } = await withItems(1);
    await withRunbook(azure, owner);
    const act = script("tell", ["PlannedFailover"], "PT30S");
    await done(owner, "PUT", plan, planBody([boot([item], [act])]));
    const slow = await begin(owner, "plannedFailover", failover);
    await owner.wait(1000);
    const messageOf = async (job: string): Promise<unknown> => {
      const { errors } = await propertiesOf(owner, job);
      return (errors as [{ serviceErrorDetails: { message: string } }])[0].serviceErrorDetails
        .message;
    };
    assert.equal(
      await messageOf(slow.job),
      "The runbook 'runbook1' of the action 'tell' failed: it has not ended within 30 seconds.",
    );
    await owner.send("DELETE", `${runbook}?api-version=2024-10-23`);
    await owner.send("POST", `${slow.job}/restart?api-version=${asr}`);
    await owner.wait(1000);
    assert.equal(
      await messageOf(slow.job),
      "The runbook 'runbook1' of the action 'tell' failed: it could not be found.",
    );
  });

  it("goes on in a loaded estate, from where it is", async () => {
    const { azure, owner } = await withItems(2);
    const look = manual("look", ["UnplannedFailover"]);
    await done(owner, "PUT", plan, planBody([boot([item], [], [look]), boot([itemOf(2)])]));
    const { job } = await begin(owner, "unplannedFailover", failover);
    await owner.wait(200);
    const first = newAzure({ from: azure.save() });
    const other = callerOf(first, "Owner");
    await other.wait(1000);
    assert.equal((await propertiesOf(other, job)).state, "Suspended");
    assert.deepEqual(await places(other, 2), ["Recovery", "Primary"]);
    const second = newAzure({ from: first.save() });
    const last = callerOf(second, "Owner");
    await last.send("POST", `${job}/resume?api-version=${asr}`, { properties: { comments: "" } });
    await last.wait(1000);
    assert.equal((await propertiesOf(last, job)).state, "Succeeded");
    assert.deepEqual(await places(last, 2), ["Recovery", "Recovery"]);
  });
});
