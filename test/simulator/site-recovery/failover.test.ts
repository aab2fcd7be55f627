import assert from "node:assert/strict";
import {
  compute,
  recoveryMachine,
  recoveryNic,
  recoveryDisk,
  act,
  refused,
  stateOf,
  detailsOf,
  idsIn,
  powerOf,
  notNow,
} from "./failing-over";
import { asr, done, get, group, propertiesOf } from "./replicated-estate";
import { item, machine, nic, recoveryGroup, recoveryNetwork, withItem } from "./replicated-machine";

describe("a simulated failover", () => {
  it("makes the machine in the recovery group, and leaves the source where it is", async () => {
    const { owner } = await withItem();
    await act(owner, "unplannedFailover", { failoverDirection: "PrimaryToRecovery" });
    const { body } = await get(owner, recoveryMachine, compute);
    const { location, properties } = body as {
      location: string;
      properties: Record<string, unknown>;
    };
    assert.equal(location, "northeurope");
    const { hardwareProfile, storageProfile, networkProfile, osProfile } = properties;
    assert.deepEqual(
      { hardwareProfile, storageProfile, networkProfile, osProfile },
      {
        hardwareProfile: { vmSize: "Standard_B2s" },
        storageProfile: {
          osDisk: {
            osType: "Linux",
            name: "disk1",
            createOption: "Attach",
            caching: "ReadWrite",
            deleteOption: "Detach",
            diskSizeGB: 30,
            managedDisk: { id: recoveryDisk, storageAccountType: "Premium_LRS" },
          },
          dataDisks: [],
          diskControllerType: "SCSI",
        },
        networkProfile: {
          networkInterfaces: [{ id: recoveryNic, properties: { primary: true } }],
        },
        osProfile: undefined,
      },
    );
    const made = await propertiesOf(owner, recoveryNic, "2024-05-01");
    const [configuration] = made.ipConfigurations as { properties: Record<string, unknown> }[];
    const { privateIPAddress, privateIPAllocationMethod, subnet } = configuration?.properties ?? {};
    assert.deepEqual(
      { privateIPAddress, privateIPAllocationMethod, subnet },
      {
        privateIPAddress: "10.1.0.4",
        privateIPAllocationMethod: "Dynamic",
        subnet: { id: `${recoveryNetwork}/subnets/subnet1` },
      },
    );
    const disk = (await get(owner, recoveryDisk, "2024-03-02")).body as Record<string, unknown>;
    assert.equal(disk.managedBy, recoveryMachine);
    assert.equal(await powerOf(owner, machine), "PowerState/running");
    assert.equal(await powerOf(owner, recoveryMachine), "PowerState/running");
    assert.deepEqual(await stateOf(owner), [
      "UnplannedFailoverCommitPendingStatesBegin",
      "Failover completed",
      "Recovery",
      "None",
      ["Commit", "DisableProtection", "ChangePit"],
    ]);
    assert.equal((await detailsOf(owner)).recoveryFabricObjectId, recoveryMachine);
  });

  it("shuts the source down when asked", async () => {
    const { owner } = await withItem();
    await act(owner, "unplannedFailover", { sourceSiteOperations: "Required" });
    assert.equal(await powerOf(owner, machine), "PowerState/deallocated");
  });

  it("goes on when the source is gone, as in a disaster", async () => {
    const { owner } = await withItem();
    await done(owner, "DELETE", machine, undefined, compute);
    await act(owner, "unplannedFailover", { sourceSiteOperations: "Required" });
    assert.equal((await get(owner, recoveryMachine, compute)).status, 200);
  });

  it("is done once, then committed, then nothing but reprotected or disabled", async () => {
    const { owner } = await withItem();
    await act(owner, "unplannedFailover");
    assert.equal(await refused(owner, "unplannedFailover"), notNow("Failover"));
    assert.equal(await refused(owner, "testFailover"), notNow("Test failover"));
    assert.equal(await refused(owner, "reProtect"), notNow("Re-protect"));
    await act(owner, "failoverCommit");
    assert.deepEqual(await stateOf(owner), [
      "UnplannedFailoverCommitted",
      "Failover committed",
      "Recovery",
      "None",
      ["DisableProtection", "ReverseReplicate"],
    ]);
    assert.equal(await refused(owner, "failoverCommit"), notNow("Commit"));
    assert.equal(await refused(owner, "applyRecoveryPoint"), notNow("Change recovery point"));
  });

  it("does the work of two requests at once only for the first", async () => {
    const { owner } = await withItem();
    const url = `${item}/unplannedFailover?api-version=${asr}`;
    const first = await owner.send("POST", url, {});
    const second = await owner.send("POST", url, {});
    assert.deepEqual([first.status, second.status], [202, 202]);
    await owner.wait(600);
    const words = [];
    for (const { headers } of [first, second]) {
      const status = await owner.send("GET", headers["azure-asyncoperation"] ?? "");
      words.push((status.body as { status: string }).status);
    }
    assert.deepEqual(words, ["Succeeded", "Failed"]);
  });

  it("makes all of a machine or nothing of it", async () => {
    const { azure, owner } = await withItem();
    await done(owner, "PATCH", item, {
      properties: {
        providerSpecificDetails: {
          instanceType: "A2A",
          managedDiskUpdateDetails: [
            {
              diskId: `${group}/providers/Microsoft.Compute/disks/disk1`,
              failoverDiskName: "taken",
            },
          ],
        },
      },
    });
    await done(
      owner,
      "PUT",
      `${recoveryGroup}/providers/Microsoft.Compute/disks/taken`,
      {
        location: "northeurope",
        properties: { creationData: { createOption: "Empty" }, diskSizeGB: 4 },
      },
      "2024-03-02",
    );
    const before = idsIn(azure, recoveryGroup);
    const started = await done(owner, "POST", `${item}/unplannedFailover`, {});
    await owner.wait(600);
    const status = await owner.send("GET", started.headers["azure-asyncoperation"] ?? "");
    assert.deepEqual(
      (status.body as { error: { message: string } }).error.message,
      [
        `The resource '${recoveryGroup}/providers/Microsoft.Compute/disks/taken' that the failover would make exists already.`,
      ].join(),
    );
    assert.deepEqual(idsIn(azure, recoveryGroup), before);
    assert.equal((await propertiesOf(owner, item)).protectionState, "Protected");
  });

  it("makes no machine over another: in the source's group it needs a name of its own", async () => {
    const { azure, owner } = await withItem();
    const settings = (changes: object): object => ({
      properties: {
        ...changes,
        providerSpecificDetails: { instanceType: "A2A", recoveryResourceGroupId: group },
      },
    });
    await done(owner, "PATCH", item, settings({}));
    const before = azure.estate.all().length;
    const started = await done(owner, "POST", `${item}/unplannedFailover`, {});
    await owner.wait(600);
    const status = await owner.send("GET", started.headers["azure-asyncoperation"] ?? "");
    assert.equal(
      (status.body as { error: { message: string } }).error.message,
      `The resource '${machine}' that the failover would make exists already.`,
    );
    assert.equal(azure.estate.all().length, before);
    await done(owner, "PATCH", item, settings({ recoveryAzureVMName: "machine2" }));
    await act(owner, "unplannedFailover");
    const { networkProfile } = await propertiesOf(
      owner,
      `${group}/providers/Microsoft.Compute/virtualMachines/machine2`,
      compute,
    );
    assert.deepEqual(networkProfile, {
      networkInterfaces: [{ id: `${nic}-asr`, properties: { primary: true } }],
    });
  });

  it("is not planned and not cancelled", async () => {
    const { owner } = await withItem();
    assert.equal(
      await refused(owner, "plannedFailover"),
      "400 The operation 'Planned failover' is not supported for the protected item 'item1'.",
    );
    assert.equal(
      await refused(owner, "failoverCancel"),
      "400 The operation 'Cancel failover' is not supported for the protected item 'item1'.",
    );
  });

  it("refuses words that the service does not have", async () => {
    const { owner } = await withItem();
    assert.equal(
      await refused(owner, "unplannedFailover", { failoverDirection: "Sideways" }),
      "400 The failover direction 'Sideways' is neither 'PrimaryToRecovery' nor 'RecoveryToPrimary'.",
    );
    assert.equal(
      await refused(owner, "unplannedFailover", {
        providerSpecificDetails: { instanceType: "HyperVReplicaAzure" },
      }),
      "400 The instance type 'HyperVReplicaAzure' of providerSpecificDetails is not simulated.",
    );
  });
});
