import type { StoredResource } from "../estate";
import type { ArmError, Platform } from "../operation";
import { silenceCauses, silenceOf } from "./agent-heartbeat";
import { siteRecoveryError } from "./site-recovery-errors";

/** Why the agent of an item's machine cannot be updated now; `undefined` when it can. Uses up a fault. */
export function agentUpdateFailure(platform: Platform, item: StoredResource): ArmError | undefined {
  const silence = silenceOf(platform, item);
  if (silence !== undefined) {
    return updateFailed(item, silenceCauses[silence.cause]);
  }
  return platform.faults.strikes("job fails", item.id) ? updateFailed(item) : undefined;
}

/** The failure of an update. */
export function updateFailed(
  item: StoredResource,
  possibleCauses = "The extension could not be installed.",
): ArmError {
  const message = `The mobility service of '${item.name}' could not be updated.`;
  return siteRecoveryError(409, "MobilityServiceUpdateFailed", message, {
    possibleCauses,
    recommendedAction:
      "Remove the cause, then retry; at night it is tried again without a request.",
  });
}
