import type { ArmConnection, ArmTransport } from "../../../src/arm/transport";

/** A connection whose requests are counted, and a run over which can be ended after any of them. */
export interface Watched {
  readonly connection: ArmConnection;
  /** How many requests were sent whose method and address hold a text. */
  readonly sent: (text: string) => number;
  /** The bodies, as JSON, of the requests whose method and address hold a text. */
  readonly bodies: (text: string) => readonly string[];
  /** A signal that is aborted when so many further requests have been answered. */
  readonly endAfter: (requests: number) => AbortSignal;
}

export function watched(given: ArmConnection): Watched {
  const inner = given.transport;
  const requests: { readonly url: string; readonly body: string }[] = [];
  const those = (text: string) => requests.filter(({ url }) => url.includes(text));
  let [left, ended] = [Infinity, new AbortController()];
  const transport: ArmTransport = {
    send: async (request, signal) => {
      const body = JSON.stringify(request.body ?? null);
      requests.push({ url: `${request.method} ${request.url}`, body });
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
    sent: (text) => those(text).length,
    bodies: (text) => those(text).map(({ body }) => body),
    endAfter: (further) => {
      [left, ended] = [further, new AbortController()];
      return ended.signal;
    },
  };
}
