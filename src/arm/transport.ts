export type HttpMethod = "GET" | "HEAD" | "PUT" | "PATCH" | "POST" | "DELETE";

/** One request to Azure Resource Manager (or another service that takes the same token). */
export interface ArmRequest {
  readonly method: HttpMethod;
  /**
   * Path with its query, from the root of the endpoint (`/subscriptions/…?api-version=…`), or an
   * absolute address that Azure answered with (`Location`, `nextLink`).
   */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON when given; a text is sent as it is. */
  readonly body?: unknown;
}

export interface ArmResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, the text when it is not JSON, `undefined` when empty. */
  readonly body: unknown;
}

/** How requests reach Azure: over HTTPS with a credential, or straight into a simulated Azure. */
export interface ArmTransport {
  /** Sends once; answers every status, throws only when no answer came. */
  send(request: ArmRequest, signal?: AbortSignal): Promise<ArmResponse>;
  /** Waits between two polls; a simulated Azure turns its clock instead. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Azure's time, as far as its answers tell it. Left out where it is this machine's. */
  now?(): Date;
}

/** Who a token was given to, as far as the token tells it. */
export interface ArmIdentity {
  readonly tenantId: string | undefined;
  readonly objectId: string | undefined;
  readonly clientId: string | undefined;
}

/** Who is signed in, and where: what a provider is configured with. */
export interface ArmConnection {
  readonly transport: ArmTransport;
  readonly subscriptionId: string;
  readonly tenantId: string;
  /** Object id of the signed-in principal, where the token tells it. */
  readonly objectId?: string;
  readonly clientId?: string;
  /** The way to sign in that the configuration asks for, for example `a client secret`. */
  readonly method?: string;
  /** Signs in and tells as whom. Left out where the fields above tell everything. */
  identify?(signal?: AbortSignal): Promise<ArmIdentity>;
}
