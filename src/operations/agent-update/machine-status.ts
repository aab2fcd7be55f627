import { replicatesOver } from "../../arm/container-mappings";
import { agentExpiryState, newestAgentRelease } from "../../azure/agent-releases";
import { agentSupport, restartNeeded, supportedReleases } from "../../azure/agent-support";
import { compareVersions, parseVersion } from "../../azure/dotted-version";
import type { VaultMapping } from "./mappings";
import type { ReplicatedMachine } from "./replicated-items";

/** The newest mobility agent, as far as it can be told: Azure only says that there is a newer one. */
export interface LatestAgent {
  readonly version: string;
  /** `seen` on a machine that needs no update, or `estimated` by the monthly releases. */
  readonly by: "seen" | "estimated";
}

/** The mobility agent of a replicated machine. What is not known is left out. */
export interface MachineAgentStatus {
  /** Id of the replicated item. */
  readonly id: string;
  /** Name of the machine. */
  readonly name: string;
  readonly vaultId: string;
  /** Id of the virtual machine. */
  readonly machineId: string;
  /** The mapping that it replicates over: `fabric/container/mapping`. */
  readonly mapping: string | undefined;
  /** Whether Azure updates the agent by itself. */
  readonly isAutoUpdated: boolean | undefined;
  readonly agentVersion: string;
  readonly latest: LatestAgent | undefined;
  readonly isUpdateRequired: boolean | undefined;
  /** Releases that the newest agent is ahead; up to four are supported (N-4). */
  readonly releasesBehind: number | undefined;
  readonly isSupported: boolean | undefined;
  /** Releases to install one after another, the newest last. */
  readonly updatePath: readonly string[];
  /**
   * Whether the update must be followed by a restart: where it is more than four releases from the agent that ran at
   * the machine's last restart, for which the present one is taken.
   */
  readonly isRestartNeeded: boolean | undefined;
  /** ISO 8601; empty where Azure does not say. */
  readonly agentExpiryDate: string;
  readonly expiry: "supported" | "expiring" | "expired" | undefined;
  /** Azure's word. */
  readonly protectionState: string;
  /** Azure's word: `Normal`, `Warning`, `Critical`. */
  readonly replicationHealth: string;
}

// The last day on which a month's release may have appeared, so that no agent is called older than it is.
const releaseDay = 28;

/** The newest agent: one that needs no update, or else that of the month where it is newer than all. */
export function latestAgent(
  machines: readonly ReplicatedMachine[],
  at: Date,
): LatestAgent | undefined {
  const newest = (versions: readonly string[]) => [...versions].sort(byVersion).at(-1);
  const current = machines.filter(
    ({ isUpdateRequired, agentVersion }) => isUpdateRequired === false && agentVersion !== "",
  );
  const seen = newest(current.map(({ agentVersion }) => agentVersion));
  if (seen !== undefined) {
    return { version: seen, by: "seen" };
  }
  const { version } = newestAgentRelease(at, releaseDay);
  const held = newest(machines.map(({ agentVersion }) => agentVersion));
  return held === undefined || byVersion(held, version) >= 0
    ? undefined
    : { version, by: "estimated" };
}

/** Finds the mapping that each machine replicates over, quickly among many. */
export function mappingFinder(
  mappings: readonly VaultMapping[],
): (machine: ReplicatedMachine) => VaultMapping | undefined {
  const containerOf = (id: string) => id.toLowerCase().split("/").slice(0, -2).join("/");
  const byContainer = new Map<string, VaultMapping[]>();
  for (const mapping of mappings) {
    const container = containerOf(mapping.id);
    byContainer.set(container, [...(byContainer.get(container) ?? []), mapping]);
  }
  return ({ id, recoveryContainerId }) =>
    byContainer
      .get(containerOf(id))
      ?.find((mapping) => replicatesOver({ itemId: id, recoveryContainerId }, mapping));
}

/** How the agent of a machine stands. */
export function machineStatus(
  machine: ReplicatedMachine,
  known: {
    /** The mapping that the machine replicates over, where it is known. */
    readonly mapping: VaultMapping | undefined;
    readonly latest: LatestAgent | undefined;
    readonly at: Date;
  },
): MachineAgentStatus {
  const { mapping, latest, at } = known;
  const { agentVersion, agentExpiryDate } = machine;
  const support = latest && agentSupport({ version: agentVersion, latest: latest.version });
  return {
    id: machine.id,
    name: machine.name,
    vaultId: machine.vaultId,
    machineId: machine.machineId,
    mapping: mapping?.place,
    isAutoUpdated: mapping === undefined ? undefined : mapping.agentAutoUpdateStatus === "Enabled",
    agentVersion,
    latest,
    isUpdateRequired: machine.isUpdateRequired,
    releasesBehind: support?.releasesBehind,
    isSupported: support?.supported,
    updatePath: machine.isUpdateRequired === true ? (support?.updatePath ?? []) : [],
    isRestartNeeded:
      latest && restartNeeded({ versionAtLastRestart: agentVersion, version: latest.version }),
    agentExpiryDate,
    expiry: agentExpiryDate === "" ? undefined : agentExpiryState(new Date(agentExpiryDate), at),
    protectionState: machine.protectionState,
    replicationHealth: machine.replicationHealth,
  };
}

/** `2 of 4 releases behind`, for people. */
export function distanceOf({ releasesBehind }: MachineAgentStatus): string | undefined {
  return releasesBehind === undefined ? undefined : `${releasesBehind} of ${supportedReleases}`;
}

function byVersion(one: string, other: string): number {
  return compareVersions(parseVersion(one) ?? [], parseVersion(other) ?? []);
}
