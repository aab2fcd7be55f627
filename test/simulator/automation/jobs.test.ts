import assert from "node:assert/strict";
import { resumePlans } from "../../../src/simulator/planned-steps";
import { jobSteps } from "../../../src/simulator/automation/job-run";
import { createWorld } from "../../../src/simulator/world";
import { type Caller, callerOf, errorOf } from "../caller";
import { account, propertiesOf, runbook, send, sendText, withRunbook } from "./account";

const job = `${account}/jobs/job1`;
const body = { properties: { runbook: { name: "r" }, parameters: { a: "1" }, runOn: "" } };

async function stateOf(caller: Caller, id = job): Promise<unknown> {
  return propertiesOf(await send(caller, "GET", id)).status;
}

describe("simulated jobs", () => {
  it("run on the clock, and keep what they wrote", async () => {
    const { owner } = await withRunbook('Write-Output "one"\n$x = 1\nWrite-Output "$x"\n');
    const made = await send(owner, "PUT", job, body);
    assert.equal(made.status, 201);
    const { status, provisioningState, startTime, parameters } = propertiesOf(made);
    assert.deepEqual(
      { status, provisioningState, startTime, parameters },
      { status: "New", provisioningState: "Processing", startTime: null, parameters: { a: "1" } },
    );
    const seen = [];
    for (const seconds of [0, 10, 10, 59, 1]) {
      await owner.wait(seconds);
      seen.push(await stateOf(owner));
    }
    assert.deepEqual(seen, ["New", "Activating", "Running", "Running", "Completed"]);
    const ended = propertiesOf(await send(owner, "GET", job));
    assert.equal(ended.provisioningState, "Succeeded");
    assert.notEqual(ended.endTime, null);
    const output = await send(owner, "GET", `${job}/output`);
    assert.deepEqual([output.status, output.body], [200, "one"]);
    const { value } = (await send(owner, "GET", `${job}/streams`)).body as {
      value: { id: string; properties: Record<string, unknown> }[];
    };
    const [stream] = value;
    assert.deepEqual(
      [value.length, stream?.properties.streamType, stream?.properties.summary],
      [1, "Output", "one"],
    );
    const one = await send(owner, "GET", stream?.id ?? "");
    assert.equal(propertiesOf(one).streamText, "one");
    assert.equal((await send(owner, "GET", `${job}/streams/other`)).status, 404);
  });

  it("are made once, of a published runbook", async () => {
    const { owner } = await withRunbook();
    await send(owner, "PUT", job, body);
    assert.deepEqual(errorOf(await send(owner, "PUT", job, body)), {
      status: 409,
      code: "Conflict",
      message: "Job with specified id already exists. Job id: job1",
    });
    const other = `${account}/jobs/job2`;
    const named = (name: string): object => ({ properties: { runbook: { name } } });
    assert.equal(
      errorOf(await send(owner, "PUT", other, named("none"))).message,
      "The runbook 'none' was not found.",
    );
    await send(owner, "PUT", `${account}/runbooks/fresh`, {
      location: "westeurope",
      properties: { runbookType: "PowerShell" },
    });
    assert.equal(
      errorOf(await send(owner, "PUT", other, named("fresh"))).message,
      "The runbook 'fresh' has not been published.",
    );
  });

  it("can be stopped, suspended and resumed while their state allows it", async () => {
    const { owner } = await withRunbook();
    await send(owner, "PUT", job, body);
    assert.equal(
      errorOf(await send(owner, "POST", `${job}/suspend`)).message,
      "The job 'job1' cannot suspend in the state 'New'.",
    );
    await owner.wait(20);
    assert.equal((await send(owner, "POST", `${job}/suspend`)).status, 200);
    assert.equal(await stateOf(owner), "Suspending");
    await owner.wait(10);
    assert.equal(await stateOf(owner), "Suspended");
    await owner.wait(3600);
    assert.equal(await stateOf(owner), "Suspended");
    assert.equal((await send(owner, "POST", `${job}/resume`)).status, 200);
    await owner.wait(10);
    assert.equal(await stateOf(owner), "Running");
    assert.equal((await send(owner, "POST", `${job}/stop`)).status, 200);
    await owner.wait(10);
    assert.equal(await stateOf(owner), "Stopped");
    await owner.wait(3600);
    assert.equal(await stateOf(owner), "Stopped");
    assert.equal((await send(owner, "POST", `${job}/stop`)).status, 400);
  });

  it("fail on demand", async () => {
    const { azure, owner } = await withRunbook();
    azure.faults.strike("job fails", runbook, 1);
    await send(owner, "PUT", job, body);
    await owner.wait(100);
    const { status, exception } = propertiesOf(await send(owner, "GET", job));
    assert.deepEqual([status, exception], ["Failed", "The runbook was made to fail."]);
    assert.equal((await send(owner, "GET", `${job}/output`)).body, "");
    await send(owner, "PUT", `${account}/jobs/job2`, body);
    await owner.wait(100);
    assert.equal(await stateOf(owner, `${account}/jobs/job2`), "Completed");
  });

  it("are at most 50 at a time and 100 in half a minute, with at most 50 parameters", async () => {
    const { owner } = await withRunbook();
    const parameters = Object.fromEntries([...Array(51).keys()].map((n) => [`p${n}`, "1"]));
    assert.equal(
      errorOf(await send(owner, "PUT", job, { properties: { ...body.properties, parameters } }))
        .message,
      "A job takes at most 50 parameters, and 51 were given.",
    );
    for (let n = 0; n < 50; n++) {
      assert.equal((await send(owner, "PUT", `${account}/jobs/a${n}`, body)).status, 201);
    }
    assert.deepEqual(errorOf(await send(owner, "PUT", job, body)), {
      status: 429,
      code: "TooManyRequests",
      message:
        "The job cannot be created, because the automation account has reached its limit: " +
        "50 jobs are running at the same time.",
    });
    await owner.wait(90);
    assert.equal((await send(owner, "PUT", job, body)).status, 201);
  });

  it("need the rights of an Automation Job Operator and no more", async () => {
    const { azure, owner } = await withRunbook();
    const operator = callerOf(azure, "Automation Job Operator");
    assert.equal((await send(operator, "PUT", job, body)).status, 201);
    await owner.wait(20);
    assert.equal((await send(operator, "POST", `${job}/stop`)).status, 200);
    assert.equal((await send(operator, "GET", `${job}/output`)).status, 200);
    assert.equal((await send(operator, "GET", runbook)).status, 403);
    const reader = callerOf(azure, "Reader");
    assert.equal((await send(reader, "GET", job)).status, 200);
    assert.match(
      errorOf(await send(reader, "PUT", `${account}/jobs/job2`, body)).message,
      /'Microsoft\.Automation\/automationAccounts\/jobs\/write'/,
    );
  });

  it("count against the free minutes of the subscription", async () => {
    const { owner } = await withRunbook();
    await send(owner, "PUT", job, body);
    await owner.wait(100);
    const { value } = (await send(owner, "GET", `${account}/usages`)).body as {
      value: Record<string, unknown>[];
    };
    assert.deepEqual(
      value.map(({ name, currentValue, limit, throttleStatus }) => [
        (name as { value: string }).value,
        currentValue,
        limit,
        throttleStatus,
      ]),
      [
        ["AccountUsage", 1, 500, "NotThrottled"],
        ["SubscriptionUsage", 1, 500, "NotThrottled"],
      ],
    );
  });

  it("end with their account, and nothing of them comes back", async () => {
    const { azure, owner } = await withRunbook();
    await send(owner, "PUT", job, body);
    const module = { properties: { contentLink: { uri: "https://store/m.zip" } } };
    await send(owner, "PUT", `${account}/modules/m`, module);
    await send(owner, "DELETE", account);
    await owner.wait(3600);
    assert.deepEqual(azure.estate.within(account), []);
    await send(owner, "PUT", account, { location: "westeurope", properties: {} });
    const usages = (await send(owner, "GET", `${account}/usages`)).body as { value: object[] };
    assert.equal(usages.value.length, 2);
    assert.deepEqual((await send(owner, "GET", `${account}/jobs`)).body, { value: [] });
  });

  it("are kept for 30 days", async () => {
    const { owner } = await withRunbook();
    await send(owner, "PUT", job, body);
    await owner.wait(29 * 24 * 3600);
    await send(owner, "PUT", `${account}/jobs/job2`, body);
    assert.equal((await send(owner, "GET", job)).status, 200);
    await owner.wait(2 * 24 * 3600);
    await send(owner, "PUT", `${account}/jobs/job3`, body);
    assert.equal((await send(owner, "GET", job)).status, 404);
    assert.equal((await send(owner, "GET", `${account}/jobs/job2`)).status, 200);
  });

  it("go on in an estate that was loaded", async () => {
    const { azure, owner } = await withRunbook();
    await send(owner, "PUT", job, body);
    await owner.wait(15);
    const { platform, clock, estate } = createWorld();
    clock.advance(azure.clock.now().getTime() - clock.now().getTime());
    azure.estate.all().forEach((resource) => {
      estate.put(structuredClone(resource));
    });
    for (const [key, note] of azure.estate.notes(jobSteps.subject)) {
      estate.notes(jobSteps.subject).set(key, structuredClone(note));
    }
    resumePlans(platform, jobSteps);
    resumePlans(platform, jobSteps);
    clock.advance(5_000);
    const state = (): unknown => (estate.get(job)?.properties as Record<string, unknown>).status;
    assert.equal(state(), "Running");
    clock.advance(60_000);
    assert.equal(state(), "Completed");
  });
});

describe("simulated schedules of runbooks", () => {
  const link = `${account}/jobSchedules/6b7c3e10-2f5a-4d7e-9c2b-1a2b3c4d5e6f`;

  async function withLink(schedule: object) {
    const estate = await withRunbook();
    const { owner } = estate;
    const made = await send(owner, "PUT", `${account}/schedules/s`, {
      name: "s",
      properties: {
        startTime: "2026-11-02T00:00:00+01:00",
        timeZone: "Europe/Berlin",
        ...schedule,
      },
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const linked = await send(owner, "PUT", link, {
      properties: { runbook: { name: "r" }, schedule: { name: "s" }, parameters: { a: "1" } },
    });
    assert.equal(linked.status, 201);
    return estate;
  }

  async function jobTimes(owner: Caller): Promise<unknown[]> {
    const { value } = (await send(owner, "GET", `${account}/jobs`)).body as {
      value: { properties: Record<string, unknown> }[];
    };
    return value.map(({ properties }) => properties.creationTime);
  }

  it("start them, with the link's parameters", async () => {
    const { azure, owner } = await withLink({ frequency: "Day", interval: 1 });
    const before = azure.estate.version;
    await owner.wait(3 * 24 * 3600);
    assert.deepEqual(await jobTimes(owner), [
      "2026-11-01T23:00:00.000Z",
      "2026-11-02T23:00:00.000Z",
      "2026-11-03T23:00:00.000Z",
    ]);
    assert.deepEqual(azure.estate.changes(before), []);
    const [first] = azure.estate.ofType("Microsoft.Automation/automationAccounts/jobs");
    assert.deepEqual((first?.properties as Record<string, unknown>).parameters, { a: "1" });
    assert.equal((first?.properties as Record<string, unknown>).status, "Completed");
  });

  it("start nothing once they are disabled, expired or gone", async () => {
    const disabled = await withLink({ frequency: "Day", interval: 1 });
    await send(disabled.owner, "PATCH", `${account}/schedules/s`, {
      name: "s",
      properties: { isEnabled: false },
    });
    await disabled.owner.wait(3 * 24 * 3600);
    assert.deepEqual(await jobTimes(disabled.owner), []);
    const expired = await withLink({
      frequency: "Day",
      interval: 1,
      expiryTime: "2026-11-02T12:00:00+01:00",
    });
    await expired.owner.wait(3 * 24 * 3600);
    assert.deepEqual(await jobTimes(expired.owner), ["2026-11-01T23:00:00.000Z"]);
    const gone = await withLink({ frequency: "Day", interval: 1 });
    await send(gone.owner, "DELETE", link);
    await gone.owner.wait(3 * 24 * 3600);
    assert.deepEqual(await jobTimes(gone.owner), []);
  });

  it("know days of the week and of the month; a month without the day is left out", async () => {
    const runs = async (schedule: object): Promise<unknown[]> => {
      const { azure, owner } = await withLink(schedule);
      const seen = [];
      for (let i = 0; i < 3; i++) {
        const { nextRun } = propertiesOf(await send(owner, "GET", `${account}/schedules/s`));
        seen.push(String(nextRun).slice(0, 10));
        azure.clock.advance(new Date(String(nextRun)).getTime() - azure.clock.now().getTime());
      }
      assert.equal((await jobTimes(owner)).length > 0, true);
      return seen;
    };
    assert.deepEqual(
      await runs({
        frequency: "Week",
        interval: 1,
        advancedSchedule: { weekDays: ["Friday", "Tuesday"] },
      }),
      ["2026-11-03", "2026-11-06", "2026-11-10"],
    );
    assert.deepEqual(
      await runs({ frequency: "Month", interval: 1, advancedSchedule: { monthDays: [31, -1] } }),
      ["2026-11-30", "2026-12-31", "2027-01-31"],
    );
    assert.deepEqual(
      await runs({
        frequency: "Month",
        interval: 1,
        advancedSchedule: { monthlyOccurrences: [{ occurrence: 2, day: "Tuesday" }] },
      }),
      ["2026-11-10", "2026-12-08", "2027-01-12"],
    );
  });

  it("start a runbook only once it is published", async () => {
    const { azure, owner } = await withLink({ frequency: "Hour", interval: 6 });
    const fresh = `${account}/runbooks/fresh`;
    await send(owner, "DELETE", link);
    await send(owner, "PUT", fresh, {
      location: "westeurope",
      properties: { runbookType: "PowerShell" },
    });
    await send(owner, "PUT", link, {
      properties: { runbook: { name: "fresh" }, schedule: { name: "s" } },
    });
    await owner.wait(24 * 3600);
    assert.deepEqual(await jobTimes(owner), []);
    await sendText(azure, owner.objectId, `${fresh}/draft/content`, "x");
    await send(owner, "POST", `${fresh}/publish`);
    await owner.wait(6 * 3600);
    assert.equal((await jobTimes(owner)).length, 1);
  });
});
