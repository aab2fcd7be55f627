import { refuseErrors } from "../../azure/finding";
import { sameId } from "../../azure/resource-id";
import type { FleetListing } from "../run/fleet-source";
import { describeError } from "../run/operation-error";
import type { OperationOptions } from "../run/options";
import { inRun, type Run } from "../run/run";
import { type AccountSchedule, scheduleNamed } from "./account-schedules";
import {
  freeMinutesNote,
  type MinutePrice,
  minutePriceFindings,
  readCost,
  type UpdateCost,
} from "./cost";
import { machineProblems } from "./machine-problems";
import {
  latestAgent,
  type MachineAgentStatus,
  machineStatus,
  mappingFinder,
} from "./machine-status";
import type { VaultMapping } from "./mappings";
import { type AgentUpdateProblem, oppositeOf, vaultProblems } from "./problems";
import {
  type AccountFacts,
  readVaultFacts,
  type UpdaterAccountStatus,
  type UpdateJob,
  type VaultFacts,
} from "./vault-facts";
import { type VaultChoice, vaultChoiceFindings } from "./vaults";

/** How the agent updates of some vaults stand. */
export interface AgentUpdateStatus {
  /** When it was true, ISO 8601. */
  readonly takenAt: string;
  /** Whether it comes from Azure now, and not from a listing. */
  readonly isLive: boolean;
  readonly vaults: readonly VaultUpdateStatus[];
  /** By their names. */
  readonly machines: readonly MachineAgentStatus[];
  readonly problems: readonly AgentUpdateProblem[];
  /** `undefined` where nobody asked. */
  readonly costs: readonly UpdateCost[] | undefined;
  readonly notes: readonly string[];
}

/** How the agent updates of a vault stand. `undefined` is what is not known; `notKnown` says why. */
export interface VaultUpdateStatus {
  readonly id: string;
  readonly name: string;
  readonly mappings: readonly MappingUpdateStatus[] | undefined;
  readonly accounts: readonly UpdaterAccountStatus[] | undefined;
  /** `null` when there was none that may be read. */
  readonly lastUpdateJob: UpdateJob | null | undefined;
  readonly machineCount: number | undefined;
  readonly notKnown: readonly string[];
}

/** Agent auto-update on one mapping. */
export interface MappingUpdateStatus {
  readonly id: string;
  /** Its place in the vault: `fabric/container/mapping`. */
  readonly place: string;
  /** Place of the mapping in the other direction; `undefined` when there is none. */
  readonly opposite: string | undefined;
  /** Azure's word: `Enabled` or `Disabled`. */
  readonly autoUpdate: string;
  readonly automationAccountId: string | undefined;
  /** `SystemAssignedIdentity`, or `RunAsAccount`, which is retired and what Azure takes where none is set. */
  readonly authenticationType: string | undefined;
  readonly scheduleName: string | undefined;
  readonly jobScheduleName: string | undefined;
  /** `undefined` where it is not known or not there. */
  readonly schedule: AccountSchedule | undefined;
  /** Azure's word: `Normal`, `Warning`, `Critical`. */
  readonly health: string | undefined;
  readonly machineCount: number | undefined;
}

/** What an update does to a machine. Source: learn.microsoft.com site-recovery/azure-to-azure-autoupdate and site-recovery/service-updates-how-to. */
export const agentUpdateEffect =
  "An agent update restarts no machine and leaves replication alone. Only where it is more than four releases (N-4) from the agent that ran at the machine's last restart, a restart is needed after it.";

export interface AgentUpdateStatusInput extends VaultChoice {
  /** A listing instead of Azure. */
  readonly listing?: FleetListing | undefined;
  /** Whether job minutes are asked for. Defaults to `false`, and to `true` where a price is given. */
  readonly cost?: boolean;
  /** Price of a job minute, with `currency`. Defaults to none, and then no price is told. */
  readonly pricePerMinute?: number | undefined;
  /** For example `EUR`. */
  readonly currency?: string | undefined;
}

/**
 * Tells how agents are kept up to date: account, sign-in, roles, schedule, health and machines of vaults. Reads only;
 * what may not be read is told as not known. Throws `InvalidInputError` for ids that are no vaults, vaults that are
 * not there, and a choice that lets no vault through.
 */
export async function agentUpdateStatus(
  options: OperationOptions,
  input: AgentUpdateStatusInput = {},
): Promise<AgentUpdateStatus> {
  const { pricePerMinute: perMinute, currency } = input;
  refuseErrors("The status of agent updates", [
    ...vaultChoiceFindings(input),
    ...minutePriceFindings({ perMinute, currency }),
  ]);
  const price =
    perMinute === undefined || currency === undefined ? undefined : { perMinute, currency };
  const isCostAsked = input.cost === true || price !== undefined;
  return inRun(options, async (run) => {
    const { source, facts } = await readVaultFacts(run, input, input.listing);
    const judged = judgeVaults(facts, source.takenAt);
    const { costs, unread } = isCostAsked
      ? await costsOf(run, facts, price)
      : { costs: undefined, unread: [] };
    return {
      takenAt: source.takenAt.toISOString(),
      isLive: source.isLive,
      ...judged,
      costs,
      notes: [agentUpdateEffect, ...(isCostAsked ? [freeMinutesNote] : []), ...unread],
    };
  });
}

/** Whether somebody must do something about what a status tells. */
export function needsAttention({ isLive, problems, vaults }: AgentUpdateStatus): boolean {
  return problems.length > 0 || (isLive && vaults.some(({ notKnown }) => notKnown.length > 0));
}

/** What facts come to. */
export function judgeVaults(
  facts: readonly VaultFacts[],
  at: Date,
): Pick<AgentUpdateStatus, "vaults" | "machines" | "problems"> {
  const latest = latestAgent(
    facts.flatMap(({ machines = [] }) => machines),
    at,
  );
  const machines = facts.flatMap(({ machines: each = [], mappings = [] }) => {
    const find = mappingFinder(mappings);
    return each.map((machine) => {
      const mapping = find(machine);
      const status = machineStatus(machine, { mapping, latest, at });
      return { mapping, status, problems: machineProblems(status, machine) };
    });
  });
  const counts = new Map<VaultMapping | undefined, number>();
  for (const { mapping } of machines) {
    counts.set(mapping, (counts.get(mapping) ?? 0) + 1);
  }
  return {
    vaults: facts.map((each) => vaultStatus(each, counts)),
    machines: machines.map(({ status }) => status),
    problems: [...facts.flatMap(vaultProblems), ...machines.flatMap(({ problems }) => problems)],
  };
}

function vaultStatus(
  { vault, mappings, machines, accounts, lastUpdateJob, notKnown }: VaultFacts,
  counts: ReadonlyMap<VaultMapping | undefined, number>,
): VaultUpdateStatus {
  return {
    id: vault.id,
    name: vault.name,
    mappings: mappings?.map((mapping) => ({
      id: mapping.id,
      place: mapping.place,
      opposite: oppositeOf(mapping, mappings)?.place,
      autoUpdate: mapping.agentAutoUpdateStatus ?? "Disabled",
      automationAccountId: mapping.automationAccountArmId,
      authenticationType: mapping.automationAccountAuthenticationType,
      scheduleName: mapping.scheduleName,
      jobScheduleName: mapping.jobScheduleName,
      schedule: scheduleOf(mapping, accounts),
      health: mapping.health,
      machineCount: machines && (counts.get(mapping) ?? 0),
    })),
    accounts: accounts?.map(accountStatus),
    lastUpdateJob,
    machineCount: machines?.length,
    notKnown,
  };
}

function accountStatus(account: AccountFacts): UpdaterAccountStatus {
  const { id, name, exists, identityType, principalId, roles } = account;
  return { id, name, exists, identityType, principalId, roles };
}

function scheduleOf(
  { automationAccountArmId = "", scheduleName }: VaultMapping,
  accounts: readonly AccountFacts[] | undefined,
): AccountSchedule | undefined {
  const account = accounts?.find(({ id }) => sameId(id, automationAccountArmId));
  return account?.schedules && scheduleNamed(account.schedules, scheduleName ?? "");
}

async function costsOf(
  run: Run,
  facts: readonly VaultFacts[],
  price: MinutePrice | undefined,
): Promise<{ readonly costs: readonly UpdateCost[]; readonly unread: readonly string[] }> {
  const existing = facts.flatMap(({ accounts = [] }) => accounts).filter(({ exists }) => exists);
  const ids = existing.map(({ id }) => id);
  const costs: UpdateCost[] = [];
  const unread: string[] = [];
  for (const id of ids.filter((each, at) => ids.findIndex((one) => sameId(one, each)) === at)) {
    try {
      costs.push(await readCost(run, id, price));
    } catch (error) {
      run.signal.throwIfAborted();
      unread.push(`The job minutes of "${id}" are not known: ${describeError(error)}`);
    }
  }
  return { costs, unread };
}
