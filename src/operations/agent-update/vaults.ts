import pMap from "p-map";
import { armUrl, vaultApiVersion, vaultType } from "../../arm/api";
import { azureObject, textOf } from "../../arm/azure-object";
import { errorFinding, type Finding, InvalidInputError, refuseErrors } from "../../azure/finding";
import {
  parseResourceId,
  resourceIdFindings,
  sameId,
  subscriptionScope,
} from "../../azure/resource-id";
import {
  type GraphQuery,
  type VaultFilter,
  type VaultRow,
  vaultsQuery,
} from "../../azure/resource-graph-queries";
import { describeScope, type FleetScope, scopeFindings } from "../run/fleet-scope";
import type { FleetSource } from "../run/fleet-source";
import { describedGraphRefusal } from "../run/graph-refusal";
import type { Run } from "../run/run";

/** Which vaults an operation is about. */
export interface VaultChoice {
  /** Ids of vaults. Defaults to every vault of the subscriptions and resource groups. */
  readonly vaultIds?: readonly string[];
  /** Ids of subscriptions. Defaults to the connection's. */
  readonly subscriptions?: readonly string[];
  /** Resource groups of the vaults. Defaults to all; not looked at where vaults are named. */
  readonly resourceGroups?: readonly string[];
}

/** A vault that an operation is about. */
export interface ChosenVault {
  /** As Azure writes it. */
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly subscriptionId: string;
}

/** Refuses what can be no vault. */
export function vaultChoiceFindings(choice: VaultChoice): Finding[] {
  return [
    ...(choice.vaultIds ?? []).flatMap((id, index) =>
      resourceIdFindings(id, `vaultIds[${index}]`, vaultType),
    ),
    ...scopeFindings(scopeOf(choice), ""),
  ];
}

/**
 * The vaults that were chosen, each once, by their ids, with what a query tells of them. Refuses ids that are none, all
 * at once; vaults that Azure does not know; and a choice that lets no vault through.
 *
 * @param query - Defaults to `vaultsQuery`.
 */
export async function chosenVaults<Row extends VaultRow = VaultRow>(
  run: Run,
  source: FleetSource,
  choice: VaultChoice,
  query: (filter: VaultFilter) => GraphQuery<Row> = vaultsQuery,
): Promise<(ChosenVault & { readonly row: Row | undefined })[]> {
  refuseErrors("The choice of vaults", vaultChoiceFindings(choice));
  const named = unique(choice.vaultIds ?? []);
  const told = await source.rows(query({ vaultIds: named })).catch((error: unknown) => {
    throw describedGraphRefusal(error, `${vaultType}/read`, placesOf(choice));
  });
  const rows = told.filter((row) =>
    named.length > 0 ? named.some((each) => sameId(each, row.id)) : isChosen(row, choice),
  );
  const absent = named.filter((id) => !rows.some((row) => sameId(row.id, id)));
  if (!source.isLive) {
    refuseUnknown(absent, "The listing");
  }
  const chosen = [
    ...rows.map((row) => ({ ...vaultOf(row), row })),
    ...(await readVaults(run, absent)).map((vault) => ({ ...vault, row: undefined })),
  ];
  if (chosen.length === 0) {
    throw new InvalidInputError("The choice of vaults", [
      errorFinding(
        "EVG-SCOPE-011",
        "vaultIds",
        `There is no Recovery Services vault in ${describeScope(scopeOf(choice))}, or none that you may read.`,
        "Name a vault, another subscription or another resource group.",
      ),
    ]);
  }
  return chosen.sort((one, other) => (one.id.toLowerCase() < other.id.toLowerCase() ? -1 : 1));
}

/** Where rights are asked for: at the vaults that are named, or at the subscriptions. */
export function placesOf({ vaultIds = [], subscriptions = [] }: VaultChoice): string[] {
  return vaultIds.length > 0 ? [...vaultIds] : subscriptions.map(subscriptionScope);
}

/** Subscriptions that a choice is about: those of named vaults, or the ones that were given. */
export function subscriptionsOf({ vaultIds = [], subscriptions = [] }: VaultChoice): string[] {
  const named = vaultIds.flatMap((id) => {
    const { subscriptionId } = parseResourceId(id);
    return subscriptionId === undefined ? [] : [subscriptionId.toLowerCase()];
  });
  return vaultIds.length === 0 ? [...subscriptions] : [...new Set(named)];
}

/** What Resource Graph leaves out is read itself: it may not be there, may not be read, or be too young. */
async function readVaults(run: Run, ids: readonly string[]): Promise<ChosenVault[]> {
  const answers = await pMap(
    ids,
    async (id) => {
      const found = await run.client.getOrUndefined(armUrl(id, vaultApiVersion), run.signal);
      return { id, written: found && (textOf(azureObject(found).id) ?? id) };
    },
    { concurrency: run.atMost },
  );
  refuseUnknown(
    answers.filter(({ written }) => written === undefined).map(({ id }) => id),
    "Azure",
  );
  return answers.map(({ id, written = id }) => {
    const { name, resourceGroupName = "", subscriptionId = "" } = parseResourceId(written);
    return { id: written, name, resourceGroup: resourceGroupName, subscriptionId };
  });
}

function refuseUnknown(ids: readonly string[], who: string): void {
  refuseErrors(
    "The choice of vaults",
    ids.map((id) =>
      errorFinding(
        "EVG-SCOPE-012",
        "vaultIds",
        `${who} knows no vault "${id}".`,
        "Check subscription, resource group and name of the vault.",
      ),
    ),
  );
}

function isChosen(row: VaultRow, { subscriptions, resourceGroups }: VaultChoice): boolean {
  const isOneOf = (text: string, texts: readonly string[] = []) =>
    texts.length === 0 || texts.some((each) => each.toLowerCase() === text.toLowerCase());
  return isOneOf(row.subscriptionId, subscriptions) && isOneOf(row.resourceGroup, resourceGroups);
}

function scopeOf({ subscriptions, resourceGroups }: VaultChoice): FleetScope {
  return {
    ...(subscriptions === undefined ? {} : { subscriptions }),
    ...(resourceGroups === undefined ? {} : { resourceGroups }),
  };
}

function vaultOf({ id, name, resourceGroup, subscriptionId }: VaultRow): ChosenVault {
  return { id, name, resourceGroup, subscriptionId };
}

function unique(ids: readonly string[]): string[] {
  return ids.filter((id, index) => ids.findIndex((each) => sameId(each, id)) === index);
}
