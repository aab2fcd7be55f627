import assert from "node:assert/strict";
import { errorOf } from "../caller";
import { machine, send } from "../compute/small-estate";
import {
  ask,
  backedUpTaskStatuses,
  backUp,
  backupGroup,
  itemBody,
  itemId,
  list,
  policyId,
  read,
  vaultId,
  withItem,
  withVault,
} from "./backed-up-estate";

describe("backups of a machine", () => {
  it("begin with a discovery that finds it, and protection that awaits the first backup", async () => {
    const { owner } = await withVault();
    const protectable = `${vaultId}/backupProtectableItems?$filter=backupManagementType eq 'AzureIaasVM'`;
    assert.deepEqual(await list(owner, protectable), []);
    const refresh = await ask(owner, "POST", `${vaultId}/backupFabrics/Azure/refreshContainers`);
    assert.equal(refresh.status, 202);
    assert.match(refresh.headers.location ?? "", /backupFabrics\/Azure\/operationResults\//);
    assert.equal((await owner.send("GET", refresh.headers.location ?? "")).status, 204);
    const [found] = await list(owner, protectable);
    assert.equal(found?.name, "iaasvmcontainerv2;rg;machine1");
    assert.equal(found.properties.virtualMachineId, machine);

    const made = await ask(owner, "PUT", itemId, itemBody());
    assert.equal(made.status, 202);
    const status = (await owner.send("GET", made.headers["azure-asyncoperation"] ?? ""))
      .body as Record<string, unknown>;
    assert.equal(status.status, "Succeeded");
    const { jobId } = status.properties as { jobId: string };
    const job = await read(owner, `${vaultId}/backupJobs/${jobId}`);
    assert.deepEqual([job.operation, job.status], ["ConfigureBackup", "Completed"]);
    const result = await owner.send("GET", made.headers.location ?? "");
    assert.equal(result.status, 200);
    const properties = await read(owner, itemId);
    assert.deepEqual(
      [
        properties.protectionState,
        properties.lastBackupTime,
        properties.policyName,
        properties.containerName,
        properties.friendlyName,
      ],
      [
        "IRPending",
        "2001-01-01T00:00:00Z",
        "DefaultPolicy",
        "iaasvmcontainerv2;rg;machine1",
        "machine1",
      ],
    );
    assert.deepEqual(await list(owner, protectable), []);
    const [known] = await list(owner, `${vaultId}/backupProtectionContainers`);
    assert.equal(known?.name, "IaasVMContainer;iaasvmcontainerv2;rg;machine1");
    assert.equal((await read(owner, policyId)).protectedItemsCount, 1);
  });

  it("can be of more machines than one page of the discovery holds", async () => {
    const { azure, owner } = await withVault();
    const stored = azure.estate.get(machine);
    assert.ok(stored);
    for (let i = 2; i <= 201; i++) {
      const name = `machine${i}`;
      azure.estate.put({ ...stored, id: machine.replace("machine1", name), name });
    }
    await ask(owner, "POST", `${vaultId}/backupFabrics/Azure/refreshContainers`);
    const first = await ask(owner, "GET", `${vaultId}/backupProtectableItems`);
    const { value, nextLink } = first.body as { value: unknown[]; nextLink: string };
    assert.equal(value.length, 200);
    const second = (await owner.send("GET", nextLink)).body as { value: { name: string }[] };
    assert.deepEqual(
      second.value.map(({ name }) => name),
      ["iaasvmcontainerv2;rg;machine201"],
    );
  });

  it("are the same after the same request", async () => {
    const { azure, owner } = await withItem();
    const before = azure.estate.version;
    const again = await ask(owner, "PUT", itemId.replace("VM;iaas", "vm;IAAS"), itemBody());
    assert.equal(again.status, 200);
    assert.deepEqual(azure.estate.changes(before), []);
  });

  it("take a snapshot and then transfer it, and leave a restore point in a group of their own", async () => {
    const { azure, owner } = await withItem();
    const before = azure.estate.version;
    const job = await backUp(owner);
    assert.deepEqual(await backedUpTaskStatuses(owner, job), [
      "InProgress",
      "InProgress",
      "NotStarted",
    ]);
    assert.deepEqual((await read(owner, job)).actionsInfo, ["Cancellable"]);
    await owner.wait(300);
    assert.deepEqual(await backedUpTaskStatuses(owner, job), [
      "InProgress",
      "Completed",
      "InProgress",
    ]);
    const [point] = await list(owner, `${itemId}/recoveryPoints`);
    assert.deepEqual(point?.properties.recoveryPointTierDetails, [
      { type: "InstantRP", status: "Valid" },
    ]);
    assert.equal((await read(owner, itemId)).protectionState, "IRPending");
    await owner.wait(3600);
    assert.deepEqual(await backedUpTaskStatuses(owner, job), [
      "Completed",
      "Completed",
      "Completed",
    ]);
    assert.equal((await read(owner, job)).duration, "PT3900S");
    const item = await read(owner, itemId);
    assert.deepEqual(
      [item.protectionState, item.lastBackupStatus, item.healthStatus],
      ["Protected", "Completed", "Passed"],
    );
    const one = await read(owner, `${itemId}/recoveryPoints/${point.name}`);
    assert.deepEqual(one.recoveryPointTierDetails, [
      { type: "InstantRP", status: "Valid" },
      { type: "HardenedRP", status: "Valid" },
    ]);
    assert.equal(one.recoveryPointType, "FileSystemConsistent");

    const [collection, ...others] = await list(
      owner,
      `${backupGroup}/providers/Microsoft.Compute/restorePointCollections`,
    );
    assert.deepEqual(others, []);
    assert.match(collection?.name ?? "", /^AzureBackup_machine1_\d+$/);
    const points = await read(
      owner,
      `${backupGroup}/providers/Microsoft.Compute/restorePointCollections/${collection?.name ?? ""}?$expand=restorePoints`,
    );
    const [restorePoint] = points.restorePoints as { name: string }[];
    assert.match(restorePoint?.name ?? "", /^AzureBackup_20261101_\d{6}$/);
    assert.deepEqual(azure.estate.changes(before), []);
  });

  it("run one at a time", async () => {
    const { owner } = await withItem();
    await backUp(owner);
    assert.equal(await backUp(owner), "UserErrorBackupOperationInProgress");
  });

  it("are cancelled while the snapshot is taken, and not later", async () => {
    const { owner } = await withItem();
    const job = await backUp(owner);
    const cancelled = await ask(owner, "POST", `${job}/cancel`);
    assert.equal(cancelled.status, 202);
    assert.match(cancelled.headers.location ?? "", /backupJobs\/[0-9a-f-]+\/operationResults\//);
    assert.equal((await read(owner, job)).status, "Cancelled");
    await owner.wait(7200);
    assert.equal((await read(owner, job)).status, "Cancelled");
    assert.deepEqual(await list(owner, `${itemId}/recoveryPoints`), []);
    assert.equal((await read(owner, itemId)).protectionState, "IRPending");

    const second = await backUp(owner);
    await owner.wait(300);
    assert.deepEqual(errorOf(await ask(owner, "POST", `${second}/cancel`)), {
      status: 400,
      code: "UserErrorJobNotCancellable",
      message:
        "The job cannot be cancelled in its current state: a backup is cancelled only while its snapshot is taken.",
    });
  });

  it("are listed by what they are and when they began", async () => {
    const { owner } = await withItem();
    const job = await backUp(owner);
    const names = async (filter: string): Promise<string[]> =>
      (await list(owner, `${vaultId}/backupJobs?$filter=${filter}`)).map(
        ({ properties }) => `${String(properties.operation)} ${String(properties.status)}`,
      );
    const all = "backupManagementType eq 'AzureIaasVM'";
    assert.deepEqual(await names(all), ["Backup InProgress", "ConfigureBackup Completed"]);
    assert.deepEqual(await names(`${all} and status eq 'InProgress' and operation eq 'Backup'`), [
      "Backup InProgress",
    ]);
    const span = (from: string, to: string): string =>
      `startTime eq '2026-11-01 ${from}' and endTime eq '2026-11-01 ${to}'`;
    assert.deepEqual((await names(span("08:00:00 AM", "09:00:00 AM"))).length, 2);
    assert.deepEqual(await names(span("08:00:00 PM", "09:00:00 PM")), []);
    assert.deepEqual(await names("backupManagementType eq 'AzureWorkload'"), []);
    assert.equal((await read(owner, job)).jobType, "AzureIaaSVMJob");
  });

  it("are told for the whole vault too, where the command line reads them", async () => {
    const { owner } = await withItem();
    const answer = await ask(owner, "POST", `${itemId}/backup`, {});
    const id =
      /operationsStatus\/([^?]+)/.exec(answer.headers["azure-asyncoperation"] ?? "")?.[1] ?? "";
    const { body } = await ask(owner, "GET", `${vaultId}/backupOperations/${id}`);
    const { status, properties } = body as { status: string; properties: { objectType: string } };
    assert.equal(status, "Succeeded");
    assert.equal(properties.objectType, "OperationStatusJobExtendedInfo");
    const result = await ask(owner, "GET", `${vaultId}/backupOperationResults/${id}`);
    assert.equal(result.status, 204);
  });

  it("outlive the machine, whose next backup fails", async () => {
    const { owner } = await withItem();
    await backUp(owner);
    await owner.wait(4000);
    await send(owner, "DELETE", machine);
    const job = await backUp(owner);
    await owner.wait(300);
    const { status, errorDetails } = await read(owner, job);
    const [error] = errorDetails as { errorCode: number; errorTitle: string }[];
    assert.deepEqual(
      [status, error?.errorCode, error?.errorTitle],
      ["Failed", 400094, "BCMV2VMNotFound"],
    );
    assert.equal((await list(owner, `${itemId}/recoveryPoints`)).length, 1);
  });

  it("need a machine that the item names, in the vault's region, under a policy of the vault", async () => {
    const { owner } = await withVault();
    const refused = async (id: string, body: object): Promise<string> => {
      const { code, message } = errorOf(await ask(owner, "PUT", id, body));
      assert.equal(code, "BMSUserErrorInvalidConfigureProtectionRequest");
      return message.slice(message.indexOf("valid format ") + "valid format ".length);
    };
    assert.match(
      await refused(itemId.replace("machine1/", "machine2/"), itemBody()),
      /^The names '.*' and '.*' are not those of one virtual machine\.$/,
    );
    assert.match(
      await refused(itemId.replaceAll("machine1", "machine2"), itemBody()),
      /is not the one that the item names\.$/,
    );
    assert.equal(
      await refused(itemId, itemBody({ policyId: `${vaultId}/backupPolicies/none` })),
      `The backup policy '${vaultId}/backupPolicies/none' is not one of this vault.`,
    );
    assert.deepEqual(errorOf(await ask(owner, "GET", itemId)), {
      status: 404,
      code: "BMSUserErrorDataSourceObjectNotFound",
      message:
        "Item not found. Selected item might have been deleted. Please check if item is registered to the vault.",
    });
  });

  it("are of one vault only, which Azure tells for the machine", async () => {
    const { owner } = await withItem();
    const other = vaultId.replace("vault1", "vault2");
    await ask(owner, "PUT", other, {
      location: "westeurope",
      sku: { name: "RS0" },
      properties: {},
    });
    await owner.wait(60);
    const elsewhere = await ask(
      owner,
      "PUT",
      itemId.replace("vault1", "vault2"),
      itemBody({ policyId: `${other}/backupPolicies/DefaultPolicy` }),
    );
    assert.equal(errorOf(elsewhere).code, "UserErrorVmRegisteredWithAnotherVault");
    const location = `${itemId.split("/resourceGroups/")[0] ?? ""}/providers/Microsoft.RecoveryServices/locations/westeurope`;
    const asked = { resourceType: "VM", resourceId: machine };
    const { body } = await ask(owner, "POST", `${location}/backupStatus`, asked);
    assert.deepEqual(body, {
      protectionStatus: "Protected",
      vaultId,
      fabricName: "Azure",
      containerName: "IaasVMContainer;iaasvmcontainerv2;rg;machine1",
      protectedItemName: "VM;iaasvmcontainerv2;rg;machine1",
      errorCode: "Success",
      errorMessage: "",
      policyName: "DefaultPolicy",
      registrationStatus: "Registered",
    });
    const validated = await ask(owner, "POST", `${location}/backupPreValidateProtection`, asked);
    assert.equal(
      (validated.body as { errorCode: string }).errorCode,
      "VirtualMachineAlreadyProtected",
    );
  });
});
