import { createSign, createVerify, generateKeyPairSync, type KeyObject } from "node:crypto";
import { asObject, type JsonObject } from "../json";

/**
 * Stands for every outside issuer whose tokens workloads exchange for Azure's, for example a
 * Kubernetes cluster or GitHub Actions. Azure would fetch the issuer's keys; a simulated one makes no
 * connection, so it trusts this one key, which is not the key of its own tokens.
 */
export class OutsideIssuer {
  #key: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | undefined;

  /** A token that lives for an hour of real time. */
  issue(claims: {
    readonly issuer: string;
    readonly subject: string;
    readonly audience: string;
  }): string {
    const now = Math.floor(Date.now() / 1000);
    const { issuer: iss, subject: sub, audience: aud } = claims;
    const parts = [
      { typ: "JWT", alg: "RS256" },
      { iss, sub, aud, nbf: now, exp: now + 3600 },
    ];
    const unsigned = parts
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    const signature = createSign("RSA-SHA256")
      .update(unsigned)
      .sign(this.#keys().privateKey, "base64url");
    return `${unsigned}.${signature}`;
  }

  /** The claims of a token that was issued here; `undefined` for any other. */
  read(token: string): JsonObject | undefined {
    const [header = "", payload = "", signature = "", ...rest] = token.split(".");
    const verified =
      rest.length === 0 &&
      createVerify("RSA-SHA256")
        .update(`${header}.${payload}`)
        .verify(this.#keys().publicKey, signature, "base64url");
    return verified
      ? asObject(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")))
      : undefined;
  }

  #keys(): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
    this.#key ??= generateKeyPairSync("rsa", { modulusLength: 2048 });
    return this.#key;
  }
}
