import assert from "node:assert/strict";
import { backupManagementServiceObjectId } from "../../../src/simulator/backup/key-vault-rights";
import { type Caller, tenantId } from "../caller";
import { group, machine, machineBody, send } from "../compute/small-estate";
import { ask, backUp, backupGroup, days, itemId, list, read, withItem } from "./backed-up-estate";

interface JobError {
  readonly errorTitle: string;
  readonly errorString: string;
}

/** Runs a backup to the end of its snapshot and answers how the job stands. */
async function outcome(owner: Caller): Promise<string> {
  const job = await backUp(owner);
  await owner.wait(300);
  const { status, errorDetails } = await read(owner, job);
  const [error] = (errorDetails ?? []) as JobError[];
  return error === undefined ? String(status) : `${error.errorTitle}: ${error.errorString}`;
}

const lock = `${backupGroup}/providers/Microsoft.Authorization/locks/keep`;

describe("backups fail", () => {
  it("while the agent is silent, and tell it in the item's health", async () => {
    const { azure, owner } = await withItem();
    azure.faults.strike("agent silent", machine);
    assert.equal(
      await outcome(owner),
      "UserErrorGuestAgentStatusUnavailable: VM agent unable to communicate with Azure Backup.",
    );
    const item = await read(owner, itemId);
    assert.deepEqual(
      [item.protectionStatus, item.healthStatus, item.lastBackupStatus, item.protectionState],
      ["Unhealthy", "ActionRequired", "Failed", "IRPending"],
    );
    assert.deepEqual(item.healthDetails, [
      {
        title: "UserErrorGuestAgentStatusUnavailable",
        message: "VM agent unable to communicate with Azure Backup.",
        recommendations: ["See that the machine is running and its agent is ready, and try again."],
      },
    ]);
    azure.faults.mend("agent silent", machine);
    assert.equal(await outcome(owner), "InProgress");
    await owner.wait(3600);
    assert.equal((await read(owner, itemId)).healthStatus, "Passed");
  });

  it("without an agent", async () => {
    const { owner } = await withItem({}, { linux: { provisionVMAgent: false } });
    assert.match(await outcome(owner), /^UserErrorGuestAgentStatusUnavailable/);
  });

  it("of a machine in a failed state", async () => {
    const { azure, owner } = await withItem();
    const stored = azure.estate.get(machine);
    assert.ok(stored);
    const { properties } = stored as unknown as { properties: object };
    azure.estate.put({ ...stored, properties: { ...properties, provisioningState: "Failed" } });
    assert.equal(
      await outcome(owner),
      "UserErrorVmProvisioningStateFailed: The VM is in failed provisioning state.",
    );
  });

  it("of a machine of which an extension failed, until that is mended", async () => {
    const { azure, owner } = await withItem();
    const extension = {
      id: `${machine}/extensions/extension1`,
      name: "extension1",
      type: "Microsoft.Compute/virtualMachines/extensions",
      location: "westeurope",
    };
    azure.estate.put({ ...extension, properties: { provisioningState: "Failed" } });
    assert.match(await outcome(owner), /^UserErrorVmProvisioningStateFailed/);
    azure.estate.put({ ...extension, properties: { provisioningState: "Succeeded" } });
    assert.equal(await outcome(owner), "InProgress");
  });

  it("of disks that are too large, encrypted ones earlier", async () => {
    const { owner } = await withItem();
    const disks = await list(owner, `${group}/providers/Microsoft.Compute/disks`);
    const disk = `${group}/providers/Microsoft.Compute/disks/${disks[0]?.name ?? ""}`;
    const size = (properties: object) => send(owner, "PATCH", disk, { properties }, "2024-03-02");
    await size({ diskSizeGB: 32_768 });
    assert.equal(await outcome(owner), "InProgress");
    await owner.wait(3600);
    await size({ diskSizeGB: 32_769 });
    const tooLarge =
      "UserErrorUnsupportedDiskSize: The configured disk size(s) is currently not supported by Azure Backup.";
    assert.equal(await outcome(owner), tooLarge);
    await size({
      diskSizeGB: 4097,
      encryptionSettingsCollection: { enabled: true, encryptionSettings: [{}] },
    });
    assert.equal(await outcome(owner), tooLarge);
  });

  it("of an encrypted machine until Azure Backup may read its keys", async () => {
    const { owner } = await withItem();
    const keyVault = `${group}/providers/Microsoft.KeyVault/vaults/keys1`;
    const withPermissions = (permissions: object) =>
      send(
        owner,
        "PUT",
        keyVault,
        {
          location: "westeurope",
          properties: {
            tenantId,
            sku: { family: "A", name: "standard" },
            accessPolicies: [
              { tenantId, objectId: backupManagementServiceObjectId(tenantId), permissions },
            ],
          },
        },
        "2024-11-01",
      );
    await withPermissions({ keys: ["get"], secrets: [] });
    const source = { sourceVault: { id: keyVault } };
    const disks = await list(owner, `${group}/providers/Microsoft.Compute/disks`);
    await send(
      owner,
      "PATCH",
      `${group}/providers/Microsoft.Compute/disks/${disks[0]?.name ?? ""}`,
      {
        properties: {
          encryptionSettingsCollection: {
            enabled: true,
            encryptionSettings: [{ diskEncryptionKey: source, keyEncryptionKey: source }],
          },
        },
      },
      "2024-03-02",
    );
    assert.equal(
      await outcome(owner),
      "UserErrorKeyvaultPermissionsNotConfigured: Backup doesn't have sufficient permissions to the key " +
        "vault for backup of encrypted VMs.",
    );
    await withPermissions({ keys: ["Get", "List", "Backup"], secrets: ["Get", "List"] });
    assert.equal(await outcome(owner), "InProgress");
  });

  it("with 18 restore points that a lock holds; the first after it too, and the clean-up follows hours later", async () => {
    const { owner } = await withItem();
    await days(owner, 2);
    await owner.send("PUT", `${lock}?api-version=2020-05-01`, {
      properties: { level: "CanNotDelete" },
    });
    await days(owner, 17);
    const instant = async (): Promise<number> =>
      (await list(owner, `${itemId}/recoveryPoints`)).filter(({ properties }) =>
        (properties.recoveryPointTierDetails as { type: string; status: string }[]).some(
          ({ type, status }) => type === "InstantRP" && status === "Valid",
        ),
      ).length;
    assert.equal(await instant(), 18);
    const limit =
      "UserErrorRpCollectionLimitReached: The Restore Point collection max limit has reached.";
    assert.equal(await outcome(owner), limit);
    await days(owner, 2);
    assert.equal(await instant(), 18);

    await owner.send("DELETE", `${lock}?api-version=2020-05-01`);
    assert.equal(await outcome(owner), limit);
    assert.equal(await instant(), 18);
    await owner.wait(4 * 3600);
    assert.equal(await instant(), 0);
    assert.equal(await outcome(owner), "InProgress");
    await days(owner, 1);
    assert.equal((await read(owner, itemId)).lastBackupStatus, "Completed");
  });
});

describe("restore points of backups", () => {
  it("end with their instant retention, though the machine is gone, and stay in the vault", async () => {
    const { owner } = await withItem();
    await backUp(owner);
    await owner.wait(4000);
    await send(owner, "DELETE", machine);
    const tiers = async (): Promise<unknown> => {
      const [point] = await list(owner, `${itemId}/recoveryPoints`);
      return point?.properties.recoveryPointTierDetails;
    };
    const vaulted = { type: "HardenedRP", status: "Valid" };
    await days(owner, 1);
    assert.deepEqual(await tiers(), [{ type: "InstantRP", status: "Valid" }, vaulted]);
    await days(owner, 2);
    assert.deepEqual(await tiers(), [{ type: "InstantRP", status: "Deleted" }, vaulted]);
    await days(owner, 30);
    assert.equal(await tiers(), undefined);
  });

  it("are deleted with their collection, which can time out and succeeds the third time", async () => {
    const { azure, owner } = await withItem();
    await backUp(owner);
    await owner.wait(4000);
    const collections = `${backupGroup}/providers/Microsoft.Compute/restorePointCollections`;
    const [collection] = await list(owner, collections);
    const id = `${collections}/${collection?.name ?? ""}`;
    azure.faults.strike("deletion times out", id, 2);
    const remove = async (): Promise<unknown> => {
      const answer = await ask(owner, "DELETE", id);
      assert.equal(answer.status, 202);
      await owner.wait(120);
      const { body } = await owner.send("GET", answer.headers["azure-asyncoperation"] ?? "");
      const { status, error } = body as { status: string; error?: { code: string } };
      return error?.code ?? status;
    };
    assert.equal(await remove(), "OperationTimedOut");
    assert.equal(await remove(), "OperationTimedOut");
    assert.equal(await remove(), "Succeeded");
    assert.deepEqual(await list(owner, collections), []);
    const [point] = await list(owner, `${itemId}/recoveryPoints`);
    assert.deepEqual(point?.properties.recoveryPointTierDetails, [
      { type: "InstantRP", status: "Deleted" },
      { type: "HardenedRP", status: "Valid" },
    ]);
  });

  it("fill one group after the other, 600 collections each", async () => {
    const { azure, owner } = await withItem();
    azure.estate
      .notes<number>("restore-point collections in groups")
      .set(backupGroup.toLowerCase(), 600);
    azure.estate.put({
      id: backupGroup,
      name: "AzureBackupRG_westeurope_1",
      type: "Microsoft.Resources/resourceGroups",
      location: "westeurope",
      properties: { provisioningState: "Succeeded" },
    });
    await backUp(owner);
    await owner.wait(300);
    const collections = "providers/Microsoft.Compute/restorePointCollections";
    assert.deepEqual(await list(owner, `${backupGroup}/${collections}`), []);
    assert.equal((await list(owner, `${backupGroup.slice(0, -1)}2/${collections}`)).length, 1);
  });
});

describe("restore points that a request makes", () => {
  it("hold what the machine was", async () => {
    const { owner } = await withItem();
    const collection = `${group}/providers/Microsoft.Compute/restorePointCollections/own`;
    const body = { location: "westeurope", properties: { source: { id: machine } } };
    assert.equal((await send(owner, "PUT", collection, body)).status, 201);
    const point = `${collection}/restorePoints/point1`;
    assert.equal((await send(owner, "PUT", point, { properties: {} })).status, 201);
    const { sourceMetadata, consistencyMode } = await read(owner, point);
    const { vmId, storageProfile } = sourceMetadata as Record<string, unknown>;
    const { body: source } = await owner.send("GET", `${machine}?api-version=2024-11-01`);
    assert.equal(vmId, (source as { properties: { vmId: string } }).properties.vmId);
    assert.equal(consistencyMode, "ApplicationConsistent");
    const { osDisk } = storageProfile as { osDisk: { diskRestorePoint: { id: string } } };
    assert.ok(osDisk.diskRestorePoint.id.startsWith(`${point}/diskRestorePoints/`));
    const again = await send(owner, "PUT", point, { properties: {} });
    assert.equal(again.status, 201);
    const missing = await send(owner, "PUT", `${collection}2`, {
      location: "westeurope",
      properties: { source: { id: `${machine}2` } },
    });
    assert.equal(missing.status, 400);
    assert.equal(JSON.stringify(machineBody({})).includes("adminPassword"), true);
    assert.equal(JSON.stringify(sourceMetadata).includes("adminPassword"), false);
  });
});

describe("backups fail by what happens inside a machine", () => {
  const codes = {
    "guest shut down": "GuestAgentSnapshotTaskStatusError",
    "no DHCP": "ExtensionSnapshotFailedNoNetwork",
    "agent hangs": "BackUpOperationFailed",
    "snapshots blocked": "ExtensionOperationFailedForManagedDisks",
    "compute refuses snapshots": "UserErrorCrpReportedUserError",
  } as const;

  for (const [fault, code] of Object.entries(codes)) {
    it(`${fault}: with ${code}, until that is mended`, async () => {
      const { azure, owner } = await withItem();
      azure.faults.strike(fault as keyof typeof codes, machine);
      assert.equal((await outcome(owner)).split(":")[0], code);
      azure.faults.mend(fault as keyof typeof codes, machine);
      assert.equal(await outcome(owner), "InProgress");
    });
  }

  it("and the agent tells since when it has not reported, though Azure says that the machine runs", async () => {
    const { azure, owner } = await withItem();
    const view = async () => {
      const { body } = await owner.send("GET", `${machine}/instanceView?api-version=2024-11-01`);
      const { vmAgent, statuses } = body as {
        vmAgent: { vmAgentVersion: string; statuses: object[] };
        statuses: { code: string }[];
      };
      return [vmAgent.vmAgentVersion, vmAgent.statuses[0], statuses.at(-1)?.code];
    };
    const since = azure.clock.now().toISOString();
    azure.faults.strike("guest shut down", machine);
    await owner.wait(3600);
    assert.deepEqual(await view(), [
      "Unknown",
      {
        code: "ProvisioningState/Unavailable",
        level: "Warning",
        displayStatus: "Not Ready",
        message: "VM Agent is unresponsive.",
        time: since,
      },
      "PowerState/running",
    ]);
    azure.faults.mend("guest shut down", machine);
    azure.faults.strike("agent hangs", machine);
    const hangsSince = azure.clock.now().toISOString();
    await owner.wait(3600);
    const [, status] = await view();
    assert.deepEqual(status, {
      code: "ProvisioningState/succeeded",
      level: "Info",
      displayStatus: "Ready",
      message: "GuestAgent is running and accepting new configurations.",
      time: hangsSince,
    });
  });
});
