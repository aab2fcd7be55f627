import type { ArmClient } from "../arm/arm-client";
import {
  replicationTargetFindings,
  replicationVaultFindings,
} from "../azure/replicated-machine-rules";
import { vaultHolding } from "../azure/vault";
import type { CheckFailure, Properties } from "../plugin/handlers";
import { siteRecoveryUrl } from "../arm/api";
import { asAzureObject, textOf, type AzureObject } from "../arm/azure-object";
import { failuresOf } from "./findings";
import type { SiteRecoveryKind } from "./site-recovery-kind";

const shownNames = 5;

/** Id of the vault that a Site Recovery object stands in. */
export function vaultOf(id: string): string {
  return vaultHolding(id) ?? id;
}

/** The names of the machines that are replicated by way of an object, of all pages. */
export async function machinesReplicatedBy(
  client: ArmClient,
  kind: SiteRecoveryKind,
  state: { readonly id: string; readonly inputs: Properties },
  signal: AbortSignal,
): Promise<string[]> {
  const url = siteRecoveryUrl(vaultOf(state.id), "replicationProtectedItems");
  const items = (await client.list(url, signal)).map(asAzureObject);
  return items
    .filter((item) => kind.replicates?.(item, state.id, state.inputs) === true)
    .map(nameOf);
}

/** "3 machines (web-1, web-2, db-1)"; of many, the first few are named. */
export function describeMachines(names: readonly string[]): string {
  const count = names.length === 1 ? "1 machine" : `${names.length} machines`;
  const more = names.length - shownNames;
  const shown = names.slice(0, shownNames).join(", ");
  return `${count} (${shown}${more > 0 ? ` and ${more} more` : ""})`;
}

/** The name of a machine's item, as people know it. */
export function nameOf(item: AzureObject): string {
  return textOf(item.properties.friendlyName) ?? textOf(item.whole.name) ?? item.id ?? "unnamed";
}

/** Refuses a way of replication that leads out of its vault, or back to where it begins. */
export function oneVaultFailures(
  known: Readonly<Record<string, string | undefined>>,
): CheckFailure[] {
  const { protectionContainerId, targetProtectionContainerId, policyId } = known;
  return protectionContainerId === undefined
    ? []
    : failuresOf([
        ...replicationVaultFindings(
          { path: "protectionContainerId", id: protectionContainerId },
          { targetProtectionContainerId, policyId },
        ),
        ...(targetProtectionContainerId === undefined
          ? []
          : replicationTargetFindings(
              protectionContainerId,
              targetProtectionContainerId,
              "targetProtectionContainerId",
            )),
      ]);
}
