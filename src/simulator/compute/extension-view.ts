import type { StoredResource } from "../estate";
import { type JsonObject, valueAt } from "../json";
import type { Platform } from "../operation";
import { handlerOf } from "./extensions";
import { failureOf, type ProvisioningFailure } from "./provisioning-failures";

/**
 * What an instance view tells of an extension. Shape: VirtualMachine_Get_InstanceView.json; of a
 * failure: microsoft/onefuzz pull request 2846 (the last part of the code is what the extension exited with).
 *
 * @param time - When it was provisioned if it has not failed.
 */
export function extensionView(
  platform: Platform,
  extension: StoredResource,
  time: string,
): JsonObject {
  const failure = failureOf(platform, extension);
  return {
    name: extension.name,
    type: handlerOf(extension),
    typeHandlerVersion: valueAt(extension, "properties.typeHandlerVersion"),
    statuses: [
      failure === undefined
        ? {
            code: "ProvisioningState/succeeded",
            level: "Info",
            displayStatus: "Provisioning succeeded",
            time,
          }
        : {
            code: "ProvisioningState/failed/1",
            level: "Error",
            displayStatus: "Provisioning failed",
            message: failure.reported ?? failure.message,
            time: failure.at,
          },
    ],
  };
}

/** What the agent tells of an extension's handler: it is ready, unless it could not be installed itself. */
export function handlerView(platform: Platform, extension: StoredResource): JsonObject {
  const failure = failureOf(platform, extension);
  return {
    type: handlerOf(extension),
    typeHandlerVersion: valueAt(extension, "properties.typeHandlerVersion"),
    status: isHandlerMissing(failure)
      ? {
          code: "ProvisioningState/failed/1",
          level: "Error",
          displayStatus: "Not Ready",
          message: failure?.reported,
        }
      : { code: "ProvisioningState/succeeded", level: "Info", displayStatus: "Ready" },
  };
}

function isHandlerMissing(failure: ProvisioningFailure | undefined): boolean {
  return failure?.code === "VMExtensionHandlerNonTransientError" && failure.reported !== undefined;
}
