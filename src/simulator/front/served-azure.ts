import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createServerIdentity } from "./certificates";
import type { HttpRequest, HttpResponse } from "./http";
import { serveHttps } from "./https-server";
import { identityTokenPath } from "../sign-in/identity-endpoint";
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
  /** The same as `environment`, with the authority's certificate in a file that stands already. */
  variables(principal: ServicePrincipal, certificateFile: string): Record<string, string>;
  /**
   * Environment variables that let clients sign in as a principal. Writes the authority's
   * certificate into the directory, readable by its owner alone.
   */
  environment(principal: ServicePrincipal, directory: string): Record<string, string>;
  /**
   * Environment variables of what runs in a resource, for example a runbook in an Automation
   * account: clients that look for a managed identity then find the resource's own.
   */
  identityEnvironment(resourceId: string, directory: string): Record<string, string>;
  /** Stops listening, lets requests that have arrived be answered, and cuts all other connections. */
  close(): Promise<void>;
}

/** What is served. */
export interface ServableAzure {
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** Port to listen on; 0 for a free one. */
  readonly port: number;
  handle(request: HttpRequest): Promise<HttpResponse>;
  /** Told of what is a fault of the simulated Azure itself. */
  onDefect?(error: unknown): void;
  /** A header value for what runs in a resource. */
  admit(resourceId: string): string;
}

/** Serves a simulated Azure under a certificate made for it. */
export async function serveAzure(azure: ServableAzure): Promise<ServedAzure> {
  const identity = await createServerIdentity();
  const server = await serveHttps(identity, azure);
  const host = `localhost:${server.port}`;
  const cloud = (file: string): Record<string, string> => {
    return {
      ARM_TENANT_ID: azure.tenantId,
      ARM_SUBSCRIPTION_ID: azure.subscriptionId,
      ARM_ENVIRONMENT: cloudName,
      ARM_METADATA_HOSTNAME: host,
      ARM_DISABLE_INSTANCE_DISCOVERY: "true",
      NODE_EXTRA_CA_CERTS: file,
      SSL_CERT_FILE: file,
      REQUESTS_CA_BUNDLE: file,
    };
  };
  const variables = (principal: ServicePrincipal, file: string): Record<string, string> => ({
    ARM_CLIENT_ID: principal.clientId,
    ARM_CLIENT_SECRET: principal.clientSecret,
    ...cloud(file),
  });
  return {
    variables,
    url: `https://${host}`,
    certificateAuthority: identity.authority,
    environment: (principal, directory) =>
      variables(principal, writeAuthority(identity.authority, directory)),
    identityEnvironment: (resourceId, directory) => ({
      IDENTITY_ENDPOINT: `https://${host}${identityTokenPath}`,
      IDENTITY_HEADER: azure.admit(resourceId),
      ...cloud(writeAuthority(identity.authority, directory)),
    }),
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
