import assert from "node:assert/strict";
import { reportHealth } from "../../../src/simulator/site-recovery/events/health-events";
import type { StoredResource } from "../../../src/simulator/index";
import { createWorld } from "../../../src/simulator/world";
import { type Caller, callerOf, errorOf, newAzure } from "../caller";
import {
  asr,
  containerBody,
  done,
  get,
  mapping,
  north,
  vault,
  west,
  withContainers,
  withMapping,
} from "./replicated-estate";
import { item, machine, withItem } from "./replicated-machine";

interface Event {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly properties: Record<string, unknown>;
}

async function eventsOf(owner: Caller, filter = ""): Promise<Event[]> {
  const query = filter === "" ? "" : `&$filter=${encodeURIComponent(filter)}`;
  const answer = await owner.send("GET", `${vault}/replicationEvents?api-version=${asr}${query}`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return (answer.body as { value: Event[] }).value;
}

const told = (events: readonly Event[]): unknown[] =>
  events.map(({ properties }) => [
    properties.eventType,
    properties.severity,
    properties.description,
  ]);

async function failContainer(owner: Caller): Promise<void> {
  await owner.send("DELETE", `${north}?api-version=${asr}`);
  await owner.wait(10);
  const container = `${north}/replicationProtectionContainers/container2`;
  await owner.send("PUT", `${container}?api-version=${asr}`, containerBody);
  await owner.wait(300);
}

describe("simulated replication events", () => {
  it("tell of failed jobs, with their error", async () => {
    const { owner } = await withContainers();
    assert.deepEqual(await eventsOf(owner), []);
    await failContainer(owner);
    const [event, ...others] = await eventsOf(owner);
    assert.deepEqual(others, []);
    assert.ok(event !== undefined);
    const { eventSpecificDetails, healthErrors, ...properties } = event.properties;
    assert.deepEqual(
      [properties.eventType, properties.severity, properties.description],
      ["JobFailure", "Critical", "Create protection container failed"],
    );
    assert.deepEqual(
      [properties.affectedObjectFriendlyName, properties.fabricId],
      ["container2", north.replace("/subscriptions/", "/Subscriptions/")],
    );
    const { jobId, ...details } = eventSpecificDetails as Record<string, unknown>;
    assert.deepEqual(details, {
      instanceType: "JobStatus",
      jobFriendlyName: "Create protection container",
      jobStatus: "Failed",
      affectedObjectType: "ProtectionContainer",
    });
    assert.equal((await get(owner, String(jobId))).status, 200);
    const [error] = healthErrors as Record<string, unknown>[];
    assert.equal(error?.errorCode, "FabricArmEntityMissing");
    assert.deepEqual((await get(owner, event.id)).body, event);
    assert.equal(event.type, "Microsoft.RecoveryServices/vaults/replicationEvents");
  });

  it("tell of failovers that are done, and of the machine", async () => {
    const { owner } = await withItem();
    await done(owner, "POST", `${item}/unplannedFailover`, {});
    await owner.wait(600);
    const [event] = await eventsOf(owner);
    assert.deepEqual(told(await eventsOf(owner)), [["JobStatus", "OK", "Failover completed"]]);
    assert.deepEqual(event?.properties.providerSpecificDetails, {
      instanceType: "A2A",
      protectedItemName: "item1",
      fabricObjectId: machine,
      fabricName: "west",
      fabricLocation: "westeurope",
      remoteFabricName: "north",
      remoteFabricLocation: "northeurope",
    });
    assert.equal(event.properties.affectedObjectFriendlyName, "machine1");
  });

  it("tell of a mapping's health once it has changed, and once it is well", async () => {
    const { azure, owner } = await withMapping();
    azure.clock.advance(86_400_000);
    azure.clock.advance(86_400_000);
    const critical = ["AgentHealth", "Critical", "Protection container mapping health is Critical"];
    assert.deepEqual(told(await eventsOf(owner)), [critical]);
    assert.equal(
      (await eventsOf(owner)).map(({ properties }) => properties.affectedObjectFriendlyName).join(),
      mapping.split("/").at(-1),
    );
  });

  it("tell of a machine's health only when it changes", () => {
    const world = createWorld();
    const entity = (replicationHealth: string): StoredResource => ({
      id: item,
      name: "item1",
      type: "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems",
      properties: { friendlyName: "machine1", replicationHealth, healthErrors: [] },
    });
    const report = (before: string | undefined, after: string): unknown[] => {
      reportHealth(
        world.platform,
        before === undefined ? undefined : entity(before),
        entity(after),
      );
      return told([...world.estate.notes<Event>("replication events").values()]);
    };
    assert.deepEqual(report(undefined, "Normal"), []);
    assert.deepEqual(report("Normal", "Normal"), []);
    const critical = ["VmHealth", "Critical", "Virtual machine health is Critical"];
    const well = ["VmHealth", "OK", "Virtual machine health is OK"];
    assert.deepEqual(report("Normal", "Critical"), [critical]);
    assert.deepEqual(report("Critical", "Normal"), [critical, well]);
  });

  it("are listed by type, severity, object, fabric and time", async () => {
    const { azure, owner } = await withItem();
    await done(owner, "POST", `${item}/testFailover`, {});
    await owner.wait(600);
    await done(owner, "POST", `${item}/testFailoverCleanup`, {});
    const time = azure.clock.now().toISOString();
    await failContainer(owner);
    const test = ["JobStatus", "OK", "Test failover completed"];
    const failed = ["JobFailure", "Critical", "Create protection container failed"];
    const table: readonly (readonly [string, unknown[]])[] = [
      ["", [test, failed]],
      ["Severity eq 'Critical'", [failed]],
      ["EventType eq 'JobStatus'", [test]],
      ["AffectedObjectFriendlyName eq 'machine1'", [test]],
      [`FabricName eq '${west.split("/").at(-1) ?? ""}'`, [test]],
      [`StartTime eq '${time}'`, [failed]],
      [`EndTime eq '${time}'`, [test]],
      [`EndTime eq '${time}' and Severity eq 'Critical'`, []],
    ];
    for (const [filter, expected] of table) {
      assert.deepEqual(told(await eventsOf(owner, filter)), expected, filter);
    }
    const [event] = await eventsOf(owner);
    const { eventCode, affectedObjectCorrelationId } = event?.properties ?? {};
    const same = `EventCode eq '${String(eventCode)}' and AffectedObjectCorrelationId eq '${String(affectedObjectCorrelationId)}'`;
    assert.deepEqual(told(await eventsOf(owner, same)), [test]);
    const refused = await owner.send(
      "GET",
      `${vault}/replicationEvents?api-version=${asr}&$filter=${encodeURIComponent("Colour eq 'red'")}`,
    );
    assert.equal(errorOf(refused).message, "The filter 'Colour eq 'red'' cannot be used.");
  });

  it("need the right to read them, survive with their vault and are forgotten", async () => {
    const { azure, owner } = await withContainers();
    await failContainer(owner);
    const nobody = callerOf(azure);
    const refused = errorOf(
      await nobody.send("GET", `${vault}/replicationEvents?api-version=${asr}`),
    );
    assert.ok(
      refused.message.includes("'Microsoft.RecoveryServices/vaults/replicationEvents/read'"),
    );
    const missing = await owner.send("GET", `${vault}/replicationEvents/event9?api-version=${asr}`);
    assert.deepEqual(errorOf(missing), {
      status: 404,
      code: "NotFound",
      message: "Event with name event9 could not be located.",
    });
    const other = callerOf(newAzure({ from: azure.save() }), "Owner");
    assert.deepEqual(await eventsOf(other), await eventsOf(owner));
    await owner.wait(91 * 86_400);
    await done(owner, "PUT", north, {
      properties: { customDetails: { instanceType: "Azure", location: "northeurope" } },
    });
    await failContainer(owner);
    assert.equal((await eventsOf(owner)).length, 1);
  });
});
