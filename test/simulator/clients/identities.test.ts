import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { webcrypto } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import { callerOf, newAzure, newGroup } from "../caller";

const run = promisify(execFile);

/** A certificate of an application and its private key, PEM. */
async function newCertificate(): Promise<{ certificate: string; key: string }> {
  const algorithm = {
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=application",
    keys,
    signingAlgorithm: algorithm,
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey));
  const lines = key.toString("base64").match(/.{1,64}/g) ?? [];
  const pem = ["-----BEGIN PRIVATE KEY-----", ...lines, "-----END PRIVATE KEY-----", ""];
  return { certificate: `${made.toString("pem")}\n`, key: pem.join("\n") };
}

describe("Azure's identity library, unmodified", () => {
  it("signs in by secret, certificate, workload identity and managed identity", async () => {
    const directory = mkdtempSync(join(tmpdir(), "evergreen-"));
    const file = (name: string, text: string): string => {
      writeFileSync(join(directory, name), text, { mode: 0o600 });
      return join(directory, name);
    };
    const azure = newAzure();
    const owner = callerOf(azure, "Owner");
    const group = await newGroup(owner);
    const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/workload`;
    await owner.send("PUT", `${identity}?api-version=2023-01-31`, { location: "westeurope" });
    const claims = {
      issuer: "https://cluster.example/",
      subject: "system:serviceaccount:default:fleet",
      audience: "api://AzureADTokenExchange",
    };
    const { issuer, subject, audience } = claims;
    await owner.send("PUT", `${identity}/federatedIdentityCredentials/one?api-version=2023-01-31`, {
      properties: { issuer, subject, audiences: [audience] },
    });
    const account = `${group}/providers/Microsoft.Automation/automationAccounts/account1`;
    await owner.send("PUT", `${account}?api-version=2023-11-01`, {
      location: "westeurope",
      identity: { type: "SystemAssigned" },
      properties: { sku: { name: "Basic" } },
    });
    const { certificate, key } = await newCertificate();
    const withSecret = azure.createServicePrincipal("with a secret");
    const withCertificate = azure.createServicePrincipal("with a certificate", { certificate });
    const workload = azure.estate.get(identity)?.properties as {
      principalId: string;
      clientId: string;
    };
    const system = azure.estate.get(account)?.identity as { principalId: string };
    const principals = [
      withSecret.objectId,
      withCertificate.objectId,
      workload.principalId,
      system.principalId,
    ];
    for (const principalId of principals) {
      azure.grant({ principalId, role: "Reader" });
    }
    const served = await azure.serve();
    try {
      const { stdout } = await run(
        process.execPath,
        ["-r", "ts-node/register/transpile-only", join(__dirname, "identities.ts")],
        {
          env: {
            PATH: process.env.PATH,
            ...served.environment(withSecret, directory),
            ...served.identityEnvironment(account, directory),
            CERTIFICATE_CLIENT_ID: withCertificate.clientId,
            CERTIFICATE_FILE: file("certificate.pem", certificate + key),
            IDENTITY_CLIENT_ID: workload.clientId,
            TOKEN_FILE: file("token", azure.federatedToken(claims)),
            FOREIGN_TOKEN_FILE: file(
              "foreign",
              azure.federatedToken({ ...claims, subject: "system:serviceaccount:default:other" }),
            ),
          },
        },
      );
      assert.deepEqual(JSON.parse(stdout), {
        secret: "rg",
        wrongSecret: "AADSTS7000215",
        certificate: "rg",
        foreignCertificate: "AADSTS700027",
        workload: "rg",
        foreignWorkload: "AADSTS70021",
        managed: "rg",
      });
      assert.deepEqual(
        principals.map((principalId) => azure.recorded(principalId).length),
        [1, 1, 1, 1],
      );
    } finally {
      await served.close();
      rmSync(directory, { recursive: true });
    }
  });
});
