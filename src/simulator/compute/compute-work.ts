import { operationStatus } from "../resource-manager/long-running";
import type { Operation } from "../operation";
import { fillPath, subscriptionPath } from "../resource-manager/path-template";
import type { LongRunningForm } from "../resource-manager/resource-type";

export const examples = "azure-rest-api-specs compute ComputeRP examples/2024-11-01";
export const diskExamples = "azure-rest-api-specs compute DiskRP examples/2024-03-02";

const statusPath = subscriptionPath("Microsoft.Compute/locations/{location}/operations/{id}");

/** How Microsoft.Compute reports work: the status at the resource's location. */
export function working(durationInSeconds: LongRunningForm["durationInSeconds"]): LongRunningForm {
  return {
    headers: ["Azure-AsyncOperation"],
    statusPath,
    durationInSeconds,
    retryAfterInSeconds: 10,
  };
}

/** Path of an operation's status, with `{id}` still to be filled in. */
export function operationsPath(subscriptionId: string, location: string): string {
  return fillPath(statusPath, { subscriptionId, location });
}

const status = operationStatus({
  id: "ComputeOperations_Get",
  path: statusPath,
  action: "Microsoft.Compute/locations/operations/read",
  witness:
    "learn.microsoft.com role-based-access-control/permissions/compute (Microsoft.Compute/locations/operations)",
});

/** One address for both: with `monitor=true` it answers as `Location` does. Source: VirtualMachine_AssessPatches.json. */
export const computeWorkOperations: Operation[] = [
  {
    ...status,
    handle: (call) =>
      call.query.monitor === "true"
        ? call.work.result(call.parameters.id ?? "")
        : status.handle(call),
  },
];
