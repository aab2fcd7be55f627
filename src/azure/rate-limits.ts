/** What Azure counts a request as; an action (POST) is a write. */
export type RequestKind = "reads" | "writes" | "deletes";

/** Tokens that requests take: a full bucket at first, refilled in steps. */
export interface TokenBucket {
  readonly size: number;
  readonly refill: number;
  /** Length of a step. A bucket that each step fills again is a limit for a time interval. */
  readonly everySeconds: number;
}

/** How full a bucket is, and since when in milliseconds. */
export interface BucketLevel {
  readonly tokens: number;
  readonly at: number;
}

/**
 * Azure Resource Manager's buckets, for each principal in a subscription, and the same at the scope
 * of a tenant. In Azure they are kept in each region.
 *
 * Source: learn.microsoft.com azure-resource-manager/management/request-limits-and-throttling.
 */
export const resourceManagerBuckets: Readonly<Record<RequestKind, TokenBucket>> = {
  reads: { size: 250, refill: 25, everySeconds: 1 },
  writes: { size: 200, refill: 10, everySeconds: 1 },
  deletes: { size: 200, refill: 10, everySeconds: 1 },
};

/** All principals of a subscription together have so many times the buckets of one. Source: as {@linkcode resourceManagerBuckets}. */
export const principalsInASubscription = 15;

/**
 * Site Recovery's limits of a subscription: 200 writes a minute and 10,000 reads an hour.
 *
 * Source: the comments of Microsoft's script for the automatic update of the Mobility service ("set
 * calls", "get calls").
 */
export const siteRecoveryBuckets: Readonly<Record<RequestKind, TokenBucket>> = {
  reads: forInterval(10_000, 3600),
  writes: forInterval(200, 60),
  deletes: forInterval(200, 60),
};

/** Source: as {@linkcode resourceManagerBuckets}, "Network throttling"; deletions count as writes. */
export const networkBuckets: Readonly<Record<RequestKind, TokenBucket>> = {
  reads: forInterval(10_000, 300),
  writes: forInterval(1000, 300),
  deletes: forInterval(1000, 300),
};

/**
 * Storage accounts of a subscription in a region.
 *
 * Source: learn.microsoft.com azure-subscription-service-limits, "Storage resource provider limits".
 */
export const storageBuckets = {
  read: forInterval(800, 300),
  list: forInterval(100, 300),
  writeASecond: forInterval(10, 1),
  writeAnHour: forInterval(1200, 3600),
} as const;

/** A limit of Compute for one resource, and for all of a subscription in a region. */
export interface ComputePolicy {
  readonly resource?: TokenBucket;
  readonly subscription: TokenBucket;
}

/**
 * Compute's limits for virtual machines, refilled each minute.
 *
 * Source: learn.microsoft.com virtual-machines/compute-throttling-limits.
 */
export const computePolicies = {
  PutVM: { resource: eachMinute(12, 4), subscription: eachMinute(1500, 500) },
  UpdateVM: { resource: eachMinute(12, 4), subscription: eachMinute(1500, 500) },
  DeleteVM: { resource: eachMinute(12, 4), subscription: eachMinute(1500, 500) },
  LowCostGetVM: { resource: eachMinute(36, 12), subscription: eachMinute(24_000, 8000) },
  HighCostGetVM: { subscription: eachMinute(900, 300) },
  GetOperation: { resource: eachMinute(45, 15), subscription: eachMinute(15_000, 5000) },
  VMGuestPatchOperations: { resource: eachMinute(6, 2), subscription: eachMinute(600, 200) },
} as const satisfies Readonly<Record<string, ComputePolicy>>;

export function requestKind(method: string): RequestKind {
  switch (method.toUpperCase()) {
    case "GET":
    case "HEAD":
      return "reads";
    case "DELETE":
      return "deletes";
    default:
      return "writes";
  }
}

/**
 * Compute's policy for a request to `virtualMachines`, or to the status of an operation.
 *
 * @param below - The path below the namespace, for example `virtualMachines/vm1/start`.
 */
export function computePolicyOf(
  method: string,
  below: string,
): keyof typeof computePolicies | undefined {
  const [type = "", name, word = ""] = below.toLowerCase().split("/");
  const kind = requestKind(method);
  if (type === "locations" && word === "operations") {
    return "GetOperation";
  }
  if (type !== "virtualmachines") {
    return undefined;
  }
  if (name === undefined) {
    return "HighCostGetVM";
  }
  if (kind === "reads") {
    return "LowCostGetVM";
  }
  if (word === "assesspatches" || word === "installpatches") {
    return "VMGuestPatchOperations";
  }
  if (word === "deallocate" || (word === "" && kind === "deletes")) {
    return "DeleteVM";
  }
  return word === "" && method.toUpperCase() === "PUT" ? "PutVM" : "UpdateVM";
}

/** The level now; a bucket that was never used is full. */
export function levelNow(
  bucket: TokenBucket,
  before: BucketLevel | undefined,
  now: number,
): BucketLevel {
  if (before === undefined) {
    return { tokens: bucket.size, at: now };
  }
  const step = bucket.everySeconds * 1000;
  const steps = Math.max(0, Math.floor((now - before.at) / step));
  const tokens = before.tokens + steps * bucket.refill;
  // The next step of a full bucket is counted from the request that takes from it.
  return tokens >= bucket.size
    ? { tokens: bucket.size, at: now }
    : { tokens, at: before.at + steps * step };
}

/** How long until there is a token, in whole seconds. */
export function secondsToNextToken(bucket: TokenBucket, { at }: BucketLevel, now: number): number {
  return Math.max(1, Math.ceil((at + bucket.everySeconds * 1000 - now) / 1000));
}

function forInterval(size: number, seconds: number): TokenBucket {
  return { size, refill: size, everySeconds: seconds };
}

function eachMinute(size: number, refill: number): TokenBucket {
  return { size, refill, everySeconds: 60 };
}
