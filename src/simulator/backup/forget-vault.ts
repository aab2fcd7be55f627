import type { Platform } from "../operation";
import { jobsOf } from "./job-store";
import { deletedDefaults } from "./policy-store";
import { discoveries } from "./protectable-items";

/** A vault that is made begins without the jobs and the changed policies of an earlier one of its name. */
export function forgetEarlierVault(platform: Platform, vaultId: string): void {
  jobsOf(platform, vaultId).clear();
  discoveries(platform).delete(vaultId.toLowerCase());
  const prefix = `${vaultId.toLowerCase()}/`;
  for (const policyId of [...deletedDefaults(platform).keys()]) {
    if (policyId.startsWith(prefix)) {
      deletedDefaults(platform).delete(policyId);
    }
  }
}
