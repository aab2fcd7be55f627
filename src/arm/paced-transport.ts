import {
  type BucketLevel,
  computePolicies,
  computePolicyOf,
  levelNow,
  networkBuckets,
  requestKind,
  resourceManagerBuckets,
  siteRecoveryBuckets,
  type TokenBucket,
} from "../azure/rate-limits";
import { resourceGraphLimits } from "../azure/resource-graph-limits";
import type { ArmRequest, ArmResponse, ArmTransport } from "./transport";

/** A limit that a request counts for, with the name of whatever it is kept for. */
interface Limit {
  readonly name: string;
  readonly bucket: TokenBucket;
}

/** Azure counts from the arrival of a request, so a token is taken for there a little later. */
const marginInMilliseconds = 200;

/**
 * Requests as fast as Azure's published limits allow and no faster, in the order in which they were
 * made: those of Azure Resource Manager, Site Recovery, Compute, Network and Resource Graph. All
 * requests of a run share one of these; what others take from the same limits, Azure's 429 tells.
 */
export class PacedTransport implements ArmTransport {
  readonly #inner: ArmTransport;
  readonly #levels = new Map<string, BucketLevel>();
  /** The last request of each kind: the next one waits for its turn behind it. */
  readonly #queues = new Map<string, Promise<void>>();

  constructor(inner: ArmTransport) {
    this.#inner = inner;
  }

  async send(request: ArmRequest, signal?: AbortSignal): Promise<ArmResponse> {
    const { own, shared } = limitsOf(request);
    // What waits for one machine's limit must not keep the requests for others waiting.
    if (own.length > 0) {
      await this.#turn(own, signal);
    }
    await this.#turn(shared, signal);
    return this.#inner.send(request, signal);
  }

  /** Takes a token of each limit when all requests before have theirs. */
  async #turn(limits: readonly Limit[], signal: AbortSignal | undefined): Promise<void> {
    const queue = limits.map(({ name }) => name).join(" ");
    const turn = (this.#queues.get(queue) ?? Promise.resolve()).then(() =>
      this.#takeTokens(limits, signal),
    );
    // A turn that was given up lets the next one through.
    this.#queues.set(
      queue,
      turn.catch(() => undefined),
    );
    await turn;
  }

  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return this.#inner.wait(milliseconds, signal);
  }

  now(): Date {
    return this.#inner.now?.() ?? new Date();
  }

  async #takeTokens(limits: readonly Limit[], signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const now = this.now().getTime();
      const levels = limits.map(({ name, bucket }) =>
        levelNow(bucket, this.#levels.get(name), now),
      );
      const pauses = limits.map(({ bucket }, index) => pauseFor(bucket, levels[index], now));
      const pause = Math.max(...pauses);
      if (pause <= 0) {
        limits.forEach(({ name }, index) => {
          const { tokens, at } = levels[index] ?? { tokens: 1, at: now };
          this.#levels.set(name, { tokens: tokens - 1, at });
        });
        return;
      }
      await this.#inner.wait(pause, signal);
    }
  }
}

function pauseFor(bucket: TokenBucket, level: BucketLevel | undefined, now: number): number {
  return level === undefined || level.tokens >= 1
    ? 0
    : level.at + bucket.everySeconds * 1000 + marginInMilliseconds - now;
}

/** Limits that a request counts for: of the one resource that it is about, and those that all share. */
interface Limits {
  readonly own: readonly Limit[];
  readonly shared: readonly Limit[];
}

function limitsOf({ method, url }: ArmRequest): Limits {
  const path = pathOf(url);
  const kind = requestKind(method);
  const subscription = /^\/subscriptions\/([^/]+)/.exec(path)?.[1] ?? "tenant";
  const limit = (service: string, bucket: TokenBucket): Limit => ({
    name: `${service} ${kind} ${subscription}`,
    bucket,
  });
  const limits = [limit("resource manager", resourceManagerBuckets[kind])];
  if (/\/microsoft\.recoveryservices\/vaults\/[^/]+\/replication/.test(path)) {
    limits.push(limit("site recovery", siteRecoveryBuckets[kind]));
  }
  if (path.startsWith("/providers/microsoft.resourcegraph/")) {
    const { queriesPerWindow: size, windowInSeconds: everySeconds } = resourceGraphLimits;
    limits.push({ name: "resource graph", bucket: { size, refill: size, everySeconds } });
  }
  if (path.includes("/providers/microsoft.network/")) {
    limits.push(limit("network", networkBuckets[kind]));
  }
  const compute = /\/providers\/microsoft\.compute\/(.*)$/.exec(path)?.[1];
  const { own, shared } =
    compute === undefined ? { own: [], shared: [] } : computeLimits(method, compute, path);
  return { own, shared: [...limits, ...shared] };
}

function computeLimits(method: string, below: string, path: string): Limits {
  const policy = computePolicyOf(method, below);
  if (policy === undefined) {
    return { own: [], shared: [] };
  }
  const { subscription, resource }: { subscription: TokenBucket; resource?: TokenBucket } =
    computePolicies[policy];
  const owner = path.slice(0, path.length - below.length);
  const machine = below.split("/").slice(0, 2).join("/");
  return {
    own:
      resource === undefined || policy === "GetOperation"
        ? []
        : [{ name: `compute ${policy} ${owner}${machine}`, bucket: resource }],
    shared: [{ name: `compute ${policy} ${owner.split("/")[2] ?? ""}`, bucket: subscription }],
  };
}

/** In lower case, without host and query. */
function pathOf(url: string): string {
  const [path = ""] = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "").split("?");
  return path.toLowerCase();
}
