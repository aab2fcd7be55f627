import type { Operation } from "../../operation";
import { examples } from "../entity-operations";
import { siteRecoveryError } from "../site-recovery-errors";
import { paths, protectedItemType, requireEntity } from "../vault-entities";

const refused = [
  { verb: "plannedFailover", operation: "PlannedFailover", friendlyName: "Planned failover" },
  { verb: "failoverCancel", operation: "FailoverCancel", friendlyName: "Cancel failover" },
];

/**
 * Machines of Azure fail over unplanned only, and what is failed over is committed or disabled.
 * Source: learn.microsoft.com site-recovery/site-recovery-failover.
 */
export const refusedItemOperations: Operation[] = refused.map(
  ({ verb, operation, friendlyName }) => ({
    id: `ReplicationProtectedItems_${operation}`,
    method: "POST",
    path: `${paths.protectedItem}/${verb}`,
    action: `${protectedItemType}/${verb}/action`,
    witness: `${examples}/ReplicationProtectedItems_${operation}.json`,
    handle: (call) => {
      const item = requireEntity(call, call.path.slice(0, call.path.lastIndexOf("/")));
      throw siteRecoveryError(
        400,
        "OperationNotSupported",
        `The operation '${friendlyName}' is not supported for the protected item '${item.name}'.`,
        {
          possibleCauses: "The replication scenario is Azure to Azure.",
          recommendedAction: "Use an unplanned failover, then commit it.",
        },
      );
    },
  }),
);
