import type { Operation } from "../operation";
import { softDeleted } from "./backup-errors";
import {
  backupPaths,
  examples,
  isSoftDeleted,
  recoveryPointType,
  requireBackupVault,
} from "./backup-paths";
import { beginBackupWork } from "./backup-work";
import { requireRecoveryPoint } from "./recovery-points";
import { readRestoreOrder, restoreLinks } from "./restore-order";
import { startRestore } from "./restore-run";

const machines = `${examples}/AzureIaasVm`;

/** Restores from a backup: disks, a new machine, or the disks of the machine that is there. */
export const restoreOperations: Operation[] = [
  {
    id: "Restores_Trigger",
    method: "POST",
    path: `${backupPaths.recoveryPoint}/restore`,
    action: `${recoveryPointType}/restore/action`,
    witness: `${machines}/TriggerRestore_ALR_IaasVMRestoreRequest.json; TriggerRestore_RestoreDisks_IaasVMRestoreRequest.json`,
    handle: (call) => {
      const vault = requireBackupVault(call);
      const { item, point } = requireRecoveryPoint(call);
      if (isSoftDeleted(item)) {
        throw softDeleted();
      }
      const order = readRestoreOrder(call, vault, item, point);
      call.requireLinked(restoreLinks(order));
      return beginBackupWork(call, item.id, "operationsStatus", () => ({
        jobId: startRestore(call, item, order).id,
      }));
    },
  },
];
