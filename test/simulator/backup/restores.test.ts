import assert from "node:assert/strict";
import { SimulatedAzure } from "../../../src/simulator/index";
import { type Caller, callerOf, errorOf } from "../caller";
import { group, machine, machineBody, network, nic, send } from "../compute/small-estate";
import {
  ask,
  backedUpTaskStatuses,
  backUp,
  itemId,
  list,
  read,
  softDeleteOff,
  vaultId,
  withItem,
  type BackedUp,
} from "./backed-up-estate";

const account = `${group}/providers/Microsoft.Storage/storageAccounts/stagingaccount`;
const target = group.replace(/rg$/, "restored");
const copy = `${target}/providers/Microsoft.Compute/virtualMachines/copy1`;
const subnetId = `${network}/subnets/subnet1`;
const disks = "Microsoft.Compute/disks";

/** A machine with two disks, backed up once, a storage account and a group to restore into. */
async function restorable(
  options: object = {},
  machineOptions: object = {},
): Promise<BackedUp & { readonly point: string }> {
  const { properties } = machineBody() as { properties: { storageProfile: object } };
  const storageProfile = {
    ...properties.storageProfile,
    osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Premium_LRS" } },
    dataDisks: [{ lun: 4, createOption: "Empty", diskSizeGB: 64 }],
  };
  const estate = await withItem(options, { properties: { storageProfile }, ...machineOptions });
  const { owner } = estate;
  await owner.send("PUT", `${target}?api-version=2021-04-01`, { location: "northeurope" });
  await owner.send("PUT", `${account}?api-version=2024-01-01`, {
    location: "westeurope",
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
  });
  await backUp(owner);
  await owner.wait(4000);
  const [point] = await list(owner, `${itemId}/recoveryPoints`);
  return { ...estate, point: `${itemId}/recoveryPoints/${point?.name ?? ""}` };
}

const order = (recoveryType: string, more: object = {}): object => ({
  properties: {
    objectType: "IaasVMRestoreRequest",
    recoveryType,
    sourceResourceId: machine,
    storageAccountId: account,
    region: "westeurope",
    ...more,
  },
});
const alternate = order("AlternateLocation", {
  targetVirtualMachineId: copy,
  targetResourceGroupId: target,
  virtualNetworkId: network,
  subnetId,
});

/** Triggers a restore and answers the id of its job. */
async function restore(caller: Caller, point: string, body: object): Promise<string> {
  const answer = await ask(caller, "POST", `${point}/restore`, body);
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  const { body: status } = await caller.send("GET", answer.headers["azure-asyncoperation"] ?? "");
  const { properties } = status as { properties: { jobId: string } };
  return `${vaultId}/backupJobs/${properties.jobId}`;
}

async function jobOf(caller: Caller, job: string): Promise<unknown[]> {
  const { operation, status, extendedInfo } = await read(caller, job);
  const { tasksList, propertyBag } = extendedInfo as {
    tasksList: { taskId: string; status: string }[];
    propertyBag: object;
  };
  return [operation, status, tasksList.map((task) => [task.taskId, task.status]), propertyBag];
}

describe("restores of simulated backups", () => {
  it("make disks in a group, with a job that tells what was made", async () => {
    const { azure, owner, point } = await restorable();
    const job = await restore(
      owner,
      point,
      order("RestoreDisks", { targetResourceGroupId: target }),
    );
    const { recoveryPointTime } = await read(owner, point);
    const details = {
      "VM Name": "machine1",
      "Job Type": "Recover disks",
      "Recovery point time": recoveryPointTime,
      "Target Storage Account Name": "stagingaccount",
      "Target resource group": "restored",
    };
    assert.deepEqual(await jobOf(owner, job), [
      "Restore",
      "InProgress",
      [["Transfer data from vault", "InProgress"]],
      details,
    ]);
    await owner.wait(300);
    assert.deepEqual(await jobOf(owner, job), [
      "Restore",
      "Completed",
      [["Transfer data from vault", "Completed"]],
      details,
    ]);
    const made = azure.estate.within(target).filter(({ type }) => type === disks);
    assert.deepEqual(
      made.map(({ name, sku, managedBy, properties }) => {
        const { diskSizeGB, diskState, osType } = properties as Record<string, unknown>;
        return [name.replace(/\d{8}-\d{6}$/, ""), sku, managedBy, diskSizeGB, diskState, osType];
      }),
      [
        [
          "machine1-osdisk-",
          { name: "Premium_LRS", tier: "Premium" },
          undefined,
          30,
          "Unattached",
          "Linux",
        ],
        [
          "machine1-datadisk-004-",
          { name: "Standard_LRS", tier: "Standard" },
          undefined,
          64,
          "Unattached",
          undefined,
        ],
      ],
    );
    // The same once more is another restore.
    await restore(owner, point, order("RestoreDisks", { targetResourceGroupId: target }));
    await owner.wait(300);
    assert.equal(azure.estate.within(target).filter(({ type }) => type === disks).length, 4);
    // Without a group, disks go into the storage account, of which nothing can be seen.
    const blobs = await restore(owner, point, order("RestoreDisks"));
    await owner.wait(300);
    assert.equal((await read(owner, blobs)).status, "Completed");
    assert.equal(azure.estate.within(target).filter(({ type }) => type === disks).length, 4);
  });

  it("make a new machine in a subnet, though the old one is gone", async () => {
    const { owner, point } = await restorable();
    await send(owner, "DELETE", machine);
    const job = await restore(owner, point, alternate);
    await owner.wait(300);
    assert.equal((await read(owner, job)).status, "Completed");
    const { body } = await owner.send("GET", `${copy}?$expand=instanceView&api-version=2024-11-01`);
    const { location, properties } = body as {
      location: string;
      properties: Record<string, unknown>;
    };
    assert.equal(location, "westeurope");
    const { hardwareProfile, networkProfile, storageProfile, instanceView, osProfile } = properties;
    assert.deepEqual(hardwareProfile, { vmSize: "Standard_B2s" });
    const { osDisk, dataDisks } = storageProfile as {
      osDisk: { createOption: string; osType: string; managedDisk: { id: string } };
      dataDisks: { lun: number; diskSizeGB: number }[];
    };
    assert.deepEqual([osDisk.createOption, osDisk.osType], ["Attach", "Linux"]);
    assert.deepEqual(
      dataDisks.map(({ lun, diskSizeGB }) => [lun, diskSizeGB]),
      [[4, 64]],
    );
    assert.equal(osProfile, undefined);
    const nicId = `${target}/providers/Microsoft.Network/networkInterfaces/copy1-nic`;
    assert.deepEqual(networkProfile, { networkInterfaces: [{ id: nicId }] });
    const { statuses } = instanceView as { statuses: { code: string }[] };
    assert.ok(statuses.some(({ code }) => code === "PowerState/running"));
    const disk = await owner.send("GET", `${osDisk.managedDisk.id}?api-version=2024-03-02`);
    assert.equal((disk.body as { managedBy: string }).managedBy, copy);
    // It is a machine as any: it can be changed, and deleted.
    assert.equal((await send(owner, "PATCH", copy, { tags: { a: "b" } })).status, 200);
    assert.equal((await send(owner, "DELETE", copy)).status, 202);
  });

  it("replace the disks of the machine, and leave those that it had", async () => {
    const { azure, owner, point } = await restorable();
    const before = azure.estate.ofType(disks).map(({ id }) => id);
    const job = await restore(owner, point, order("OriginalLocation"));
    await owner.wait(300);
    assert.equal((await read(owner, job)).status, "Completed");
    const states = azure.estate
      .ofType(disks)
      .map((disk) => [before.includes(disk.id), disk.managedBy]);
    assert.deepEqual(states, [
      [true, undefined],
      [true, undefined],
      [false, machine],
      [false, machine],
    ]);
    assert.equal((await send(owner, "DELETE", machine)).status, 202);
    const again = errorOf(await ask(owner, "POST", `${point}/restore`, order("OriginalLocation")));
    assert.deepEqual(
      [again.status, again.code, again.message],
      [
        400,
        "UserErrorInvalidRestoreRequest",
        `The restore cannot be made as it was asked for. The virtual machine '${machine}' is not there any more.`,
      ],
    );
  });

  it("take longer from the vault, go on in a loaded estate, and fail when their target goes away", async () => {
    const { azure, owner, point } = await restorable();
    await owner.wait(4 * 86_400);
    const { recoveryPointTierDetails } = await read(owner, point);
    assert.deepEqual(recoveryPointTierDetails, [
      { type: "InstantRP", status: "Deleted" },
      { type: "HardenedRP", status: "Valid" },
    ]);
    const body = order("RestoreDisks", { targetResourceGroupId: target });
    const job = await restore(owner, point, body);
    await owner.wait(3000);
    assert.equal((await read(owner, job)).status, "InProgress");
    const loaded = new SimulatedAzure({ from: azure.save() });
    const reader = callerOf(loaded, "Owner");
    await reader.wait(600);
    assert.deepEqual(await backedUpTaskStatuses(reader, job), ["Completed", "Completed"]);
    assert.equal(loaded.estate.within(target).filter(({ type }) => type === disks).length, 2);

    await owner.send("DELETE", `${target}?api-version=2021-04-01`);
    await owner.wait(600);
    const { status, errorDetails } = await read(owner, job);
    const [error] = errorDetails as { errorTitle: string; errorString: string }[];
    assert.deepEqual(
      [status, error?.errorTitle, error?.errorString],
      ["Failed", "UserErrorInvalidRestoreRequest", `'${target}' is not there any more.`],
    );
  });

  it("keep the disks when there is no address left for the machine", async () => {
    const { azure, owner, point } = await restorable();
    const tiny = `${network}/subnets/tiny`;
    await send(owner, "PUT", tiny, { properties: { addressPrefix: "10.0.9.0/29" } }, "2024-05-01");
    for (const number of [1, 2, 3]) {
      await send(
        owner,
        "PUT",
        `${nic}-${number}`,
        {
          location: "westeurope",
          properties: { ipConfigurations: [{ name: "m", properties: { subnet: { id: tiny } } }] },
        },
        "2024-05-01",
      );
    }
    const { properties } = alternate as { properties: object };
    const job = await restore(owner, point, { properties: { ...properties, subnetId: tiny } });
    await owner.wait(300);
    const { status, errorDetails } = await read(owner, job);
    assert.deepEqual(
      [status, (errorDetails as { errorTitle: string }[])[0]?.errorTitle],
      ["Failed", "SubnetIsFull"],
    );
    assert.equal(azure.estate.get(copy), undefined);
    assert.equal(azure.estate.within(target).filter(({ type }) => type === disks).length, 2);
  });

  it("are refused when something is not there, or does not fit", async () => {
    const { owner, point } = await restorable();
    await owner.send("PUT", `${account}zrs?api-version=2024-01-01`, {
      location: "westeurope",
      kind: "StorageV2",
      sku: { name: "Standard_ZRS" },
    });
    await owner.wait(60);
    const reasons: readonly (readonly [object, string])[] = [
      [
        { properties: {} },
        "Its objectType must be 'IaasVMRestoreRequest', its recoveryType one of AlternateLocation, OriginalLocation, RestoreDisks.",
      ],
      [
        order("RestoreDisks", { sourceResourceId: copy }),
        `The item protects '${machine}', and not the sourceResourceId.`,
      ],
      [
        order("RestoreDisks", { region: "northeurope" }),
        "The region must be the vault's, 'westeurope'.",
      ],
      [
        order("RestoreDisks", { storageAccountId: `${account}none` }),
        `The storage account '${account}none' must be there, in the vault's region.`,
      ],
      [
        order("RestoreDisks", { storageAccountId: `${account}zrs` }),
        `The storage account '${account}zrs' must not be zone-redundant.`,
      ],
      [
        order("RestoreDisks", { targetResourceGroupId: `${target}9` }),
        `The resource group '${target}9' was not found.`,
      ],
      [
        order("RestoreDisks", { zones: ["2"] }),
        "Another zone takes a zone-redundant vault, and data that has reached it.",
      ],
      [
        order("AlternateLocation", { targetVirtualMachineId: copy, subnetId }),
        "The targetVirtualMachineId must stand in the targetResourceGroupId.",
      ],
      [
        order("AlternateLocation", {
          targetVirtualMachineId: machine,
          targetResourceGroupId: group,
          subnetId,
        }),
        `The virtual machine '${machine}' is there already.`,
      ],
      [
        order("AlternateLocation", {
          targetVirtualMachineId: copy,
          targetResourceGroupId: target,
          subnetId: `${network}/subnets/none`,
        }),
        `The subnet '${network}/subnets/none' must be there, in the vault's region.`,
      ],
    ];
    for (const [body, reason] of reasons) {
      assert.deepEqual(errorOf(await ask(owner, "POST", `${point}/restore`, body)), {
        status: 400,
        code: "UserErrorInvalidRestoreRequest",
        message: `The restore cannot be made as it was asked for. ${reason}`,
      });
    }
    assert.equal(
      errorOf(await ask(owner, "POST", `${point}9/restore`, order("RestoreDisks"))).code,
      "BMSUserErrorObjectNotFound",
    );
    await ask(owner, "DELETE", itemId);
    assert.equal(
      errorOf(await ask(owner, "POST", `${point}/restore`, order("RestoreDisks"))).code,
      "UserErrorItemInSoftDeletedState",
    );
  });

  it("need rights on the machine, the storage account, the group and the subnet", async () => {
    const { azure, point } = await restorable();
    const operator = callerOf(azure, "Backup Operator");
    const missing = async (body: object): Promise<string> => {
      const { code, message } = errorOf(await ask(operator, "POST", `${point}/restore`, body));
      assert.equal(code, "LinkedAuthorizationFailed");
      return /perform action\(s\) '([^']+)'/.exec(message)?.[1] ?? "";
    };
    assert.equal(
      await missing(order("RestoreDisks", { targetResourceGroupId: target })),
      "Microsoft.Compute/virtualMachines/write,Microsoft.Storage/storageAccounts/write," +
        "Microsoft.Resources/subscriptions/resourceGroups/write",
    );
    const forMachine = await missing(alternate);
    assert.ok(
      forMachine.includes("Microsoft.Network/virtualNetworks/subnets/join/action"),
      forMachine,
    );
    azure.grant({
      principalId: operator.objectId,
      role: "Virtual Machine Contributor",
      scope: machine,
    });
    assert.equal(
      await missing(order("OriginalLocation")),
      "Microsoft.Storage/storageAccounts/write",
    );
    azure.grant({ principalId: operator.objectId, role: "Contributor", scope: group });
    assert.equal(
      (await ask(operator, "POST", `${point}/restore`, order("OriginalLocation"))).status,
      202,
    );
    const reader = callerOf(azure, "Backup Reader");
    assert.match(
      errorOf(await ask(reader, "POST", `${point}/restore`, order("RestoreDisks"))).message,
      /perform action 'Microsoft.RecoveryServices\/vaults\/backupFabrics\/protectionContainers\/protectedItems\/recoveryPoints\/restore\/action'/,
    );
  });
});

describe("on-demand backups", () => {
  it("are nine a day at the most", async () => {
    const { owner } = await withItem(softDeleteOff);
    for (let backup = 0; backup < 9; backup++) {
      assert.match(await backUp(owner), /backupJobs/);
      await owner.wait(3980);
    }
    const answer = await ask(owner, "POST", `${itemId}/backup`, { properties: {} });
    assert.deepEqual(errorOf(answer), {
      status: 400,
      code: "CloudDosAbsoluteLimitReached",
      message:
        "Operation is blocked as you have reached the limit on number of operations permitted in 24 hours.",
    });
    await owner.wait(86_400 - 9 * 4000 + 60);
    assert.match(await backUp(owner), /backupJobs/);
  });
});
