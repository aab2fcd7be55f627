import type { MappingSummary } from "../azure/agent-auto-update";
import { authenticationTypes } from "../azure/agent-updater-account";
import { isAtOrBelow, parentId, sameId } from "../azure/resource-id";
import { siteRecoveryUrl } from "./api";
import type { ArmClient } from "./arm-client";
import { asAzureObject, objectsIn, textOf, type AzureObject } from "./azure-object";
import { asObject } from "./errors";

/** A vault's container mappings, of all pages, by their ids. */
export async function mappingsOf(
  client: ArmClient,
  vaultId: string,
  signal: AbortSignal,
): Promise<AzureObject[]> {
  const url = siteRecoveryUrl(vaultId, "replicationProtectionContainerMappings");
  return (await client.list(url, signal))
    .map(asAzureObject)
    .filter(({ id }) => id !== undefined)
    .sort((left, right) => (idOf(left).toLowerCase() < idOf(right).toLowerCase() ? -1 : 1));
}

/** Everything that a vault replicates, of all pages. */
export async function replicatedItemsOf(
  client: ArmClient,
  vaultId: string,
  signal: AbortSignal,
): Promise<AzureObject[]> {
  const url = siteRecoveryUrl(vaultId, "replicationProtectedItems");
  return (await client.list(url, signal)).map(asAzureObject);
}

export function idOf(mapping: AzureObject): string {
  return mapping.id ?? "";
}

/** A mapping's place in its vault: `fabric/container/mapping`. */
export function placeIn(mappingId: string): string {
  const segments = mappingId.split("/");
  return [segments.at(-5), segments.at(-3), segments.at(-1)].join("/");
}

/** Agent auto-update as a mapping holds it. */
export interface HeldAutoUpdate {
  readonly status: string;
  readonly automationAccountId: string | undefined;
  /** Left out while it is off. */
  readonly authenticationType: string | undefined;
}

/** What a mapping holds of agent auto-update; what the service leaves out is filled in. */
export function autoUpdateHeld({ properties }: AzureObject): HeldAutoUpdate {
  const details = asObject(properties.providerSpecificDetails) ?? {};
  const status = textOf(details.agentAutoUpdateStatus) ?? "Disabled";
  return {
    status,
    automationAccountId: textOf(details.automationAccountArmId),
    // The service leaves its own default out.
    authenticationType:
      textOf(details.automationAccountAuthenticationType) ??
      (status === "Enabled" ? authenticationTypes.runAs : undefined),
  };
}

/** What decides whether a mapping must be changed. */
export function mappingSummary(mapping: AzureObject): MappingSummary {
  const { properties } = mapping;
  const { status, automationAccountId, authenticationType } = autoUpdateHeld(mapping);
  return {
    id: idOf(mapping),
    instanceType: textOf(asObject(properties.providerSpecificDetails)?.instanceType),
    state: textOf(properties.state),
    agentAutoUpdateStatus: status,
    automationAccountArmId: automationAccountId,
    automationAccountAuthenticationType: authenticationType,
    healthErrorCount: objectsIn(properties.healthErrorDetails).length,
  };
}

/** Whether Azure is at work on a mapping: its states on the way to `Paired` are named after the work. */
export function isMappingChanging({ properties }: AzureObject): boolean {
  return /(ing|InProgress)$/i.test(textOf(properties.state) ?? "");
}

/** Whether a machine goes over a mapping: out of its container, into its target where both are known. */
export function replicatesOver(
  machine: { readonly itemId: string; readonly recoveryContainerId: string | undefined },
  mapping: { readonly id: string; readonly targetContainerId: string | undefined },
): boolean {
  const { targetContainerId } = mapping;
  const { itemId, recoveryContainerId } = machine;
  return (
    isAtOrBelow(itemId, parentId(mapping.id) ?? mapping.id) &&
    (targetContainerId === undefined ||
      recoveryContainerId === undefined ||
      sameId(recoveryContainerId, targetContainerId))
  );
}
