import type { HttpMethod } from "../arm/transport";
import type { Assumptions } from "./assumptions";
import type { Clock } from "./clock";
import type { Directory } from "./sign-in/directory";
import type { Estate } from "./estate";
import type { Faults } from "./faults";
import type { Guests } from "./guests";
import type { LongRunningWork } from "./resource-manager/long-running";
import type { ErrorCode, Header, StateChange } from "./witnesses";

/** A right that a request needs elsewhere than at its own resource, for example to join a subnet. */
export interface LinkedScope {
  readonly action: string;
  readonly scope: string;
}

/** The Azure behind all requests: what its own work, which no request asks for, sees too. */
export interface Platform {
  /** The tenant of the subscription. */
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** The tenant's principals: service principals and managed identities. */
  readonly directory: Directory;
  readonly estate: Estate;
  readonly clock: Clock;
  /** The long-running work of this Azure: what status addresses are answered from. */
  readonly work: LongRunningWork;
  readonly assumptions: Assumptions;
  readonly faults: Faults;
  /** What scripts do inside machines. */
  readonly guests: Guests;
  /** Whether a principal, for example a resource's identity, holds an action at a scope. Records the use. */
  holds(
    principalId: string,
    action: string,
    scope: string,
    kind?: "action" | "dataAction",
  ): boolean;
  /** Whether a preview feature is registered and has reached its provider. */
  featureInForce(providerNamespace: string, featureName: string): boolean;
  /** Does what Azure does by itself when a time has passed; it is no change that a request made. */
  later(change: StateChange, seconds: number, run: () => void): void;
}

/** A request after routing, sign-in and permission check: what an operation's handler sees. */
export interface Call extends Platform {
  readonly method: HttpMethod;
  /** Path without query, as the client wrote it, one leading slash. */
  readonly path: string;
  /** Values of the path template's parameters, as the client wrote them. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Query parameters, names in lower case (`$filter`, `api-version`). */
  readonly query: Readonly<Record<string, string>>;
  readonly apiVersion: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON body, `undefined` when empty. */
  readonly body: unknown;
  /** Object id of the caller. */
  readonly principalId: string;
  /** Root address of this endpoint, for `Location` and `nextLink`. */
  readonly endpoint: string;
  /** Whether the caller holds an action at a scope: for linked access checks. Records the use. */
  allows(action: string, scope: string): boolean;
  /** Refuses the request with `LinkedAuthorizationFailed` when the caller lacks one of these rights. Records the use. */
  requireLinked(links: readonly LinkedScope[]): void;
  /** Begins a long-running operation; see `LongRunning`. */
  begin(work: LongRunning): Answer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Partial<Record<Header, string>>>;
  readonly body?: unknown;
}

/** The form in which a provider reports long-running work. */
export interface LongRunning {
  /** Status of the first answer: 200, 201 or 202. */
  readonly status: 200 | 201 | 202;
  readonly body?: unknown;
  /** Headers to send, in the provider's own form. */
  readonly headers: readonly ("Azure-AsyncOperation" | "Location")[];
  /** Path under which the status is read; `{id}` is filled in, for example `…/replicationOperationStatus/{id}`. */
  readonly statusPath: string;
  /** Where `Location` points when it is not the status path; `{id}` is filled in as well. */
  readonly resultPath?: string;
  /** Query of `Location` where status and result share a path and only that tells them apart, for example `monitor=true`. */
  readonly resultQuery?: string;
  /** How long the work takes on the clock, in seconds. */
  readonly durationInSeconds: number;
  readonly retryAfterInSeconds: number;
  /**
   * Called when the time has come; throws an `ArmError` to fail the operation. Answers the final
   * status word and result; a result of `null` ends `Location` with an empty 200, none with 204.
   */
  finish(): { readonly statusWord?: string; readonly result?: unknown } | undefined;
}

/** One operation of a resource provider: everything that the front needs to route, permit and witness it. */
export interface Operation {
  /** The specification's operation id, for example `ReplicationFabrics_Create`. */
  readonly id: string;
  readonly method: HttpMethod;
  /** Path template, for example `/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}`. */
  readonly path: string;
  /** The action the caller must hold at the path's own scope, for example `Microsoft.RecoveryServices/vaults/write`; `undefined` where Azure asks for none. */
  readonly action: string | undefined;
  /** The source that says Azure behaves so. */
  readonly witness: string;
  /** Whether the body may be text of any content type instead of JSON. */
  readonly textBody?: boolean;
  handle(call: Call): Answer | Promise<Answer>;
}

/** Azure's error envelope: `{"error": {"code", "message", "target", "details"}}`. */
export class ArmError extends Error {
  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    message: string,
    readonly target?: string,
    readonly details?: readonly {
      readonly code: string;
      readonly message: string;
      readonly target?: string;
    }[],
  ) {
    super(message);
    this.name = "ArmError";
  }
}
