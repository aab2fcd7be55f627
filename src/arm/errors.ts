import type { ArmRequest, ArmResponse, HttpMethod } from "./transport";

/** One of the reasons inside Azure's error envelope. */
export interface ArmErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

/** What Azure says of a failure, taken out of its answer. */
export interface ArmFailure {
  /** Azure's code, for example `AuthorizationFailed`; `HTTP <status>` when the answer names none. */
  readonly code: string;
  /** Azure's own text, unchanged; empty when the answer has none. */
  readonly text: string;
  readonly details: readonly ArmErrorDetail[];
}

/**
 * Azure answered a request with an error status. The message names the request, the status, and
 * Azure's code and text as Azure wrote them.
 */
export class ArmRequestError extends Error {
  readonly status: number;
  readonly code: string;
  /** Azure's own text, unchanged. */
  readonly azureMessage: string;
  readonly details: readonly ArmErrorDetail[];
  readonly method: HttpMethod;
  /** Address of the request without the parts of its query that may sign it. */
  readonly requestUrl: string;

  constructor(
    request: ArmRequest,
    status: number,
    failure: ArmFailure,
    outcome = `answered ${status} ${failure.code}`,
  ) {
    const requestUrl = withoutSecrets(request.url);
    super(describe(`${request.method} ${requestUrl} ${outcome}`, failure));
    this.name = "ArmRequestError";
    this.status = status;
    this.code = failure.code;
    this.azureMessage = failure.text;
    this.details = failure.details;
    this.method = request.method;
    this.requestUrl = requestUrl;
  }
}

/** Whether Azure said that it knows no such thing. */
export function isNotFound(error: unknown): error is ArmRequestError {
  return error instanceof ArmRequestError && error.status === 404;
}

/** Azure accepted a request and the work that it began did not succeed. */
export class ArmOperationError extends ArmRequestError {
  /** The word with which the operation ended, for example `Failed` or `Canceled`. */
  readonly operationStatus: string;

  constructor(request: ArmRequest, status: number, operationStatus: string, failure: ArmFailure) {
    const code = failure.code === operationStatus ? "" : `: ${failure.code}`;
    super(request, status, failure, `was accepted but ended as ${operationStatus}${code}`);
    this.name = "ArmOperationError";
    this.operationStatus = operationStatus;
  }
}

/** No answer came: the connection could not be made, or broke. */
export class ConnectionError extends Error {
  /** Whether the next try may succeed; not so, for example, with an untrusted certificate. */
  readonly mayPass: boolean;

  constructor(request: ArmRequest, reason: string, { mayPass }: { readonly mayPass: boolean }) {
    super(`${request.method} ${withoutSecrets(request.url)} got no answer: ${reason}.`);
    this.name = "ConnectionError";
    this.mayPass = mayPass;
  }
}

/** Reads Azure's error envelope, `{"error": {…}}`, or the bare error that some services answer. */
export function failureOf(response: Pick<ArmResponse, "status" | "body">): ArmFailure {
  const body = asObject(response.body);
  const error = asObject(body?.error) ?? asObject(asObject(body?.properties)?.error) ?? body;
  const code = textOf(error?.code ?? error?.Code) ?? `HTTP ${response.status}`;
  const text = textOf(error?.message ?? error?.Message) ?? plainText(response.body);
  return { code, text, details: detailsOf(error?.details ?? error?.Details) };
}

/**
 * An address as messages may show it: of the query only the api-version and OData's options stay,
 * because the addresses of long-running operations carry signatures.
 */
export function withoutSecrets(url: string): string {
  const [path, query] = splitOnce(url.replace(/\/\/[^/@]*@/, "//"), "?");
  const kept = (query ?? "")
    .split("&")
    .filter((part) => /^(api-version|\$|%24)/i.test(part))
    .join("&");
  return kept === "" ? path : `${path}?${kept}`;
}

/** A JSON value as an object, `undefined` when it is anything else. */
export function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function describe(head: string, failure: ArmFailure): string {
  const text = failure.text === "" ? "Azure gave no reason." : failure.text;
  const details = failure.details
    .filter((detail) => detail.message !== failure.text)
    .map((detail) => `\n  - ${detail.code}: ${detail.message}`);
  return `${head}: ${text}${details.join("")}`;
}

function detailsOf(value: unknown): ArmErrorDetail[] {
  return (Array.isArray(value) ? value : []).flatMap((item: unknown) => {
    const detail = asObject(item);
    const code = textOf(detail?.code ?? detail?.Code);
    const message = textOf(detail?.message ?? detail?.Message);
    const target = textOf(detail?.target);
    if (code === undefined && message === undefined) {
      return [];
    }
    const found = { code: code ?? "Unknown", message: message ?? "" };
    return [target === undefined ? found : { ...found, target }];
  });
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "number") {
    return String(value);
  }
  return typeof value === "string" && value !== "" ? value : undefined;
}

function plainText(body: unknown): string {
  return typeof body === "string" ? body.trim().slice(0, 500) : "";
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
