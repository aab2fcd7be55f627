import { Metadata, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { ResourceInitializationError } from "./handlers";
import { UnsupportedValueError, encodeProperties } from "./property-values";
import { CancelledError, OperationTimeoutError } from "./running-calls";
import { noSecrets, type SecretMarks } from "./secrets";

/** Texts travel in HTTP/2 headers, which hold 64 KiB each; a letter may take nine bytes there. */
const longestText = 6000;
/** Bytes of a status's details, which travel in a header as base64. */
const longestDetail = 45_000;

/** A call that the provider has no handler for. */
export class NoHandlerError extends Error {
  constructor(kind: "Resource" | "Invoke", token: string) {
    super(`${kind} type ${token} not found`);
    this.name = "NoHandlerError";
  }
}

/** An error as gRPC sends it. */
export class StatusError extends Error {
  /** What gRPC sends as text; the message, cut where it would not fit into a header. */
  readonly details: string;

  constructor(
    readonly code: status,
    message: string,
    readonly metadata: Metadata = new Metadata(),
  ) {
    super(message);
    this.name = "StatusError";
    this.details = shortened(message);
  }
}

export interface FailureContext {
  /** What is secret in the inputs and outputs of half-made work. */
  readonly secrets: SecretMarks;
  readonly redact: (text: string) => string;
}

/** The gRPC status with which the engine learns of an error. */
export function toStatus(
  error: unknown,
  context: FailureContext = { secrets: noSecrets, redact: (text) => text },
): StatusError {
  if (error instanceof StatusError) {
    return error;
  }
  if (error instanceof ResourceInitializationError) {
    return initializationFailed(error, context);
  }
  const thrown = error instanceof Error ? error : new Error(String(error));
  return new StatusError(codeOf(thrown), context.redact(thrown.message || thrown.name));
}

function codeOf(error: Error): status {
  if (error instanceof CancelledError) {
    return status.CANCELLED;
  }
  if (error instanceof OperationTimeoutError) {
    return status.DEADLINE_EXCEEDED;
  }
  if (error instanceof UnsupportedValueError) {
    return status.INVALID_ARGUMENT;
  }
  return error instanceof NoHandlerError ? status.NOT_FOUND : status.UNKNOWN;
}

/** Half-made work: the engine reads id, properties and reasons out of the status's details. */
function initializationFailed(
  error: ResourceInitializationError,
  { secrets, redact }: FailureContext,
): StatusError {
  const failure = new ErrorResourceInitFailed();
  failure.setId(error.id);
  failure.setProperties(encodeProperties(error.outputs, secrets));
  failure.setInputs(encodeProperties(error.inputs, secrets));
  failure.setReasonsList(error.reasons.map((reason) => shortened(redact(reason))));
  shrink(failure);
  const detail = new Any();
  detail.pack(failure.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const packed = new Status();
  packed.setCode(status.UNKNOWN);
  packed.setMessage("half made");
  packed.addDetails(detail);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(packed.serializeBinary()));
  return new StatusError(status.UNKNOWN, redact(error.message), metadata);
}

/**
 * Makes half-made work fit into a header: without its inputs, which the engine has, with its first
 * reason alone, then without its largest properties. A header that is too long would leave the call without any answer.
 */
function shrink(failure: ErrorResourceInitFailed): void {
  const fits = () => failure.serializeBinary().length <= longestDetail;
  if (!fits()) {
    failure.clearInputs();
  }
  if (!fits()) {
    const [first = ""] = failure.getReasonsList();
    failure.setReasonsList([first.slice(0, 2000)]);
  }
  const properties = failure.getProperties()?.getFieldsMap();
  while (properties !== undefined && properties.getLength() > 0 && !fits()) {
    const sizes = properties
      .toArray()
      .map(([name]) => ({ name, size: properties.get(name)?.serializeBinary().length ?? 0 }));
    properties.del(sizes.reduce((a, b) => (a.size >= b.size ? a : b)).name);
  }
}

function shortened(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}
