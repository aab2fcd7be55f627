import {
  selectMappings,
  type AgentAutoUpdateSetting,
  type MappingSummary,
} from "../azure/agent-auto-update";
import { sameId } from "../azure/resource-id";
import type { Properties } from "../plugin/handlers";
import { agentAutoUpdate, blockHeld } from "./agent-auto-update-block";
import { defined, textOf, type AzureObject } from "../arm/azure-object";
import { idOf, isMappingChanging, mappingSummary, placeIn } from "../arm/container-mappings";
import { nameOf } from "./replicated-machines";
import { replicationProtectionContainerMapping as kind } from "./replication-protection-container-mapping";

/** What a vault-wide setting does with the vault's mappings. */
export interface MappingPlan {
  /** Those that it sets: of Azure virtual machines, ready to be changed, left to nobody else. */
  readonly owned: readonly AzureObject[];
  /** Those of them that are not as asked for. */
  readonly toChange: readonly AzureObject[];
  /** Those that cannot be changed as they stand, with a sentence of why. */
  readonly skipped: readonly { readonly mapping: AzureObject; readonly reason: string }[];
}

/** Tells which mappings a setting is of, and which must be changed for it. */
export function planFor(
  mappings: readonly AzureObject[],
  exceptIds: readonly string[],
  setting: AgentAutoUpdateSetting,
): MappingPlan {
  const own = mappings.filter(
    (mapping) =>
      instanceTypeOf(mapping)?.toLowerCase() === "a2a" &&
      !exceptIds.some((id) => sameId(id, idOf(mapping))),
  );
  const ready = own.filter(isReady);
  const summaries = new Map(ready.map((mapping) => [summaryOf(mapping), mapping] as const));
  const { selected } = selectMappings([...summaries.keys()], setting);
  return {
    owned: ready,
    toChange: selected.flatMap((summary) => summaries.get(summary) ?? []),
    skipped: own
      .filter((mapping) => !isReady(mapping))
      .map((mapping) => ({
        mapping,
        reason: `Its state is ${textOf(mapping.properties.state) ?? "unknown"}, not Paired.`,
      })),
  };
}

/** Whether a mapping can be changed, or can be once Azure has done with it. */
function isReady(mapping: AzureObject): boolean {
  const { state } = mapping.properties;
  return textOf(state)?.toLowerCase() === "paired" || isMappingChanging(mapping);
}

/** Work of its own is waited for before a mapping is changed. */
function summaryOf(mapping: AzureObject): MappingSummary {
  return { ...mappingSummary(mapping), state: "Paired" };
}

function instanceTypeOf(mapping: AzureObject): string | undefined {
  return mappingSummary(mapping).instanceType;
}

/** Mappings by their places, as a setting asks for them. */
export function mappingsWanted(
  owned: readonly AzureObject[],
  setting: AgentAutoUpdateSetting,
): Properties {
  return Object.fromEntries(
    owned.map((mapping) => [
      placeIn(idOf(mapping)),
      defined({
        mappingId: idOf(mapping),
        status: setting.status,
        ...(setting.status === "Enabled"
          ? {
              automationAccountId: setting.automationAccountId,
              authenticationType: setting.authenticationType,
            }
          : {}),
      }),
    ]),
  );
}

/** Mappings by their places, as Azure holds them; in the setting's own words where that is the same. */
export function mappingsHeld(plan: MappingPlan, setting: AgentAutoUpdateSetting): Properties {
  const wanted = mappingsWanted(plan.owned, setting);
  return Object.fromEntries(
    plan.owned.map((mapping) => {
      const place = placeIn(idOf(mapping));
      const held = blockHeld(mapping);
      const isAsWanted = Object.keys(agentAutoUpdate.changes(held, { ...setting })).length === 0;
      const { status } = held;
      return [
        place,
        isAsWanted
          ? wanted[place]
          : { mappingId: idOf(mapping), ...(status === "Disabled" ? { status } : held) },
      ];
    }),
  );
}

/** The names of the machines that are replicated by way of a mapping, in order. */
export function machinesOf(mapping: AzureObject, items: readonly AzureObject[]): string[] {
  const { targetProtectionContainerId } = mapping.properties;
  return items
    .filter((item) => kind.replicates?.(item, idOf(mapping), { targetProtectionContainerId }))
    .map(nameOf)
    .sort();
}
