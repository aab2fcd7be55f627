import assert from "node:assert/strict";
import type { ArmResponse, HttpMethod } from "../../../src/arm/transport";
import { type Caller, callerOf, errorOf, newAzure, newGroup, subscription } from "../caller";

const account = `${subscription}/resourceGroups/rg/providers/Microsoft.Automation/automationAccounts/account1`;
const version = "2024-10-23";
const accountBody = {
  location: "West Europe",
  identity: { type: "SystemAssigned" },
  properties: { disableLocalAuth: true, publicNetworkAccess: false },
};

function send(caller: Caller, method: HttpMethod, id: string, body?: object): Promise<ArmResponse> {
  return caller.send(method, `${id}?api-version=${version}`, body);
}

function propertiesOf(answer: ArmResponse): Record<string, unknown> {
  return (answer.body as { properties: Record<string, unknown> }).properties;
}

async function withAccount(): Promise<{ azure: ReturnType<typeof newAzure>; owner: Caller }> {
  const azure = newAzure();
  const owner = callerOf(azure, "Owner");
  await newGroup(owner);
  const made = await send(owner, "PUT", account, accountBody);
  assert.equal(made.status, 201);
  return { azure, owner };
}

describe("simulated automation accounts", () => {
  it("keep what was asked for, with an identity and Azure's own additions", async () => {
    const { owner } = await withAccount();
    const { body } = await send(owner, "GET", account);
    const { location, identity, properties } = body as Record<string, Record<string, unknown>>;
    assert.equal(location, "westeurope");
    assert.equal(identity?.type, "SystemAssigned");
    assert.match(String(identity.principalId), /^[0-9a-f-]{36}$/);
    const { sku, state, disableLocalAuth, publicNetworkAccess } = properties ?? {};
    assert.deepEqual(
      { sku, state, disableLocalAuth, publicNetworkAccess },
      { sku: { name: "Basic" }, state: "Ok", disableLocalAuth: true, publicNetworkAccess: false },
    );
  });

  it("are left untouched, times too, by the same request", async () => {
    const { azure, owner } = await withAccount();
    const before = azure.estate.version;
    await owner.wait(3600);
    assert.equal((await send(owner, "PUT", account, accountBody)).status, 200);
    assert.deepEqual(azure.estate.changes(before), []);
    await send(owner, "PATCH", account, { properties: { disableLocalAuth: false } });
    const { disableLocalAuth, publicNetworkAccess, creationTime, lastModifiedTime } = propertiesOf(
      await send(owner, "GET", account),
    );
    assert.deepEqual(
      { disableLocalAuth, publicNetworkAccess },
      { disableLocalAuth: false, publicNetworkAccess: false },
    );
    assert.notEqual(creationTime, lastModifiedTime);
  });

  it("can lose their identity and get another one", async () => {
    const { owner } = await withAccount();
    const principal = async (): Promise<unknown> => {
      const { body } = await send(owner, "GET", account);
      return (body as { identity: { principalId?: string } }).identity.principalId;
    };
    const first = await principal();
    await send(owner, "PATCH", account, { identity: { type: "None" } });
    assert.equal(await principal(), undefined);
    await send(owner, "PATCH", account, { identity: { type: "SystemAssigned" } });
    assert.notEqual(await principal(), first);
  });

  it("have names of 6 to 50 characters", async () => {
    const { owner } = await withAccount();
    const answer = await send(owner, "PUT", account.replace("account1", "a"), accountBody);
    assert.deepEqual(errorOf(answer), {
      status: 400,
      code: "BadRequest",
      message:
        "The automation account name 'a' is invalid. Give a name that is 6 to 50 letters, digits and hyphens, " +
        "begins with a letter and ends with a letter or a digit.",
    });
  });

  it("go with everything in them", async () => {
    const { azure, owner } = await withAccount();
    await send(owner, "PUT", `${account}/schedules/s`, scheduleBody("2026-12-01T00:00:00Z"));
    assert.equal((await send(owner, "DELETE", account)).status, 200);
    assert.deepEqual(azure.estate.within(account), []);
    assert.equal((await send(owner, "DELETE", account)).status, 204);
  });
});

function scheduleBody(startTime: string, changes: object = {}): object {
  return {
    name: "s",
    properties: { startTime, frequency: "Day", interval: 1, timeZone: "Europe/Berlin", ...changes },
  };
}

describe("simulated schedules", () => {
  const schedule = `${account}/schedules/s`;
  const early =
    "Argument scheduleAllData with value Orchestrator.Schedules.DataAccess.Models.ScheduleAllData is not " +
    "valid. Error message: The start time of the schedule must be at least 5 minutes after the time you " +
    "create the schedule.";

  it("begin five minutes ahead at the earliest", async () => {
    const { owner } = await withAccount();
    assert.deepEqual(
      errorOf(await send(owner, "PUT", schedule, scheduleBody("2026-11-01T08:04:59Z"))),
      {
        status: 400,
        code: "BadRequest",
        message: early,
      },
    );
    const made = await send(owner, "PUT", schedule, scheduleBody("2026-11-01T08:05:00Z"));
    assert.equal(made.status, 201);
  });

  it("cannot be written again once their start has passed", async () => {
    const { azure, owner } = await withAccount();
    const body = scheduleBody("2026-11-01T20:00:00+01:00");
    await send(owner, "PUT", schedule, body);
    const before = azure.estate.version;
    assert.equal((await send(owner, "PUT", schedule, body)).status, 200);
    assert.deepEqual(azure.estate.changes(before), []);
    await owner.wait(24 * 3600);
    assert.equal(errorOf(await send(owner, "PUT", schedule, body)).message, early);
  });

  it("cut seconds off and tell their next run by the calendar", async () => {
    const { owner } = await withAccount();
    const times = async (): Promise<unknown[]> => {
      const { startTime, nextRun, nextRunOffsetMinutes } = propertiesOf(
        await send(owner, "GET", schedule),
      );
      return [startTime, nextRun, nextRunOffsetMinutes];
    };
    await send(owner, "PUT", schedule, scheduleBody("2026-11-02T00:00:57+01:00"));
    assert.deepEqual(await times(), ["2026-11-02T00:00:00+01:00", "2026-11-02T00:00:00+01:00", 60]);
    // Over the change to summer time the hour of the day stays.
    await owner.wait(180 * 24 * 3600);
    assert.deepEqual(await times(), [
      "2026-11-02T00:00:00+01:00",
      "2027-05-01T00:00:00+02:00",
      120,
    ]);
    await send(owner, "PATCH", schedule, { name: "s", properties: { isEnabled: false } });
    assert.equal((await times())[1], undefined);
  });

  it("know frequencies and dates", async () => {
    const { owner } = await withAccount();
    const refused = async (body: object): Promise<string> =>
      errorOf(await send(owner, "PUT", schedule, body)).message.split("Error message: ")[1] ?? "";
    assert.equal(
      await refused(scheduleBody("2026-12-01T00:00:00Z", { frequency: "Daily" })),
      "The frequency 'Daily' is not one of 'OneTime', 'Day', 'Hour', 'Week', 'Month', 'Minute'.",
    );
    assert.equal(
      await refused(scheduleBody("tomorrow")),
      "The start time 'tomorrow' is no date and time.",
    );
  });

  for (const [frequency, interval, next] of [
    ["OneTime", 1, undefined],
    ["Minute", 15, "2026-11-03T00:15:00+01:00"],
    ["Hour", 5, "2026-11-03T01:00:00+01:00"],
    ["Day", 3, "2026-11-05T00:00:00+01:00"],
    ["Week", 1, "2026-11-09T00:00:00+01:00"],
    ["Month", 1, "2026-12-02T00:00:00+01:00"],
  ] as const) {
    it(`run every ${interval} ${frequency}`, async () => {
      const { owner } = await withAccount();
      const body = scheduleBody("2026-11-02T00:00:00+01:00", { frequency, interval });
      await send(owner, "PUT", schedule, body);
      // From 08:00 UTC on 1 November to 00:00 in Berlin on 3 November.
      await owner.wait(39 * 3600);
      assert.equal(propertiesOf(await send(owner, "GET", schedule)).nextRun, next);
    });
  }
});

describe("simulated job schedules", () => {
  const id = "6b7c3e10-2f5a-4d7e-9c2b-1a2b3c4d5e6f";
  const link = `${account}/jobSchedules/${id}`;
  const body = { properties: { runbook: { name: "r" }, schedule: { name: "s" } } };

  async function withRunbookAndSchedule(): ReturnType<typeof withAccount> {
    const estate = await withAccount();
    await send(estate.owner, "PUT", `${account}/runbooks/r`, {
      location: "westeurope",
      properties: { runbookType: "PowerShell" },
    });
    await send(estate.owner, "PUT", `${account}/schedules/s`, scheduleBody("2026-12-01T00:00:00Z"));
    return estate;
  }

  it("are made once", async () => {
    const { owner } = await withRunbookAndSchedule();
    assert.equal((await send(owner, "PUT", link, body)).status, 201);
    assert.deepEqual(errorOf(await send(owner, "PUT", link, body)), {
      status: 409,
      code: "Conflict",
      message: "A jobSchedule with same id already exists.",
    });
    const other = link.replace(/6f$/, "70");
    assert.deepEqual(errorOf(await send(owner, "PUT", other, body)), {
      status: 409,
      code: "Conflict",
      message: "A job schedule for the specified runbook and schedule already exists.",
    });
  });

  it("have a GUID, a runbook and a schedule that exist", async () => {
    const { owner } = await withAccount();
    assert.equal(
      errorOf(await send(owner, "PUT", `${account}/jobSchedules/link`, body)).message,
      "The job schedule id 'link' is not a GUID.",
    );
    assert.deepEqual(errorOf(await send(owner, "PUT", link, body)), {
      status: 404,
      code: "NotFound",
      message: "The runbook 'r' was not found.",
    });
  });

  it("go with their schedule or their runbook", async () => {
    for (const gone of ["schedules/s", "runbooks/r"]) {
      const { owner } = await withRunbookAndSchedule();
      await send(owner, "PUT", link, body);
      assert.equal((await send(owner, "DELETE", `${account}/${gone}`)).status, 200);
      assert.equal((await send(owner, "GET", link)).status, 404);
    }
  });
});
