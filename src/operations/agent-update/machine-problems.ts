import { agentSupportFindings } from "../../azure/agent-support";
import type { MachineAgentStatus } from "./machine-status";
import type { AgentUpdateProblem } from "./problems";
import type { ReplicatedMachine } from "./replicated-items";

/** What is wrong with the agent of a machine, and with its replication. */
export function machineProblems(
  status: MachineAgentStatus,
  { healthErrors }: ReplicatedMachine,
): AgentUpdateProblem[] {
  const { agentVersion, latest } = status;
  const about = { vaultId: status.vaultId, id: status.id, name: status.name };
  const problems: AgentUpdateProblem[] = [];
  const day = status.agentExpiryDate.slice(0, 10);
  const update =
    status.isAutoUpdated === true
      ? "Look why the nightly update leaves it out: a machine that is off, whose agent is silent or whose replication is critical is not updated."
      : "Update it with `evergreen agent-update run`, and switch auto-update on with `evergreen agent-update enable`.";
  if (status.expiry === "expired") {
    problems.push({
      ...about,
      severity: "error",
      code: "AgentExpired",
      message: `Mobility agent ${agentVersion} is no longer supported since ${day}.`,
      cause: "It was not updated in time.",
      fix: update,
    });
  } else if (status.expiry === "expiring") {
    problems.push({
      ...about,
      severity: "warning",
      code: "AgentExpiring",
      message: `Mobility agent ${agentVersion} is supported until ${day}.`,
      cause: "It is updated late, or not at all.",
      fix: update,
    });
  }
  if (status.isSupported === false && latest !== undefined) {
    problems.push(
      ...agentSupportFindings({ version: agentVersion, latest: latest.version }, "").map(
        ({ severity, message, fix }) => ({
          ...about,
          severity,
          code: "AgentTooOld",
          message,
          cause: "It missed more than four releases.",
          fix: `${fix} A restart is needed after an update over more than four releases.`,
        }),
      ),
    );
  }
  if (status.isUpdateRequired === true && status.isAutoUpdated === false && problems.length === 0) {
    problems.push({
      ...about,
      severity: "warning",
      code: "UpdateWaits",
      message: `Mobility agent ${agentVersion} is not the newest.`,
      cause: `Agent auto-update is off on ${status.mapping ?? "its mapping"}.`,
      fix: update,
    });
  }
  if (["warning", "critical"].includes(status.replicationHealth.toLowerCase())) {
    const errors = healthErrors.filter(({ category }) => category === "Replication");
    problems.push({
      ...about,
      severity: status.replicationHealth.toLowerCase() === "critical" ? "error" : "warning",
      code: "ReplicationHealth",
      message: `Its replication is ${status.replicationHealth}.`,
      cause: errors.map(({ message }) => message).join(" ") || "Azure does not say why.",
      fix: "Mend its replication; no agent is updated while it is critical.",
    });
  }
  return problems;
}
