import assert from "node:assert/strict";
import { packPfx } from "../../../src/provider/pfx";
import { selfSignedCertificate } from "../../../src/provider/self-signed-certificate";
import { makeCertificate } from "../graph/certificate";
import { account, propertiesOf, send, withAccount, withRunbook } from "./account";

const signIn =
  '$connection = Get-AutomationConnection -Name "AzureRunAsConnection"\nConnect-AzAccount -ServicePrincipal @connection\nWrite-Output "signed in"\n';

describe("simulated jobs that sign in as a Run As account", () => {
  it("fail while a piece of it is missing, and once the certificate has ended", async () => {
    const { azure, owner } = await withRunbook(signIn);
    let count = 0;
    const outcome = async (): Promise<unknown> => {
      const job = `${account}/jobs/job${(count += 1)}`;
      await send(owner, "PUT", job, { properties: { runbook: { name: "r" } } });
      await owner.wait(80);
      const { status, exception } = propertiesOf(await send(owner, "GET", job));
      return status === "Completed" ? status : exception;
    };
    assert.equal(await outcome(), "The connection asset AzureRunAsConnection is missing.");

    const now = azure.clock.now();
    const end = new Date(now.getTime() + 3 * 3_600_000);
    const certificate = await makeCertificate(now, end);
    const pem = `-----BEGIN CERTIFICATE-----\n${certificate.base64}\n-----END CERTIFICATE-----`;
    const { clientId } = azure.createServicePrincipal("run-as", { certificate: pem });
    await send(owner, "PUT", `${account}/connections/AzureRunAsConnection`, {
      name: "AzureRunAsConnection",
      properties: {
        connectionType: { name: "AzureServicePrincipal" },
        fieldDefinitionValues: {
          ApplicationId: clientId,
          TenantId: azure.tenantId,
          CertificateThumbprint: certificate.thumbprint,
          SubscriptionId: azure.subscriptionId,
        },
      },
    });
    assert.equal(await outcome(), "The certificate asset AzureRunAsCertificate is missing.");
    await send(owner, "PUT", `${account}/certificates/AzureRunAsCertificate`, {
      name: "AzureRunAsCertificate",
      properties: { base64Value: certificate.base64 },
    });
    assert.equal(await outcome(), "Completed");
    await owner.wait(3 * 3600);
    assert.equal(await outcome(), "The certificate of the Run As account ended on 2026-11-01.");
  });
});

describe("simulated certificates", () => {
  it("are read out of a PFX without a password, and its private key is not kept", async () => {
    const { azure, owner } = await withAccount();
    const keyed = await selfSignedCertificate({
      commonName: "own",
      startsAt: new Date("2026-11-01T00:00:00Z"),
      endsAt: new Date("2027-11-01T00:00:00Z"),
    });
    const put = (base64Value: string) =>
      send(owner, "PUT", `${account}/certificates/own`, {
        name: "own",
        properties: { base64Value },
      });
    const made = await put(packPfx(keyed));
    assert.equal(made.status, 201);
    assert.equal(propertiesOf(made).expiryTime, "2027-11-01T00:00:00+00:00");
    assert.equal(
      JSON.stringify(azure.save()).includes(keyed.privateKey.toString("base64").slice(420, 560)),
      false,
    );
    assert.equal((await put("AAAA")).status, 400);
  });
});
