import assert from "node:assert/strict";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { releaseMobilityAgent } from "../../../src/simulator/site-recovery/mobility-agent";
import { type Caller, callerOf, newAzure } from "../caller";
import { done, propertiesOf } from "./replicated-estate";
import { item, machine, withItem } from "./replicated-machine";

const compute = "2024-11-01";
const minutes = 60;
const days = 24 * 3600;

interface Seen {
  readonly replicationHealth: unknown;
  readonly errors: readonly (readonly [code: unknown, level: unknown])[];
  readonly rpoInSeconds: unknown;
  readonly lastHeartbeat: unknown;
  readonly lastRpoCalculatedTime: unknown;
}

async function seen(caller: Caller): Promise<Seen> {
  const { replicationHealth, healthErrors, providerSpecificDetails } = await propertiesOf(
    caller,
    item,
  );
  const { rpoInSeconds, lastHeartbeat, lastRpoCalculatedTime } = providerSpecificDetails as Record<
    string,
    unknown
  >;
  return {
    replicationHealth,
    errors: (healthErrors as Record<string, unknown>[]).map(({ errorCode, errorLevel }) => [
      errorCode,
      errorLevel,
    ]),
    rpoInSeconds,
    lastHeartbeat,
    lastRpoCalculatedTime,
  };
}

/** The minute of the clock, as the service tells times. */
function minuteOf(azure: SimulatedAzure): string {
  return `${azure.clock.now().toISOString().slice(0, 16)}:00.000Z`;
}

function well(azure: SimulatedAzure): Seen {
  return {
    replicationHealth: "Normal",
    errors: [],
    rpoInSeconds: 60,
    lastHeartbeat: minuteOf(azure),
    lastRpoCalculatedTime: minuteOf(azure),
  };
}

async function agentOf(caller: Caller): Promise<unknown[]> {
  const { providerSpecificDetails } = await propertiesOf(caller, item);
  const details = providerSpecificDetails as Record<string, unknown>;
  return [details.agentVersion, details.isReplicationAgentUpdateRequired, details.agentExpiryDate];
}

describe("the health of a protected item", () => {
  it("follows the heartbeat of a silent agent, and is well again when it is mended", async () => {
    const { azure, owner } = await withItem();
    assert.deepEqual(await seen(owner), well(azure));
    await owner.wait(days);
    assert.deepEqual(await seen(owner), well(azure));
    azure.faults.strike("agent silent", machine);
    const lastHeartbeat = minuteOf(azure);
    await owner.wait(14 * minutes);
    assert.deepEqual(await seen(owner), {
      replicationHealth: "Normal",
      errors: [],
      rpoInSeconds: 60 + 14 * minutes,
      lastHeartbeat,
      lastRpoCalculatedTime: minuteOf(azure),
    });
    await owner.wait(minutes);
    assert.deepEqual(await seen(owner), {
      replicationHealth: "Warning",
      errors: [["78174", "Warning"]],
      rpoInSeconds: 60 + 15 * minutes,
      lastHeartbeat,
      lastRpoCalculatedTime: minuteOf(azure),
    });
    await owner.wait(45 * minutes);
    assert.deepEqual(await seen(owner), {
      replicationHealth: "Critical",
      errors: [
        ["78174", "Error"],
        ["153007", "Error"],
      ],
      rpoInSeconds: 60 + 60 * minutes,
      lastHeartbeat,
      lastRpoCalculatedTime: minuteOf(azure),
    });
    // The policy wants an application-consistent point every four hours.
    await owner.wait(180 * minutes);
    assert.deepEqual((await seen(owner)).errors.at(-1), ["153006", "Warning"]);
    azure.faults.mend("agent silent", machine);
    assert.deepEqual(await seen(owner), well(azure));
  });

  it("says what Azure says of a missing recovery point", async () => {
    const { azure, owner } = await withItem();
    azure.faults.strike("agent silent", machine);
    const struck = azure.clock.now().getTime();
    await owner.wait(2 * 3600);
    const { healthErrors } = await propertiesOf(owner, item);
    const [, error] = healthErrors as Record<string, unknown>[];
    assert.deepEqual(error, {
      errorSource: "ReplicationProtectedItem",
      errorType: "ReplicationHealth",
      errorLevel: "Error",
      errorCategory: "Replication",
      errorCode: "153007",
      summaryMessage:
        "No crash consistent recovery point available for the VM in the last 60 minutes.",
      errorMessage:
        "No crash consistent recovery point available for the VM in the last 60 minutes.",
      possibleCauses:
        "The services of the mobility agent are stopped, or it reaches no Azure Site Recovery.",
      recommendedAction: "Remove the cause; recovery points are made again then.",
      creationTimeUtc: new Date(struck + 3_600_000).toISOString(),
      recoveryProviderErrorMessage: "",
      entityId: item.replace("/subscriptions/", "/Subscriptions/"),
      errorId: error?.errorId,
      customerResolvability: "NotAllowed",
      innerHealthErrors: [],
    });
  });

  it("suffers while the machine is off, and tells so", async () => {
    const { azure, owner } = await withItem();
    await done(owner, "POST", `${machine}/deallocate`, undefined, compute);
    await owner.wait(2 * 3600);
    const { replicationHealth, errors } = await seen(owner);
    assert.deepEqual(
      [replicationHealth, errors.map(([code]) => code)],
      ["Critical", ["78174", "153007"]],
    );
    const { healthErrors } = await propertiesOf(owner, item);
    const [first] = healthErrors as Record<string, unknown>[];
    assert.equal(first?.possibleCauses, "The virtual machine is not running.");
    assert.equal(
      first.errorMessage,
      "There is no heartbeat from the mobility agent of the virtual machine 'machine1'.",
    );
    await done(owner, "POST", `${machine}/start`, undefined, compute);
    assert.deepEqual(await seen(owner), well(azure));
  });

  it("is critical when the machine is gone", async () => {
    const { azure, owner } = await withItem();
    await done(owner, "DELETE", machine, undefined, compute);
    const { replicationHealth, lastHeartbeat, rpoInSeconds } = await seen(owner);
    assert.deepEqual(
      [replicationHealth, lastHeartbeat, rpoInSeconds],
      ["Critical", undefined, null],
    );
    assert.equal(azure.estate.get(machine), undefined);
  });

  it("can be read by who may read the item, and by nobody else", async () => {
    const { azure } = await withItem();
    const read =
      "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems/read";
    const permission = { actions: [read], notActions: [], dataActions: [], notDataActions: [] };
    const role = { roleName: "Item Reader", description: "Reads items.", permission };
    const reader = callerOf(azure, role);
    assert.equal((await reader.send("GET", `${item}?api-version=2023-06-01`)).status, 200);
    assert.equal((await callerOf(azure).send("GET", `${item}?api-version=2023-06-01`)).status, 403);
  });

  it("is the same after the estate was saved and loaded", async () => {
    const { azure, owner } = await withItem();
    azure.faults.strike("agent silent", machine);
    await owner.wait(1800);
    const before = await seen(owner);
    assert.equal(before.replicationHealth, "Warning");
    const loaded = newAzure({ from: azure.save() });
    assert.deepEqual(await seen(callerOf(loaded, "Owner")), before);
    loaded.clock.advance(1_800_000);
    assert.equal((await seen(callerOf(loaded, "Owner"))).replicationHealth, "Critical");
  });
});

describe("the mobility agent of a protected item", () => {
  it("is the newest of its month, and grows old until it expires", async () => {
    const { azure, owner } = await withItem();
    const expiry = "2027-03-15T00:00:00.000Z";
    assert.deepEqual(await agentOf(owner), ["9.89.10768.1", false, expiry]);
    const until = (date: string): Promise<void> =>
      owner.wait((new Date(date).getTime() - azure.clock.now().getTime()) / 1000);
    await until("2026-11-14T23:59:59Z");
    assert.deepEqual(await agentOf(owner), ["9.89.10768.1", false, expiry]);
    await until("2026-11-15T00:00:00Z");
    assert.deepEqual(await agentOf(owner), ["9.89.10768.1", true, expiry]);
    await until("2027-01-14T00:00:00Z");
    assert.deepEqual((await seen(owner)).errors, [["VersionExpiry", "Warning"]]);
    await until(expiry);
    // The configuration is old, the replication is well.
    assert.deepEqual(await seen(owner), {
      ...well(azure),
      errors: [["VersionExpiry", "Error"]],
    });
    const { healthErrors } = await propertiesOf(owner, item);
    const [error] = healthErrors as Record<string, unknown>[];
    assert.equal(error?.errorMessage, "The mobility agent 9.89.10768.1 has expired.");
    assert.equal(error.creationTimeUtc, expiry);
    await done(owner, "POST", `${item}/updateMobilityService`, { properties: {} });
    assert.deepEqual(await agentOf(owner), ["9.94.11448.1", false, "2027-08-15T00:00:00.000Z"]);
    assert.deepEqual(await seen(owner), well(azure));
  });

  it("expires at once when a release is offered that leaves it too far behind", async () => {
    const { azure, owner } = await withItem();
    releaseMobilityAgent(azure, "9.94.1.1");
    const now = azure.clock.now().toISOString();
    assert.deepEqual(await agentOf(owner), ["9.89.10768.1", true, now]);
    assert.deepEqual((await seen(owner)).errors, [["VersionExpiry", "Error"]]);
  });
});
