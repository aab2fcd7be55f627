import pMap from "p-map";
import { armUrl, vaultApiVersion, vaultType } from "../../arm/api";
import { azureObject, textOf } from "../../arm/azure-object";
import { errorFinding, type Finding, InvalidInputError, refuseErrors } from "../../azure/finding";
import { parseResourceId, resourceIdFindings, sameId } from "../../azure/resource-id";
import { vaultsQuery, type VaultRow } from "../../azure/resource-graph-queries";
import { describeScope, type FleetScope, scopeFindings } from "../run/fleet-scope";
import type { FleetSource } from "../run/fleet-source";
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
 * The vaults that were chosen, each once, by their ids. Refuses ids that are none, all at once; a vault that Azure
 * does not know; and a choice that lets no vault through.
 */
export async function chosenVaults(
  run: Run,
  source: FleetSource,
  choice: VaultChoice,
): Promise<ChosenVault[]> {
  refuseErrors("The choice of vaults", vaultChoiceFindings(choice));
  const named = unique(choice.vaultIds ?? []);
  if (named.length > 0 && source.isLive) {
    return namedVaults(run, named);
  }
  const rows = await source.rows(vaultsQuery());
  const chosen =
    named.length > 0
      ? rows.filter(({ id }) => named.some((each) => sameId(each, id)))
      : rows.filter((row) => isChosen(row, choice));
  const unknown = named.filter((id) => !chosen.some((row) => sameId(row.id, id)));
  refuseUnknown(unknown, source.isLive ? "Azure" : "The listing");
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
  return chosen.map(vaultOf).sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Each is read, so that one that is not there is told from one that may not be read. */
async function namedVaults(run: Run, ids: readonly string[]): Promise<ChosenVault[]> {
  const answers = await pMap(
    ids,
    async (id) => {
      const found = await run.client.getOrUndefined(armUrl(id, vaultApiVersion), run.signal);
      return {
        id,
        written: found === undefined ? undefined : (textOf(azureObject(found).id) ?? id),
      };
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
