import type { StoredResource } from "../estate";
import { ArmError, type Platform } from "../operation";
import { retryExtensions } from "./extension-provisioning";
import { forgetFailure, noteFailure, setProvisioningState } from "./provisioning-failures";

/**
 * Provisions a machine that was created or changed; throws what that fails with.
 *
 * @param isNew - Whether it is created, and so its operating system set up.
 */
export function provisionMachine(
  platform: Platform,
  machine: StoredResource,
  isNew: boolean,
): void {
  if (platform.faults.strikes("provisioning fails", machine.id)) {
    const error = isNew ? notSetUp(machine) : notChanged();
    noteFailure(platform, machine, error);
    throw error;
  }
  retryExtensions(platform, machine);
  forgetFailure(platform, machine);
}

/** Does the last work on a machine once more: what failed by chance succeeds. Source: Azure/azure-cli issue 11203. */
export function reprovision(platform: Platform, machine: StoredResource): void {
  try {
    provisionMachine(platform, machine, false);
  } catch (error) {
    setProvisioningState(platform, machine.id, "Failed");
    throw error;
  }
  setProvisioningState(platform, machine.id, "Succeeded");
}

/** Text: learn.microsoft.com virtual-machines/error-messages. */
function notSetUp({ name }: StoredResource): ArmError {
  return new ArmError(
    409,
    "OSProvisioningTimedOut",
    `OS Provisioning for VM '${name}' did not finish in the allotted time. The VM may still finish ` +
      "provisioning successfully. Please check provisioning state later.",
  );
}

/** Text: Azure/azure-sdk-for-python issue 34470. */
function notChanged(): ArmError {
  return new ArmError(
    500,
    "InternalOperationError",
    "An internal error occurred in the operation.",
  );
}
