import assert from "node:assert/strict";
import { type Caller, callerOf, errorOf, newAzure } from "../caller";
import {
  asr,
  containerBody,
  done,
  fabricBody,
  get,
  policy,
  policyBody,
  propertiesOf,
  vault,
  west,
  westContainer,
  withContainers,
  withVaultAndAccount,
} from "./replicated-estate";
import { item, withItem } from "./replicated-machine";

interface Answered {
  readonly name: string;
  readonly properties: Record<string, unknown>;
}

async function jobsOf(owner: Caller, filter?: string): Promise<Answered[]> {
  const query = filter === undefined ? "" : `&$filter=${encodeURIComponent(filter)}`;
  const answer = await owner.send("GET", `${vault}/replicationJobs?api-version=${asr}${query}`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return (answer.body as { value: Answered[] }).value;
}

const scenarios = (jobs: readonly Answered[]): unknown[] =>
  jobs.map(({ properties }) => properties.scenarioName);

/** The id of the job that an answer tells of. */
async function begun(owner: Caller, path: string, body: object = {}): Promise<string> {
  const answer = await owner.send("POST", `${path}?api-version=${asr}`, body);
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  return (answer.headers["x-ms-request-id"] ?? "").replace("/Subscriptions/", "/subscriptions/");
}

/** A container's job that failed, because the fabric was purged meanwhile. */
async function failedJob(owner: Caller): Promise<string> {
  await owner.send("DELETE", `${west}?api-version=${asr}`);
  await owner.wait(10);
  const answer = await owner.send("PUT", `${westContainer}?api-version=${asr}`, containerBody);
  await owner.wait(300);
  return `${vault}/replicationJobs/${(answer.headers["x-ms-request-id"] ?? "").split("/").at(-1) ?? ""}`;
}

async function withFabric(): ReturnType<typeof withVaultAndAccount> {
  const estate = await withVaultAndAccount();
  await done(estate.owner, "PUT", west, fabricBody("westeurope"));
  return estate;
}

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
    assert.deepEqual(await refused("StartTime eq 'yesterday'"), {
      status: 400,
      code: "BadRequest",
      message: "The time 'yesterday' of the filter cannot be read.",
    });
  });

  it("tell why they failed, and do it once more when they are restarted", async () => {
    const { azure, owner } = await withFabric();
    const id = await failedJob(owner);
    const failed = await propertiesOf(owner, id);
    const [error] = failed.errors as { serviceErrorDetails: Record<string, unknown> }[];
    const { code, message, possibleCauses, recommendedAction } = error?.serviceErrorDetails ?? {};
    assert.deepEqual([failed.state, failed.allowedActions], ["Failed", ["Restart"]]);
    assert.deepEqual(
      [code, message, possibleCauses, recommendedAction],
      [
        "FabricArmEntityMissing",
        "Fabric with name west could not be located.",
        "The fabric might have been unregistered from the Microsoft Azure Site Recovery vault.",
        "Retry the operation with a valid fabric.",
      ],
    );
    const [task] = failed.tasks as { state: string; errors: unknown[] }[];
    assert.deepEqual([task?.state, task?.errors], ["Failed", failed.errors]);

    const early = await begun(owner, `${id}/restart`);
    await owner.wait(300);
    assert.equal((await propertiesOf(owner, early)).state, "Failed");
    assert.equal((await propertiesOf(owner, id)).state, "Failed");

    await done(owner, "PUT", west, fabricBody("westeurope"));
    const operator = callerOf(azure, "Site Recovery Operator");
    const answer = await operator.send("POST", `${id}/restart?api-version=${asr}`);
    assert.equal(answer.status, 202);
    await owner.wait(30);
    const restart = await owner.send("GET", answer.headers.location ?? "");
    const { properties } = restart.body as Answered;
    assert.deepEqual(
      [properties.scenarioName, properties.state, (properties.tasks as Answered[])[0]?.name],
      ["RestartJob", "Succeeded", "RemediateTask"],
    );
    assert.equal((await propertiesOf(owner, id)).state, "InProgress");
    await owner.wait(300);
    assert.equal((await propertiesOf(owner, id)).state, "Succeeded");
    assert.equal((await get(owner, westContainer)).status, 200);

    const again = await owner.send("POST", `${id}/restart?api-version=${asr}`);
    assert.deepEqual(errorOf(again), {
      status: 409,
      code: "Conflict",
      message: `The action 'Restart' is not allowed for the job '${id.split("/").at(-1) ?? ""}' (Create protection container) in its current state 'Succeeded'.`,
    });
  });

  it("are skipped when they are restarted and there is nothing left to do", async () => {
    const { owner } = await withFabric();
    const id = await failedJob(owner);
    await done(owner, "PUT", west, fabricBody("westeurope"));
    await done(owner, "PUT", westContainer, containerBody);
    await begun(owner, `${id}/restart`);
    await owner.wait(30);
    const { state, stateDescription, errors } = await propertiesOf(owner, id);
    assert.deepEqual([state, stateDescription, errors], ["Succeeded", "Skipped", []]);
  });

  it("are cancelled on their way, with the operation that waits for them", async () => {
    const { azure, owner } = await withItem();
    azure.faults.strike("operation never ends", item, 1);
    const answer = await owner.send("POST", `${item}/testFailover?api-version=${asr}`, {});
    const id = `${vault}/replicationJobs/${(answer.headers["x-ms-request-id"] ?? "").split("/").at(-1) ?? ""}`;
    await owner.wait(5000);
    assert.equal((await propertiesOf(owner, id)).state, "InProgress");
    const cancelling = await begun(owner, `${id}/cancel`);
    const second = await begun(owner, `${id}/cancel`);
    await owner.wait(30);
    assert.equal((await propertiesOf(owner, cancelling)).state, "Succeeded");
    assert.equal((await propertiesOf(owner, second)).state, "Failed");
    const { state, allowedActions, tasks } = await propertiesOf(owner, id);
    assert.deepEqual([state, allowedActions], ["Cancelled", []]);
    assert.deepEqual(
      (tasks as Answered["properties"][]).map((task) => task.state),
      ["Succeeded", "Succeeded", "Cancelled"],
    );
    const status = await owner.send("GET", answer.headers["azure-asyncoperation"] ?? "");
    assert.equal((status.body as { status: string }).status, "Cancelled");
    assert.equal((await propertiesOf(owner, item)).testFailoverState, "None");
  });

  it("cannot be resumed unless they wait, or cancelled when they are short", async () => {
    const { owner } = await withFabric();
    const [job] = await jobsOf(owner);
    const id = `${vault}/replicationJobs/${job?.name ?? ""}`;
    for (const action of ["resume", "cancel"]) {
      const answer = await owner.send("POST", `${id}/${action}?api-version=${asr}`, {
        properties: { comments: "" },
      });
      assert.equal(errorOf(answer).status, 409);
    }
    const gone = await owner.send(
      "POST",
      `${vault}/replicationJobs/job9/cancel?api-version=${asr}`,
    );
    assert.deepEqual(errorOf(gone), {
      status: 404,
      code: "NotFound",
      message: "Job with name job9 could not be located.",
    });
  });

  it("are exported by a job that names a file and no secret", async () => {
    const { owner } = await withFabric();
    const answer = await owner.send("POST", `${vault}/replicationJobs/export?api-version=${asr}`, {
      startTime: "2017-04-27T14:26:51.9161395Z",
      endTime: "2099-05-04T14:26:51.9161395Z",
      affectedObjectTypes: "",
      jobStatus: "",
    });
    assert.equal(answer.status, 202);
    await owner.wait(30);
    const { body } = await owner.send("GET", answer.headers.location ?? "");
    const { scenarioName, state, customDetails } = (body as Answered).properties;
    assert.deepEqual(
      [scenarioName, state, customDetails],
      [
        "ExportJobs",
        "Succeeded",
        {
          instanceType: "ExportJobDetails",
          affectedObjectDetails: {},
          blobUri: "https://siterecoveryexport.blob.core.windows.net/jobs/1-jobs.json",
          sasToken: "",
        },
      ],
    );
    const refused = await owner.send("POST", `${vault}/replicationJobs/export?api-version=${asr}`, {
      startTime: "soon",
    });
    assert.equal(errorOf(refused).message, "The time 'soon' of the filter cannot be read.");
  });

  it("need a right of their own for each action", async () => {
    const { azure, owner } = await withFabric();
    const id = await failedJob(owner);
    const reader = callerOf(azure, "Site Recovery Reader");
    assert.equal((await get(reader, id)).status, 200);
    for (const [path, action] of [
      [`${id}/restart`, "restart"],
      [`${id}/cancel`, "cancel"],
      [`${id}/resume`, "resume"],
      [`${vault}/replicationJobs/export`, "export"],
    ] as const) {
      const { status, message } = errorOf(
        await reader.send("POST", `${path}?api-version=${asr}`, {}),
      );
      assert.equal(status, 403);
      assert.ok(
        message.includes(`'Microsoft.RecoveryServices/vaults/replicationJobs/${action}/action'`),
        message,
      );
    }
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
