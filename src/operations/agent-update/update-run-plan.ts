import { agentSupport, restartNeeded } from "../../azure/agent-support";
import { utcMinute } from "../../azure/local-time";
import { crashConsistentAlarmInMinutes } from "../../azure/replication-health";
import type { ChangePlan, PlannedChange } from "../run/change-plan";
import { latestAgent } from "./machine-status";
import type { ReplicatedMachine } from "./replicated-items";

/** An agent that is to be updated. The id is that of the replicated item. */
export interface AgentUpdateChange extends PlannedChange {
  readonly vaultId: string;
  /** Version that runs now; empty where Azure does not say. */
  readonly agentVersion: string;
  /** Whether the machine must be restarted afterwards, as far as that can be told from the versions. */
  readonly isRestartNeeded: boolean;
}

/** Which agents are going to be updated now. */
export interface AgentUpdatePlan extends ChangePlan {
  /** Whether agents are updated that Azure says are the newest. */
  readonly isForced: boolean;
  readonly changes: readonly AgentUpdateChange[];
}

/**
 * Which machines' agents are updated, and how far behind they are; see {@linkcode latestAgent}.
 *
 * @param at - When the facts were true.
 * @param isForced - Whether agents are updated that Azure says are the newest.
 */
export function agentUpdatePlan(
  machines: readonly ReplicatedMachine[],
  at: Date,
  isForced: boolean,
): AgentUpdatePlan {
  const latest = latestAgent(machines, at)?.version;
  const changes: AgentUpdateChange[] = [];
  const skipped: AgentUpdatePlan["skipped"][number][] = [];
  for (const machine of machines) {
    const { id, name, vaultId, agentVersion } = machine;
    const reason = reasonToSkip(machine, at, isForced);
    if (reason !== undefined) {
      skipped.push({ id, name, reason });
      continue;
    }
    changes.push({
      id,
      name,
      change: "Update the agent",
      reason: describeAge(agentVersion, latest),
      vaultId,
      agentVersion,
      isRestartNeeded:
        latest !== undefined &&
        restartNeeded({ versionAtLastRestart: agentVersion, version: latest }) === true,
    });
  }
  return {
    title: "Update of mobility agents",
    isForced,
    changes,
    skipped,
    notes: changes.length === 0 ? [] : notesFor(changes),
  };
}

/** Why a machine's agent is not updated now; `undefined` when it is. */
export function reasonToSkip(
  machine: ReplicatedMachine,
  at: Date,
  isForced: boolean,
): string | undefined {
  const { protectionState, isUpdateRequired, agentVersion, lastHeartbeat } = machine;
  if (protectionState.toLowerCase() !== "protected") {
    return `Its state is ${protectionState === "" ? "not known" : protectionState}, not Protected.`;
  }
  if (isUpdateRequired === false && !isForced) {
    return `Its agent${agentVersion === "" ? "" : ` ${agentVersion}`} is the newest.`;
  }
  const silentForInMinutes = (at.getTime() - Date.parse(lastHeartbeat)) / 60_000;
  return silentForInMinutes >= crashConsistentAlarmInMinutes
    ? `Its agent does not answer; it was last heard of at ${utcMinute(lastHeartbeat)}.`
    : undefined;
}

function describeAge(version: string, latest: string | undefined): string {
  if (version === "") {
    return "Azure does not say which agent it runs.";
  }
  const support = latest === undefined ? undefined : agentSupport({ version, latest });
  if (support === undefined || support.releasesBehind === 0) {
    return `It runs ${version}.`;
  }
  const releases =
    support.releasesBehind === 1 ? "1 release" : `${support.releasesBehind} releases`;
  return support.supported
    ? `It runs ${version}, ${releases} behind.`
    : `It runs ${version}, ${releases} behind: no longer supported, and the machine must be restarted afterwards.`;
}

function notesFor(changes: readonly AgentUpdateChange[]): string[] {
  const restarted = changes.filter(({ isRestartNeeded }) => isRestartNeeded);
  return [
    "No machine is restarted by this, and replication goes on.",
    ...(restarted.length === 0
      ? []
      : [
          `To be restarted afterwards, for the agent is more than 4 releases behind: ${restarted.map(({ name }) => name).join(", ")}.`,
        ]),
  ];
}
