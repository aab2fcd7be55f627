import type { ArmRequest, ArmResponse, ArmTransport } from "../../src/arm/transport";

/** A transport whose clock stands still but for waiting, and which keeps when what was sent. */
export class ClockedTransport implements ArmTransport {
  readonly sent: { readonly request: ArmRequest; readonly atSecond: number }[] = [];
  #milliseconds = 0;

  constructor(
    private readonly answer: (request: ArmRequest) => ArmResponse | Error = () => empty,
  ) {}

  send(request: ArmRequest): Promise<ArmResponse> {
    this.sent.push({ request, atSecond: this.#milliseconds / 1000 });
    const answer = this.answer(request);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  }

  async wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    // Whoever need not wait goes on first.
    await new Promise((resolve) => setImmediate(resolve));
    this.#milliseconds += milliseconds;
  }

  now(): Date {
    return new Date(this.#milliseconds);
  }
}

export const empty: ArmResponse = { status: 200, headers: {}, body: {} };
