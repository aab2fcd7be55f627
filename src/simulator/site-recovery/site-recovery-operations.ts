import type { Operation } from "../operation";
import { containerMappingOperations } from "./container-mappings";
import { eventOperations } from "./events/event-operations";
import { fabricOperations } from "./fabrics";
import { jobOperations, type SteppedJobs } from "./jobs/job-operations";
import { networkOperations } from "./networks";
import { operationStatusOperations } from "./operation-status";
import { replicationPolicyOperations } from "./policies";
import { protectedItemActionOperations } from "./protected-item-actions";
import { protectedItemOperations } from "./protected-items";
import { protectionContainerOperations } from "./protection-containers";
import { vaultHealthOperations } from "./vault-health";

const noSteppedJobs: SteppedJobs = {
  has: () => false,
  resume: () => undefined,
  restart: () => undefined,
  cancel: () => undefined,
};

/** Everything of Site Recovery. */
export const siteRecoveryOperations: Operation[] = [
  ...fabricOperations,
  ...protectionContainerOperations,
  ...containerMappingOperations,
  ...protectedItemOperations,
  ...protectedItemActionOperations,
  ...replicationPolicyOperations,
  ...networkOperations,
  ...jobOperations(() => siteRecoveryOperations, noSteppedJobs),
  ...eventOperations,
  ...operationStatusOperations,
  ...vaultHealthOperations,
];
