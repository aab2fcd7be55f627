import pMap from "p-map";
import {
  replicatedMachinesQuery,
  type RoleAssignmentRow,
  vaultsQuery,
  vaultsWithUpdateJobQuery,
  type VaultWithUpdateJobRow,
} from "../../azure/resource-graph-queries";
import { sameId } from "../../azure/resource-id";
import { azureFleet, type FleetListing, type FleetSource, listedFleet } from "../run/fleet-source";
import { describeError } from "../run/operation-error";
import type { Run } from "../run/run";
import { type AccountSchedules, readAccountSchedules } from "./account-schedules";
import { readMappings, type VaultMapping } from "./mappings";
import {
  byName,
  machineOfRow,
  readReplicatedMachines,
  type ReplicatedMachine,
} from "./replicated-items";
import {
  confirmAssignments,
  readAccount,
  rolesAt,
  type UpdaterAccount,
  type UpdaterRoles,
} from "./updater-account";
import { type ChosenVault, chosenVaults, subscriptionsOf, type VaultChoice } from "./vaults";

/** An account as far as it is known, with its roles on one vault. */
export interface UpdaterAccountStatus extends UpdaterAccount {
  /** `undefined` where they are not known. */
  readonly roles: UpdaterRoles | undefined;
}

/** The same with the account's schedules, whatever they are for. */
export interface AccountFacts extends UpdaterAccountStatus {
  /** `undefined` where they are not known. */
  readonly schedules: AccountSchedules | undefined;
}

/** What is known of a vault's agent updates; `undefined` is what is not known. */
export interface VaultFacts {
  readonly vault: ChosenVault;
  readonly mappings: readonly VaultMapping[] | undefined;
  readonly machines: readonly ReplicatedMachine[] | undefined;
  readonly accounts: readonly AccountFacts[] | undefined;
  /** `null` when there was none. */
  readonly lastUpdateJob: UpdateJob | null | undefined;
  /** What is not known and why, sentences. */
  readonly notKnown: readonly string[];
}

/** A job that updated agents. */
export interface UpdateJob {
  readonly id: string;
  /** Azure's word, for example `Succeeded`. */
  readonly state: string;
  /** Azure's word, for example `PartiallySucceeded`. */
  readonly stateDescription: string;
  readonly startedAt: string;
  /** Empty while it runs. */
  readonly endedAt: string;
  /** Id of the mapping or of the replicated item. */
  readonly targetId: string;
}

/** So many vault ids stand in a query; of more, all are asked for. */
const mostNamedVaults = 100;

/** Reads what is known of the chosen vaults, in as few requests as it takes. */
export async function readVaultFacts(
  run: Run,
  choice: VaultChoice,
  listing: FleetListing | undefined,
): Promise<{ readonly source: FleetSource; readonly facts: readonly VaultFacts[] }> {
  if (listing !== undefined) {
    const source = listedFleet(listing);
    return { source, facts: await listedFacts(run, source, choice) };
  }
  const source = azureFleet(run, subscriptionsOf(choice));
  const vaults = await chosenVaults<VaultWithUpdateJobRow>(
    run,
    source,
    choice,
    vaultsWithUpdateJobQuery,
  );
  const machines = await machinesOf(source, vaults);
  const accounts = new AccountReader(run);
  const facts = await pMap(vaults, (vault) => liveFacts(run, vault, { machines, accounts }), {
    concurrency: run.atMost,
  });
  return { source, facts };
}

async function machinesOf(
  source: FleetSource,
  vaults: readonly ChosenVault[],
): Promise<ReadonlyMap<string, readonly ReplicatedMachine[]>> {
  const ids = vaults.map(({ id }) => id.toLowerCase());
  const filter = ids.length > mostNamedVaults ? {} : { vaultIds: ids };
  const byVault = new Map<string, ReplicatedMachine[]>(ids.map((id) => [id, []]));
  const rows = await source.rows(replicatedMachinesQuery(filter));
  for (const machine of rows.map(machineOfRow).sort(byName)) {
    byVault.get(machine.vaultId.toLowerCase())?.push(machine);
  }
  return byVault;
}

async function listedFacts(
  run: Run,
  source: FleetSource,
  choice: VaultChoice,
): Promise<VaultFacts[]> {
  const vaults = await chosenVaults(run, source, choice, vaultsQuery);
  const machines = await machinesOf(source, vaults);
  return vaults.map((vault) => ({
    vault: chosen(vault),
    mappings: undefined,
    machines: machines.get(vault.id.toLowerCase()) ?? [],
    accounts: undefined,
    lastUpdateJob: undefined,
    notKnown: [
      "A listing holds no mappings, so whether agents are updated, by which account, with which role and on which schedule, is not known.",
    ],
  }));
}

async function liveFacts(
  run: Run,
  vault: ChosenVault & { readonly row: VaultWithUpdateJobRow | undefined },
  known: {
    readonly machines: ReadonlyMap<string, readonly ReplicatedMachine[]>;
    readonly accounts: AccountReader;
  },
): Promise<VaultFacts> {
  const notKnown: string[] = [];
  const attempt = attempting(run, notKnown);
  const mappings = await attempt("The mappings", () => readMappings(run, vault.id));
  const told = known.machines.get(vault.id.toLowerCase()) ?? [];
  // Resource Graph leaves out what may not be read, and is minutes behind.
  const machines =
    told.length > 0 || mappings?.length === 0
      ? told
      : await attempt("The machines", () => readReplicatedMachines(run, vault.id));
  const ids = (mappings ?? []).flatMap(({ automationAccountArmId, agentAutoUpdateStatus }) =>
    automationAccountArmId === undefined || agentAutoUpdateStatus !== "Enabled"
      ? []
      : [automationAccountArmId],
  );
  const accounts: AccountFacts[] = [];
  for (const id of ids.filter((each, at) => ids.findIndex((one) => sameId(one, each)) === at)) {
    const account = await known.accounts.read(id, vault, attempt);
    accounts.push(...(account === undefined ? [] : [account]));
  }
  return {
    vault: chosen(vault),
    mappings,
    machines,
    accounts: mappings && accounts,
    lastUpdateJob: jobOf(vault.row),
    notKnown,
  };
}

type Attempt = <T>(what: string, work: () => Promise<T>) => Promise<T | undefined>;

/** What one may not read, or cannot, is not known; the rest is. */
function attempting(run: Run, notKnown: string[]): Attempt {
  return async (what, work) => {
    try {
      return await work();
    } catch (error) {
      run.signal.throwIfAborted();
      notKnown.push(`${what}: ${describeError(error)}`);
      return undefined;
    }
  };
}

/** Reads each account once, however many vaults it is for. */
class AccountReader {
  readonly #run: Run;
  readonly #held = new Map<string, Promise<unknown>>();

  constructor(run: Run) {
    this.#run = run;
  }

  async read(id: string, vault: ChosenVault, attempt: Attempt): Promise<AccountFacts | undefined> {
    const run = this.#run;
    const account = await attempt(`The automation account "${id}"`, () =>
      this.#once(`account ${id} ${vault.subscriptionId}`, () =>
        readAccount(run, id, subscriptionsOf({ vaultIds: [id, vault.id] })),
      ),
    );
    if (account === undefined) {
      return undefined;
    }
    const { assignments, ...told } = account;
    if (!told.exists) {
      return { ...told, schedules: undefined, roles: undefined };
    }
    const schedules = await attempt("The schedules of the automation account", () =>
      this.#once(`schedules ${id}`, () => readAccountSchedules(run, id)),
    );
    const { principalId } = told;
    const roles =
      principalId === undefined
        ? undefined
        : await attempt("The roles of the automation account's identity", () =>
            this.#roles(principalId, vault, assignments),
          );
    return { ...told, schedules, roles };
  }

  async #roles(
    principalId: string,
    { id }: ChosenVault,
    assignments: readonly RoleAssignmentRow[],
  ): Promise<UpdaterRoles> {
    const roles = rolesAt(assignments, id);
    return roles.missingActions.length === 0
      ? roles
      : rolesAt(await confirmAssignments(this.#run, principalId, id), id);
  }

  #once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const held = this.#held.get(key.toLowerCase()) as Promise<T> | undefined;
    const begun = held ?? read();
    this.#held.set(key.toLowerCase(), begun);
    return begun;
  }
}

function jobOf(row: VaultWithUpdateJobRow | undefined): UpdateJob | null | undefined {
  if (row === undefined) {
    return undefined;
  }
  return row.jobId === ""
    ? null
    : {
        id: row.jobId,
        state: row.jobState,
        stateDescription: row.jobStateDescription,
        startedAt: row.jobStartedAt,
        endedAt: row.jobEndedAt,
        targetId: row.jobTargetId,
      };
}

function chosen({ id, name, resourceGroup, subscriptionId }: ChosenVault): ChosenVault {
  return { id, name, resourceGroup, subscriptionId };
}
