import { failureOf } from "./errors";
import type { ArmRequest, ArmResponse } from "./transport";

/** How often a request is repeated that Azure asks to be repeated, and how patiently. */
export interface RetryOptions {
  /** Defaults to `6`. */
  readonly maximumRetries?: number;
  /** First pause where Azure names none; it doubles each time. Defaults to `1000`. */
  readonly baseDelayInMilliseconds?: number;
  /** Longest pause where Azure names none. Defaults to `30000`. */
  readonly maximumDelayInMilliseconds?: number;
  /** A longer pause than this is not waited for, the answer is an error instead. Defaults to `300000`. */
  readonly longestRetryAfterInMilliseconds?: number;
  /** Spreads the pauses of parallel requests. Defaults to `Math.random`. */
  readonly random?: () => number;
}

const retriedStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** Whether the same request may succeed when it is sent again. */
export function mayRetry(response: ArmResponse): boolean {
  return (
    retriedStatuses.has(response.status) ||
    (response.status === 409 && failureOf(response).code === "AnotherOperationInProgress")
  );
}

/** Whether a request without an answer may be sent again: a POST may have been carried out, unless it is a query. */
export function mayRepeatUnanswered(request: ArmRequest): boolean {
  return (
    request.method !== "POST" ||
    request.url.toLowerCase().startsWith("/providers/microsoft.resourcegraph/resources?")
  );
}

/**
 * How long Azure asks to wait, in milliseconds: `retry-after-ms`, `x-ms-retry-after-ms`, or
 * `Retry-After` in seconds or as a date.
 */
export function retryAfter(
  headers: Readonly<Record<string, string>>,
  now: () => number = Date.now,
): number | undefined {
  for (const name of ["retry-after-ms", "x-ms-retry-after-ms"]) {
    const milliseconds = countOf(headers[name]);
    if (milliseconds !== undefined) {
      return milliseconds;
    }
  }
  const text = headers["retry-after"];
  const seconds = countOf(text);
  if (seconds !== undefined) {
    return seconds * 1000;
  }
  const date = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now());
}

/** The pause before a retry, `undefined` when it is not to be made. */
export function retryDelay(
  retry: number,
  headers: Readonly<Record<string, string>>,
  options: RetryOptions,
): number | undefined {
  if (retry >= (options.maximumRetries ?? 6)) {
    return undefined;
  }
  const asked = retryAfter(headers);
  if (asked !== undefined) {
    return asked > (options.longestRetryAfterInMilliseconds ?? 300_000) ? undefined : asked;
  }
  const longest = options.maximumDelayInMilliseconds ?? 30_000;
  const delay = Math.min(longest, (options.baseDelayInMilliseconds ?? 1000) * 2 ** retry);
  return Math.round(delay * (0.8 + 0.4 * (options.random ?? Math.random)()));
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
