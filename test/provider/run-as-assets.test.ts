import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { ArmRequest, ArmTransport } from "../../src/arm/transport";
import type { Properties } from "../../src/plugin/handlers";
import { packPfx } from "../../src/provider/pfx";
import { selfSignedCertificate } from "../../src/provider/self-signed-certificate";
import type { SimulatedAzure } from "../../src/simulator";
import type { Caller } from "../simulator/caller";
import { account, propertiesOf, send, withAccount } from "../simulator/automation/account";
import { Deployment, halfMade } from "./harness";

const type = "RunAsAssets";
const connectionId = `${account}/connections/AzureRunAsConnection`;
const certificateId = `${account}/certificates/AzureRunAsCertificate`;

/** A certificate as the assets take it. */
async function made(days: number): Promise<{ pfx: string; thumbprint: string }> {
  const now = new Date("2026-11-01T08:00:00Z");
  const keyed = await selfSignedCertificate({
    commonName: "run-as",
    startsAt: now,
    endsAt: new Date(now.getTime() + days * 86_400_000),
  });
  const thumbprint = createHash("sha1").update(keyed.certificate).digest("hex").toUpperCase();
  return { pfx: packPfx(keyed), thumbprint };
}

describe("RunAsAssets", () => {
  let one: Properties;
  let two: Properties;

  before(async () => {
    const place = {
      automationAccountId: account,
      connectionName: "AzureRunAsConnection",
      certificateName: "AzureRunAsCertificate",
      applicationId: "11111111-1111-4111-8111-111111111111",
      tenantId: "22222222-2222-4222-8222-222222222222",
      subscriptionId: "33333333-3333-4333-8333-333333333333",
    };
    one = { ...place, ...(await made(100)) };
    two = { ...place, ...(await made(200)) };
  });

  async function ready(): Promise<{
    azure: SimulatedAzure;
    owner: Caller;
    deployment: Deployment;
  }> {
    const { azure, owner } = await withAccount();
    return { azure, owner, deployment: new Deployment(azure.connect(owner).transport) };
  }

  async function thumbprints(owner: Caller): Promise<unknown[]> {
    const connection = propertiesOf(await send(owner, "GET", connectionId));
    const { thumbprint } = propertiesOf(await send(owner, "GET", certificateId));
    const values = connection.fieldDefinitionValues as Record<string, string>;
    return [thumbprint, values.CertificateThumbprint];
  }

  it("writes certificate and connection, changes both, and leaves neither", async () => {
    const { azure, owner, deployment } = await ready();
    const { id = "", outputs } = await deployment.create(type, one);
    assert.equal(id, connectionId);
    assert.deepEqual(outputs, { ...one, certificateEndsAt: "2027-02-09T08:00:00+00:00" });
    assert.deepEqual(await thumbprints(owner), [one.thumbprint, one.thumbprint]);
    const connection = propertiesOf(await send(owner, "GET", connectionId));
    assert.deepEqual(connection.connectionType, { name: "AzureServicePrincipal" });
    assert.deepEqual(connection.fieldDefinitionValues, {
      ApplicationId: one.applicationId,
      TenantId: one.tenantId,
      CertificateThumbprint: one.thumbprint,
      SubscriptionId: one.subscriptionId,
    });
    const { isExportable } = propertiesOf(await send(owner, "GET", certificateId));
    assert.equal(isExportable, false);
    const read = await deployment.read(type, id, one);
    assert.deepEqual(read, { id, inputs: one, outputs });

    assert.deepEqual((await deployment.diff(type, id, one, two)).changes, {
      thumbprint: "update",
      pfx: "update",
    });
    const changed = await deployment.update(type, id, one, two);
    assert.equal(changed.outputs.certificateEndsAt, "2027-05-20T08:00:00+00:00");
    assert.deepEqual(await thumbprints(owner), [two.thumbprint, two.thumbprint]);
    const before = azure.estate.version;
    await deployment.update(type, id, two, two);
    assert.deepEqual(azure.estate.changes(before), []);

    await deployment.update(type, id, two, { ...two, exportable: true });
    const { isExportable: now } = propertiesOf(await send(owner, "GET", certificateId));
    assert.equal(now, true);

    await deployment.delete(type, id, two);
    await deployment.delete(type, id, two);
    assert.equal(await deployment.read(type, id, two), undefined);
    assert.deepEqual(
      azure.estate.all().map(({ type: kind }) => kind),
      ["Microsoft.Resources/resourceGroups", "Microsoft.Automation/automationAccounts"],
    );
  });

  it("keeps what a failure between the two left, and goes on in the next deployment", async () => {
    const { azure, owner } = await ready();
    const failing = new Deployment(failingAt(azure.connect(owner).transport, connectionId));
    const error = await halfMade(failing.create(type, one));
    assert.equal(error.id, connectionId);
    assert.match(error.reasons.join("\n"), /^The connection is not complete: PUT .* 500/);
    assert.equal(error.reasons.join("\n").includes(String(one.pfx)), false);
    assert.equal((await send(owner, "GET", certificateId)).status, 200);
    assert.equal((await send(owner, "GET", connectionId)).status, 404);
    const deployment = new Deployment(azure.connect(owner).transport);
    await deployment.update(type, connectionId, one, one);
    assert.deepEqual(await thumbprints(owner), [one.thumbprint, one.thumbprint]);
  });

  it("recognises what a killed deployment left by its certificate", async () => {
    const { azure, owner, deployment } = await ready();
    const failing = new Deployment(failingAt(azure.connect(owner).transport, connectionId));
    await halfMade(failing.create(type, one));
    await deployment.create(type, one);
    assert.deepEqual(await thumbprints(owner), [one.thumbprint, one.thumbprint]);
    // Once more, when it was killed after the second request.
    await deployment.create(type, one);
  });

  it("shows as drift two thumbprints that differ, whichever is wanted, and mends them", async () => {
    const { azure, owner, deployment } = await ready();
    const { id = "" } = await deployment.create(type, one);
    const failing = new Deployment(failingAt(azure.connect(owner).transport, connectionId));
    await assert.rejects(failing.update(type, id, one, two), /500/);
    assert.deepEqual(await thumbprints(owner), [two.thumbprint, one.thumbprint]);

    const read = await deployment.read(type, id, one);
    const held = `${String(two.thumbprint)} in the certificate, ${String(one.thumbprint)} in the connection`;
    assert.equal(read?.inputs.thumbprint, held);
    for (const wanted of [one, two]) {
      const { changes } = await deployment.diff(type, id, read.inputs, wanted);
      assert.equal(changes.thumbprint, "update");
    }
    await deployment.update(type, id, read.inputs, two);
    assert.deepEqual(await thumbprints(owner), [two.thumbprint, two.thumbprint]);
    assert.deepEqual((await deployment.read(type, id, two))?.inputs, two);
  });

  it("mends what somebody deleted or changed", async () => {
    const { owner, deployment } = await ready();
    const { id = "" } = await deployment.create(type, one);
    await send(owner, "DELETE", certificateId);
    const read = await deployment.read(type, id, one);
    assert.match(String(read?.inputs.thumbprint), /^none in the certificate, /);
    await deployment.update(type, id, read?.inputs ?? {}, one);
    assert.deepEqual(await thumbprints(owner), [one.thumbprint, one.thumbprint]);

    await send(owner, "PUT", connectionId, {
      name: "AzureRunAsConnection",
      properties: {
        connectionType: { name: "AzureServicePrincipal" },
        fieldDefinitionValues: {
          ApplicationId: "x",
          TenantId: one.tenantId,
          CertificateThumbprint: one.thumbprint,
          SubscriptionId: one.subscriptionId,
        },
      },
    });
    assert.equal((await deployment.read(type, id, one))?.inputs.applicationId, "x");
    await deployment.update(type, id, one, one);
    assert.deepEqual((await deployment.read(type, id, one))?.inputs, one);
  });

  it("refuses assets of somebody else, and takes them over on request", async () => {
    const { owner, deployment } = await ready();
    await deployment.create(type, one);
    await assert.rejects(deployment.create(type, two), {
      message: `The account has Run As assets already: ${certificateId} and ${connectionId}. Set \`adopt: true\` to put these in their place: runbooks then sign in as the application 11111111-1111-4111-8111-111111111111. The old private key cannot be had again.`,
    });
    await deployment.create(type, { ...two, adopt: true });
    assert.deepEqual(await thumbprints(owner), [two.thumbprint, two.thumbprint]);

    await send(owner, "DELETE", connectionId);
    await send(owner, "PUT", connectionId, {
      name: "AzureRunAsConnection",
      properties: {
        connectionType: { name: "Azure" },
        fieldDefinitionValues: { AutomationCertificateName: "x", SubscriptionID: "y" },
      },
    });
    await assert.rejects(deployment.create(type, { ...two, adopt: true }), {
      message: `The connection ${connectionId} is of the type Azure, not AzureServicePrincipal, and Azure cannot change that. Remove it first.`,
    });
  });

  it("refuses what is wrong before anything is sent", async () => {
    const { deployment } = await ready();
    const { failures } = await deployment.check(type, {
      ...one,
      applicationId: "app",
      tenantId: "tenant",
      subscriptionId: "subscription",
      thumbprint: "AB",
      certificateName: "a/b",
    });
    assert.deepEqual(
      failures.map(({ reason }) => reason),
      [
        '"a/b" is not the name of a certificate. Give a name that is 1 to 128 characters, none of < > * % & : \\ ? . + / and no control characters, and does not end with a space. [EVG-AUTOMATION-007]',
        '"app" is not the id of an application or a service principal. Give the GUID that the directory shows. [EVG-RUNAS-007]',
        '"tenant" is not the id of an application or a service principal. Give the GUID that the directory shows. [EVG-RUNAS-007]',
        '"subscription" is not the id of a subscription, which is a GUID. Give it as "az account list" prints it, without "/subscriptions/". [EVG-ID-004]',
        '"AB" is not a certificate\'s thumbprint. Give the SHA-1 digest of the certificate: 40 hexadecimal digits. [EVG-RUNAS-008]',
      ],
    );
  });
});

/** The same way to Azure, on which each PUT to one resource fails. */
function failingAt(transport: ArmTransport, id: string): ArmTransport {
  return {
    wait: transport.wait.bind(transport),
    send: (request: ArmRequest, signal) =>
      request.method === "PUT" && request.url.startsWith(id)
        ? Promise.resolve({ status: 500, headers: {}, body: { error: { code: "Died" } } })
        : transport.send(request, signal),
  };
}
