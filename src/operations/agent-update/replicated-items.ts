import { replicatedItemsOf } from "../../arm/container-mappings";
import { objectsIn, textOf, type AzureObject } from "../../arm/azure-object";
import { asObject } from "../../arm/errors";
import { vaultHolding } from "../../azure/vault";
import type { ReplicatedMachineRow } from "../../azure/resource-graph-queries";
import type { Run } from "../run/run";

/** A machine that a vault replicates between Azure regions or zones, and its mobility agent. */
export interface ReplicatedMachine {
  /** Id of the replicated item. */
  readonly id: string;
  /** Name of the machine, as people know it. */
  readonly name: string;
  readonly vaultId: string;
  /** Id of the virtual machine; empty where Azure does not say. */
  readonly machineId: string;
  readonly recoveryContainerId: string | undefined;
  /** Empty where Azure does not say. */
  readonly agentVersion: string;
  /** ISO 8601; empty where Azure does not say. */
  readonly agentExpiryDate: string;
  /** Whether a newer agent is there; `undefined` where Azure does not say. */
  readonly isUpdateRequired: boolean | undefined;
  /** Azure's word, for example `Protected`. */
  readonly protectionState: string;
  /** Azure's word: `Normal`, `Warning`, `Critical`. */
  readonly replicationHealth: string;
  /** Words of the categories of its health errors, for example `VersionExpiry`. */
  readonly healthErrors: readonly {
    readonly category: string;
    readonly level: string;
    readonly message: string;
  }[];
  /** ISO 8601; empty where Azure does not say. */
  readonly lastHeartbeat: string;
}

/**
 * The machines that a vault replicates between Azure regions or zones, of all pages, as Site Recovery tells of them
 * now; by their names. For many vaults `replicatedMachinesQuery` asks less.
 */
export async function readReplicatedMachines(
  run: Run,
  vaultId: string,
): Promise<ReplicatedMachine[]> {
  return (await replicatedItemsOf(run.client, vaultId, run.signal))
    .filter(
      ({ properties }) =>
        textOf(asObject(properties.providerSpecificDetails)?.instanceType)?.toLowerCase() === "a2a",
    )
    .map((item) => machineOfItem(vaultId, item))
    .sort(byName);
}

/** A machine as a GET of its item answers it. */
export function machineOfItem(vaultId: string, item: AzureObject): ReplicatedMachine {
  const { properties } = item;
  const details = asObject(properties.providerSpecificDetails) ?? {};
  const required = details.isReplicationAgentUpdateRequired;
  return {
    id: item.id ?? "",
    name: textOf(properties.friendlyName) ?? textOf(item.whole.name) ?? "",
    vaultId,
    machineId: textOf(details.fabricObjectId) ?? "",
    recoveryContainerId: textOf(properties.recoveryContainerId),
    agentVersion: textOf(details.agentVersion) ?? "",
    agentExpiryDate: textOf(details.agentExpiryDate) ?? "",
    isUpdateRequired: typeof required === "boolean" ? required : undefined,
    protectionState: textOf(properties.protectionState) ?? "",
    replicationHealth: textOf(properties.replicationHealth) ?? "",
    healthErrors: healthErrorsIn(properties.healthErrors),
    lastHeartbeat: textOf(details.lastHeartbeat) ?? "",
  };
}

/** The same as Azure Resource Graph answers it. */
export function machineOfRow(row: ReplicatedMachineRow): ReplicatedMachine {
  return {
    id: row.id,
    name: row.friendlyName === "" ? row.name : row.friendlyName,
    vaultId: vaultHolding(row.id) ?? row.vaultId,
    machineId: row.machineId,
    recoveryContainerId: textOf(row.recoveryContainerId),
    agentVersion: row.agentVersion,
    agentExpiryDate: row.agentExpiryDate,
    isUpdateRequired: row.isAgentUpdateRequired ?? undefined,
    protectionState: row.protectionState,
    replicationHealth: row.replicationHealth,
    healthErrors: healthErrorsIn(row.healthErrors),
    lastHeartbeat: row.lastHeartbeat,
  };
}

export function byName(one: ReplicatedMachine, other: ReplicatedMachine): number {
  return one.name.localeCompare(other.name, "en") || (one.id < other.id ? -1 : 1);
}

function healthErrorsIn(value: unknown): ReplicatedMachine["healthErrors"] {
  return objectsIn(value).map((error) => ({
    category: textOf(error.errorCategory) ?? "None",
    level: textOf(error.errorLevel) ?? "Error",
    message: textOf(error.errorMessage) ?? textOf(error.summaryMessage) ?? "",
  }));
}
