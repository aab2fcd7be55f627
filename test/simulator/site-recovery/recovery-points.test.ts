import assert from "node:assert/strict";
import { type Caller, callerOf, errorOf } from "../caller";
import { asr, done, get, group, policy, propertiesOf, vault } from "./replicated-estate";
import {
  cache,
  item,
  itemBody,
  machine,
  machineBody,
  recoveryGroup,
  withItem,
} from "./replicated-machine";

const compute = "2024-11-01";

interface Point {
  readonly id: string;
  readonly name: string;
  readonly properties: { readonly recoveryPointTime: string; readonly recoveryPointType: string };
}

async function pointsOf(caller: Caller): Promise<Point[]> {
  const points: Point[] = [];
  let next: string | undefined = `${item}/recoveryPoints?api-version=${asr}`;
  while (next !== undefined) {
    const { body } = await caller.send("GET", next);
    const { value, nextLink } = body as { value: Point[]; nextLink?: string };
    points.push(...value);
    next = nextLink;
  }
  return points;
}

async function detailsOf(caller: Caller): Promise<Record<string, unknown>> {
  const { providerSpecificDetails } = await propertiesOf(caller, item);
  return providerSpecificDetails as Record<string, unknown>;
}

async function refusalOf(caller: Caller, verb: string, properties: object): Promise<string> {
  const answer = await caller.send("POST", `${item}/${verb}?api-version=${asr}`, { properties });
  const { status, message } = errorOf(answer);
  return `${status} ${message}`;
}

// The machine is protected half an hour before each test begins.
describe("simulated recovery points", () => {
  it("are listed with the latest first, kept for the retention, and found one by one", async () => {
    const { owner } = await withItem();
    await owner.wait(5 * 3600);
    const points = await pointsOf(owner);
    assert.equal(points.length, 5.5 * 12 + 1);
    const types = points.map(({ properties }) => properties.recoveryPointType);
    assert.equal(types.filter((type) => type === "ApplicationConsistent").length, 1);
    const times = points.map(({ properties }) => Date.parse(properties.recoveryPointTime));
    assert.ok(times.every((time, i) => i === 0 || (times[i - 1] ?? 0) - time === 300_000));
    const [latest] = points;
    const one = await get(owner, latest?.id ?? "");
    assert.deepEqual([one.status, one.body], [200, latest]);
    await owner.wait(30 * 3600);
    assert.equal((await pointsOf(owner)).length, 24 * 12 + 1);
    assert.equal(
      errorOf(await get(owner, latest?.id ?? "")).message,
      `Recovery point with name ${latest?.name ?? ""} could not be located.`,
    );
  });

  it("follow a policy that changes", async () => {
    const { owner } = await withItem();
    await owner.wait(24 * 3600);
    await done(owner, "PATCH", policy, {
      properties: {
        replicationProviderSettings: {
          instanceType: "A2A",
          recoveryPointHistory: 60,
          crashConsistentFrequencyInMinutes: 5,
          appConsistentFrequencyInMinutes: 60,
          multiVmSyncStatus: "Enable",
        },
      },
    });
    assert.equal((await pointsOf(owner)).length, 13);
  });

  it("are chosen for a failover, changed after it, and deleted by its commit", async () => {
    const { owner } = await withItem();
    const points = await pointsOf(owner);
    const [latest, second] = points;
    assert.equal(
      await refusalOf(owner, "unplannedFailover", {
        providerSpecificDetails: {
          instanceType: "A2A",
          recoveryPointId: `${item}/recoveryPoints/x`,
        },
      }),
      "400 The recovery point 'x' of the protected item 'item1' could not be found.",
    );
    await done(owner, "POST", `${item}/unplannedFailover`, {
      properties: {
        providerSpecificDetails: { instanceType: "A2A", recoveryPointId: second?.id },
      },
    });
    await owner.wait(600);
    assert.equal((await propertiesOf(owner, item)).failoverRecoveryPointId, second?.id);
    const disk = `${recoveryGroup}/providers/Microsoft.Compute/disks/disk1`;
    const before = await propertiesOf(owner, disk, "2024-03-02");
    await done(owner, "POST", `${item}/applyRecoveryPoint`, {
      properties: {
        recoveryPointId: latest?.id,
        providerSpecificDetails: { instanceType: "A2A" },
      },
    });
    assert.equal((await propertiesOf(owner, item)).failoverRecoveryPointId, latest?.id);
    const after = await propertiesOf(owner, disk, "2024-03-02");
    assert.notEqual(after.uniqueId, before.uniqueId);
    assert.equal(after.diskState, "Attached");
    const failedOverAt = Date.parse(String(before.timeCreated));
    await owner.wait(3600);
    const [last] = await pointsOf(owner);
    assert.ok(Date.parse(last?.properties.recoveryPointTime ?? "") <= failedOverAt);
    await done(owner, "POST", `${item}/failoverCommit`, {});
    assert.deepEqual(await pointsOf(owner), []);
  });

  it("are none before the first replication is done, and of no item that is not there", async () => {
    const { owner } = await withItem();
    await done(owner, "POST", `${item}/remove`, { properties: {} });
    assert.equal((await get(owner, `${item}/recoveryPoints`)).status, 404);
    await done(owner, "PUT", item, itemBody);
    assert.deepEqual(await pointsOf(owner), []);
    await owner.wait(1800);
    assert.equal((await pointsOf(owner)).length, 1);
  });

  it("are read, as sizes are, with rights of their own", async () => {
    const { azure } = await withItem();
    const reader = callerOf(azure);
    azure.grant({
      principalId: reader.objectId,
      scope: vault,
      role: {
        roleName: "item reader",
        description: "Reads items.",
        permission: {
          actions: [
            "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems/read",
          ],
          notActions: [],
          dataActions: [],
          notDataActions: [],
        },
      },
    });
    for (const below of ["recoveryPoints", "targetComputeSizes"]) {
      assert.equal(errorOf(await get(reader, `${item}/${below}`)).code, "AuthorizationFailed");
    }
  });
});

describe("the disks of a protected item", () => {
  const second = `${group}/providers/Microsoft.Compute/disks/disk2`;

  async function withSecondDisk(): Promise<Caller> {
    const { owner } = await withItem();
    const body = machineBody() as { properties: { storageProfile: object } };
    await done(
      owner,
      "PUT",
      machine,
      {
        ...body,
        properties: {
          ...body.properties,
          storageProfile: {
            ...body.properties.storageProfile,
            dataDisks: [{ lun: 3, name: "disk2", createOption: "Empty", diskSizeGB: 8 }],
          },
        },
      },
      compute,
    );
    return owner;
  }

  const added = {
    vmManagedDisks: [
      {
        diskId: second,
        primaryStagingAzureStorageAccountId: cache,
        recoveryResourceGroupId: recoveryGroup,
      },
    ],
  };

  it("are added and removed while the machine is protected", async () => {
    const owner = await withSecondDisk();
    await done(owner, "POST", `${item}/addDisks`, {
      properties: { providerSpecificDetails: { instanceType: "A2A", ...added } },
    });
    const disksOf = async (): Promise<unknown[]> =>
      ((await detailsOf(owner)).protectedManagedDisks as Record<string, unknown>[]).map(
        ({ diskName, diskCapacityInBytes, diskState }) => [
          diskName,
          diskCapacityInBytes,
          diskState,
        ],
      );
    assert.deepEqual(await disksOf(), [
      ["disk1", 30 * 1024 ** 3, "Protected"],
      ["disk2", 8 * 1024 ** 3, "Protected"],
    ]);
    assert.deepEqual((await detailsOf(owner)).unprotectedDisks, []);
    assert.equal((await propertiesOf(owner, item)).protectionState, "Protected");
    assert.equal(
      await refusalOf(owner, "addDisks", {
        providerSpecificDetails: { instanceType: "A2A", ...added },
      }),
      `400 The disk '${second}' of the protected item 'item1' is replicated already.`,
    );
    await done(owner, "POST", `${item}/unplannedFailover`, {});
    await owner.wait(600);
    const { storageProfile } = await propertiesOf(
      owner,
      `${recoveryGroup}/providers/Microsoft.Compute/virtualMachines/machine1`,
      compute,
    );
    const { dataDisks } = storageProfile as { dataDisks: { lun: number; name: string }[] };
    assert.deepEqual(
      dataDisks.map(({ lun, name }) => [lun, name]),
      [[3, "disk2"]],
    );
  });

  it("that are removed are told as unprotected", async () => {
    const owner = await withSecondDisk();
    await done(owner, "POST", `${item}/addDisks`, {
      properties: { providerSpecificDetails: { instanceType: "A2A", ...added } },
    });
    await done(owner, "POST", `${item}/removeDisks`, {
      properties: {
        providerSpecificDetails: { instanceType: "A2A", vmManagedDisksIds: [second] },
      },
    });
    assert.deepEqual((await detailsOf(owner)).unprotectedDisks, [{ diskLunId: 3 }]);
    const remove = (ids: readonly string[]): Promise<string> =>
      refusalOf(owner, "removeDisks", {
        providerSpecificDetails: { instanceType: "A2A", vmManagedDisksIds: ids },
      });
    assert.equal(
      await remove([second]),
      `400 The disk '${second}' of the protected item 'item1' is not replicated.`,
    );
    assert.equal(
      await remove([`${group}/providers/Microsoft.Compute/disks/disk1`]),
      "400 The protected item 'item1' must replicate one disk at least.",
    );
    assert.equal(await remove([]), "400 Required property 'vmManagedDisksIds' is missing.");
  });

  it("must be the machine's own", async () => {
    const { owner } = await withItem();
    assert.equal(
      await refusalOf(owner, "addDisks", {
        providerSpecificDetails: { instanceType: "A2A", ...added },
      }),
      `400 The disk '${second}' is not attached to the machine of the protected item 'item1'.`,
    );
  });
});

describe("what else is done to a protected item", () => {
  it("repairs its replication, resolves its errors and installs its agent again", async () => {
    const { azure, owner } = await withItem();
    const stored = azure.estate.get(item);
    assert.ok(stored !== undefined);
    azure.estate.put({
      ...stored,
      properties: {
        ...(stored.properties as object),
        healthErrors: [{ errorId: "3:8020" }, { errorId: "3:8021" }],
      },
    });
    const resolved = await done(owner, "POST", `${item}/resolveHealthErrors`, {
      properties: { healthErrors: [{ healthErrorId: "3:8020" }] },
    });
    assert.equal(resolved.status, 202);
    assert.deepEqual((await propertiesOf(owner, item)).healthErrors, [{ errorId: "3:8021" }]);
    for (const verb of ["repairReplication", "reinstallMobilityService"]) {
      const started = await done(owner, "POST", `${item}/${verb}`, { properties: {} });
      const status = await owner.send("GET", started.headers["azure-asyncoperation"] ?? "");
      assert.equal((status.body as { status: string }).status, "Succeeded");
    }
  });

  it("lists the sizes that its machine can have on the other side", async () => {
    const { owner } = await withItem();
    const { body } = await get(owner, `${item}/targetComputeSizes`);
    const { value } = body as { value: { id: string; name: string; properties: object }[] };
    const size = value.find(({ name }) => name === "Standard_B2s");
    assert.deepEqual(size?.properties, {
      name: "Standard_B2s",
      friendlyName: "Standard_B2s",
      cpuCoresCount: 2,
      vCPUsAvailable: 2,
      memoryInGB: 4,
      maxDataDiskCount: 4,
      errors: null,
      highIopsSupported: "Supported",
      hyperVGenerations: ["V1", "V2"],
    });
  });
});
