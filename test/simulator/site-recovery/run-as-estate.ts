import "reflect-metadata";
import { createHash, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { SimulatedAzure, ServicePrincipal } from "../../../src/simulator/index";
import { Clock } from "../../../src/simulator/index";
import { type Caller, newAzure, subscriptionId, tenantId } from "../caller";
import { account, done, mapping, propertiesOf, vault } from "./replicated-estate";
import { item, withItem } from "./replicated-machine";

const automation = "2024-10-23";

/** A certificate, DER in base64, and its thumbprint in hex. */
export interface RunAsTestCertificate {
  readonly base64: string;
  readonly thumbprint: string;
}

export const migrate =
  "Use the system-assigned identity of the automation account: Run As accounts are retired.";
export const connection = `${account}/connections/AzureRunAsConnection`;
export const certificateAsset = `${account}/certificates/AzureRunAsCertificate`;

/** Auto-update as it was asked for in Run As times: without an authentication type. */
export const runAsAutoUpdate = {
  instanceType: "A2A",
  agentAutoUpdateStatus: "Enabled",
  automationAccountArmId: account,
};

export interface RunAsEstate {
  readonly azure: SimulatedAzure;
  readonly owner: Caller;
  /** Object id of the account's system-assigned identity. */
  readonly identity: string;
  /** The application of the Run As account. */
  readonly application: ServicePrincipal;
}

/**
 * A protected machine whose agent a Run As account keeps up to date: its application, the role at the
 * vault, and the two assets.
 *
 * @param start - When the estate begins.
 * @param ends - When the certificate ends.
 */
export async function withRunAs(
  start: string,
  ends: string,
  options: ConstructorParameters<typeof SimulatedAzure>[0] = {},
): Promise<RunAsEstate> {
  const clock = new Clock({ start: new Date(start) });
  const estate = await withItem(runAsAutoUpdate, { clock, ...options });
  const { azure, owner } = estate;
  const certificate = await newCertificate(ends);
  const application = azure.createServicePrincipal("account1_run-as", {
    certificate: pemOf(certificate),
  });
  azure.grant({ principalId: application.objectId, scope: vault, role: "Contributor" });
  await putCertificate(owner, certificate);
  await putConnection(owner, application.clientId, certificate.thumbprint);
  return { ...estate, application };
}

export async function putCertificate(
  owner: Caller,
  { base64 }: RunAsTestCertificate,
): Promise<void> {
  await done(
    owner,
    "PUT",
    certificateAsset,
    { name: "AzureRunAsCertificate", properties: { base64Value: base64, isExportable: true } },
    automation,
  );
}

export async function putConnection(
  owner: Caller,
  applicationId: string,
  thumbprint: string,
): Promise<void> {
  await done(
    owner,
    "PUT",
    connection,
    {
      name: "AzureRunAsConnection",
      properties: {
        connectionType: { name: "AzureServicePrincipal" },
        fieldDefinitionValues: {
          ApplicationId: applicationId,
          TenantId: tenantId,
          CertificateThumbprint: thumbprint,
          SubscriptionId: subscriptionId,
        },
      },
    },
    automation,
  );
}

/** Sends a request to Microsoft Graph as an administrator of applications. */
export async function graph(
  azure: SimulatedAzure,
  method: string,
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const administrator = azure.createServicePrincipal("administrator");
  azure.grantGraph(administrator.objectId, "Application.ReadWrite.All");
  const host = "localhost:1234";
  const signIn = await azure.handle({
    method: "POST",
    url: `/${tenantId}/oauth2/v2.0/token`,
    headers: { host, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      scope: `https://${host}/.default`,
      client_id: administrator.clientId,
      client_secret: administrator.clientSecret,
    }).toString(),
  });
  const { access_token: token } = JSON.parse(signIn.body ?? "{}") as { access_token: string };
  const answer = await azure.handle({
    method,
    url: `/v1.0/${path}`,
    headers: { host, "content-type": "application/json", authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (answer.status >= 400) {
    throw new Error(`${method} ${path}: ${answer.body ?? ""}`);
  }
  return JSON.parse(answer.body ?? "{}") as Record<string, unknown>;
}

/** Renews the certificate as the portal does: the application keeps the old key beside the new one. */
export async function renew(estate: RunAsEstate, ends: string): Promise<void> {
  const { azure, owner, application } = estate;
  const path = `applications(appId='${application.clientId}')`;
  const { keyCredentials } = await graph(azure, "GET", path);
  const certificate = await newCertificate(ends);
  const key = { type: "AsymmetricX509Cert", usage: "Verify", key: certificate.base64 };
  const kept = (keyCredentials as { keyId: string }[]).map(({ keyId }) => ({ keyId }));
  await graph(azure, "PATCH", path, { keyCredentials: [...kept, key] });
  await putCertificate(owner, certificate);
  await putConnection(owner, application.clientId, certificate.thumbprint);
}

/** Health, category, cause and advice of the mapping. */
export async function healthOf(caller: Caller): Promise<unknown[]> {
  const { health, healthErrorDetails } = await propertiesOf(caller, mapping);
  const [detail] = healthErrorDetails as Record<string, unknown>[];
  return detail === undefined
    ? [health]
    : [health, detail.errorCategory, detail.possibleCauses, detail.recommendedAction];
}

export async function agentOf(caller: Caller): Promise<unknown> {
  const { providerSpecificDetails } = await propertiesOf(caller, item);
  return (providerSpecificDetails as Record<string, unknown>).agentVersion;
}

export async function until(azure: SimulatedAzure, owner: Caller, date: string): Promise<void> {
  await owner.wait((new Date(date).getTime() - azure.clock.now().getTime()) / 1000);
}

/** The same estate, saved and loaded. */
export function reloaded(azure: SimulatedAzure): SimulatedAzure {
  return newAzure({ from: azure.save() });
}

/** A self-signed certificate. Its key is of a kind that is made fast, for nothing is signed with it. */
export async function newCertificate(ends: string): Promise<RunAsTestCertificate> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=run-as",
    notBefore: new Date("2020-01-01T00:00:00Z"),
    notAfter: new Date(ends),
    signingAlgorithm: algorithm,
    keys,
  });
  const der = Buffer.from(certificate.rawData);
  return {
    base64: der.toString("base64"),
    thumbprint: createHash("sha1").update(der).digest("hex").toUpperCase(),
  };
}

export function pemOf({ base64 }: RunAsTestCertificate): string {
  const lines = base64.match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
