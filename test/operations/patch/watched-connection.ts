import type { ArmConnection, ArmTransport } from "../../../src/arm/transport";

/** A connection whose requests are counted, and a run over which can be ended after any of them. */
export interface Watched {
  readonly connection: ArmConnection;
  /** How many requests were sent whose method and address hold a text. */
  readonly sent: (text: string) => number;
  /** A signal that is aborted when so many further requests have been answered. */
  readonly endAfter: (requests: number) => AbortSignal;
}

export function watched(given: ArmConnection): Watched {
  const inner = given.transport;
  const urls: string[] = [];
  let [left, ended] = [Infinity, new AbortController()];
  const transport: ArmTransport = {
    send: async (request, signal) => {
      urls.push(`${request.method} ${request.url}`);
      const answer = await inner.send(request, signal);
      if (--left === 0) {
        ended.abort();
      }
      return answer;
    },
    wait: (milliseconds, signal) => inner.wait(milliseconds, signal),
    now: () => inner.now?.() ?? new Date(),
  };
  return {
    connection: { ...given, transport },
    sent: (text) => urls.filter((url) => url.includes(text)).length,
    endAfter: (requests) => {
      [left, ended] = [requests, new AbortController()];
      return ended.signal;
    },
  };
}
