import assert from "node:assert/strict";
import { callerOf, newAzure } from "../caller";
import {
  agentOf,
  compute,
  first,
  job,
  next,
  nightly,
  nightlyJobs,
  nightlyWithTwo,
  secondItem,
  secondMachine,
  until,
} from "./nightly-estate";
import {
  account,
  done,
  get,
  mapping,
  northContainer,
  propertiesOf,
  westContainer,
} from "./replicated-estate";
import { item, machine } from "./replicated-machine";

// Midnight in West Europe, in which the release of the month is found.
const releaseNight = "2026-11-15T23:00:00Z";

describe("the nightly update of mobility agents", () => {
  it("installs the release of the month in one job, without a restart and without harm to replication", async () => {
    const { azure, owner } = await nightly();
    await until(azure, owner, releaseNight);
    assert.equal(await agentOf(owner), first);
    const before = await propertiesOf(owner, item);
    const power = async (): Promise<unknown> =>
      (await get(owner, `${machine}/instanceView`, compute)).body;
    const statuses = ((await power()) as { statuses: unknown }).statuses;
    await owner.wait(60);
    const after = await propertiesOf(owner, item);
    assert.equal(await agentOf(owner), next);
    const untouched = ({
      replicationHealth,
      healthErrors,
      providerSpecificDetails,
    }: typeof after) => [
      replicationHealth,
      healthErrors,
      (providerSpecificDetails as Record<string, unknown>).rpoInSeconds,
    ];
    assert.deepEqual(untouched(after), untouched(before));
    assert.deepEqual(((await power()) as { statuses: unknown }).statuses, statuses);
    assert.deepEqual(await nightlyJobs(owner), [job("2026-11-15", "Completed")]);
    // Nothing is left to do on other nights, and nothing is done.
    const version = azure.estate.version;
    await until(azure, owner, "2026-12-14T00:00:00Z");
    assert.equal(azure.estate.version, version);
    await until(azure, owner, "2026-12-16T00:00:00Z");
    assert.deepEqual(await nightlyJobs(owner), [
      job("2026-11-15", "Completed"),
      job("2026-12-15", "Completed"),
    ]);
  });

  it("leaves a machine that is off or whose agent is silent for another night", async () => {
    const { azure, owner } = await nightlyWithTwo();
    await until(azure, owner, "2026-11-15T22:30:00Z");
    await done(owner, "POST", `${machine}/deallocate`, undefined, compute);
    azure.faults.strike("agent silent", secondMachine);
    await until(azure, owner, "2026-11-16T12:00:00Z");
    assert.deepEqual([await agentOf(owner), await agentOf(owner, secondItem)], [first, first]);
    assert.deepEqual(await nightlyJobs(owner), []);
    await done(owner, "POST", `${machine}/start`, undefined, compute);
    await until(azure, owner, "2026-11-17T12:00:00Z");
    assert.deepEqual([await agentOf(owner), await agentOf(owner, secondItem)], [next, first]);
    azure.faults.mend("agent silent", secondMachine);
    await until(azure, owner, "2026-11-18T12:00:00Z");
    assert.deepEqual([await agentOf(owner), await agentOf(owner, secondItem)], [next, next]);
    assert.deepEqual(await nightlyJobs(owner), [
      job("2026-11-16", "Completed"),
      job("2026-11-17", "Completed"),
    ]);
    const { health } = await propertiesOf(owner, mapping);
    assert.equal(health, "Normal");
  });

  it("leaves a machine whose replication is critical, and takes one that only warns", async () => {
    const { azure, owner } = await nightlyWithTwo();
    const withError = (id: string, errorLevel: string): void => {
      const stored = azure.estate.get(id);
      assert.ok(stored !== undefined);
      const healthErrors = [{ errorCategory: "Replication", errorLevel }];
      azure.estate.put({
        ...stored,
        properties: { ...(stored.properties as object), healthErrors },
      });
    };
    withError(item, "Error");
    withError(secondItem, "Warning");
    await until(azure, owner, "2026-11-16T12:00:00Z");
    assert.deepEqual([await agentOf(owner), await agentOf(owner, secondItem)], [first, next]);
  });

  it("succeeds in part when some machines fail, fails when all do, and tries again", async () => {
    const { azure, owner } = await nightlyWithTwo();
    const error = (name: string): string =>
      `The mobility service of '${name}' could not be updated.`;
    azure.faults.strike("job fails", item, 2);
    azure.faults.strike("job fails", secondItem, 1);
    await until(azure, owner, "2026-11-16T12:00:00Z");
    assert.deepEqual([await agentOf(owner), await agentOf(owner, secondItem)], [first, first]);
    await until(azure, owner, "2026-11-17T12:00:00Z");
    assert.deepEqual([await agentOf(owner), await agentOf(owner, secondItem)], [first, next]);
    await until(azure, owner, "2026-11-18T12:00:00Z");
    assert.deepEqual([await agentOf(owner), await agentOf(owner, secondItem)], [next, next]);
    assert.deepEqual(await nightlyJobs(owner), [
      job("2026-11-15", "Failed", [error("item1"), error("item2")]),
      job("2026-11-16", "PartiallySucceeded", [error("item1")]),
      job("2026-11-17", "Completed"),
    ]);
  });

  it("succeeds in part on demand", async () => {
    const { azure, owner } = await nightlyWithTwo();
    azure.faults.strike("operation partially succeeds", mapping, 1);
    await until(azure, owner, "2026-11-16T12:00:00Z");
    assert.deepEqual([await agentOf(owner), await agentOf(owner, secondItem)], [next, first]);
    await until(azure, owner, "2026-11-17T12:00:00Z");
    assert.equal(await agentOf(owner, secondItem), next);
    assert.deepEqual(await nightlyJobs(owner), [
      job("2026-11-15", "PartiallySucceeded", [
        "The mobility service of 'item2' could not be updated.",
      ]),
      job("2026-11-16", "Completed"),
    ]);
  });

  it("does not run on a night on which the account's job fails", async () => {
    const { azure, owner } = await nightly();
    const runbook = `${account}/runbooks/Modify-AutoUpdateForVaultForPatner`;
    await until(azure, owner, "2026-11-15T22:30:00Z");
    azure.faults.strike("job fails", runbook, 1);
    await until(azure, owner, "2026-11-16T12:00:00Z");
    assert.equal(await agentOf(owner), first);
    const { health, healthErrorDetails } = await propertiesOf(owner, mapping);
    const [detail] = healthErrorDetails as Record<string, unknown>[];
    assert.deepEqual([health, detail?.errorCategory], ["Critical", "AgentAutoUpdateInfra"]);
    await until(azure, owner, "2026-11-17T12:00:00Z");
    assert.equal(await agentOf(owner), next);
    assert.equal((await propertiesOf(owner, mapping)).health, "Normal");
  });

  it("goes on in a loaded estate, also one that was saved while it was under way", async () => {
    const { azure, owner } = await nightly();
    const early = newAzure({ from: azure.save() });
    await until(azure, owner, "2026-11-15T23:00:30Z");
    const underWay = newAzure({ from: azure.save() });
    for (const loaded of [early, underWay]) {
      const caller = callerOf(loaded, "Owner");
      await until(loaded, caller, "2026-11-15T23:02:00Z");
      assert.equal(await agentOf(caller), next);
      assert.deepEqual(await nightlyJobs(caller), [job("2026-11-15", "Completed")]);
    }
  });

  it("touches only the machines of its own mapping", async () => {
    const { azure, owner } = await nightly();
    const stored = azure.estate.get(item);
    assert.ok(stored !== undefined);
    const elsewhere = item
      .replace("item1", "other")
      .replace(westContainer, northContainer)
      .replace("/subscriptions/", "/Subscriptions/");
    azure.estate.put({ ...stored, id: elsewhere, name: "other" });
    await until(azure, owner, "2026-11-16T12:00:00Z");
    assert.equal(await agentOf(owner), next);
    assert.equal(await agentOf(owner, elsewhere), first);
  });

  it("counts against the minutes of the account: a minute where agents are updated, else a few seconds", async () => {
    const { azure, owner } = await nightly();
    const minutes = async (): Promise<number[]> => {
      const { body } = await get(owner, `${account}/usages`, "2024-10-23");
      const { value } = body as { value: { currentValue: number }[] };
      return value.map(({ currentValue }) => Math.round(currentValue * 60));
    };
    await until(azure, owner, "2026-11-02T00:00:00Z");
    assert.deepEqual(await minutes(), [5, 5]);
    await until(azure, owner, "2026-11-16T00:00:00Z");
    assert.deepEqual(await minutes(), [14 * 5 + 60, 14 * 5 + 60]);
    await until(azure, owner, "2026-12-01T00:00:00Z");
    assert.deepEqual(await minutes(), [0, 0]);
    // Where the job fails it has run, too; where nothing starts it, it has not.
    const runbook = `${account}/runbooks/Modify-AutoUpdateForVaultForPatner`;
    azure.faults.strike("job fails", runbook, 1);
    await until(azure, owner, "2026-12-02T00:00:00Z");
    assert.deepEqual(await minutes(), [5, 5]);
    const { providerSpecificDetails } = await propertiesOf(owner, mapping);
    const { jobScheduleName } = providerSpecificDetails as { jobScheduleName: string };
    await done(
      owner,
      "DELETE",
      `${account}/jobSchedules/${jobScheduleName}`,
      undefined,
      "2024-10-23",
    );
    await until(azure, owner, "2026-12-05T00:00:00Z");
    assert.deepEqual(await minutes(), [5, 5]);
  });
});
