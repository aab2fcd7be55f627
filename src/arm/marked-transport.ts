import type { ArmRequest, ArmResponse, ArmTransport } from "./transport";

/** Header in which a client names its request. */
const clientRequestId = "x-ms-client-request-id";

/**
 * Marks each request of a run, so that it is found again in Azure's activity log: the run's id and a
 * number of twelve hexadecimal digits, which together are a GUID as Azure asks for.
 *
 * Source: Azure/azure-resource-manager-rpc, v1.0/common-api-details.md (client request headers).
 */
export class MarkedTransport implements ArmTransport {
  readonly #inner: ArmTransport;
  readonly #runId: string;
  #count = 0;

  /** How many requests were sent. */
  get requests(): number {
    return this.#count;
  }

  constructor(inner: ArmTransport, runId: string) {
    this.#inner = inner;
    this.#runId = runId;
  }

  send(request: ArmRequest, signal?: AbortSignal): Promise<ArmResponse> {
    const number = (++this.#count).toString(16).padStart(12, "0");
    const headers = { ...request.headers, [clientRequestId]: `${this.#runId}-${number}` };
    return this.#inner.send({ ...request, headers }, signal);
  }

  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return this.#inner.wait(milliseconds, signal);
  }

  now(): Date {
    return this.#inner.now?.() ?? new Date();
  }
}
