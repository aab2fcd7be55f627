import assert from "node:assert/strict";
import { type Answered, begun, failedJob, jobsOf, withFabric } from "./job-helpers";
import { callerOf, errorOf } from "../caller";
import {
  asr,
  containerBody,
  done,
  fabricBody,
  get,
  propertiesOf,
  vault,
  west,
  westContainer,
} from "./replicated-estate";
import { item, withItem } from "./replicated-machine";

describe("what can be done to simulated replication jobs", () => {
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
});
