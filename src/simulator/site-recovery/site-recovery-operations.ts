import type { Operation } from "../operation";
import { containerMappingOperations } from "./container-mappings";
import { recoveryPointOperations } from "./failover/recovery-point-operations";
import { refusedItemOperations } from "./failover/refused-operations";
import { switchProtectionOperations } from "./failover/switch-protection";
import { targetComputeSizeOperations } from "./failover/target-compute-sizes";
import { eventOperations } from "./events/event-operations";
import { fabricOperations } from "./fabrics";
import { jobOperations } from "./jobs/job-operations";
import { networkOperations } from "./networks";
import { operationStatusOperations } from "./operation-status";
import { replicationPolicyOperations } from "./policies";
import { protectedItemActionOperations } from "./protected-item-actions";
import { protectedItemOperations } from "./protected-items";
import { protectionContainerOperations } from "./protection-containers";
import { protectionIntentOperations } from "./protection-intents/protection-intents";
import { eligibilityOperations } from "./protection-intents/replication-eligibility";
import { planActionOperations } from "./recovery-plans/plan-actions";
import { planJobs } from "./recovery-plans/plan-jobs";
import { recoveryPlanOperations } from "./recovery-plans/recovery-plans";
import { vaultHealthOperations } from "./vault-health";
import { alertSettingOperations } from "./vault-settings/alert-settings";
import { supportedSystemOperations } from "./vault-settings/supported-systems";
import { vaultSettingOperations } from "./vault-settings/vault-settings";

/** Everything of Site Recovery. */
export const siteRecoveryOperations: Operation[] = [
  ...fabricOperations,
  ...protectionContainerOperations,
  ...containerMappingOperations,
  ...protectedItemOperations,
  ...protectedItemActionOperations,
  ...refusedItemOperations,
  ...recoveryPointOperations,
  ...switchProtectionOperations,
  ...targetComputeSizeOperations,
  ...replicationPolicyOperations,
  ...networkOperations,
  ...jobOperations(() => siteRecoveryOperations, planJobs),
  ...eventOperations,
  ...eligibilityOperations,
  ...protectionIntentOperations(() => siteRecoveryOperations),
  ...alertSettingOperations,
  ...vaultSettingOperations,
  ...supportedSystemOperations,
  ...recoveryPlanOperations,
  ...planActionOperations,
  ...operationStatusOperations,
  ...vaultHealthOperations,
];
