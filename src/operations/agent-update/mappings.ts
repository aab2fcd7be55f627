import type { AzureObject } from "../../arm/azure-object";
import { objectsIn, textOf } from "../../arm/azure-object";
import {
  isMappingChanging,
  mappingsOf,
  mappingSummary,
  placeIn,
} from "../../arm/container-mappings";
import { asObject } from "../../arm/errors";
import type { MappingSummary } from "../../azure/agent-auto-update";
import type { Run } from "../run/run";

/** A mapping of replication between Azure regions or zones, and the agent auto-update on it. */
export interface VaultMapping extends MappingSummary {
  readonly vaultId: string;
  /** Its place in the vault: `fabric/container/mapping`. */
  readonly place: string;
  readonly targetContainerId: string | undefined;
  /** Whether Azure is at work on it, so that it cannot be changed now. */
  readonly isChanging: boolean;
  /** Name of the schedule that Site Recovery made in the automation account. */
  readonly scheduleName: string | undefined;
  /** Name of the link between that schedule and the runbook. */
  readonly jobScheduleName: string | undefined;
  /** Azure's word: `Normal`, `Warning`, `Critical`. */
  readonly health: string | undefined;
  readonly healthErrors: readonly MappingHealthError[];
}

/** What Azure says is wrong with a mapping. */
export interface MappingHealthError {
  /** For example `AgentAutoUpdateInfra`. */
  readonly category: string;
  /** `Error` or `Warning`. */
  readonly level: string;
  readonly message: string;
  readonly possibleCauses: string;
  readonly recommendedAction: string;
  /** ISO 8601; empty where Azure does not say. */
  readonly since: string;
}

/** All mappings of a vault between Azure regions or zones, of all pages, by their ids. */
export async function readMappings(run: Run, vaultId: string): Promise<VaultMapping[]> {
  return (await mappingsOf(run.client, vaultId, run.signal))
    .map((mapping) => vaultMapping(vaultId, mapping))
    .filter(({ instanceType }) => instanceType?.toLowerCase() === "a2a");
}

/** A mapping as a GET or a listing answers it. */
export function vaultMapping(vaultId: string, mapping: AzureObject): VaultMapping {
  const { properties } = mapping;
  const details = asObject(properties.providerSpecificDetails) ?? {};
  const summary = mappingSummary(mapping);
  return {
    ...summary,
    vaultId,
    place: placeIn(summary.id),
    targetContainerId: textOf(properties.targetProtectionContainerId),
    isChanging: isMappingChanging(mapping),
    scheduleName: textOf(details.scheduleName),
    jobScheduleName: textOf(details.jobScheduleName),
    health: textOf(properties.health),
    healthErrors: objectsIn(properties.healthErrorDetails).map((error) => ({
      category: textOf(error.errorCategory) ?? "None",
      level: textOf(error.errorLevel) ?? "Error",
      message: textOf(error.errorMessage) ?? textOf(error.summaryMessage) ?? "",
      possibleCauses: textOf(error.possibleCauses) ?? "",
      recommendedAction: textOf(error.recommendedAction) ?? "",
      since: textOf(error.creationTimeUtc) ?? "",
    })),
  };
}
