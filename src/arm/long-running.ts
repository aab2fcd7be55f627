import { outcomeOfStatus } from "../azure/agent-auto-update";
import { ArmOperationError, asObject, failureOf, isNotFound } from "./errors";
import { retryAfter } from "./retry";
import type { ArmRequest, ArmResponse } from "./transport";

/** What a poll needs of a client. */
export interface Poller {
  /** Sends with retries; throws {@linkcode ArmRequestError} for an error status. */
  send(request: ArmRequest, signal?: AbortSignal): Promise<ArmResponse>;
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface SettleOptions {
  readonly signal?: AbortSignal | undefined;
  /** Further words with which an operation may end well, compared without case. */
  readonly succeededWords?: readonly string[];
  /** Called after each answer that says the work still runs, with Azure's word for it. */
  readonly onProgress?: (status: string) => void;
}

type Outcome = "running" | "succeeded" | "failed";

/** Pause between two polls where Azure names none, as Azure's clients do. */
const defaultPause = 10_000;

/**
 * Waits until the work that a request began is done, and answers what it made: for PUT and PATCH
 * the resource, for POST the result, for DELETE the last answer. An answer that began nothing is
 * returned as it is. Throws {@linkcode ArmOperationError} when the work failed.
 *
 * Source: Azure/azure-resource-manager-rpc, v1.0/async-api-reference.md.
 */
export async function settle(
  poller: Poller,
  response: ArmResponse,
  request: ArmRequest,
  options: SettleOptions = {},
): Promise<ArmResponse> {
  const operation = response.headers["azure-asyncoperation"];
  const location = response.headers.location;
  if (operation !== undefined) {
    const done = await pollStatus(poller, { url: operation, first: response, request, options });
    return finalResult(poller, done, { request, location, options });
  }
  if (location !== undefined && (response.status === 202 || response.status === 201)) {
    const done = await pollLocation(poller, { url: location, first: response, request, options });
    return isWrite(request) ? poller.send(read(request.url), options.signal) : done;
  }
  return isWrite(request) ? pollResource(poller, { first: response, request, options }) : response;
}

interface Poll {
  readonly first: ArmResponse;
  readonly request: ArmRequest;
  readonly options: SettleOptions;
}

/** Polls an operation's status document until its `status` is a last word. */
async function pollStatus(poller: Poller, poll: Poll & { url: string }): Promise<ArmResponse> {
  let { url, first: previous } = poll;
  for (;;) {
    await pause(poller, previous, poll.options);
    const answer = await poller.send(read(url), poll.options.signal);
    const word = statusWord(answer);
    const outcome =
      word === undefined ? outcomeOfCode(answer.status) : outcomeOf(word, url, poll.options);
    if (outcome !== "running") {
      return ended(outcome, word ?? "Succeeded", answer, poll.request);
    }
    poll.options.onProgress?.(word ?? "InProgress");
    url = answer.headers["azure-asyncoperation"] ?? url;
    previous = answer;
  }
}

/** Polls a `Location` until it no longer answers 202. */
async function pollLocation(poller: Poller, poll: Poll & { url: string }): Promise<ArmResponse> {
  let { url, first: previous } = poll;
  for (;;) {
    await pause(poller, previous, poll.options);
    const answer = await poller.send(read(url), poll.options.signal);
    if (answer.status !== 202) {
      return answer;
    }
    poll.options.onProgress?.("InProgress");
    url = answer.headers.location ?? url;
    previous = answer;
  }
}

/** Reads the resource itself until its `provisioningState` is a last word. */
async function pollResource(poller: Poller, poll: Poll): Promise<ArmResponse> {
  let answer = poll.first;
  if (answer.status === 202) {
    await pause(poller, answer, poll.options);
    answer = await poller.send(read(poll.request.url), poll.options.signal);
  }
  for (;;) {
    const word = provisioningState(answer);
    const outcome =
      word === undefined ? "succeeded" : outcomeOf(word, poll.request.url, poll.options);
    if (outcome !== "running") {
      return ended(outcome, word ?? "Succeeded", answer, poll.request);
    }
    poll.options.onProgress?.(word ?? "InProgress");
    await pause(poller, answer, poll.options);
    answer = await poller.send(read(poll.request.url), poll.options.signal);
  }
}

async function finalResult(
  poller: Poller,
  done: ArmResponse,
  { request, location, options }: { location: string | undefined } & Omit<Poll, "first">,
): Promise<ArmResponse> {
  if (isWrite(request)) {
    return poller.send(read(request.url), options.signal);
  }
  if (request.method !== "POST" || location === undefined) {
    return done;
  }
  try {
    return await poller.send(read(location), options.signal);
  } catch (error) {
    // The work is done; a result that Azure no longer keeps does not undo it.
    if (isNotFound(error)) {
      return done;
    }
    throw error;
  }
}

function ended(
  outcome: Exclude<Outcome, "running">,
  word: string,
  answer: ArmResponse,
  request: ArmRequest,
): ArmResponse {
  if (outcome === "succeeded") {
    return answer;
  }
  const failure = failureOf(answer);
  const named = failure.code.startsWith("HTTP ") ? { ...failure, code: word } : failure;
  throw new ArmOperationError(request, answer.status, word, named);
}

function outcomeOf(word: string, url: string, options: SettleOptions): Outcome {
  const status = word.toLowerCase();
  if (options.succeededWords?.some((known) => known.toLowerCase() === status) === true) {
    return "succeeded";
  }
  if (isSiteRecoveryJob(url)) {
    return outcomeOfStatus(word);
  }
  if (status === "succeeded") {
    return "succeeded";
  }
  return ["failed", "canceled", "cancelled"].includes(status) ? "failed" : "running";
}

/** Site Recovery tells of an operation in the words of its jobs, which others would wait on forever. */
function isSiteRecoveryJob(url: string): boolean {
  return /\/(replicationOperationStatus|replicationJobs)\//i.test(url);
}

function outcomeOfCode(status: number): Outcome {
  return status === 202 ? "running" : "succeeded";
}

function statusWord(answer: ArmResponse): string | undefined {
  const status = asObject(answer.body)?.status;
  return typeof status === "string" && status !== "" ? status : provisioningState(answer);
}

function provisioningState(answer: ArmResponse): string | undefined {
  const state = asObject(asObject(answer.body)?.properties)?.provisioningState;
  return typeof state === "string" && state !== "" ? state : undefined;
}

function isWrite(request: ArmRequest): boolean {
  return request.method === "PUT" || request.method === "PATCH";
}

function read(url: string): ArmRequest {
  return { method: "GET", url };
}

async function pause(
  poller: Poller,
  answer: ArmResponse,
  { signal }: SettleOptions,
): Promise<void> {
  await poller.wait(retryAfter(answer.headers) ?? defaultPause, signal);
}
