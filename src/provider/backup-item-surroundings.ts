import type { ArmClient } from "../arm/arm-client";
import { ArmRequestError, asObject } from "../arm/errors";
import { backupFabricName } from "../azure/backup-names";
import { parseResourceId, subscriptionScope } from "../azure/resource-id";
import type { Properties } from "../plugin/handlers";
import { armUrl, backupApiVersion } from "../arm/api";
import { textOf } from "../arm/azure-object";
import { textIn } from "./site-recovery-kind";
import { findVault } from "./vault-contents";

/** The vault that protects a machine. Source: GetBackupStatus.json. */
export async function protectingVaultOf(
  client: ArmClient,
  inputs: Properties,
  signal: AbortSignal,
): Promise<string | undefined> {
  const machineId = textIn(inputs, "virtualMachineId");
  const { subscriptionId = "" } = parseResourceId(machineId);
  const vault = await findVault(client, textIn(inputs, "vaultId"), signal);
  const region = textOf(vault?.whole.location) ?? "";
  const url = armUrl(
    subscriptionScope(subscriptionId),
    backupApiVersion,
    `providers/Microsoft.RecoveryServices/locations/${region}/backupStatus`,
  );
  const { body } = await client.post(url, { resourceType: "VM", resourceId: machineId }, signal);
  return textOf(asObject(body)?.vaultId);
}

/**
 * Lets a vault look for machines; answers whether it may. Source: learn.microsoft.com
 * backup/backup-azure-arm-userestapi-backupazurevms (discover).
 */
export async function discoverMachines(
  client: ArmClient,
  inputs: Properties,
  signal: AbortSignal,
): Promise<boolean> {
  const below = `backupFabrics/${backupFabricName}/refreshContainers`;
  const url = armUrl(textIn(inputs, "vaultId"), backupApiVersion, below);
  try {
    await client.sendAndSettle({ method: "POST", url }, { signal });
    return true;
  } catch (error) {
    signal.throwIfAborted();
    // Azure's refusal of the machine says more than that of the search.
    if (error instanceof ArmRequestError) {
      return false;
    }
    throw error;
  }
}
