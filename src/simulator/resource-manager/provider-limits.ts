import {
  computePolicies,
  type ComputePolicy,
  computePolicyOf,
  networkBuckets,
  requestKind,
  siteRecoveryBuckets,
  storageBuckets,
  type TokenBucket,
} from "../../azure/rate-limits";
import { readArmPath } from "./arm-path";
import type { ArmError } from "../operation";

/** A bucket that a request takes from, and how its provider refuses. */
export interface AppliedLimit {
  readonly key: string;
  readonly bucket: TokenBucket;
  refusal(seconds: number, now: Date): Pick<ArmError, "code" | "message" | "details">;
}

interface ProviderRequest {
  readonly method: string;
  readonly path: string;
}

/** What the provider of a request limits, beside what Azure Resource Manager does. */
export function providerLimits(
  request: ProviderRequest,
  locationOf: (resourceId: string) => string,
): readonly AppliedLimit[] {
  const { namespace } = readArmPath(request.path);
  switch (namespace.toLowerCase()) {
    case "microsoft.compute":
      return computeLimits(request, locationOf);
    case "microsoft.network":
      return [intervalLimit(request, "Microsoft.Network", networkBuckets)];
    case "microsoft.recoveryservices":
      return /\/replication\w+/i.test(request.path)
        ? [intervalLimit(request, "Microsoft.RecoveryServices", siteRecoveryBuckets)]
        : [];
    case "microsoft.storage":
      return storageLimits(request, locationOf);
    default:
      return [];
  }
}

/** Source of code and text: Azure/alzlib issue 168, Azure/azqr issue 34. */
function intervalLimit(
  { method }: ProviderRequest,
  namespace: string,
  buckets: typeof siteRecoveryBuckets,
): AppliedLimit {
  const kind = requestKind(method);
  const bucket = buckets[kind];
  return {
    // Deletions take from the bucket of the writes.
    key: `${namespace} ${kind === "reads" ? kind : "writes"}`,
    bucket,
    refusal: (seconds) => ({
      code: "ResourceRequestsThrottled",
      message:
        `Number of requests for ${namespace} exceeded the limit of '${bucket.size}' for time interval ` +
        `'${intervalText(bucket)}'. Please try again after '${seconds}' seconds.`,
    }),
  };
}

/** Source of code and text: microsoft/onefuzz issue 2100, cloudfoundry/bosh-azure-cpi-release issue 619 (List). */
function storageLimits(
  { method, path }: ProviderRequest,
  locationOf: (resourceId: string) => string,
): readonly AppliedLimit[] {
  const { type, scope } = readArmPath(path);
  const isList = path.toLowerCase().endsWith("/storageaccounts");
  if (!type.toLowerCase().startsWith("storageaccounts")) {
    return [];
  }
  const where = isList ? "" : locationOf(scope);
  const limit = (operation: string, bucket: TokenBucket): AppliedLimit => ({
    key: `Microsoft.Storage ${operation} ${where}`,
    bucket,
    refusal: () => ({
      code: "TooManyRequests",
      message:
        `The request is being throttled as the limit has been reached for operation type - ${operation}. ` +
        "For more information, see - https://aka.ms/srpthrottlinglimits",
    }),
  });
  const during = (operation: string, bucket: TokenBucket): AppliedLimit =>
    limit(`${operation}_ObservationWindow_${intervalText(bucket)}`, bucket);
  if (requestKind(method) !== "reads") {
    return [
      during("Write", storageBuckets.writeASecond),
      during("Write", storageBuckets.writeAnHour),
    ];
  }
  return [isList ? limit("List", storageBuckets.list) : during("Read", storageBuckets.read)];
}

/** Source of code and text: Azure/aks-engine issue 2295. */
function computeLimits(
  { method, path }: ProviderRequest,
  locationOf: (resourceId: string) => string,
): readonly AppliedLimit[] {
  const [, below = ""] = /\/providers\/microsoft\.compute\/(.*)$/i.exec(path) ?? [];
  const policy = computePolicyOf(method, below);
  if (policy === undefined) {
    return [];
  }
  const { resource, subscription }: ComputePolicy = computePolicies[policy];
  const [, resourceId = path] = /^(.*\/virtualmachines\/[^/]+)/i.exec(path) ?? [];
  const limit = (key: string, bucket: TokenBucket): AppliedLimit => ({
    key: `Microsoft.Compute ${policy} ${key.toLowerCase()}`,
    bucket,
    refusal: (seconds, now) => ({
      code: "OperationNotAllowed",
      message:
        "The server rejected the request because too many requests have been received for this subscription.",
      details: [
        {
          code: "TooManyRequests",
          target: policy,
          message: JSON.stringify({
            operationGroup: policy,
            startTime: now.toISOString(),
            endTime: new Date(now.getTime() + seconds * 1000).toISOString(),
            allowedRequestCount: bucket.size,
            measuredRequestCount: bucket.size + 1,
          }),
        },
      ],
    }),
  });
  return [
    ...(resource === undefined ? [] : [limit(resourceId, resource)]),
    limit(locationOf(resourceId), subscription),
  ];
}

/** `hh:mm:ss`. */
function intervalText({ everySeconds }: TokenBucket): string {
  return new Date(everySeconds * 1000).toISOString().slice(11, 19);
}
