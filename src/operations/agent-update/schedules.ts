import pMap from "p-map";
import { armUrl, automationAccountApiVersion } from "../../arm/api";
import { azureObject, textOf } from "../../arm/azure-object";
import { windowsToIana } from "../../azure/time-zones";
import { localTime } from "../../azure/local-time";
import { errorFinding, InvalidInputError } from "../../azure/finding";
import { azureFleet } from "../run/fleet-source";
import type { OperationOptions } from "../run/options";
import { inRun, type Run } from "../run/run";
import { readMappings, type VaultMapping } from "./mappings";
import { chosenVaults, type VaultChoice } from "./vaults";

/** A schedule that Site Recovery made in an automation account, on which it updates agents. */
export interface AgentUpdateSchedule {
  readonly id: string;
  readonly name: string;
  readonly automationAccountId: string;
  readonly vaultId: string;
  /** Mappings that go by it: `fabric/container/mapping`. */
  readonly mappings: readonly string[];
  /** Local time `HH:MM`; empty where Azure does not say. */
  readonly timeOfDay: string;
  /** Windows or IANA. */
  readonly timeZone: string;
  /** `Day`, and every how many of them: as Azure says it. */
  readonly frequency: string;
  readonly interval: number;
  readonly isEnabled: boolean;
  /** ISO 8601; empty when there is none. */
  readonly nextRun: string;
}

/** The schedules of agent auto-update, those that could not be found among them by their names. */
export interface AgentUpdateSchedules {
  readonly schedules: readonly AgentUpdateSchedule[];
  /** Schedules that mappings name and that are not in the account. */
  readonly missing: readonly { readonly id: string; readonly mappings: readonly string[] }[];
}

/** Reads the schedules on which the agents of vaults are updated. Refuses a choice of vaults in which there is none. */
export function agentUpdateSchedules(
  options: OperationOptions,
  choice: VaultChoice = {},
): Promise<AgentUpdateSchedules> {
  return inRun(options, (run) => readSchedules(run, choice));
}

/** The same in a run. */
export async function readSchedules(run: Run, choice: VaultChoice): Promise<AgentUpdateSchedules> {
  const vaults = await chosenVaults(run, azureFleet(run, choice.subscriptions), choice);
  const concurrency = run.atMost;
  const mappings = await pMap(vaults, ({ id }) => readMappings(run, id), { concurrency });
  const groups = bySchedule(mappings.flat());
  if (groups.size === 0) {
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
  const found = await pMap(
    [...groups],
    async ([id, group]) => ({ id, group, schedule: await readSchedule(run, id, group) }),
    { concurrency },
  );
  return {
    schedules: found.flatMap(({ schedule }) => schedule ?? []),
    missing: found
      .filter(({ schedule }) => schedule === undefined)
      .map(({ id, group }) => ({ id, mappings: group.map(({ place }) => place) })),
  };
}

export function scheduleUrl(id: string): string {
  return armUrl(id, automationAccountApiVersion);
}

/** Mappings by the ids of their schedules. */
function bySchedule(
  mappings: readonly VaultMapping[],
): ReadonlyMap<string, readonly VaultMapping[]> {
  const groups = new Map<string, VaultMapping[]>();
  for (const mapping of mappings) {
    const { automationAccountArmId: account, scheduleName } = mapping;
    if (account === undefined || scheduleName === undefined) {
      continue;
    }
    const id = `${account}/schedules/${scheduleName}`;
    groups.set(id, [...(groups.get(id) ?? []), mapping]);
  }
  return groups;
}

async function readSchedule(
  run: Run,
  id: string,
  mappings: readonly VaultMapping[],
): Promise<AgentUpdateSchedule | undefined> {
  const answer = await run.client.getOrUndefined(scheduleUrl(id), run.signal);
  if (answer === undefined) {
    return undefined;
  }
  const { properties, whole } = azureObject(answer);
  const timeZone = textOf(properties.timeZone) ?? "UTC";
  const { interval } = properties;
  return {
    id,
    name: textOf(whole.name) ?? "",
    automationAccountId: id.split("/").slice(0, -2).join("/"),
    vaultId: mappings[0]?.vaultId ?? "",
    mappings: mappings.map(({ place }) => place),
    timeOfDay: timeOfDay(textOf(properties.startTime), timeZone),
    timeZone,
    frequency: textOf(properties.frequency) ?? "",
    interval: typeof interval === "number" ? interval : 1,
    isEnabled: properties.isEnabled !== false,
    nextRun: textOf(properties.nextRun) ?? "",
  };
}

function timeOfDay(startTime: string | undefined, timeZone: string): string {
  if (startTime === undefined) {
    return "";
  }
  const { hour, minute } = localTime(new Date(startTime), windowsToIana(timeZone) ?? timeZone);
  return [hour, minute].map((part) => String(part).padStart(2, "0")).join(":");
}
