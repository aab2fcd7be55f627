import type { ArmResponse, HttpMethod } from "../../../src/arm/transport";
import type { SimulatedAzure } from "../../../src/simulator/index";
import type { Caller } from "../caller";
import { group, machine, machineBody, nic, send, withNetwork } from "../compute/small-estate";

export const backupVersion = "2024-10-01";
export const vaultId = `${group}/providers/Microsoft.RecoveryServices/vaults/vault1`;
export const container = `${vaultId}/backupFabrics/Azure/protectionContainers/IaasVMContainer;iaasvmcontainerv2;rg;machine1`;
export const itemId = `${container}/protectedItems/VM;iaasvmcontainerv2;rg;machine1`;
export const policyId = `${vaultId}/backupPolicies/DefaultPolicy`;
export const backupGroup = `${group.slice(0, -2)}AzureBackupRG_westeurope_1`;

export const vaultBody = (properties: object = {}): object => ({
  location: "westeurope",
  identity: { type: "SystemAssigned" },
  sku: { name: "RS0", tier: "Standard" },
  properties,
});

export const softDeleteOff = {
  securitySettings: { softDeleteSettings: { softDeleteState: "Disabled" } },
};

export function itemBody(more: object = {}): object {
  return {
    properties: {
      protectedItemType: "Microsoft.Compute/virtualMachines",
      sourceResourceId: machine,
      policyId,
      ...more,
    },
  };
}

/** Sends a request of Azure Backup; lets the work that it begins end, but no backup. */
export async function ask(
  caller: Caller,
  method: HttpMethod,
  id: string,
  body?: object,
): Promise<ArmResponse> {
  const query = id.includes("?") ? "&" : "?";
  const answer = await caller.send(method, `${id}${query}api-version=${backupVersion}`, body);
  if (answer.headers.location !== undefined) {
    await caller.wait(20);
  }
  return answer;
}

export interface BackedUp {
  readonly azure: SimulatedAzure;
  readonly owner: Caller;
}

/** A vault and a running machine, which nothing protects. */
export async function withVault(
  properties: object = {},
  options: object = {},
  simulation: Parameters<typeof withNetwork>[1] = {},
): Promise<BackedUp> {
  const { azure, owner } = await withNetwork(["nic1"], simulation);
  await send(owner, "PUT", machine, machineBody({ nics: [nic], ...options }));
  await ask(owner, "PUT", vaultId, vaultBody(properties));
  await owner.wait(120);
  return { azure, owner };
}

/** The same, protected by the vault's default policy. */
export async function withItem(
  properties: object = {},
  options: object = {},
  simulation: Parameters<typeof withNetwork>[1] = {},
): Promise<BackedUp> {
  const estate = await withVault(properties, options, simulation);
  const answer = await ask(estate.owner, "PUT", itemId, itemBody());
  if (answer.status !== 202) {
    throw new Error(JSON.stringify(answer.body));
  }
  return estate;
}

export async function read(caller: Caller, id: string): Promise<Record<string, unknown>> {
  const { body } = await ask(caller, "GET", id);
  return (body as { properties: Record<string, unknown> }).properties;
}

export async function list(
  caller: Caller,
  path: string,
): Promise<{ name: string; properties: Record<string, unknown> }[]> {
  const { body } = await ask(caller, "GET", path);
  return (body as { value: { name: string; properties: Record<string, unknown> }[] }).value;
}

/** Triggers a backup and answers the id of its job. */
export async function backUp(caller: Caller): Promise<string> {
  const answer = await ask(caller, "POST", `${itemId}/backup`, {
    properties: { objectType: "IaasVMBackupRequest" },
  });
  const status = await caller.send("GET", answer.headers["azure-asyncoperation"] ?? "");
  const { properties, error } = status.body as {
    properties?: { jobId: string };
    error?: { code: string };
  };
  return properties === undefined
    ? (error?.code ?? "")
    : `${vaultId}/backupJobs/${properties.jobId}`;
}

/** Lets a day pass, `count` times. */
export async function days(caller: Caller, count: number): Promise<void> {
  await caller.wait(count * 86_400);
}

/** Status of a job and of its two tasks. */
export async function backedUpTaskStatuses(caller: Caller, job: string): Promise<unknown[]> {
  const { status, extendedInfo } = await read(caller, job);
  const { tasksList } = extendedInfo as { tasksList: { status: string }[] };
  return [status, ...tasksList.map((task) => task.status)];
}
