import type { ArmRequest, ArmResponse, ArmTransport } from "../../src/arm/transport";

/** An answer to give, or an error to throw instead of one. */
export type Scripted = Partial<ArmResponse> | Error;

/** Gives scripted answers in order, and keeps what was asked and how long was waited. */
export class FakeTransport implements ArmTransport {
  readonly requests: string[] = [];
  readonly bodies: unknown[] = [];
  readonly waits: number[] = [];
  readonly #answers: Scripted[];
  /** Called before each wait. */
  onWait: () => void = () => undefined;

  constructor(...answers: Scripted[]) {
    this.#answers = answers;
  }

  get left(): number {
    return this.#answers.length;
  }

  send(request: ArmRequest): Promise<ArmResponse> {
    this.requests.push(`${request.method} ${request.url}`);
    this.bodies.push(request.body);
    const answer = this.#answers.shift();
    if (answer === undefined) {
      return Promise.reject(new Error(`nothing scripted for ${request.method} ${request.url}`));
    }
    return answer instanceof Error
      ? Promise.reject(answer)
      : Promise.resolve({ status: 200, headers: {}, body: undefined, ...answer });
  }

  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    this.waits.push(milliseconds);
    this.onWait();
    return new Promise((resolve) => {
      signal?.throwIfAborted();
      resolve();
    });
  }
}

/** Azure's error envelope. */
export function envelope(code: string, message: string): { error: unknown } {
  return { error: { code, message } };
}
