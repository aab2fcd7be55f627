import { X509Certificate } from "node:crypto";
import type { Estate } from "../estate";
import { asObject, asText, type JsonObject, without } from "../json";
import { graphError } from "./graph-error";

/** A certificate's public half by which an application signs in. */
export interface KeyCredential {
  readonly keyId: string;
  readonly type: "AsymmetricX509Cert";
  readonly usage: "Verify";
  readonly displayName: string | null;
  /** SHA-1 of the certificate, base64. */
  readonly customKeyIdentifier: string;
  readonly startDateTime: string;
  readonly endDateTime: string;
  /** The certificate, base64 of its DER form. */
  readonly key: string;
}

/** What is told of a secret after it was made. */
export interface PasswordCredential {
  readonly keyId: string;
  readonly displayName: string | null;
  /** The first letters of the secret. */
  readonly hint: string;
  readonly startDateTime: string;
  readonly endDateTime: string;
}

/** An application object, in the shape of Microsoft Graph. */
export interface Application {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly createdDateTime: string;
  readonly signInAudience: string;
  readonly keyCredentials: readonly KeyCredential[];
  readonly passwordCredentials: readonly PasswordCredential[];
  /** Object ids of who may manage it by `Application.ReadWrite.OwnedBy`. */
  readonly owners: readonly string[];
  /** Everything else that was written, for example `notes` or `tags`. */
  readonly others: JsonObject;
}

/** The applications of the tenant; their secrets stand elsewhere. */
export class Applications {
  readonly #applications: Map<string, Application>;

  constructor(estate: Estate) {
    this.#applications = estate.notes<Application>("applications");
  }

  put(application: Application): void {
    this.#applications.set(application.id, application);
  }

  find(id: string): Application | undefined {
    return this.#applications.get(id.toLowerCase());
  }

  findByAppId(appId: string): Application | undefined {
    const wanted = appId.toLowerCase();
    return this.all().find((application) => application.appId === wanted);
  }

  all(): Application[] {
    return [...this.#applications.values()];
  }

  delete(id: string): void {
    this.#applications.delete(id.toLowerCase());
  }
}

/**
 * Reads a list of key credentials as it is written. One without a `key` is one that is there already.
 *
 * Source: learn.microsoft.com graph/api/resources/keycredential and application-update; the texts of
 * hashicorp/terraform-provider-azuread issues.
 */
export function readKeyCredentials(
  sent: readonly unknown[],
  before: readonly KeyCredential[],
  newId: () => string,
): KeyCredential[] {
  return sent.map((entry) => {
    const given = asObject(entry);
    const keyId = (asText(given.keyId) ?? newId()).toLowerCase();
    const known = before.find((credential) => credential.keyId === keyId);
    const key = asText(given.key);
    if (key === undefined) {
      if (known === undefined) {
        throw graphError("New key credentials must have the property 'key'.");
      }
      return known;
    }
    return readKeyCredential(given, keyId, key);
  });
}

function readKeyCredential(given: JsonObject, keyId: string, key: string): KeyCredential {
  if (asText(given.type) !== "AsymmetricX509Cert" || asText(given.usage) !== "Verify") {
    throw graphError(
      'The value for the property "usage" in one of your credentials is invalid. Acceptable values are Sign, Verify.',
    );
  }
  const certificate = certificateOf(key);
  if (certificate === undefined) {
    throw graphError("Key credential value is invalid: it is not an X.509 certificate.");
  }
  const starts = new Date(certificate.validFrom);
  const ends = new Date(certificate.validTo);
  const [start, end] = [dateOf(given.startDateTime) ?? starts, dateOf(given.endDateTime) ?? ends];
  if (start < starts || end > ends) {
    throw graphError(
      "Key credential end date is invalid. It must lie within the certificate's own validity.",
    );
  }
  return {
    keyId,
    type: "AsymmetricX509Cert",
    usage: "Verify",
    displayName: asText(given.displayName) ?? null,
    customKeyIdentifier: thumbprintOf(certificate).toString("base64"),
    startDateTime: start.toISOString(),
    endDateTime: end.toISOString(),
    key,
  };
}

/** A certificate from the base64 of its DER or PEM form. */
export function certificateOf(base64: string): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(base64, "base64"));
  } catch {
    return undefined;
  }
}

/** SHA-1 of a certificate: what Entra calls its thumbprint. */
export function thumbprintOf(certificate: X509Certificate): Buffer {
  return Buffer.from(certificate.fingerprint.replaceAll(":", ""), "hex");
}

function dateOf(value: unknown): Date | undefined {
  const text = asText(value);
  return text === undefined ? undefined : new Date(text);
}

/**
 * An application as it is answered.
 *
 * @param options.keys - Whether the certificates themselves are told: Graph does so only when one
 *   application's `keyCredentials` are selected.
 */
export function presentedApplication(
  application: Application,
  options: { readonly keys: boolean },
): JsonObject {
  return {
    ...application.others,
    ...without({ ...application }, "owners", "others"),
    keyCredentials: application.keyCredentials.map((credential) => ({
      ...credential,
      key: options.keys ? credential.key : null,
    })),
  };
}
