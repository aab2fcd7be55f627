import assert from "node:assert/strict";
import { valueAt } from "../../../src/simulator/json";
import { type Caller, callerOf, newAzure } from "../caller";
import { compute, detailsOf, refused } from "./failing-over";
import { done, get, group, propertiesOf } from "./replicated-estate";
import {
  cache,
  item,
  itemBody,
  machine,
  machineBody,
  recoveryGroup,
  withItem,
} from "./replicated-machine";

describe("the disks of a protected item", () => {
  const second = `${group}/providers/Microsoft.Compute/disks/disk2`;

  async function withSecondDisk(): Promise<Caller> {
    const { owner } = await withItem();
    await attachSecondDisk(owner);
    return owner;
  }

  async function attachSecondDisk(owner: Caller): Promise<void> {
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
  }

  /** The item enabled anew, with other details. */
  async function enabledWith(owner: Caller, details: object): Promise<void> {
    await done(owner, "POST", `${item}/remove`, { properties: {} });
    const { properties } = itemBody;
    const providerSpecificDetails = { ...properties.providerSpecificDetails, ...details };
    await done(owner, "PUT", item, { properties: { ...properties, providerSpecificDetails } });
    await owner.wait(3600);
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
      await refused(owner, "addDisks", {
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
      refused(owner, "removeDisks", {
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

  it("are added by Azure where that is asked for, also after a save", async () => {
    const { azure, owner } = await withItem();
    await enabledWith(owner, { autoProtectionOfDataDisk: "Enabled" });
    await attachSecondDisk(owner);
    const names = async (caller: Caller): Promise<unknown[]> =>
      ((await detailsOf(caller)).protectedManagedDisks as Record<string, unknown>[]).map(
        ({ diskName, primaryStagingAzureStorageAccountId }) => [
          diskName,
          primaryStagingAzureStorageAccountId,
        ],
      );
    assert.deepEqual(await names(owner), [["disk1", cache]]);
    const loaded = newAzure({ from: azure.save() });
    await owner.wait(3600);
    assert.deepEqual(await names(owner), [
      ["disk1", cache],
      ["disk2", cache],
    ]);
    const later = callerOf(loaded, "Owner");
    await later.wait(3600);
    assert.equal((await names(later)).length, 2);
    await done(owner, "POST", `${item}/remove`, { properties: {} });
    assert.equal(azure.estate.notes("data disks that are protected automatically").size, 0);
  });

  it("have the keys of the settings after a failover", async () => {
    const { azure, owner } = await withItem();
    const keyVaultResourceArmId = `${recoveryGroup}/providers/Microsoft.KeyVault/vaults/asr`;
    const secretIdentifier = "https://asr.vault.azure.net/secrets/bek";
    const keyIdentifier = "https://asr.vault.azure.net/keys/kek";
    const [disk] = itemBody.properties.providerSpecificDetails.vmManagedDisks;
    await enabledWith(owner, {
      vmManagedDisks: [
        {
          ...disk,
          diskEncryptionInfo: {
            diskEncryptionKeyInfo: { secretIdentifier, keyVaultResourceArmId },
            keyEncryptionKeyInfo: { keyIdentifier, keyVaultResourceArmId },
          },
        },
      ],
    });
    await done(owner, "POST", `${item}/unplannedFailover`, {});
    await owner.wait(600);
    const made = azure.estate.get(`${recoveryGroup}/providers/Microsoft.Compute/disks/disk1`);
    const sourceVault = { id: keyVaultResourceArmId };
    assert.deepEqual(valueAt(made, "properties.encryptionSettingsCollection"), {
      enabled: true,
      encryptionSettings: [
        {
          diskEncryptionKey: { secretUrl: secretIdentifier, sourceVault },
          keyEncryptionKey: { keyUrl: keyIdentifier, sourceVault },
        },
      ],
      encryptionSettingsVersion: "1.1",
    });
  });

  it("must be the machine's own", async () => {
    const { owner } = await withItem();
    assert.equal(
      await refused(owner, "addDisks", {
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
