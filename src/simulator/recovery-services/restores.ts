import { ArmError, type Operation } from "../operation";
import { groupPath } from "../resource-manager/path-template";

const itemPath = groupPath(
  "Microsoft.RecoveryServices/vaults/{vaultName}/backupFabrics/{fabricName}/protectionContainers/{containerName}/protectedItems/{protectedItemName}",
);
const itemType =
  "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems";

/** Restoring from a backup: permission is asked for, and then there is no backup to restore from. */
export const restoreOperations: Operation[] = [
  {
    id: "Restores_Trigger",
    method: "POST",
    path: `${itemPath}/recoveryPoints/{recoveryPointId}/restore`,
    action: `${itemType}/recoveryPoints/restore/action`,
    witness:
      "azure-rest-api-specs recoveryservicesbackup examples/AzureIaasVm/TriggerRestore_ALR_IaasVMRestoreRequest.json",
    handle: (call) => {
      throw new ArmError(
        404,
        "BMSUserErrorObjectNotFound",
        `The backup item '${call.parameters.protectedItemName ?? ""}' was not found.`,
      );
    },
  },
];
