import pMap from "p-map";
import { errorFinding, InvalidInputError } from "../../azure/finding";
import { azureFleet } from "../run/fleet-source";
import type { OperationOptions } from "../run/options";
import { inRun, type Run } from "../run/run";
import {
  type AccountSchedule,
  type AccountSchedules,
  isLinked,
  readAccountSchedules,
  scheduleNamed,
} from "./account-schedules";
import { readMappings, type VaultMapping } from "./mappings";
import { type ChosenVault, chosenVaults, subscriptionsOf, type VaultChoice } from "./vaults";

/** A schedule that Site Recovery made in an automation account, on which it updates agents. */
export interface AgentUpdateSchedule extends AccountSchedule {
  readonly id: string;
  readonly automationAccountId: string;
  readonly vaultId: string;
  /** Mappings that go by it: `fabric/container/mapping`. */
  readonly mappings: readonly string[];
  /** Whether it is linked to the runbook; one that is not starts nothing. */
  readonly isLinked: boolean;
}

/** The schedules of agent auto-update, those that could not be found among them by their names. */
export interface AgentUpdateSchedules {
  readonly schedules: readonly AgentUpdateSchedule[];
  /** Schedules that mappings name and that are not in the account. */
  readonly missing: readonly { readonly id: string; readonly mappings: readonly string[] }[];
}

/** A schedule that starts nothing, and the mappings whose agents nothing updates for it. */
export interface BrokenSchedule {
  readonly id: string;
  readonly mappings: readonly string[];
  /** What is wrong with it, after its name: `is not in the account`. */
  readonly why: string;
}

/** Schedules that are not there, and those that are not linked to the runbook. */
export function brokenSchedules({ schedules, missing }: AgentUpdateSchedules): BrokenSchedule[] {
  return [
    ...missing.map(({ id, mappings }) => ({ id, mappings, why: "is not in the account" })),
    ...schedules
      .filter(({ isLinked: isWhole }) => !isWhole)
      .map(({ id, mappings }) => ({ id, mappings, why: "is not linked to the runbook" })),
  ];
}

/** Reads the schedules on which the agents of vaults are updated. Refuses a choice of vaults in which there is none. */
export function agentUpdateSchedules(
  options: OperationOptions,
  choice: VaultChoice = {},
): Promise<AgentUpdateSchedules> {
  return inRun(options, async (run) => (await readUpdateSchedules(run, choice)).found);
}

/** The same in a run, with the vaults and the mappings that go by the schedules. */
export async function readUpdateSchedules(
  run: Run,
  choice: VaultChoice,
): Promise<{
  readonly found: AgentUpdateSchedules;
  readonly vaults: readonly ChosenVault[];
  readonly mappings: readonly VaultMapping[];
}> {
  const vaults = await chosenVaults(run, azureFleet(run, subscriptionsOf(choice)), choice);
  const concurrency = run.atMost;
  const read = await pMap(vaults, ({ id }) => readMappings(run, id), { concurrency });
  const mappings = read.flat();
  const groups = bySchedule(mappings);
  if (groups.length === 0) {
    const names = vaults.map(({ name }) => name).join(", ");
    throw new InvalidInputError("The choice of vaults", [
      errorFinding(
        "EVG-AGENT-020",
        "vaultIds",
        `Agent auto-update is enabled on no mapping of ${names}, so there is no schedule.`,
        "Enable it first: `evergreen agent-update enable`.",
      ),
    ]);
  }
  const accountIds = new Map(groups.map(({ accountId }) => [accountId.toLowerCase(), accountId]));
  const accounts = new Map(
    await pMap(
      [...accountIds],
      async ([key, id]) => [key, await readAccountSchedules(run, id)] as const,
      { concurrency },
    ),
  );
  const named = groups.map((group) => ({
    group,
    schedule: scheduleIn(accounts.get(group.accountId.toLowerCase()), group),
  }));
  const found = {
    schedules: named.flatMap(({ schedule }) => schedule ?? []),
    missing: named
      .filter(({ schedule }) => schedule === undefined)
      .map(({ group: { id, mappings: users } }) => ({ id, mappings: placesOf(users) })),
  };
  return { found, vaults, mappings };
}

/** Id of the schedule that a mapping goes by. */
export function scheduleIdOf({
  automationAccountArmId: accountId,
  scheduleName: name,
}: VaultMapping): string | undefined {
  return accountId === undefined || name === undefined
    ? undefined
    : `${accountId}/schedules/${name}`;
}

/** A schedule as the mappings that go by it name it. */
interface NamedSchedule {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly mappings: readonly VaultMapping[];
}

function bySchedule(mappings: readonly VaultMapping[]): NamedSchedule[] {
  const groups = new Map<string, NamedSchedule>();
  for (const mapping of mappings) {
    const { automationAccountArmId: accountId, scheduleName: name } = mapping;
    const id = scheduleIdOf(mapping);
    if (id === undefined || accountId === undefined || name === undefined) {
      continue;
    }
    const users = [...(groups.get(id.toLowerCase())?.mappings ?? []), mapping];
    groups.set(id.toLowerCase(), { id, accountId, name, mappings: users });
  }
  return [...groups.values()];
}

function scheduleIn(
  account: AccountSchedules | undefined,
  { id, accountId, name, mappings }: NamedSchedule,
): AgentUpdateSchedule | undefined {
  const schedule = account && scheduleNamed(account, name);
  return (
    schedule && {
      ...schedule,
      id,
      automationAccountId: accountId,
      vaultId: mappings[0]?.vaultId ?? "",
      mappings: placesOf(mappings),
      isLinked: mappings.every(({ jobScheduleName }) => isLinked(account, jobScheduleName)),
    }
  );
}

function placesOf(mappings: readonly VaultMapping[]): string[] {
  return mappings.map(({ place }) => place);
}
