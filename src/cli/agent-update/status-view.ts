import { localMinute, utcMinute } from "../../azure/local-time";
import type { AccountSchedule } from "../../operations/agent-update/account-schedules";
import type { UpdateCost } from "../../operations/agent-update/cost";
import { distanceOf, type MachineAgentStatus } from "../../operations/agent-update/machine-status";
import type { AgentUpdateProblem } from "../../operations/agent-update/problems";
import type { AgentUpdateStatus, VaultUpdateStatus } from "../../operations/agent-update/status";
import { counted } from "../frame/printable";
import type { View, ViewTable } from "../frame/view";

/** How a status is shown: the vaults' mappings and accounts, the machines, what is wrong. */
export function viewOfStatus(status: AgentUpdateStatus): View {
  const { vaults, machines, problems, costs, notes, takenAt } = status;
  return {
    before: [
      `Agent updates of ${counted(vaults.length, "vault")} with ${counted(machines.length, "machine")}, as of ${utcMinute(takenAt)}.`,
    ],
    tables: [
      mappingTable(vaults),
      accountTable(vaults),
      machineTable(machines),
      problemTable("What needs attention", problems),
      costTable(costs ?? []),
    ].filter(({ rows }) => rows.length > 0),
    after: [
      ...causesAndFixes(problems),
      ...vaults.flatMap(({ name, notKnown }) =>
        notKnown.map((text) => `Not known of ${name}: ${text}`),
      ),
      ...vaults.flatMap(lastUpdate),
      ...notes,
    ],
  };
}

export function problemTable(title: string, problems: readonly AgentUpdateProblem[]): ViewTable {
  return {
    title,
    columns: ["WHAT", "ERROR", "MESSAGE"],
    rows: problems.map(({ name, code, message }) => [name, code, message]),
    colourOf: (index) => (problems[index]?.severity === "error" ? "red" : "yellow"),
  };
}

/** Cause and fix of each problem; those that several share are told once. */
export function causesAndFixes(problems: readonly AgentUpdateProblem[]): string[] {
  const lines = problems.map(({ code, cause, fix }) => `${code}: ${cause}\n  Fix: ${fix}`);
  return [...new Set(lines)];
}

function mappingTable(vaults: readonly VaultUpdateStatus[]): ViewTable {
  return {
    title: "Mappings",
    columns: [
      "VAULT",
      "MAPPING",
      "OPPOSITE",
      "AUTO-UPDATE",
      "SIGN-IN",
      "HEALTH",
      "MACHINES",
      "NEXT RUN",
    ],
    rows: vaults.flatMap(({ name, mappings = [] }) =>
      mappings.map((mapping) => [
        name,
        mapping.place,
        mapping.opposite ?? "none",
        mapping.autoUpdate,
        mapping.authenticationType,
        mapping.health,
        mapping.machineCount,
        mapping.schedule && nextRunOf(mapping.schedule),
      ]),
    ),
  };
}

/** When a schedule starts next, in its own time zone. */
export function nextRunOf({ nextRun, timeZone }: AccountSchedule): string {
  return nextRun === "" ? "none" : localMinute(nextRun, timeZone);
}

function accountTable(vaults: readonly VaultUpdateStatus[]): ViewTable {
  return {
    title: "Automation accounts",
    columns: ["VAULT", "ACCOUNT", "IDENTITY", "ROLES AT THE VAULT", "LACKS"],
    rows: vaults.flatMap(({ name, accounts = [] }) =>
      accounts.map(({ name: account, exists, identityType, roles }) => [
        name,
        account,
        exists ? (identityType ?? "none") : "the account is not there",
        roles === undefined
          ? "not known"
          : roles.found.map(({ roleName }) => roleName).join(", ") || "none",
        roles && roles.missingActions.length > 0
          ? counted(roles.missingActions.length, "right")
          : undefined,
      ]),
    ),
  };
}

function machineTable(machines: readonly MachineAgentStatus[]): ViewTable {
  return {
    title: "Machines",
    columns: [
      "MACHINE",
      "AGENT",
      "LATEST",
      "UPDATE",
      "BEHIND (N-4)",
      "RESTART",
      "EXPIRES",
      "AUTO-UPDATE",
      "REPLICATION",
    ],
    rows: machines.map((machine) => [
      machine.name,
      machine.agentVersion || "not known",
      machine.latest === undefined
        ? "not known"
        : `${machine.latest.version}${machine.latest.by === "estimated" ? " (estimated)" : ""}`,
      word(machine.isUpdateRequired, "required", "none"),
      distanceOf(machine) ?? "not known",
      word(machine.isRestartNeeded, "needed", "none"),
      machine.agentExpiryDate.slice(0, 10) || "not known",
      word(machine.isAutoUpdated, "on", "off"),
      machine.replicationHealth,
    ]),
    colourOf: (index) => {
      const { expiry, isSupported } = machines[index] ?? {};
      return expiry === "expired" || isSupported === false ? "red" : undefined;
    },
  };
}

function costTable(costs: readonly UpdateCost[]): ViewTable {
  return {
    title: "Job minutes this month",
    columns: ["ACCOUNT", "ACCOUNT'S", "SUBSCRIPTION'S", "FREE", "BEYOND", "PRICE"],
    rows: costs.map((cost) => [
      cost.accountId.split("/").at(-1),
      rounded(cost.accountMinutes, 2),
      rounded(cost.subscriptionMinutes, 2),
      cost.freeMinutes,
      rounded(cost.billedMinutes, 2),
      cost.price && `${rounded(cost.price.amount, 4)} ${cost.price.currency}`,
    ]),
  };
}

function lastUpdate({ name, lastUpdateJob: job }: VaultUpdateStatus): string[] {
  if (job === undefined) {
    return [];
  }
  return [
    job === null
      ? `${name}: no job that updated agents is seen.`
      : `${name}: the last job that updated agents began at ${utcMinute(job.startedAt)} and ${job.endedAt === "" ? "is under way" : `ended as ${job.stateDescription || job.state}`}.`,
  ];
}

function word(value: boolean | undefined, yes: string, no: string): string {
  if (value === undefined) {
    return "not known";
  }
  return value ? yes : no;
}

/** So many digits after the point, without zeros at the end. */
function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
