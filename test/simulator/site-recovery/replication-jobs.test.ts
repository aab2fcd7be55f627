import assert from "node:assert/strict";
import { begun, failedJob, jobsOf, scenarios, withFabric } from "./job-helpers";
import { callerOf, errorOf, newAzure } from "../caller";
import {
  asr,
  done,
  policy,
  policyBody,
  propertiesOf,
  vault,
  west,
  withContainers,
} from "./replicated-estate";
import { item, withItem } from "./replicated-machine";

describe("simulated replication jobs", () => {
  it("go through their tasks and tell what may be done to them", async () => {
    const { owner } = await withItem();
    const id = await begun(owner, `${item}/unplannedFailover`, { properties: {} });
    const seen = async (): Promise<unknown> => {
      const { state, allowedActions, tasks } = await propertiesOf(owner, id);
      const words = (tasks as { friendlyName: string; state: string }[]).map(
        (task) => `${task.friendlyName}: ${task.state}`,
      );
      return [state, allowedActions, words];
    };
    assert.deepEqual(await seen(), [
      "InProgress",
      ["Cancel"],
      [
        "Prerequisites check for failover: InProgress",
        "Failover: NotStarted",
        "Start the virtual machine: NotStarted",
      ],
    ]);
    await owner.wait(250);
    assert.deepEqual(await seen(), [
      "InProgress",
      ["Cancel"],
      [
        "Prerequisites check for failover: Succeeded",
        "Failover: InProgress",
        "Start the virtual machine: NotStarted",
      ],
    ]);
    await owner.wait(400);
    assert.deepEqual(await seen(), [
      "Succeeded",
      [],
      [
        "Prerequisites check for failover: Succeeded",
        "Failover: Succeeded",
        "Start the virtual machine: Succeeded",
      ],
    ]);
  });

  it("have the properties of the official example", async () => {
    const { owner } = await withContainers();
    const [first] = await jobsOf(owner);
    assert.deepEqual(Object.keys(first?.properties ?? {}).sort(), [
      "allowedActions",
      "endTime",
      "errors",
      "friendlyName",
      "scenarioName",
      "startTime",
      "state",
      "stateDescription",
      "targetInstanceType",
      "targetObjectId",
      "targetObjectName",
      "tasks",
    ]);
    assert.deepEqual(first?.properties.tasks, []);
    const whole = await propertiesOf(owner, `${vault}/replicationJobs/${first.name}`);
    assert.match(String(whole.activityId), /^[0-9a-f-]{36} ActivityId: [0-9a-f-]{36}$/);
    assert.deepEqual(whole.customDetails, {
      instanceType: "AsrJobDetails",
      affectedObjectDetails: {},
    });
    const [task] = whole.tasks as Record<string, unknown>[];
    assert.deepEqual(
      [task?.name, task?.friendlyName, task?.state, task?.stateDescription, task?.taskType],
      ["CreateSiteTask", "Create a site", "Succeeded", "Completed", "TaskDetails"],
    );
  });

  it("are listed by time, state, type, fabric and name", async () => {
    const { azure, owner } = await withFabric();
    await failedJob(owner);
    const time = azure.clock.now().toISOString();
    await done(owner, "PUT", policy, policyBody);
    assert.deepEqual(scenarios(await jobsOf(owner, `StartTime eq '${time}'`)), [
      "AddProtectionProfile",
    ]);
    assert.deepEqual(
      scenarios(await jobsOf(owner, `EndTime eq '${time}' and JobStatus eq 'Failed'`)),
      ["CreateProtectionContainer"],
    );
    assert.deepEqual(
      scenarios(await jobsOf(owner, "( JobStatus eq 'Failed' or JobStatus eq 'Completed' )")),
      ["CreateSite", "PurgeSite", "CreateProtectionContainer", "AddProtectionProfile"],
    );
    assert.deepEqual(scenarios(await jobsOf(owner, "AffectedObjectTypes eq 'ProtectionProfile'")), [
      "AddProtectionProfile",
    ]);
    assert.deepEqual(scenarios(await jobsOf(owner, `FabricId eq '${west}'`)), [
      "CreateSite",
      "PurgeSite",
      "CreateProtectionContainer",
    ]);
    const names = (await jobsOf(owner)).map(({ name }) => name);
    assert.deepEqual(scenarios(await jobsOf(owner, `JobName eq '${names[0] ?? ""}'`)), [
      "CreateSite",
    ]);
    assert.equal(
      (await jobsOf(owner, "JobStatus eq '' and AffectedObjectTypes eq 'Any'")).length,
      4,
    );
  });

  it("refuse a filter that they do not know", async () => {
    const { owner } = await withFabric();
    const refused = async (filter: string): Promise<unknown> =>
      errorOf(
        await owner.send(
          "GET",
          `${vault}/replicationJobs?api-version=${asr}&$filter=${encodeURIComponent(filter)}`,
        ),
      );
    assert.deepEqual(await refused("State eq 'Failed'"), {
      status: 400,
      code: "BadRequest",
      message: "The filter 'State eq 'Failed'' cannot be used.",
    });
    // A name that every object has is none of the list's.
    assert.deepEqual(await refused("constructor eq 'Failed'"), {
      status: 400,
      code: "BadRequest",
      message: "The filter 'constructor eq 'Failed'' cannot be used.",
    });
    assert.deepEqual(await refused("StartTime eq 'yesterday'"), {
      status: 400,
      code: "BadRequest",
      message: "The time 'yesterday' of the filter cannot be read.",
    });
  });

  it("are kept for 90 days, and longer while they run", async () => {
    const { azure, owner } = await withItem();
    azure.faults.strike("operation never ends", item, 1);
    await owner.send("POST", `${item}/testFailover?api-version=${asr}`, {});
    await owner.wait(89 * 86_400);
    await done(owner, "PUT", policy, {
      properties: {
        providerSpecificInput: {
          ...policyBody.properties.providerSpecificInput,
          recoveryPointHistory: 720,
        },
      },
    });
    assert.equal((await jobsOf(owner)).length > 2, true);
    await owner.wait(2 * 86_400);
    await done(owner, "PUT", policy, policyBody);
    assert.deepEqual(scenarios(await jobsOf(owner)), [
      "TestFailover",
      "AddProtectionProfile",
      "AddProtectionProfile",
    ]);
  });

  it("survive with their vault, and fail when they were under way", async () => {
    const { azure, owner } = await withItem();
    const id = await begun(owner, `${item}/testFailover`);
    await owner.wait(60);
    const loaded = newAzure({ from: azure.save() });
    const other = callerOf(loaded, "Owner");
    const { state, errors, allowedActions } = await propertiesOf(other, id);
    const [{ serviceErrorDetails }] = errors as [{ serviceErrorDetails: { message: string } }];
    assert.deepEqual(
      [state, serviceErrorDetails.message, allowedActions],
      ["Failed", "The job was under way when the simulated Azure was saved.", ["Restart"]],
    );
    assert.equal((await jobsOf(other)).length, (await jobsOf(owner)).length);
    await begun(other, `${id}/restart`);
    await other.wait(1000);
    assert.equal((await propertiesOf(other, id)).state, "Succeeded");
    assert.equal((await propertiesOf(other, item)).testFailoverState, "WaitingForCompletion");
  });
});
