import assert from "node:assert/strict";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { type Caller, callerOf, errorOf } from "../caller";
import { asr, done, get, group, propertiesOf, vault } from "./replicated-estate";
import {
  item,
  itemBody,
  machine,
  network,
  nic,
  recoveryGroup,
  recoveryNetwork,
  withItem,
} from "./replicated-machine";

const compute = "2024-11-01";
const recoveryMachine = `${recoveryGroup}/providers/Microsoft.Compute/virtualMachines/machine1`;
const recoveryNic = `${recoveryGroup}/providers/Microsoft.Network/networkInterfaces/nic1`;
const recoveryDisk = `${recoveryGroup}/providers/Microsoft.Compute/disks/disk1`;

/** Sends an action of the item and lets its job end. */
async function act(caller: Caller, verb: string, properties: object = {}): Promise<void> {
  await done(caller, "POST", `${item}/${verb}`, { properties });
  await caller.wait(600);
}

async function refused(caller: Caller, verb: string, properties: object = {}): Promise<string> {
  const answer = await caller.send("POST", `${item}/${verb}?api-version=${asr}`, { properties });
  const { status, message } = errorOf(answer);
  return `${status} ${message}`;
}

async function stateOf(caller: Caller): Promise<unknown[]> {
  const properties = await propertiesOf(caller, item);
  const { protectionState, protectionStateDescription, activeLocation } = properties;
  const { testFailoverState, allowedOperations } = properties;
  return [
    protectionState,
    protectionStateDescription,
    activeLocation,
    testFailoverState,
    allowedOperations,
  ];
}

async function detailsOf(caller: Caller): Promise<Record<string, unknown>> {
  const { providerSpecificDetails } = await propertiesOf(caller, item);
  return providerSpecificDetails as Record<string, unknown>;
}

function idsIn(azure: SimulatedAzure, scope: string): string[] {
  return azure.estate.within(scope).map(({ id }) => id.slice(scope.length));
}

async function powerOf(caller: Caller, id: string): Promise<string | undefined> {
  const { body } = await get(caller, `${id}/instanceView`, compute);
  const { statuses } = body as { statuses: { code: string }[] };
  return statuses.map(({ code }) => code).find((code) => code.startsWith("PowerState"));
}

const notNow = (what: string): string =>
  `409 The operation '${what}' is not allowed for the protected item 'item1' in its current state.`;

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

describe("a simulated test failover", () => {
  const test = { networkId: recoveryNetwork, networkType: "VmNetworkAsInput" };

  it("makes a machine beside, which the clean-up removes with all of its parts", async () => {
    const { azure, owner } = await withItem();
    const before = idsIn(azure, recoveryGroup);
    await act(owner, "testFailover", test);
    assert.deepEqual(
      idsIn(azure, recoveryGroup).filter((id) => !before.includes(id)),
      [
        "/providers/Microsoft.Network/networkInterfaces/nic1-test",
        "/providers/Microsoft.Compute/disks/disk1-test",
        "/providers/Microsoft.Compute/virtualMachines/machine1-test",
      ],
    );
    assert.deepEqual(await stateOf(owner), [
      "Protected",
      "Cleanup test failover pending",
      "Primary",
      "WaitingForCompletion",
      ["TestFailoverCleanup"],
    ]);
    await act(owner, "testFailoverCleanup", { comments: "done" });
    assert.deepEqual(idsIn(azure, recoveryGroup), before);
    assert.deepEqual(await stateOf(owner), [
      "Protected",
      "Protected",
      "Primary",
      "MarkedForDeletion",
      ["RepairReplication", "UnplannedFailover", "DisableProtection", "TestFailover"],
    ]);
    assert.equal(await refused(owner, "testFailoverCleanup"), notNow("Test failover cleanup"));
  });

  it("holds another test and the failover until it is cleaned up", async () => {
    const { owner } = await withItem();
    await act(owner, "testFailover", test);
    assert.equal(await refused(owner, "testFailover", test), notNow("Test failover"));
    assert.equal(await refused(owner, "unplannedFailover"), notNow("Failover"));
    await act(owner, "testFailoverCleanup");
    await act(owner, "testFailover", test);
    await act(owner, "testFailoverCleanup");
    await act(owner, "unplannedFailover");
    assert.equal((await propertiesOf(owner, item)).activeLocation, "Recovery");
  });

  it("needs a network in the recovery region that the caller may read", async () => {
    const { azure, owner } = await withItem();
    assert.equal(
      await refused(owner, "testFailover", { networkId: network }),
      `400 The virtual network '${network}' of the test failover could not be found in 'northeurope'.`,
    );
    const operator = callerOf(azure);
    azure.grant({
      principalId: operator.objectId,
      scope: vault,
      role: {
        roleName: "tester",
        description: "Tests failovers.",
        permission: {
          actions: ["Microsoft.RecoveryServices/vaults/replicationFabrics/*"],
          notActions: [],
          dataActions: [],
          notDataActions: [],
        },
      },
    });
    const url = `${item}/testFailover?api-version=${asr}`;
    const answer = await operator.send("POST", url, { properties: test });
    assert.equal(errorOf(answer).code, "LinkedAuthorizationFailed");
    azure.grant({ principalId: operator.objectId, scope: recoveryGroup, role: "Reader" });
    assert.equal((await operator.send("POST", url, { properties: test })).status, 202);
  });

  it("is cleaned up when the machine is gone already", async () => {
    const { azure, owner } = await withItem();
    const before = idsIn(azure, recoveryGroup);
    await act(owner, "testFailover", test);
    await done(owner, "DELETE", `${recoveryMachine}-test`, undefined, compute);
    await act(owner, "testFailoverCleanup");
    assert.deepEqual(idsIn(azure, recoveryGroup), before);
    assert.equal((await propertiesOf(owner, item)).testFailoverState, "MarkedForDeletion");
  });
});

describe("the address of a machine that a failover makes", () => {
  const otherNetwork = `${recoveryGroup}/providers/Microsoft.Network/virtualNetworks/tests`;

  /** The machine has the address 10.0.0.19, which is static; the network `tests` has the same range. */
  async function withStaticAddress(): Promise<Caller> {
    const { owner } = await withItem();
    await done(owner, "POST", `${item}/remove`, { properties: {} });
    await done(
      owner,
      "PUT",
      nic,
      {
        location: "westeurope",
        properties: {
          ipConfigurations: [
            {
              name: "main",
              properties: {
                subnet: { id: `${network}/subnets/subnet1` },
                privateIPAllocationMethod: "Static",
                privateIPAddress: "10.0.0.19",
              },
            },
          ],
        },
      },
      "2024-05-01",
    );
    await done(
      owner,
      "PUT",
      otherNetwork,
      {
        location: "northeurope",
        properties: {
          addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
          subnets: [{ name: "any", properties: { addressPrefix: "10.0.0.0/24" } }],
        },
      },
      "2024-05-01",
    );
    await done(owner, "PUT", item, itemBody);
    await owner.wait(1800);
    return owner;
  }

  async function addressOf(caller: Caller, name: string): Promise<unknown> {
    const id = `${recoveryGroup}/providers/Microsoft.Network/networkInterfaces/${name}`;
    const { ipConfigurations } = await propertiesOf(caller, id, "2024-05-01");
    const [configuration] = ipConfigurations as { properties: Record<string, unknown> }[];
    const { privateIPAddress, privateIPAllocationMethod } = configuration?.properties ?? {};
    return [privateIPAddress, privateIPAllocationMethod];
  }

  it("stays static, and in a test leaves room for the failover", async () => {
    const owner = await withStaticAddress();
    await act(owner, "testFailover", { networkId: recoveryNetwork });
    assert.deepEqual(await addressOf(owner, "nic1-test"), ["10.1.0.254", "Static"]);
    await act(owner, "testFailoverCleanup");
    await act(owner, "testFailover", { networkId: otherNetwork });
    assert.deepEqual(await addressOf(owner, "nic1-test"), ["10.0.0.19", "Static"]);
    await act(owner, "testFailoverCleanup");
    await act(owner, "unplannedFailover");
    assert.deepEqual(await addressOf(owner, "nic1"), ["10.1.0.4", "Static"]);
  });

  it("is the machine's own where the network has the same range", async () => {
    const owner = await withStaticAddress();
    await done(owner, "PATCH", item, {
      properties: {
        selectedRecoveryAzureNetworkId: otherNetwork,
        vmNics: [{ nicId: nic, ipConfigs: [{ recoverySubnetName: "any" }] }],
      },
    });
    await act(owner, "unplannedFailover");
    assert.deepEqual(await addressOf(owner, "nic1"), ["10.0.0.19", "Static"]);
  });
});

describe("the settings of a protected item", () => {
  it("are what the machine of the failover is made by, and replicate nothing anew", async () => {
    const { owner } = await withItem();
    const set = `${recoveryGroup}/providers/Microsoft.Compute/availabilitySets/set1`;
    await done(
      owner,
      "PUT",
      set,
      { location: "northeurope", sku: { name: "Aligned" }, properties: {} },
      compute,
    );
    const disk = `${group}/providers/Microsoft.Compute/disks/disk1`;
    await done(owner, "PATCH", item, {
      properties: {
        recoveryAzureVMName: "machine1-dr",
        recoveryAzureVMSize: "Standard_D2s_v5",
        recoveryAvailabilitySetId: set,
        selectedTfoAzureNetworkId: recoveryNetwork,
        licenseType: "WindowsServer",
        vmNics: [
          {
            nicId: nic,
            recoveryNicName: "nic-dr",
            tfoNicName: "nic-tried",
            enableAcceleratedNetworkingOnRecovery: true,
            ipConfigs: [
              {
                ipConfigName: "main",
                isPrimary: true,
                recoverySubnetName: "subnet1",
                recoveryStaticIPAddress: "10.1.0.77",
                tfoStaticIPAddress: "10.1.0.88",
              },
            ],
          },
        ],
        providerSpecificDetails: {
          instanceType: "A2A",
          tfoAzureVMName: "machine1-tried",
          managedDiskUpdateDetails: [
            {
              diskId: disk,
              recoveryTargetDiskAccountType: "StandardSSD_LRS",
              failoverDiskName: "disk-dr",
              tfoDiskName: "disk-tried",
            },
          ],
        },
      },
    });
    assert.equal((await propertiesOf(owner, item)).protectionState, "Protected");
    const addressOf = async (id: string): Promise<unknown> => {
      const { ipConfigurations } = await propertiesOf(owner, id, "2024-05-01");
      const [configuration] = ipConfigurations as { properties: Record<string, unknown> }[];
      const { privateIPAddress, privateIPAllocationMethod } = configuration?.properties ?? {};
      return [privateIPAddress, privateIPAllocationMethod];
    };
    const nics = `${recoveryGroup}/providers/Microsoft.Network/networkInterfaces`;
    const machines = `${recoveryGroup}/providers/Microsoft.Compute/virtualMachines`;
    await act(owner, "testFailover");
    assert.equal((await get(owner, `${machines}/machine1-tried`, compute)).status, 200);
    assert.deepEqual(await addressOf(`${nics}/nic-tried`), ["10.1.0.88", "Static"]);
    await act(owner, "testFailoverCleanup");
    await act(owner, "unplannedFailover");
    const { hardwareProfile, availabilitySet, licenseType, storageProfile } = await propertiesOf(
      owner,
      `${machines}/machine1-dr`,
      compute,
    );
    assert.deepEqual(
      { hardwareProfile, availabilitySet, licenseType },
      {
        hardwareProfile: { vmSize: "Standard_D2s_v5" },
        availabilitySet: { id: set },
        licenseType: "Windows_Server",
      },
    );
    assert.deepEqual((storageProfile as { osDisk: { managedDisk: unknown } }).osDisk.managedDisk, {
      id: `${recoveryGroup}/providers/Microsoft.Compute/disks/disk-dr`,
      storageAccountType: "StandardSSD_LRS",
    });
    assert.deepEqual(await addressOf(`${nics}/nic-dr`), ["10.1.0.77", "Static"]);
    const { enableAcceleratedNetworking } = await propertiesOf(
      owner,
      `${nics}/nic-dr`,
      "2024-05-01",
    );
    assert.equal(enableAcceleratedNetworking, true);
  });

  it("that are given when replication begins hold too: zone, encryption and the machine's tags", async () => {
    const { azure, owner } = await withItem();
    await done(owner, "POST", `${item}/remove`, { properties: {} });
    await done(owner, "PATCH", machine, { tags: { owner: "fleet" } }, compute);
    const set = `${recoveryGroup}/providers/Microsoft.Compute/diskEncryptionSets/set1`;
    const { properties } = itemBody;
    const details = properties.providerSpecificDetails;
    await done(owner, "PUT", item, {
      properties: {
        ...properties,
        providerSpecificDetails: {
          ...details,
          recoveryAvailabilityZone: "2",
          vmManagedDisks: details.vmManagedDisks.map((disk) => ({
            ...disk,
            recoveryDiskEncryptionSetId: set,
          })),
        },
      },
    });
    await owner.wait(1800);
    await act(owner, "unplannedFailover");
    const made = (await get(owner, recoveryMachine, compute)).body as Record<string, unknown>;
    assert.deepEqual([made.zones, made.tags], [["2"], { owner: "fleet" }]);
    const disk = (await get(owner, recoveryDisk, "2024-03-02")).body as {
      zones: unknown;
      properties: { encryption: unknown };
    };
    assert.deepEqual(
      [disk.zones, disk.properties.encryption],
      [["2"], { type: "EncryptionAtRestWithCustomerKey", diskEncryptionSetId: set }],
    );
    assert.ok(
      azure
        .recorded(owner.objectId)
        .some(
          ({ action, scope }) =>
            action === "Microsoft.Compute/diskEncryptionSets/read" && scope === set,
        ),
    );
  });

  it("may name a network interface that is there already", async () => {
    const { owner } = await withItem();
    const existing = `${recoveryGroup}/providers/Microsoft.Network/networkInterfaces/ready`;
    await done(
      owner,
      "PUT",
      existing,
      {
        location: "northeurope",
        properties: {
          ipConfigurations: [
            { name: "main", properties: { subnet: { id: `${recoveryNetwork}/subnets/subnet1` } } },
          ],
        },
      },
      "2024-05-01",
    );
    await done(owner, "PATCH", item, {
      properties: { vmNics: [{ nicId: nic, recoveryNicName: "ready", reuseExistingNic: true }] },
    });
    await act(owner, "unplannedFailover");
    const { virtualMachine } = await propertiesOf(owner, existing, "2024-05-01");
    assert.deepEqual(virtualMachine, { id: recoveryMachine });
  });

  it("need rights on the place that they name", async () => {
    const { azure, owner } = await withItem();
    const operator = callerOf(azure);
    azure.grant({ principalId: operator.objectId, scope: vault, role: "Contributor" });
    const change = (): Promise<{ status: number }> =>
      operator.send("PATCH", `${item}?api-version=${asr}`, {
        properties: {
          vmNics: [{ nicId: nic, ipConfigs: [{ recoverySubnetName: "subnet1" }] }],
          providerSpecificDetails: { instanceType: "A2A", recoveryResourceGroupId: recoveryGroup },
        },
      });
    assert.equal((await change()).status, 403);
    azure.grant({
      principalId: operator.objectId,
      scope: recoveryGroup,
      role: "Virtual Machine Contributor",
    });
    assert.equal((await change()).status, 202);
    assert.deepEqual(
      azure
        .recorded(operator.objectId)
        .map(({ action }) => action)
        .filter((action) => !action.startsWith("Microsoft.RecoveryServices"))
        .filter((action, i, actions) => actions.indexOf(action) === i),
      [
        "Microsoft.Compute/virtualMachines/write",
        "Microsoft.Network/virtualNetworks/subnets/join/action",
      ],
    );
    assert.ok(owner);
  });

  it("are of network interfaces and disks that the machine has", async () => {
    const { owner } = await withItem();
    const patch = async (properties: object): Promise<string> => {
      const url = `${item}?api-version=${asr}`;
      const { status, message } = errorOf(await owner.send("PATCH", url, { properties }));
      return `${status} ${message}`;
    };
    assert.equal(
      await patch({ vmNics: [{ nicId: `${nic}9` }] }),
      `400 The network interface '${nic}9' is not of the machine of the protected item 'item1'.`,
    );
    assert.equal(
      await patch({
        providerSpecificDetails: { managedDiskUpdateDetails: [{ diskId: "other" }] },
      }),
      "400 The disk 'other' of the protected item 'item1' is not replicated.",
    );
  });
});
