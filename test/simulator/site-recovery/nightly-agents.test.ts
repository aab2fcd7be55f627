import assert from "node:assert/strict";
import { agentUpdaterRole } from "../../../src/azure/roles";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { type Caller, callerOf, newAzure } from "../caller";
import {
  account,
  autoUpdate,
  done,
  get,
  mapping,
  northContainer,
  propertiesOf,
  vault,
  westContainer,
} from "./replicated-estate";
import { item, itemBody, machine, machineBody, network, nic, withItem } from "./replicated-machine";

const compute = "2024-11-01";
const first = "9.89.10768.1";
const next = "9.90.10904.1";
// Midnight in West Europe, in which the release of the month is found.
const releaseNight = "2026-11-15T23:00:00Z";

const secondMachine = machine.replace("machine1", "machine2");
const secondItem = item.replace("item1", "item2");

async function nightly(): Promise<{ azure: SimulatedAzure; owner: Caller }> {
  const { azure, owner, identity } = await withItem(autoUpdate);
  azure.grant({ principalId: identity, scope: vault, role: agentUpdaterRole() });
  return { azure, owner };
}

/** Two machines that replicate over one mapping. */
async function nightlyWithTwo(): Promise<{ azure: SimulatedAzure; owner: Caller }> {
  const estate = await nightly();
  const { owner } = estate;
  const secondNic = nic.replace("nic1", "nic2");
  const subnet = { id: `${network}/subnets/subnet1` };
  await done(
    owner,
    "PUT",
    secondNic,
    {
      location: "westeurope",
      properties: { ipConfigurations: [{ name: "main", properties: { subnet } }] },
    },
    "2024-05-01",
  );
  const networkProfile = { networkInterfaces: [{ id: secondNic }] };
  await done(owner, "PUT", secondMachine, machineBody({ networkProfile }), compute);
  const { properties } = itemBody;
  await done(owner, "PUT", secondItem, {
    properties: {
      ...properties,
      providerSpecificDetails: {
        ...properties.providerSpecificDetails,
        fabricObjectId: secondMachine,
      },
    },
  });
  await owner.wait(3600);
  return estate;
}

async function until(azure: SimulatedAzure, owner: Caller, date: string): Promise<void> {
  await owner.wait((new Date(date).getTime() - azure.clock.now().getTime()) / 1000);
}

async function agentOf(caller: Caller, id = item): Promise<unknown> {
  const { providerSpecificDetails } = await propertiesOf(caller, id);
  return (providerSpecificDetails as Record<string, unknown>).agentVersion;
}

/** State, description and the messages of the errors of the vault's nightly jobs. */
async function nightlyJobs(caller: Caller): Promise<unknown[]> {
  const jobs: Record<string, unknown>[] = [];
  let url: string | undefined = `${vault}/replicationJobs?api-version=2023-06-01`;
  while (url !== undefined) {
    const { body } = await caller.send("GET", url);
    const { value, nextLink } = body as {
      value: { properties: Record<string, unknown> }[];
      nextLink?: string;
    };
    jobs.push(...value.map(({ properties }) => properties));
    url = nextLink;
  }
  return jobs
    .filter(({ scenarioName }) => scenarioName === "UpdateMobilityService")
    .map(({ state, stateDescription, errors, startTime, endTime }) => [
      state,
      stateDescription,
      (errors as { serviceErrorDetails: { message: string } }[]).map(
        ({ serviceErrorDetails }) => serviceErrorDetails.message,
      ),
      startTime,
      endTime,
    ]);
}

function job(date: string, outcome: string, errors: string[] = []): unknown[] {
  const state = outcome === "Failed" ? "Failed" : "Succeeded";
  return [state, outcome, errors, `${date}T23:00:00.000Z`, `${date}T23:01:00.000Z`];
}

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
});

describe("a job of Site Recovery", () => {
  it("ends PartiallySucceeded on demand, once", async () => {
    const { azure, owner } = await withItem();
    azure.faults.strike("operation partially succeeds", item, 1);
    const words: unknown[] = [];
    for (let time = 0; time < 2; time += 1) {
      const url = `${item}/updateMobilityService?api-version=2023-06-01`;
      const started = await owner.send("POST", url, { properties: {} });
      await owner.wait(300);
      const status = await owner.send("GET", started.headers["azure-asyncoperation"] ?? "");
      const name = started.headers["x-ms-request-id"] ?? "";
      const { state, stateDescription } = await propertiesOf(owner, name);
      words.push([(status.body as { status: string }).status, state, stateDescription]);
    }
    assert.deepEqual(words, [
      ["PartiallySucceeded", "Succeeded", "PartiallySucceeded"],
      ["Succeeded", "Succeeded", "Completed"],
    ]);
  });

  it("fails when the agent of a machine cannot be updated by hand", async () => {
    const { azure, owner } = await withItem();
    const cases: readonly (readonly [() => Promise<unknown>, string])[] = [
      [
        async () => {
          await owner.send("POST", `${machine}/powerOff?api-version=${compute}`);
          await owner.wait(60);
        },
        "The virtual machine is not running.",
      ],
      [
        async () => {
          await owner.send("POST", `${machine}/start?api-version=${compute}`);
          await owner.wait(60);
          azure.faults.strike("job fails", item, 1);
        },
        "The extension could not be installed.",
      ],
    ];
    for (const [change, cause] of cases) {
      await change();
      const started = await done(owner, "POST", `${item}/updateMobilityService`, {});
      const status = await owner.send("GET", started.headers["azure-asyncoperation"] ?? "");
      const { error } = status.body as { error: Record<string, unknown> };
      const [detail] = error.details as Record<string, unknown>[];
      assert.deepEqual(
        [(status.body as { status: string }).status, error.code, detail?.code, detail?.message],
        [
          "Failed",
          "Conflict",
          "MobilityServiceUpdateFailed",
          "The mobility service of 'item1' could not be updated.",
        ],
      );
      assert.equal(detail?.possibleCauses, cause);
    }
    const name = (await done(owner, "POST", `${item}/updateMobilityService`, {})).headers[
      "x-ms-request-id"
    ];
    assert.equal((await propertiesOf(owner, name ?? "")).stateDescription, "Completed");
  });
});
