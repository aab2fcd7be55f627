import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createServerIdentity } from "./certificates";
import type { HttpRequest, HttpResponse } from "./http";
import { serveHttps } from "./https-server";
import { cloudName } from "./metadata";

/** An application with a secret: who signs in. */
export interface ServicePrincipal {
  readonly objectId: string;
  readonly clientId: string;
  /** Random; holds as long as this simulated Azure. */
  readonly clientSecret: string;
  readonly displayName: string;
}

/** A simulated Azure that is served over HTTPS on loopback. */
export interface ServedAzure {
  /** For example `https://localhost:40123`. */
  readonly url: string;
  /** Certificate of the authority that clients must trust, PEM. */
  readonly certificateAuthority: string;
  /**
   * Environment variables that let clients sign in as a principal. Writes the authority's
   * certificate into the directory, readable by its owner alone.
   */
  environment(principal: ServicePrincipal, directory: string): Record<string, string>;
  close(): Promise<void>;
}

/** Serves a simulated Azure under a certificate made for it. */
export async function serveAzure(
  where: { readonly tenantId: string; readonly subscriptionId: string },
  handle: (request: HttpRequest) => Promise<HttpResponse>,
): Promise<ServedAzure> {
  const identity = await createServerIdentity();
  const server = await serveHttps(identity, handle);
  const host = `localhost:${server.port}`;
  return {
    url: `https://${host}`,
    certificateAuthority: identity.authority,
    environment(principal, directory) {
      const file = writeAuthority(identity.authority, directory);
      return {
        ARM_CLIENT_ID: principal.clientId,
        ARM_CLIENT_SECRET: principal.clientSecret,
        ARM_TENANT_ID: where.tenantId,
        ARM_SUBSCRIPTION_ID: where.subscriptionId,
        ARM_ENVIRONMENT: cloudName,
        ARM_METADATA_HOSTNAME: host,
        ARM_DISABLE_INSTANCE_DISCOVERY: "true",
        NODE_EXTRA_CA_CERTS: file,
        SSL_CERT_FILE: file,
        REQUESTS_CA_BUNDLE: file,
      };
    },
    close: () => server.close(),
  };
}

function writeAuthority(authority: string, directory: string): string {
  const file = join(directory, "simulated-azure-authority.pem");
  writeFileSync(file, authority, { mode: 0o600 });
  // The mode above holds only for a file that was not there.
  chmodSync(file, 0o600);
  return file;
}
