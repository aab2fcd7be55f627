import { operationResult, operationStatus } from "../resource-manager/long-running";
import type { Operation } from "../operation";
import { subscriptionPath } from "../resource-manager/path-template";
import type { LongRunningForm } from "../resource-manager/resource-type";

export const examples = "azure-rest-api-specs network examples/2024-05-01";

const statusPath = subscriptionPath("Microsoft.Network/locations/{location}/operations/{id}");
const resultPath = subscriptionPath("Microsoft.Network/locations/{location}/operationResults/{id}");

/** How Microsoft.Network reports work: the status at the resource's location, a `Location` for deletes only. */
export const writing: LongRunningForm = {
  headers: ["Azure-AsyncOperation"],
  statusPath,
  durationInSeconds: 5,
  retryAfterInSeconds: 3,
};

export const deleting: LongRunningForm = {
  ...writing,
  headers: ["Azure-AsyncOperation", "Location"],
  resultPath,
  durationInSeconds: 10,
  retryAfterInSeconds: 10,
};

const witness =
  "learn.microsoft.com role-based-access-control/permissions/networking (Microsoft.Network/locations)";

export const networkWorkOperations: Operation[] = [
  operationStatus({
    id: "NetworkOperations_Get",
    path: statusPath,
    action: "Microsoft.Network/locations/operations/read",
    witness,
  }),
  operationResult({
    id: "NetworkOperationResults_Get",
    path: resultPath,
    action: "Microsoft.Network/locations/operationResults/read",
    witness,
  }),
];
