import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as resources from "@pulumi/azure-native/resources";
import { AutomationAccount, RunAsAccount, type RunAsAccountArgs } from "azure-evergreen";
import {
  type DeploymentResult,
  InProcessDeployment,
  type ServicePrincipal,
  SimulatedAzure,
} from "azure-evergreen/simulator";
import type { ArmRequest } from "../../src/arm/transport";
import { type KeyedCertificate, openPfx, packPfx } from "../../src/provider/pfx";
import { selfSignedCertificate } from "../../src/provider/self-signed-certificate";
import { configuration } from "../../examples/demo/door";
import { assertionOf } from "../simulator/graph/certificate";

const dayInMilliseconds = 86_400_000;
const host = "localhost:1234";
const version = "2024-10-23";

/** A runbook in the form of Azure's own samples. */
const signIn = [
  '$connection = Get-AutomationConnection -Name "AzureRunAsConnection"',
  "Connect-AzAccount -ServicePrincipal -CertificateThumbprint $connection.CertificateThumbprint",
  'Write-Output "signed in"',
].join("\n");

type Arguments = Omit<RunAsAccountArgs, "automationAccountId">;

/** An automation account with a runbook that signs in as its Run As account, deployed again and again. */
class Estate {
  readonly azure = new SimulatedAzure();
  /** Certificates that the account was given, by thumbprint. */
  readonly certificates = new Map<string, KeyedCertificate>();
  /** What a write is answered with instead of being done. */
  refused: (request: ArmRequest) => boolean = () => false;
  readonly #deployer: ServicePrincipal;
  readonly #deployment: InProcessDeployment;
  #jobs = 0;

  constructor() {
    const { azure } = this;
    this.#deployer = azure.createServicePrincipal("deployer");
    azure.grant({ principalId: this.#deployer.objectId, role: "Owner" });
    azure.grantGraph(this.#deployer.objectId, "Application.ReadWrite.OwnedBy");
    const watched = { estate: azure.estate, connect: this.#connect.bind(this) };
    this.#deployment = new InProcessDeployment(watched, {
      principal: this.#deployer,
      project: "fleet",
      configuration,
    });
  }

  /** Runs the program, with the Run As account unless it is left out. */
  async run(args?: Arguments): Promise<DeploymentResult> {
    return this.#deployment.run(() => {
      const group = new resources.ResourceGroup("automation", { location: "westeurope" });
      const account = new AutomationAccount("automation", {
        resourceGroupName: group.name,
        accountName: "automation",
        runbooks: { nightly: { runbookType: "PowerShell", content: signIn } },
      });
      for (const vaultName of ["roles", "policies"]) {
        new keyvault.Vault(vaultName, {
          resourceGroupName: group.name,
          vaultName,
          properties: {
            tenantId: this.azure.tenantId,
            sku: { family: "A", name: "standard" },
            enableRbacAuthorization: vaultName === "roles",
          },
        });
      }
      if (args === undefined) {
        return {};
      }
      const { automationAccountId } = account;
      const runAs = new RunAsAccount("legacy", { automationAccountId, ...args });
      return {
        clientId: runAs.clientId,
        certificateEndsAt: runAs.certificateEndsAt,
        thumbprint: runAs.certificateThumbprint,
      };
    });
  }

  async up(args?: Arguments): Promise<DeploymentResult> {
    const result = await this.run(args);
    if (result.failure !== undefined) {
      throw result.failure;
    }
    return result;
  }

  get accountId(): string {
    const [account] = this.azure.estate.ofType("Microsoft.Automation/automationAccounts");
    return account?.id ?? "";
  }

  /** Makes what the portal made: application, service principal and assets with a certificate. */
  async makeRunAsAccount(base64Value: string) {
    const keyCredentials = [{ type: "AsymmetricX509Cert", usage: "Verify", key: base64Value }];
    const displayName = "portal";
    const made = (await this.send("POST", "/v1.0/applications", { displayName, keyCredentials }))
      .body as { id: string; appId: string };
    const principal = (await this.send("POST", "/v1.0/servicePrincipals", { appId: made.appId }))
      .body as { id: string };
    const asset = async (path: string, properties: object): Promise<void> => {
      const name = path.split("/")[1];
      const url = `${this.accountId}/${path}?api-version=${version}`;
      assert.equal((await this.send("PUT", url, { name, properties })).status, 201);
    };
    await asset("certificates/AzureRunAsCertificate", { base64Value });
    const { fingerprint } = new X509Certificate(Buffer.from(base64Value, "base64"));
    await asset("connections/AzureRunAsConnection", {
      connectionType: { name: "AzureServicePrincipal" },
      fieldDefinitionValues: {
        ApplicationId: made.appId,
        TenantId: this.azure.tenantId,
        CertificateThumbprint: fingerprint.replaceAll(":", ""),
        SubscriptionId: this.azure.subscriptionId,
      },
    });
    return { clientId: made.appId, objectId: made.id, principalId: principal.id };
  }

  /** Starts a job of the runbook; answers how it ends. */
  async startJob(): Promise<() => Promise<string>> {
    const job = `${this.accountId}/jobs/job${(this.#jobs += 1)}?api-version=${version}`;
    const body = { properties: { runbook: { name: "nightly" } } };
    assert.equal((await this.send("PUT", job, body)).status, 201);
    return async () => {
      const { properties } = (await this.send("GET", job)).body as {
        properties: { status: string; exception: string | null };
      };
      return properties.exception ?? properties.status;
    };
  }

  async send(method: ArmRequest["method"], url: string, body?: object) {
    return this.azure
      .connect(this.#deployer)
      .transport.send({ method, url, ...(body === undefined ? {} : { body }) });
  }

  /** Whether an application gets a token by a certificate. */
  async signsIn(clientId: string, { certificate, privateKey }: KeyedCertificate): Promise<boolean> {
    const url = `/${this.azure.tenantId}/oauth2/v2.0/token`;
    const key = createPrivateKey({ key: privateKey, format: "der", type: "pkcs8" });
    const { status } = await this.azure.handle({
      method: "POST",
      url,
      headers: { host, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        scope: `https://${host}/.default`,
        client_id: clientId,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: assertionOf(certificate, key, clientId, `https://${host}${url}`),
      }).toString(),
    });
    return status === 200;
  }

  /** Thumbprints in certificate and connection. */
  async thumbprints(): Promise<unknown[]> {
    const [certificate, connection] = await Promise.all(
      ["certificates/AzureRunAsCertificate", "connections/AzureRunAsConnection"].map(
        async (name) =>
          (await this.send("GET", `${this.accountId}/${name}?api-version=${version}`)).body as {
            properties?: {
              thumbprint?: string;
              fieldDefinitionValues?: { CertificateThumbprint: string };
            };
          },
      ),
    );
    return [
      certificate?.properties?.thumbprint,
      connection?.properties?.fieldDefinitionValues?.CertificateThumbprint,
    ];
  }

  /** Everything of the subscription and the directory, but not when it was changed. */
  async everything(): Promise<string[]> {
    const directory = await Promise.all(
      ["applications", "servicePrincipals"].map(async (list) => {
        const { value } = (await this.send("GET", `/v1.0/${list}`)).body as {
          value: { displayName: string }[];
        };
        return value.map(({ displayName }) => `${list}: ${displayName}`);
      }),
    );
    const policies = this.azure.estate
      .ofType("Microsoft.KeyVault/vaults")
      .map(({ name, properties }) => {
        const { accessPolicies } = properties as { accessPolicies: object[] };
        return `${name}: ${accessPolicies.length} access policies`;
      });
    const held = this.azure.estate.all().filter(({ type }) => !type.endsWith("/jobs"));
    return [...directory.flat(), ...policies, ...held.map(({ id }) => id)].sort();
  }

  #connect(principal: Parameters<SimulatedAzure["connect"]>[0]) {
    const connection = this.azure.connect(principal);
    const { transport } = connection;
    return {
      ...connection,
      transport: {
        wait: transport.wait.bind(transport),
        send: (request: ArmRequest, signal?: AbortSignal) => {
          if (this.refused(request)) {
            return Promise.resolve({ status: 400, headers: {}, body: { error: { code: "Died" } } });
          }
          this.#remember(request);
          return transport.send(request, signal);
        },
      },
    };
  }

  #remember({ method, url, body }: ArmRequest): void {
    if (method === "PUT" && url.includes("/certificates/AzureRunAsCertificate")) {
      const { base64Value, thumbprint } = (
        body as { properties: { base64Value: string; thumbprint: string } }
      ).properties;
      this.certificates.set(thumbprint, openPfx(base64Value));
    }
  }
}

function endOf({ certificate }: KeyedCertificate): Date {
  return new Date(new X509Certificate(certificate).validTo);
}

describe("a Run As account in a simulated Azure", () => {
  it("signs in on every day of two years, while it is deployed once a week", async function () {
    this.timeout(600_000);
    const estate = new Estate();
    const { azure, certificates } = estate;
    let clientId = "";
    const outcomes = new Map<string, number>();
    const count = (outcome: string): void => {
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    };
    for (let day = 0; day < 730; day += 1) {
      // One job waits while the deployment runs, one begins after it.
      const waiting = day === 0 ? undefined : await estate.startJob();
      if (day % 7 === 0) {
        const { outputs } = await estate.up({});
        clientId = String(outputs.clientId);
        const [one, other] = await estate.thumbprints();
        assert.equal(one, other);
        assert.equal(one, outputs.thumbprint);
      }
      const begun = await estate.startJob();
      azure.clock.advance(120_000);
      for (const ended of [waiting, begun]) {
        count((await ended?.()) ?? "Completed");
      }
      for (const keyed of certificates.values()) {
        const isValid = endOf(keyed) > azure.clock.now();
        assert.equal(await estate.signsIn(clientId, keyed), isValid, `day ${String(day)}`);
      }
      azure.clock.advance(dayInMilliseconds - 120_000);
    }
    assert.deepEqual([...outcomes], [["Completed", 1460]]);
    // Two renewals: each certificate overlapped with the next one by ten weeks, or a little less.
    const ends = [...certificates.values()].map((keyed) => endOf(keyed).toISOString().slice(0, 10));
    assert.deepEqual(ends, ["2027-11-01", "2028-08-28", "2029-06-25"]);
  });

  it("fails to sign in once nothing renews it: the account is as good as its pipeline", async () => {
    const estate = new Estate();
    await estate.up({});
    estate.azure.clock.advance(366 * dayInMilliseconds);
    const ended = await estate.startJob();
    estate.azure.clock.advance(120_000);
    assert.equal(await ended(), "The certificate of the Run As account ended on 2027-11-01.");
    await estate.up({});
    const next = await estate.startJob();
    estate.azure.clock.advance(120_000);
    assert.equal(await next(), "Completed");
  });

  it("gives up a certificate in wrong hands at once, and the one before", async () => {
    const estate = new Estate();
    const { outputs } = await estate.up({});
    const clientId = String(outputs.clientId);
    estate.azure.clock.advance(300 * dayInMilliseconds);
    await estate.up({});
    const [first, second] = [...estate.certificates.values()];
    assert.ok(first !== undefined && second !== undefined);
    assert.deepEqual(
      [await estate.signsIn(clientId, first), await estate.signsIn(clientId, second)],
      [true, true],
    );
    const { changes } = await estate.up({ certificateGeneration: "after the leak" });
    assert.ok(changes.length > 0);
    const third = [...estate.certificates.values()][2];
    assert.ok(third !== undefined);
    assert.deepEqual(
      [
        await estate.signsIn(clientId, first),
        await estate.signsIn(clientId, second),
        await estate.signsIn(clientId, third),
      ],
      [false, false, true],
    );
    assert.deepEqual((await estate.up({ certificateGeneration: "after the leak" })).changes, []);
  });

  it("mends two thumbprints that parted when a renewal died between them", async () => {
    const estate = new Estate();
    await estate.up({});
    estate.azure.clock.advance(300 * dayInMilliseconds);
    estate.refused = ({ method, url }) =>
      method === "PUT" && url.includes("/connections/AzureRunAsConnection");
    const died = await estate.run({});
    assert.match(died.failure?.message ?? "", /AzureRunAsConnection.* 400 Died/);
    const [one, other] = await estate.thumbprints();
    assert.notEqual(one, other);
    estate.refused = () => false;
    await estate.up({});
    const [now, same] = await estate.thumbprints();
    assert.deepEqual([now, same], [one, one]);
    assert.deepEqual((await estate.up({})).changes, []);
    assert.equal(estate.certificates.size, 2);
  });

  it("leaves nothing behind when it is taken away after the migration", async () => {
    const estate = new Estate();
    await estate.up();
    const before = await estate.everything();
    const [roles, policies] = ["roles", "policies"].map(
      (name) =>
        estate.azure.estate.ofType("Microsoft.KeyVault/vaults").find((each) => each.name === name)
          ?.id ?? "",
    );
    await estate.up({
      keyVaults: {
        roles: { keyVaultId: roles ?? "" },
        policies: { keyVaultId: policies ?? "", accessPoliciesUsed: true },
      },
      classic: { subscriptionName: "Fleet" },
    });
    const during = await estate.everything();
    const added = during.filter((each) => !before.includes(each));
    const told = (each: string): string =>
      each.replace(/[0-9a-f-]{36}$/, "{guid}").replace(/^.*\/providers\//, "");
    assert.deepEqual(added.map(told).sort(), [
      ...Array<string>(4).fill("Microsoft.Authorization/roleAssignments/{guid}"),
      "Microsoft.Authorization/roleDefinitions/{guid}",
      "Microsoft.Automation/automationAccounts/automation/certificates/AzureClassicRunAsCertificate",
      "Microsoft.Automation/automationAccounts/automation/certificates/AzureRunAsCertificate",
      "Microsoft.Automation/automationAccounts/automation/connections/AzureClassicRunAsConnection",
      "Microsoft.Automation/automationAccounts/automation/connections/AzureRunAsConnection",
      "applications: legacy",
      "policies: 1 access policies",
      "servicePrincipals: legacy",
    ]);
    const begun = estate.azure.estate.version;
    await estate.up();
    assert.deepEqual(await estate.everything(), before);
    const deleted = estate.azure.estate
      .changes(begun)
      .map(({ id }) => id.split("/").slice(-2, -1)[0] ?? "");
    assert.ok(deleted.indexOf("connections") < deleted.indexOf("roleDefinitions"));
  });

  it("takes over a Run As account that the portal made, whose own key stays until it ends", async () => {
    const estate = new Estate();
    const { azure } = estate;
    await estate.up();
    const start = azure.clock.now();
    const old = await selfSignedCertificate({
      commonName: "portal",
      startsAt: start,
      endsAt: new Date(start.getTime() + 40 * dayInMilliseconds),
    });
    const base64 = old.certificate.toString("base64");
    const application = await estate.makeRunAsAccount(base64);
    const refused = await estate.run({ existingApplication: application });
    assert.match(refused.failure?.message ?? "", /Run As assets already: .*Set `adopt: true`/);
    await estate.up({ existingApplication: application, adopt: true });
    const [thumbprint, other] = await estate.thumbprints();
    assert.equal(thumbprint, other);
    const fresh = estate.certificates.get(String(thumbprint));
    assert.ok(fresh !== undefined);
    const signsIn = (keyed: KeyedCertificate) => estate.signsIn(application.clientId, keyed);
    assert.deepEqual([await signsIn(old), await signsIn(fresh)], [true, true]);
    const ended = await estate.startJob();
    azure.clock.advance(120_000);
    assert.equal(await ended(), "Completed");
    assert.deepEqual(
      (await estate.up({ existingApplication: application, adopt: true })).changes,
      [],
    );
    // The application is its owner's, and keeps the key that it had.
    await estate.up();
    assert.deepEqual([await signsIn(old), await signsIn(fresh)], [true, false]);
  });

  it("takes the very certificate that it has as one of one's own without changing a key", async () => {
    const estate = new Estate();
    await estate.up({});
    const [first] = [...estate.certificates.values()];
    assert.ok(first !== undefined);
    const certificate = { pfx: packPfx(first) };
    await estate.up({ certificate });
    assert.equal(estate.certificates.size, 1);
    assert.deepEqual((await estate.up({ certificate })).changes, []);
  });
});
