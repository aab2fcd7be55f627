import { subscriptionScope } from "../../azure/resource-id";
import { describedGraphRefusal } from "../run/graph-refusal";
import type { OperationOptions } from "../run/options";
import { inRun, type Run } from "../run/run";

/** What everything about backups reads first. */
export const itemRead =
  "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/read";

/** Runs work on backups; see {@linkcode inRun}. Who may read nothing is told what to ask for. */
export function inBackupRun<T>(
  options: OperationOptions,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  return inRun(options, async (run) => {
    try {
      return await work(run);
    } catch (error) {
      const scope = subscriptionScope(run.connection.subscriptionId);
      throw describedGraphRefusal(error, itemRead, [scope]);
    }
  });
}
