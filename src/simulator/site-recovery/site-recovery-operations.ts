import type { Operation } from "../operation";
import { containerMappingOperations } from "./container-mappings";
import { eventOperations } from "./events/event-operations";
import { fabricOperations } from "./fabrics";
import { jobOperations } from "./jobs/job-operations";
import { networkOperations } from "./networks";
import { operationStatusOperations } from "./operation-status";
import { replicationPolicyOperations } from "./policies";
import { protectedItemActionOperations } from "./protected-item-actions";
import { protectedItemOperations } from "./protected-items";
import { protectionContainerOperations } from "./protection-containers";
import { planActionOperations } from "./recovery-plans/plan-actions";
import { planJobs } from "./recovery-plans/plan-jobs";
import { recoveryPlanOperations } from "./recovery-plans/recovery-plans";
import { vaultHealthOperations } from "./vault-health";

/** Everything of Site Recovery. */
export const siteRecoveryOperations: Operation[] = [
  ...fabricOperations,
  ...protectionContainerOperations,
  ...containerMappingOperations,
  ...protectedItemOperations,
  ...protectedItemActionOperations,
  ...replicationPolicyOperations,
  ...networkOperations,
  ...jobOperations(() => siteRecoveryOperations, planJobs),
  ...eventOperations,
  ...recoveryPlanOperations,
  ...planActionOperations,
  ...operationStatusOperations,
  ...vaultHealthOperations,
];
