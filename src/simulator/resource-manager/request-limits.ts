import {
  type BucketLevel,
  levelNow,
  principalsInASubscription,
  requestKind,
  type RequestKind,
  resourceManagerBuckets,
  secondsToNextToken,
  type TokenBucket,
} from "../../azure/rate-limits";
import { readArmPath } from "./arm-path";
import type { Clock } from "../clock";
import { ArmError, type Answer } from "../operation";
import { type AppliedLimit, providerLimits } from "./provider-limits";

/** What is asked of the limits. */
export interface LimitedRequest {
  readonly method: string;
  readonly path: string;
  readonly principalId: string;
}

/** A request beyond a limit: when the next may come. */
export class ThrottledError extends ArmError {
  constructor(
    error: Pick<ArmError, "code" | "message" | "details">,
    readonly retryAfterInSeconds: number,
    status = 429,
  ) {
    super(status, error.code, error.message, undefined, error.details);
    this.name = "ThrottledError";
  }
}

type Headers = NonNullable<Answer["headers"]>;

const words: Readonly<Record<RequestKind, string>> = {
  reads: "read",
  writes: "write",
  deletes: "delete",
};

/** Buckets that are looked at only to forget those that are full again. */
const manyBuckets = 100_000;

/** How many requests Azure Resource Manager and its providers take, by the clock of the simulated Azure. */
export class RequestLimits {
  readonly #levels = new Map<string, { readonly bucket: TokenBucket; level: BucketLevel }>();

  constructor(
    private readonly clock: Clock,
    private readonly tenantId: string,
  ) {}

  /**
   * Takes a token of Azure Resource Manager's buckets, and answers the headers that tell what is left.
   *
   * Source: velero-io/velero issue 9171 (code and text of a 429).
   */
  admit({ method, path, principalId }: LimitedRequest): Headers {
    const kind = requestKind(method);
    const { subscriptionId } = readArmPath(path);
    const scope = subscriptionId === undefined ? "tenant" : "subscription";
    const id = subscriptionId?.toLowerCase() ?? this.tenantId;
    const bucket = resourceManagerBuckets[kind];
    const all = {
      ...bucket,
      size: bucket.size * principalsInASubscription,
      refill: bucket.refill * principalsInASubscription,
    };
    const own = { key: `${kind} ${id} ${principalId}`, bucket };
    const shared = { key: `${kind} ${id}`, bucket: all };
    const refusal = (limit: typeof own, actor: string): void => {
      const seconds = this.#secondsUntil(limit);
      if (seconds > 0) {
        throw throttled(kind, scope, id, actor, seconds);
      }
    };
    refusal(own, ` actor '${principalId}'`);
    refusal(shared, "");
    const left = { own: this.#take(own), shared: this.#take(shared) };
    return scope === "subscription"
      ? subscriptionHeaders(kind, left)
      : tenantHeaders(kind, left.own);
  }

  /** Takes a token of what the provider of a request limits. */
  admitToProvider(
    request: Pick<LimitedRequest, "method" | "path">,
    locationOf: (resourceId: string) => string,
  ): void {
    const limits = providerLimits(request, locationOf);
    for (const limit of limits) {
      const seconds = this.#secondsUntil(limit);
      if (seconds > 0) {
        throw new ThrottledError(limit.refusal(seconds, this.clock.now()), seconds);
      }
    }
    limits.forEach((limit) => this.#take(limit));
  }

  /** 0 when there is a token. */
  #secondsUntil(limit: Pick<AppliedLimit, "key" | "bucket">): number {
    const now = this.clock.now().getTime();
    const level = levelNow(limit.bucket, this.#levels.get(limit.key)?.level, now);
    return level.tokens > 0 ? 0 : secondsToNextToken(limit.bucket, level, now);
  }

  /** Answers how many tokens are left. */
  #take({ key, bucket }: Pick<AppliedLimit, "key" | "bucket">): number {
    const now = this.clock.now().getTime();
    const level = levelNow(bucket, this.#levels.get(key)?.level, now);
    const left = level.tokens - 1;
    if (this.#levels.size >= manyBuckets) {
      this.#forgetFull(now);
    }
    this.#levels.set(key, { bucket, level: { ...level, tokens: left } });
    return left;
  }

  #forgetFull(now: number): void {
    for (const [key, { bucket, level }] of this.#levels) {
      if (levelNow(bucket, level, now).tokens === bucket.size) {
        this.#levels.delete(key);
      }
    }
  }
}

function throttled(
  kind: RequestKind,
  scope: "subscription" | "tenant",
  id: string,
  actor: string,
  seconds: number,
): ThrottledError {
  const code =
    scope === "subscription" ? "SubscriptionRequestsThrottled" : "TenantRequestsThrottled";
  const message =
    `Number of '${words[kind]}' requests for ${scope} '${id}'${actor} exceeded. Please try again after ` +
    `'${seconds}' seconds after additional tokens are available. Refer to https://aka.ms/arm-throttling ` +
    "for additional information.";
  return new ThrottledError({ code, message }, seconds);
}

function subscriptionHeaders(
  kind: RequestKind,
  left: { readonly own: number; readonly shared: number },
): Headers {
  const [own, shared] = [String(left.own), String(left.shared)];
  switch (kind) {
    case "reads":
      return {
        "x-ms-ratelimit-remaining-subscription-reads": own,
        "x-ms-ratelimit-remaining-subscription-global-reads": shared,
      };
    case "writes":
      return {
        "x-ms-ratelimit-remaining-subscription-writes": own,
        "x-ms-ratelimit-remaining-subscription-global-writes": shared,
      };
    case "deletes":
      return {
        "x-ms-ratelimit-remaining-subscription-deletes": own,
        "x-ms-ratelimit-remaining-subscription-global-deletes": shared,
      };
  }
}

function tenantHeaders(kind: RequestKind, left: number): Headers {
  switch (kind) {
    case "reads":
      return { "x-ms-ratelimit-remaining-tenant-reads": String(left) };
    case "writes":
      return { "x-ms-ratelimit-remaining-tenant-writes": String(left) };
    case "deletes":
      return {};
  }
}
