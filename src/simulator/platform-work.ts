import { resumeAutomation } from "./automation/automation-operations";
import { resumeBackup } from "./backup/resume-backup";
import { resumeAssessment } from "./compute/patch-assessment";
import { resumeMaintenance } from "./maintenance/maintenance-operations";
import type { Platform } from "./operation";
import { resumeDeletedVaults } from "./recovery-services/deleted-vault-store";
import { resumeRemediations } from "./policy/remediation-run";
import { resumePlatformPatching } from "./platform-patching/patch-nights";
import { resumeSiteRecovery } from "./site-recovery/failover/first-replication";
import { resumeRecoveryPlans } from "./site-recovery/recovery-plans/plan-jobs";
import { resumeReplicationJobs } from "./site-recovery/jobs/resume-jobs";
import { resumeNights } from "./site-recovery/nightly-run";

/** Every room's own way to begin again what Azure does by itself, from resources and notes. */
const resumed: readonly ((platform: Platform) => void)[] = [
  resumeAssessment,
  resumeAutomation,
  resumeBackup,
  resumeDeletedVaults,
  resumeMaintenance,
  resumeNights,
  resumePlatformPatching,
  resumeRemediations,
  resumeSiteRecovery,
  resumeReplicationJobs,
  resumeRecoveryPlans,
];

/** Begins Azure's own work again. Called once, when an estate was loaded. */
export function resumePlatformWork(platform: Platform): void {
  for (const resume of resumed) {
    resume(platform);
  }
}
