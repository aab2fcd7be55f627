import assert from "node:assert/strict";
import { errorOf } from "../caller";
import {
  ask,
  days,
  itemBody,
  itemId,
  list,
  policyId,
  read,
  vaultId,
  withItem,
  withVault,
} from "./backed-up-estate";

const own = `${vaultId}/backupPolicies/own`;
const at = "2026-11-01T20:00:00Z";
const retention = (count: number): object => ({
  retentionPolicyType: "LongTermRetentionPolicy",
  dailySchedule: { retentionTimes: [at], retentionDuration: { count, durationType: "Days" } },
});
const daily = (more: object = {}): object => ({
  properties: {
    backupManagementType: "AzureIaasVM",
    timeZone: "W. Europe Standard Time",
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicy",
      scheduleRunFrequency: "Daily",
      scheduleRunTimes: [at],
    },
    retentionPolicy: retention(30),
    ...more,
  },
});
const hourly = {
  properties: {
    backupManagementType: "AzureIaasVM",
    policyType: "V2",
    timeZone: "UTC",
    instantRpRetentionRangeInDays: 30,
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicyV2",
      scheduleRunFrequency: "Hourly",
      hourlySchedule: {
        interval: 4,
        scheduleWindowStartTime: "2026-11-01T08:00:00Z",
        scheduleWindowDuration: 12,
      },
    },
    retentionPolicy: retention(30),
  },
};

async function startTimes(owner: Parameters<typeof list>[0]): Promise<string[]> {
  const jobs = await list(owner, `${vaultId}/backupJobs?$filter=operation eq 'Backup'`);
  return jobs.map(({ properties }) => String(properties.startTime)).reverse();
}

describe("backup policies of a vault", () => {
  it("are one by default, and others that are made", async () => {
    const { owner } = await withVault();
    const policies = `${vaultId}/backupPolicies`;
    assert.deepEqual(
      (await list(owner, policies)).map(({ name }) => name),
      ["DefaultPolicy"],
    );
    const made = await ask(owner, "PUT", own, daily());
    assert.equal(made.status, 200);
    const { properties } = made.body as { properties: Record<string, unknown> };
    assert.deepEqual(
      [
        properties.policyType,
        properties.instantRpRetentionRangeInDays,
        properties.protectedItemsCount,
      ],
      ["V1", 2, 0],
    );
    assert.equal((await ask(owner, "PUT", own.replace("own", "hours"), hourly)).status, 200);
    assert.deepEqual(
      (await list(owner, policies)).map(({ name }) => name),
      ["DefaultPolicy", "own", "hours"],
    );
    assert.equal((await ask(owner, "DELETE", own)).status, 200);
    assert.equal((await ask(owner, "DELETE", own)).status, 204);
    assert.deepEqual(errorOf(await ask(owner, "GET", own)), {
      status: 404,
      code: "BMSUserErrorObjectNotFound",
      message: "The backup policy 'own' was not found.",
    });
  });

  it("are left untouched by the same request", async () => {
    const { azure, owner } = await withVault();
    await ask(owner, "PUT", own, daily());
    const before = azure.estate.version;
    assert.equal((await ask(owner, "PUT", own, daily())).status, 200);
    assert.deepEqual(azure.estate.changes(before), []);
  });

  it("are refused when Azure would not take them, with what is wrong", async () => {
    const { owner } = await withVault();
    assert.deepEqual(
      errorOf(await ask(owner, "PUT", own, daily({ instantRpRetentionRangeInDays: 6 }))),
      {
        status: 400,
        code: "BMSUserErrorInvalidPolicyInput",
        message:
          "Input for create or update policy is not in proper format\r\nPlease check format of parameters " +
          "like schedule time, schedule days, retention time and retention days Instant recovery points are " +
          "to be kept for 6 days, but a Standard policy keeps them for 1 to 5 whole days.",
      },
    );
    const other = await ask(owner, "PUT", own, {
      properties: { backupManagementType: "AzureWorkload" },
    });
    assert.equal(errorOf(other).code, "BMSUserErrorInvalidPolicyInput");
  });

  it("stay while they protect something, also the default one", async () => {
    const { owner } = await withItem();
    assert.deepEqual(errorOf(await ask(owner, "DELETE", policyId)), {
      status: 400,
      code: "BMSUserErrorPolicyObjectInUse",
      message: "The backup policy 'DefaultPolicy' cannot be deleted because it protects: machine1.",
    });
    await ask(owner, "PUT", own, daily());
    assert.equal((await ask(owner, "PUT", itemId, itemBody({ policyId: own }))).status, 202);
    assert.equal((await read(owner, own)).protectedItemsCount, 1);
    assert.equal((await ask(owner, "DELETE", policyId)).status, 200);
    assert.deepEqual(
      (await list(owner, `${vaultId}/backupPolicies`)).map(({ name }) => name),
      ["own"],
    );
  });

  it("back up at their time of day, without daylight saving", async () => {
    const { owner } = await withItem();
    await ask(owner, "PUT", own, daily());
    await ask(owner, "PUT", itemId, itemBody({ policyId: own }));
    await days(owner, 2);
    assert.deepEqual(await startTimes(owner), [
      "2026-11-01T19:00:00.000Z",
      "2026-11-02T19:00:00.000Z",
    ]);
    await days(owner, 240);
    assert.equal((await startTimes(owner)).at(-1), "2027-06-30T19:00:00.000Z");
  });

  it("back up several times a day by the hour", async () => {
    const { owner } = await withVault();
    await ask(owner, "PUT", own, hourly);
    await ask(owner, "PUT", itemId, itemBody({ policyId: own }));
    await days(owner, 1);
    assert.deepEqual(await startTimes(owner), [
      "2026-11-01T12:00:00.000Z",
      "2026-11-01T16:00:00.000Z",
      "2026-11-01T20:00:00.000Z",
      "2026-11-02T08:00:00.000Z",
    ]);
  });

  it("follow a change of their time, which takes its time itself", async () => {
    const { owner } = await withItem();
    await ask(owner, "PUT", own, daily());
    await ask(owner, "PUT", itemId, itemBody({ policyId: own }));
    const later = JSON.parse(JSON.stringify(daily()).replaceAll("T20:00", "T21:30")) as object;
    const changed = await ask(owner, "PUT", own, later);
    assert.equal(changed.status, 202);
    assert.match(
      changed.headers["azure-asyncoperation"] ?? "",
      /backupPolicies\/own\/operations\//,
    );
    await days(owner, 1);
    assert.deepEqual(await startTimes(owner), ["2026-11-01T20:30:00.000Z"]);
    const kind = await ask(owner, "PUT", own, hourly);
    assert.match(errorOf(kind).message, /The type of a policy cannot be changed\.$/);
  });

  it("no longer back up what was stopped, until it is resumed", async () => {
    const { owner } = await withItem();
    await days(owner, 1);
    assert.equal((await startTimes(owner)).length, 1);
    await ask(
      owner,
      "PUT",
      itemId,
      itemBody({ protectionState: "ProtectionStopped", policyId: "" }),
    );
    const stopped = await read(owner, itemId);
    assert.deepEqual([stopped.protectionState, stopped.policyId], ["ProtectionStopped", ""]);
    await days(owner, 5);
    assert.equal((await startTimes(owner)).length, 1);
    assert.deepEqual(errorOf(await ask(owner, "POST", `${itemId}/backup`, {})), {
      status: 400,
      code: "UserErrorBcmDatasourceNotPresent",
      message: "Backup failed: This virtual machine is not (actively) protected by Azure Backup.",
    });
    await ask(owner, "PUT", itemId, itemBody());
    assert.equal((await read(owner, itemId)).protectionState, "Protected");
    await days(owner, 1);
    assert.equal((await startTimes(owner)).length, 2);
  });
});
