import { ArmError, type Operation } from "../operation";
import { backupPaths, examples, recoveryPointType } from "./backup-paths";
import { requireRecoveryPoint } from "./recovery-points";

/** Restoring from a backup: permission and recovery point are asked for; what would be made is not simulated. */
export const restoreOperations: Operation[] = [
  {
    id: "Restores_Trigger",
    method: "POST",
    path: `${backupPaths.recoveryPoint}/restore`,
    action: `${recoveryPointType}/restore/action`,
    witness: `${examples}/AzureIaasVm/TriggerRestore_ALR_IaasVMRestoreRequest.json`,
    handle: (call) => {
      const { point } = requireRecoveryPoint(call);
      throw new ArmError(
        501,
        "RestoreNotSimulated",
        `The recovery point '${point.name}' is there, but restores are not simulated.`,
      );
    },
  },
];
