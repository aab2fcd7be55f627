import { randomBytes, timingSafeEqual } from "node:crypto";

interface ClientSecret {
  readonly keyId: string;
  readonly text: string;
  /** Time of its end, in milliseconds; `undefined` for one that does not end. */
  readonly endsAt: number | undefined;
}

/** The secrets of applications. They are kept in memory alone and are told once, when they are made. */
export class ClientSecrets {
  readonly #secrets = new Map<string, ClientSecret[]>();

  /** Makes a secret and answers its text. */
  add(clientId: string, keyId: string, endsAt?: number): string {
    // A letter first: a secret that begins with a dash is an option to the commands it is given to.
    const text = `simulated~${randomBytes(24).toString("base64url")}`;
    this.#secrets.set(clientId.toLowerCase(), [...this.#of(clientId), { keyId, text, endsAt }]);
    return text;
  }

  remove(clientId: string, keyId: string): void {
    const left = this.#of(clientId).filter((secret) => secret.keyId !== keyId);
    this.#secrets.set(clientId.toLowerCase(), left);
  }

  /** Forgets all secrets of an application. */
  forget(clientId: string): void {
    this.#secrets.delete(clientId.toLowerCase());
  }

  /** What a given text is at a time, in milliseconds. */
  judge(clientId: string, given: string, now: number): "right" | "expired" | "wrong" {
    const found = this.#of(clientId).find(({ text }) => sameText(given, text));
    if (found === undefined) {
      return "wrong";
    }
    return found.endsAt !== undefined && found.endsAt <= now ? "expired" : "right";
  }

  #of(clientId: string): readonly ClientSecret[] {
    return this.#secrets.get(clientId.toLowerCase()) ?? [];
  }
}

function sameText(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
