import assert from "node:assert/strict";
import { backupDiagnosticianRole } from "../../../src/azure/roles";
import { backupManagementServiceObjectId } from "../../../src/simulator/backup/key-vault-rights";
import {
  type BackupDiagnosis,
  diagnoseMachineBackup,
} from "../../../src/operations/backup/diagnose";
import type { BackupCheckState } from "../../../src/azure/backup-diagnosis/check";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { tenantId } from "../../simulator/caller";
import {
  backUp,
  type BackedUp,
  itemId,
  list,
  withItem,
} from "../../simulator/backup/backed-up-estate";
import { group, machine, nic, send } from "../../simulator/compute/small-estate";
import { operator } from "./estate";

const keyVault = `${group}/providers/Microsoft.KeyVault/vaults/keys1`;
const securityGroup = `${group}/providers/Microsoft.Network/networkSecurityGroups/nsg1`;

function statesOf({ checks }: BackupDiagnosis): Record<string, BackupCheckState> {
  return Object.fromEntries(checks.map(({ id, state }) => [id, state]));
}

function detailOf({ checks }: BackupDiagnosis, id: string): string {
  const found = checks.find((check) => check.id === id);
  return `${found?.state ?? "none"}: ${found?.detail ?? ""}`;
}

/** A machine that was backed up, with every kind of thing that a diagnosis looks at. */
async function fullEstate(rolesUsed: boolean): Promise<BackedUp> {
  const estate = await withItem();
  const { azure, owner } = estate;
  const objectId = backupManagementServiceObjectId(tenantId);
  const permissions = { keys: ["get", "list", "backup"], secrets: ["get", "list"] };
  await send(owner, "PUT", keyVault, {
    location: "westeurope",
    properties: {
      tenantId,
      sku: { family: "A", name: "standard" },
      enableRbacAuthorization: rolesUsed,
      accessPolicies: rolesUsed ? [] : [{ tenantId, objectId, permissions }],
    },
  });
  if (rolesUsed) {
    azure.grant({ principalId: objectId, scope: keyVault, role: "Key Vault Administrator" });
  }
  const [disk] = await list(owner, `${group}/providers/Microsoft.Compute/disks`);
  const source = { sourceVault: { id: keyVault } };
  const encryptionSettings = [{ diskEncryptionKey: source, keyEncryptionKey: source }];
  await send(
    owner,
    "PATCH",
    `${group}/providers/Microsoft.Compute/disks/${disk?.name ?? ""}`,
    { properties: { encryptionSettingsCollection: { enabled: true, encryptionSettings } } },
    "2024-03-02",
  );
  const rule = {
    name: "no-internet",
    properties: {
      direction: "Outbound",
      access: "Deny",
      priority: 200,
      protocol: "*",
      sourceAddressPrefix: "*",
      sourcePortRange: "*",
      destinationAddressPrefix: "Internet",
      destinationPortRange: "*",
    },
  };
  const body = { location: "westeurope", properties: { securityRules: [rule] } };
  await send(owner, "PUT", securityGroup, body, "2024-05-01");
  const interfaceBody = azure.estate.get(nic);
  assert.ok(interfaceBody);
  const properties = {
    ...(interfaceBody.properties as object),
    networkSecurityGroup: { id: securityGroup },
  };
  azure.estate.put({ ...interfaceBody, properties });
  await owner.wait(3600);
  await backUp(owner);
  await owner.wait(4000);
  return estate;
}

/** Gives a machine data disks that are encrypted by further key vaults, which go by roles. */
function withMoreDisks(azure: SimulatedAzure, count: number): void {
  const [stored, vault] = [azure.estate.get(machine), azure.estate.get(keyVault)];
  assert.ok(stored);
  assert.ok(vault);
  const { storageProfile, ...properties } = stored.properties as { storageProfile: object };
  const dataDisks = Array.from({ length: count }, (_, lun) => {
    const name = `data${lun}`;
    const keys = `keys${2 + (lun % 5)}`;
    const id = `${group}/providers/Microsoft.Compute/disks/${name}`;
    azure.estate.put({ ...vault, id: keyVault.replace("keys1", keys), name: keys });
    const source = { sourceVault: { id: keyVault.replace("keys1", keys) } };
    azure.estate.put({
      id,
      name,
      type: "Microsoft.Compute/disks",
      location: "westeurope",
      managedBy: machine,
      sku: { name: "Premium_LRS" },
      properties: {
        diskSizeGB: 128,
        encryptionSettingsCollection: {
          enabled: true,
          encryptionSettings: [{ diskEncryptionKey: source, keyEncryptionKey: source }],
        },
      },
    });
    return { name, lun, createOption: "Attach", managedDisk: { id } };
  });
  azure.estate.put({
    ...stored,
    properties: { ...properties, storageProfile: { ...storageProfile, dataDisks } },
  });
}

const input = {
  machine: "machine1",
  backupServiceObjectId: backupManagementServiceObjectId(tenantId),
};

describe("diagnosing the backups of one machine", () => {
  it("finds nothing wrong where nothing is", async () => {
    const { azure, owner } = await withItem();
    await owner.wait(3600);
    await backUp(owner);
    await owner.wait(4000);
    const found = await diagnoseMachineBackup(operator(azure).options, { machine: "machine1" });
    assert.deepEqual([...new Set(Object.values(statesOf(found)))], ["ok"]);
    assert.deepEqual(found.verdict, {
      state: "ok",
      summary: "Nothing keeps the next backup from succeeding.",
    });
    assert.equal(found.machineId, machine);
    assert.equal(found.checks.length, 22);
  });

  it("is not alarmed by a machine that has just been made", async () => {
    const { azure } = await withItem();
    azure.faults.strike("agent silent", machine);
    const found = await diagnoseMachineBackup(operator(azure).options, { machine });
    assert.equal(
      detailOf(found, "agent-state"),
      "ok: The machine is so new that its agent may still be coming up.",
    );
    assert.notEqual(found.verdict.state, "problem");
  });

  for (const rolesUsed of [true, false]) {
    it(`takes at most 12 requests, with a key vault that goes by ${rolesUsed ? "roles" : "access policies"}`, async () => {
      const { azure, owner } = await fullEstate(rolesUsed);
      azure.faults.strike("agent hangs", machine);
      await owner.wait(3600);
      await backUp(owner);
      await owner.wait(300);
      const found = await diagnoseMachineBackup(operator(azure).options, input);
      assert.ok(found.requests <= 12, String(found.requests));
      assert.equal(
        detailOf(found, "key-vault"),
        "ok: Azure Backup may read and back up what it needs of keys1.",
      );
      assert.equal(
        detailOf(found, "storage-reachable"),
        'warning: The rule "no-internet" of nsg1 denies HTTPS to Azure Storage, from which the agent loads its extensions.',
      );
      assert.equal(found.verdict.likelyCode, "BackUpOperationFailed");
    });
  }

  it("takes 12 requests at most: of thirty disks, their key vaults, a vault of old and three collections", async () => {
    const { azure, owner } = await fullEstate(true);
    withMoreDisks(azure, 30);
    const collections = "providers/Microsoft.Compute/restorePointCollections";
    const body = { location: "westeurope", properties: { source: { id: machine } } };
    for (const name of ["AzureBackup_machine1", "AzureBackup_machine1_1", "of-our-own"]) {
      await send(owner, "PUT", `${group}/${collections}/${name}`, body);
    }
    const item = azure.estate.get(itemId);
    assert.ok(item);
    azure.estate.put({
      ...item,
      id: itemId.replace("vault1", "vault0"),
      properties: { ...(item.properties as object), protectionState: "ProtectionStopped" },
    });
    azure.faults.strike("agent hangs", machine);
    await owner.wait(3600);
    await backUp(owner);
    await owner.wait(300);
    const found = await diagnoseMachineBackup(operator(azure).options, input);
    assert.equal(found.requests, 12);
    assert.equal(
      detailOf(found, "other-vault"),
      "warning: It is also ProtectionStopped in the vault vault0.",
    );
    assert.equal(
      detailOf(found, "restore-point-count"),
      "unknown: The machine has 3 collections of restore points, and 2 of them were read.",
    );
    assert.equal(
      detailOf(found, "key-vault"),
      'problem: The key vault keys2 goes by roles, and none lets the service "Backup Management Service" read and back up what encrypts the machine.',
    );
    assert.match(detailOf(found, "disk-count"), /^ok: 31 of at most 32\.$/);
  });

  it("says whom a key vault lets in where it is not told who Azure Backup is", async () => {
    const { azure } = await fullEstate(true);
    const found = await diagnoseMachineBackup(operator(azure).options, { machine });
    assert.equal(
      detailOf(found, "key-vault"),
      `warning: The key vault keys1 lets ${input.backupServiceObjectId} in; whether that is the service "Backup Management Service", Azure Resource Manager does not tell.`,
    );
  });

  it("names a machine that is not there", async () => {
    const { azure } = await withItem();
    await assert.rejects(
      diagnoseMachineBackup(operator(azure).options, { machine: `${machine}0` }),
      /There is no Microsoft\.Compute\/virtualMachines with the id .*machine10\. See how the id is written/,
    );
  });

  it("goes on where a request fails, and tells which", async () => {
    const { azure, owner } = await withItem();
    await owner.wait(3600);
    const who = operator(azure);
    azure.faults.http.strike({ kind: "error", status: 500 }, { path: "/locks" });
    await backUp(owner);
    await owner.wait(4000);
    const found = await diagnoseMachineBackup(who.options, { machine });
    assert.match(
      detailOf(found, "restore-point-locks"),
      /^unknown: The locks could not be read: GET \/subscriptions\/.*\/locks\?api-version=2020-05-01 answered 500/,
    );
    assert.deepEqual(
      Object.values(statesOf(found)).filter((state) => state !== "ok"),
      ["unknown"],
    );
    assert.equal(found.verdict.state, "unknown");
  });
});

describe("the rights of a diagnosis", () => {
  it("are those of the preset backupDiagnostician, which has no other", async () => {
    const { azure } = await fullEstate(true);
    const role = backupDiagnosticianRole();
    const who = operator(azure, role);
    const found = await diagnoseMachineBackup(who.options, { ...input, machine });
    assert.deepEqual(
      Object.entries(statesOf(found)).filter(([, state]) => state !== "ok"),
      [["storage-reachable", "warning"]],
    );
    const asked = new Set(azure.recorded(who.objectId).map(({ action }) => action.toLowerCase()));
    assert.deepEqual(
      role.permission.actions.filter((action) => !asked.has(action.toLowerCase())),
      [],
    );
  });

  for (const action of backupDiagnosticianRole().permission.actions) {
    it(`without ${action} a part is not known, and that says why`, async () => {
      const { azure, owner } = await fullEstate(true);
      await backUp(owner);
      const { permission, ...rest } = backupDiagnosticianRole();
      const actions = permission.actions.filter((each) => each !== action);
      const who = operator(azure, { ...rest, permission: { ...permission, actions } });
      const found = await diagnoseMachineBackup(who.options, { ...input, machine });
      const told = found.checks
        .filter(({ state }) => state !== "ok")
        .map(({ detail, fix = "" }) => `${detail} ${fix}`)
        .join("\n");
      assert.ok(told.includes(action), `${action} is not named in:\n${told}`);
    });
  }
});
