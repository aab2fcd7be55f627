/** The properties of a resource as JSON values; an unknown one is the string {@linkcode unknownValue}. */
export type Properties = Record<string, unknown>;

/** How Pulumi writes a value that is not known yet, whatever its type and wherever it stands. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface CheckFailure {
  /** Property path, left out when the problem is not of one property. */
  readonly property?: string;
  readonly reason: string;
}

/** What every call to a handler carries. */
export interface CallContext {
  readonly urn: string;
  /** Logical name of the resource. */
  readonly name: string;
  /** Aborted when the engine cancels or the operation's time is over. */
  readonly signal: AbortSignal;
  /** What the program allows for the operation (`customTimeouts`); left out when it sets no limit. */
  readonly timeoutInSeconds?: number;
  /** Shows a message beside the resource in the engine's output. */
  log(severity: "info" | "warning" | "error", message: string): void;
}

export interface Autonaming {
  readonly proposedName: string;
  readonly mode: "propose" | "enforce" | "disable";
}

export interface CheckRequest {
  /** Inputs of the last deployment, `undefined` for a new resource. */
  readonly oldInputs: Properties | undefined;
  readonly newInputs: Properties;
  /** 32 bytes that stay the same for one resource in one deployment. */
  readonly randomSeed: Uint8Array;
  readonly autonaming?: Autonaming | undefined;
}

export interface CheckResponse {
  readonly inputs: Properties;
  readonly failures: readonly CheckFailure[];
}

export interface DiffRequest {
  readonly id: string;
  readonly oldInputs: Properties;
  readonly oldOutputs: Properties;
  readonly newInputs: Properties;
  readonly ignoreChanges: readonly string[];
}

/** What one property's change does. */
export type PropertyChange =
  "add" | "delete" | "update" | "add-replace" | "delete-replace" | "update-replace";

export interface DiffResponse {
  /** Every changed property path with what its change does; empty when nothing changed. */
  readonly changes: Readonly<Record<string, PropertyChange>>;
  /** Whether a replacement deletes the old resource first. */
  readonly deleteBeforeReplace: boolean;
}

export interface CreateRequest {
  readonly inputs: Properties;
  /** True in a preview: nothing may be changed, and the answer has no id. */
  readonly preview: boolean;
}

export interface CreateResponse {
  /** Left out in a preview. */
  readonly id?: string;
  readonly outputs: Properties;
}

export interface ReadRequest {
  readonly id: string;
  /** Inputs and outputs in the state; both empty for an import or a `get`. */
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export interface ReadResponse {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export interface UpdateRequest {
  readonly id: string;
  readonly oldInputs: Properties;
  readonly oldOutputs: Properties;
  readonly newInputs: Properties;
  readonly preview: boolean;
}

export interface DeleteRequest {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** The life of one type of resource. Every method may throw; the message is what the user reads. */
export interface ResourceHandler {
  check(request: CheckRequest, context: CallContext): Promise<CheckResponse>;
  diff(request: DiffRequest, context: CallContext): Promise<DiffResponse>;
  create(request: CreateRequest, context: CallContext): Promise<CreateResponse>;
  /** Answers `undefined` when the resource is gone. */
  read(request: ReadRequest, context: CallContext): Promise<ReadResponse | undefined>;
  update(request: UpdateRequest, context: CallContext): Promise<{ readonly outputs: Properties }>;
  delete(request: DeleteRequest, context: CallContext): Promise<void>;
}

/** A provider: what `servePlugin` puts behind Pulumi's protocol and the simulator runs in process. */
export interface ProviderHandlers {
  /** Package name, for example `azure-evergreen`. */
  readonly name: string;
  readonly version: string;
  /**
   * Names of configuration, outputs and function results whose values are secret, at the top level.
   * What the program gave as a secret stays one without being named here.
   */
  readonly secretOutputs?: readonly string[];
  /** Pulumi package schema. Defaults to one with only name and version. */
  readonly schema?: Readonly<Record<string, unknown>>;
  checkConfiguration?(configuration: Properties): readonly CheckFailure[];
  /** Called once before any resource call; must not reach out to the network. */
  configure(configuration: Properties): Promise<void>;
  /** Handler of a token such as `azure-evergreen:index:ReplicationFabric`; `undefined` when there is none. */
  resource(token: string): ResourceHandler | undefined;
  /** Answers a function call; throws when it fails. */
  invoke?(
    token: string,
    args: Properties,
    preview: boolean,
    signal: AbortSignal,
  ): Promise<Properties>;
}

/**
 * Thrown by `create` or `update` for work that was begun and is not complete: the engine keeps id
 * and properties, prints the reasons, and calls `update` in the next deployment.
 */
export class ResourceInitializationError extends Error {
  constructor(
    readonly id: string,
    readonly outputs: Properties,
    readonly inputs: Properties,
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("\n"));
    this.name = "ResourceInitializationError";
  }
}

/** Whether a value is Pulumi's unknown. */
export function isUnknown(value: unknown): boolean {
  return value === unknownValue;
}

/** Whether a value is, or holds anywhere inside, Pulumi's unknown. */
export function containsUnknown(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.some(containsUnknown);
  }
  if (typeof value === "object" && value !== null) {
    return Object.values(value).some(containsUnknown);
  }
  return isUnknown(value);
}
