import type { SimulatedAzure } from "../../../src/simulator/index";
import { sendText } from "../automation/account";
import type { Caller } from "../caller";
import { account, asr, done, group, north, vault, west, westContainer } from "./replicated-estate";
import { item, itemBody, machine, machineBody, network, withItem } from "./replicated-machine";

export const plan = `${vault}/replicationRecoveryPlans/plan1`;
export const runbook = `${account}/runbooks/runbook1`;
/** In the recovery region, as the machines of a test are. */
export const drillNetwork = `${group}/providers/Microsoft.Network/virtualNetworks/drill`;
export const itemOf = (i: number): string =>
  i === 1 ? item : `${westContainer}/replicationProtectedItems/item${i}`;

export interface Action {
  readonly actionName: string;
  readonly failoverTypes: readonly string[];
  readonly failoverDirections: readonly string[];
  readonly customDetails: object;
}

export function boot(
  items: readonly string[],
  before: object[] = [],
  after: object[] = [],
): object {
  return {
    groupType: "Boot",
    replicationProtectedItems: items.map((id) => ({ id })),
    startGroupActions: before,
    endGroupActions: after,
  };
}

export function planBody(groups: readonly object[], changes: object = {}): object {
  return {
    properties: { primaryFabricId: west, recoveryFabricId: north, groups, ...changes },
  };
}

export function manual(actionName: string, failoverTypes: readonly string[]): Action {
  return {
    actionName,
    failoverTypes,
    failoverDirections: ["PrimaryToRecovery"],
    customDetails: { instanceType: "ManualActionDetails", description: "Look at it." },
  };
}

export function script(actionName: string, failoverTypes: readonly string[], timeout = ""): Action {
  return {
    actionName,
    failoverTypes,
    failoverDirections: ["PrimaryToRecovery", "RecoveryToPrimary"],
    customDetails: {
      instanceType: "AutomationRunbookActionDetails",
      runbookId: runbook,
      fabricLocation: "Recovery",
      ...(timeout !== "" && { timeout }),
    },
  };
}

/** An estate with several protected machines, and a network for tests. */
export async function withItems(count: number): Promise<{ azure: SimulatedAzure; owner: Caller }> {
  const estate = await withItem();
  const { owner } = estate;
  const properties = {
    addressSpace: { addressPrefixes: ["10.1.0.0/16"] },
    subnets: [{ name: "subnet1", properties: { addressPrefix: "10.1.0.0/24" } }],
  };
  await done(owner, "PUT", drillNetwork, { location: "northeurope", properties }, "2024-05-01");
  for (let i = 2; i <= count; i++) {
    const nic = `${group}/providers/Microsoft.Network/networkInterfaces/nic${i}`;
    const properties = {
      ipConfigurations: [
        { name: "main", properties: { subnet: { id: `${network}/subnets/subnet1` } } },
      ],
    };
    await done(owner, "PUT", nic, { location: "westeurope", properties }, "2024-05-01");
    const id = machine.replace(/1$/, String(i));
    const body = machineBody({ networkProfile: { networkInterfaces: [{ id: nic }] } });
    await done(owner, "PUT", id, body, "2024-11-01");
    const { providerSpecificDetails } = itemBody.properties;
    await done(owner, "PUT", itemOf(i), {
      properties: {
        ...itemBody.properties,
        providerSpecificDetails: { ...providerSpecificDetails, fabricObjectId: id },
      },
    });
  }
  await owner.wait(3600);
  return estate;
}

/** A published runbook that writes a line. */
export async function withRunbook(azure: SimulatedAzure, owner: Caller): Promise<void> {
  const version = "2024-10-23";
  const send = (method: "PUT" | "POST", path: string, body: unknown): Promise<unknown> =>
    owner.send(method, `${path}?api-version=${version}`, body);
  await send("PUT", runbook, {
    location: "westeurope",
    properties: { runbookType: "PowerShell", draft: {} },
  });
  await sendText(azure, owner.objectId, `${runbook}/draft/content`, 'Write-Output "done"');
  await owner.wait(60);
  await send("POST", `${runbook}/publish`, {});
  await owner.wait(60);
}

/** Begins an operation on the plan; answers the id of its job and the address of its status. */
export async function begin(
  owner: Caller,
  verb: string,
  properties: object = {},
): Promise<{ job: string; status: string }> {
  const answer = await owner.send("POST", `${plan}/${verb}?api-version=${asr}`, { properties });
  if (answer.status !== 202) {
    throw new Error(JSON.stringify(answer.body));
  }
  const name = (answer.headers["x-ms-request-id"] ?? "").split("/").at(-1) ?? "";
  return {
    job: `${vault}/replicationJobs/${name}`,
    status: answer.headers["azure-asyncoperation"] ?? "",
  };
}

export const failover = {
  failoverDirection: "PrimaryToRecovery",
  sourceSiteOperations: "Required",
  providerSpecificDetails: [{ instanceType: "A2A", recoveryPointType: "Latest" }],
};

export const testFailover = {
  failoverDirection: "PrimaryToRecovery",
  networkType: "VmNetworkAsInput",
  networkId: drillNetwork,
};
