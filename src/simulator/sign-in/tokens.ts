import { createSign, createVerify, generateKeyPairSync, type KeyObject } from "node:crypto";
import { asObject, asText, type JsonObject } from "../json";

const lifetimeInSeconds = 3599;

/** Name of the one signing key in the key set. */
const keyId = "simulated-azure";

/** What a token of this simulated Azure says. */
export interface TokenClaims {
  readonly objectId: string;
  readonly audience: string;
  /** End of the token, in seconds of real time since 1970. */
  readonly expiresAt: number;
}

export interface IssuedToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/**
 * Issues and reads access tokens: JSON Web Tokens signed (RS256) by a key that is made at start and
 * never leaves memory. Tokens live on real time, as clients judge them by their own clock.
 */
export class Tokens {
  #key: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | undefined;

  constructor(private readonly tenantId: string) {}

  issue(
    principal: { readonly objectId: string; readonly clientId?: string },
    audience: string,
    lifetime = lifetimeInSeconds,
  ): IssuedToken {
    const now = Math.floor(Date.now() / 1000);
    const payload = {
      aud: audience,
      iss: `https://sts.windows.net/${this.tenantId}/`,
      iat: now,
      nbf: now,
      exp: now + lifetime,
      appid: principal.clientId,
      idtyp: "app",
      oid: principal.objectId,
      sub: principal.objectId,
      tid: this.tenantId,
      ver: "1.0",
    };
    const unsigned = `${encode({ typ: "JWT", alg: "RS256", kid: keyId })}.${encode(payload)}`;
    const signature = createSign("RSA-SHA256")
      .update(unsigned)
      .sign(this.#keys().privateKey, "base64url");
    return { token: `${unsigned}.${signature}`, expiresInSeconds: lifetime };
  }

  /** The claims of a token that was signed here; `undefined` for any other, which is not looked into. */
  read(token: string): TokenClaims | undefined {
    const [header, payload, signature, ...rest] = token.split(".");
    if (header === undefined || payload === undefined || signature === undefined) {
      return undefined;
    }
    const verified =
      rest.length === 0 &&
      createVerify("RSA-SHA256")
        .update(`${header}.${payload}`)
        .verify(this.#keys().publicKey, signature, "base64url");
    if (!verified) {
      return undefined;
    }
    const claims = decode(payload);
    return {
      objectId: asText(claims.oid) ?? "",
      audience: asText(claims.aud) ?? "",
      expiresAt: Number(claims.exp),
    };
  }

  /** The public half of the signing key, as a JSON Web Key Set (RFC 7517). */
  keySet(): { readonly keys: readonly object[] } {
    const key = this.#keys().publicKey.export({ format: "jwk" });
    return { keys: [{ ...key, kid: keyId, use: "sig", alg: "RS256" }] };
  }

  #keys(): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
    this.#key ??= generateKeyPairSync("rsa", { modulusLength: 2048 });
    return this.#key;
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decode(text: string): JsonObject {
  return asObject(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
}
