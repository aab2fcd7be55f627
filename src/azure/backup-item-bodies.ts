/** The type of a protected item that is a machine of Azure Resource Manager. */
const protectedItemType = "Microsoft.Compute/virtualMachines";

/**
 * The body with which a machine is backed up under a policy, for the first time or again. What is
 * left out, such as the choice of disks, stays. Source: ConfigureProtection.json.
 */
export function protectedItem(machineId: string, policyId: string): object {
  return { properties: { protectedItemType, sourceResourceId: machineId, policyId } };
}

/**
 * The body that brings back what was deleted softly; its protection is stopped then. Source:
 * learn.microsoft.com backup/backup-azure-arm-userestapi-backupazurevms (undo the deletion).
 */
export function undeletedItem(machineId: string): object {
  return {
    properties: {
      protectedItemType,
      sourceResourceId: machineId,
      protectionState: "ProtectionStopped",
      isRehydrate: true,
    },
  };
}
