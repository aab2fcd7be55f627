import type { ReplicatedMachine } from "../../../src/operations/agent-update/replicated-items";
import { vault } from "../../simulator/site-recovery/replicated-estate";

/** When machines are as {@linkcode machine} says. */
export const at = new Date("2026-11-20T00:00:00Z");

/** A machine that replicates well, with an agent for which there is a newer one. */
export function machine(name: string, change: Partial<ReplicatedMachine> = {}): ReplicatedMachine {
  return {
    id: `/items/${name}`,
    name,
    vaultId: vault,
    machineId: `/machines/${name}`,
    recoveryContainerId: undefined,
    agentVersion: "9.95.1.1",
    agentExpiryDate: "",
    isUpdateRequired: true,
    protectionState: "Protected",
    replicationHealth: "Normal",
    healthErrors: [],
    lastHeartbeat: at.toISOString(),
    ...change,
  };
}
