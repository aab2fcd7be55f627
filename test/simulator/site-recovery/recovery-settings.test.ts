import assert from "node:assert/strict";
import { callerOf, errorOf } from "../caller";
import { compute, recoveryMachine, recoveryDisk, act } from "./failing-over";
import { asr, done, get, group, propertiesOf, vault } from "./replicated-estate";
import {
  item,
  itemBody,
  machine,
  nic,
  recoveryGroup,
  recoveryNetwork,
  withItem,
} from "./replicated-machine";

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
