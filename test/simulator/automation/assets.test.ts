import assert from "node:assert/strict";
import { createHash, webcrypto } from "node:crypto";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { type Caller, callerOf, errorOf } from "../caller";
import { account, propertiesOf, send, withAccount, withRunbook } from "./account";

const canary = "kanarienvogel";

/** Asserts that a secret stands nowhere: not in an answer, the estate, the notes or the record of rights. */
async function assertKeptNowhere(azure: SimulatedAzure, owner: Caller, id: string): Promise<void> {
  const answers = [await send(owner, "GET", id), await send(owner, "PUT", id, { name: [canary] })];
  const notes = ["marks of automation secrets", "content of runbooks"].map((subject) => [
    ...azure.estate.notes(subject),
  ]);
  const text = JSON.stringify([answers, azure.estate.all(), azure.recorded(), notes]);
  assert.equal(text.includes(canary), false);
}

/** Sends a PUT twice, and asserts that the second changes nothing. */
async function putTwice(azure: SimulatedAzure, owner: Caller, id: string, body: object) {
  const first = await send(owner, "PUT", id, body);
  assert.equal(first.status, 201, JSON.stringify(first.body));
  await owner.wait(600);
  const before = azure.estate.version;
  assert.equal((await send(owner, "PUT", id, body)).status, 200);
  assert.equal(azure.estate.version, before);
  return first;
}

describe("simulated variables", () => {
  const variable = `${account}/variables/v`;

  it("are JSON as text", async () => {
    const { azure, owner } = await withAccount();
    const body = { name: "v", properties: { value: '"text"', description: "d" } };
    const made = await putTwice(azure, owner, variable, body);
    const { value, isEncrypted, description } = propertiesOf(made);
    assert.deepEqual([value, isEncrypted, description], ['"text"', false, "d"]);
    assert.deepEqual(
      errorOf(await send(owner, "PUT", variable, { name: "v", properties: { value: "text" } })),
      {
        status: 400,
        code: "BadRequest",
        message: "Invalid JSON - Kindly check the value of the variable.",
      },
    );
    await send(owner, "PATCH", variable, { name: "v", properties: { value: "7" } });
    assert.equal(propertiesOf(await send(owner, "GET", variable)).value, "7");
    assert.equal((await send(owner, "DELETE", variable)).status, 200);
    assert.equal((await send(owner, "DELETE", variable)).status, 404);
  });

  it("answer and keep no value when they are encrypted, but know that it changed", async () => {
    const { azure, owner } = await withAccount();
    const body = (value: string): object => ({
      name: "v",
      properties: { value: `"${value}"`, isEncrypted: true },
    });
    const made = await putTwice(azure, owner, variable, body(canary));
    assert.equal("value" in propertiesOf(made), false);
    await assertKeptNowhere(azure, owner, variable);
    const { lastModifiedTime } = propertiesOf(await send(owner, "GET", variable));
    await owner.wait(60);
    const changed = propertiesOf(await send(owner, "PUT", variable, body("other")));
    assert.notEqual(changed.lastModifiedTime, lastModifiedTime);
    const kept = await send(owner, "PATCH", variable, { properties: { description: "new" } });
    assert.deepEqual(
      [propertiesOf(kept).isEncrypted, propertiesOf(kept).description],
      [true, "new"],
    );
  });
});

describe("simulated credentials", () => {
  it("answer the user's name and no password", async () => {
    const { azure, owner } = await withAccount();
    const id = `${account}/credentials/c`;
    const body = { name: "c", properties: { userName: "u", password: canary } };
    const { creationTime, lastModifiedTime, ...rest } = propertiesOf(
      await putTwice(azure, owner, id, body),
    );
    assert.deepEqual(rest, { userName: "u", description: "" });
    assert.equal(creationTime, lastModifiedTime);
    await assertKeptNowhere(azure, owner, id);
    const patch = { name: "c", properties: { password: "other" } };
    assert.notEqual(
      propertiesOf(await send(owner, "PATCH", id, patch)).lastModifiedTime,
      lastModifiedTime,
    );
    const reader = callerOf(azure, "Reader");
    assert.equal((await send(reader, "GET", id)).status, 200);
    assert.equal((await send(reader, "DELETE", id)).status, 403);
  });
});

describe("simulated certificates", () => {
  const id = `${account}/certificates/AzureRunAsCertificate`;

  async function newCertificate(notAfter: Date): Promise<Buffer> {
    await import("reflect-metadata");
    const x509 = await import("@peculiar/x509");
    const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      name: "CN=run-as",
      notBefore: new Date("2026-10-01T00:00:00Z"),
      notAfter,
      signingAlgorithm: algorithm,
      keys,
    });
    return Buffer.from(certificate.rawData);
  }

  it("tell their own thumbprint and end", async () => {
    const { azure, owner } = await withAccount();
    const der = await newCertificate(new Date("2026-11-02T00:00:00Z"));
    const body = {
      name: "AzureRunAsCertificate",
      properties: { base64Value: der.toString("base64"), isExportable: true },
    };
    const made = propertiesOf(await putTwice(azure, owner, id, body));
    assert.deepEqual(
      [made.thumbprint, made.expiryTime, made.isExportable, "base64Value" in made],
      [
        createHash("sha1").update(der).digest("hex").toUpperCase(),
        "2026-11-02T00:00:00+00:00",
        true,
        false,
      ],
    );
    const end = (): number => new Date(String(made.expiryTime)).getTime();
    assert.equal(end() > azure.clock.now().getTime(), true);
    await owner.wait(24 * 3600);
    assert.equal(end() > azure.clock.now().getTime(), false);
    assert.deepEqual(propertiesOf(await send(owner, "GET", id)).expiryTime, made.expiryTime);
    const patch = { name: "AzureRunAsCertificate", properties: { description: "old" } };
    const patched = propertiesOf(await send(owner, "PATCH", id, patch));
    assert.deepEqual([patched.description, patched.thumbprint], ["old", made.thumbprint]);
    assert.equal((await send(owner, "DELETE", id)).status, 200);
  });

  it("must be certificates", async () => {
    const { owner } = await withAccount();
    const body = { name: "c", properties: { base64Value: canary } };
    const { message } = errorOf(await send(owner, "PUT", id, body));
    assert.equal(
      message,
      "The certificate cannot be read: its base64Value must be an X.509 certificate in DER or PEM, or a PFX without a password.",
    );
    assert.equal(
      errorOf(await send(owner, "PUT", id, { name: "c", properties: {} })).message,
      "The certificate's base64Value is missing.",
    );
  });
});

describe("simulated connections", () => {
  const id = `${account}/connections/AzureRunAsConnection`;
  const fields = { ApplicationId: "a", TenantId: "t", CertificateThumbprint: "p" };

  it("have the fields of their type", async () => {
    const { azure, owner } = await withAccount();
    const body = (name: string, fieldDefinitionValues: object): object => ({
      name: "c",
      properties: { connectionType: { name }, fieldDefinitionValues },
    });
    assert.equal(
      errorOf(await send(owner, "PUT", id, body("AzureServicePrincipal", fields))).message,
      "The connection type 'AzureServicePrincipal' needs the field(s) 'SubscriptionId'.",
    );
    const all = { ...fields, SubscriptionId: "s" };
    assert.equal(
      errorOf(await send(owner, "PUT", id, body("AzureServicePrincipal", { ...all, Odd: "1" })))
        .message,
      "The connection type 'AzureServicePrincipal' has no field(s) 'Odd'.",
    );
    assert.equal(
      errorOf(await send(owner, "PUT", id, body("Nothing", all))).message,
      "The connection type 'Nothing' was not found.",
    );
    const made = await putTwice(azure, owner, id, body("azureserviceprincipal", all));
    const { connectionType, fieldDefinitionValues } = propertiesOf(made);
    assert.deepEqual(
      [connectionType, fieldDefinitionValues],
      [{ name: "AzureServicePrincipal" }, all],
    );
    const patch = { properties: { fieldDefinitionValues: { CertificateThumbprint: "q" } } };
    const patched = propertiesOf(await send(owner, "PATCH", id, patch));
    assert.deepEqual(patched.fieldDefinitionValues, { ...all, CertificateThumbprint: "q" });
    assert.equal((await send(owner, "DELETE", id)).status, 200);
    assert.equal((await send(owner, "DELETE", id)).status, 204);
  });

  it("can have a type of one's own, whose encrypted fields are answered nowhere", async () => {
    const { azure, owner } = await withAccount();
    const type = `${account}/connectionTypes/mine`;
    const definition = {
      name: "mine",
      properties: {
        isGlobal: false,
        fieldDefinitions: {
          user: { type: "string", isEncrypted: false, isOptional: false },
          secret: { type: "string", isEncrypted: true, isOptional: true },
        },
      },
    };
    assert.equal((await send(owner, "PUT", type, definition)).status, 201);
    assert.deepEqual(errorOf(await send(owner, "PUT", type, definition)), {
      status: 409,
      code: "Conflict",
      message: "The connection type 'mine' already exists.",
    });
    const { value } = (await send(owner, "GET", `${account}/connectionTypes`)).body as {
      value: { name: string }[];
    };
    assert.deepEqual(
      value.map(({ name }) => name),
      ["Azure", "AzureServicePrincipal", "AzureClassicCertificate", "mine"],
    );
    const made = await putTwice(azure, owner, id, {
      name: "c",
      properties: {
        connectionType: { name: "mine" },
        fieldDefinitionValues: { user: "u", secret: canary },
      },
    });
    assert.deepEqual(propertiesOf(made).fieldDefinitionValues, { user: "u" });
    await assertKeptNowhere(azure, owner, id);
    const global = await send(owner, "GET", `${account}/connectionTypes/azure`);
    assert.equal(propertiesOf(global).isGlobal, true);
  });
});

describe("simulated modules and runtime environments", () => {
  const link = (uri: string): object => ({
    name: "m",
    location: "westeurope",
    properties: { contentLink: { uri, version: "2.0.0" } },
  });

  for (const [segment, version] of [
    ["modules", "2024-10-23"],
    ["powerShell72Modules", "2023-11-01"],
    ["python3Packages", "2024-10-23"],
    ["python2Packages", "2024-10-23"],
  ] as const) {
    it(`import ${segment} as time goes by, and again only from another link`, async () => {
      const { azure, owner } = await withAccount();
      const url = `${account}/${segment}/m?api-version=${version}`;
      const signed = `https://store/m.zip?sig=${canary}`;
      const made = await owner.send("PUT", url, link(signed));
      assert.deepEqual([made.status, propertiesOf(made).provisioningState], [201, "Creating"]);
      await owner.wait(120);
      const ready = propertiesOf(await owner.send("GET", url));
      assert.deepEqual([ready.provisioningState, ready.version], ["Succeeded", "2.0.0"]);
      const before = azure.estate.version;
      assert.equal((await owner.send("PUT", url, link(signed))).status, 200);
      assert.equal(azure.estate.version, before);
      assert.equal(JSON.stringify(azure.estate.all()).includes(canary), false);
      const again = await owner.send("PUT", url, link("https://store/n.zip"));
      assert.equal(propertiesOf(again).provisioningState, "Creating");
      assert.equal((await owner.send("DELETE", url)).status, 200);
    });
  }

  it("are environments of a language in a version, with packages", async () => {
    const { azure, owner } = await withAccount();
    const id = `${account}/runtimeEnvironments/mine`;
    const body = (version: string): object => ({
      location: "westeurope",
      properties: {
        runtime: { language: "PowerShell", version },
        defaultPackages: { Az: "12.3.0" },
      },
    });
    assert.equal(
      errorOf(await send(owner, "PUT", id, body("9"))).message,
      "There is no runtime of the language 'PowerShell' and the version '9'.",
    );
    await putTwice(azure, owner, id, body("7.4"));
    const system = `${account}/runtimeEnvironments/PowerShell-7.2`;
    assert.equal(
      errorOf(await send(owner, "PUT", system, body("7.2"))).message,
      "The runtime environment 'PowerShell-7.2' is the system's and cannot be changed.",
    );
    assert.deepEqual(propertiesOf(await send(owner, "GET", system)).runtime, {
      language: "PowerShell",
      version: "7.2",
    });
    const { value } = (await send(owner, "GET", `${account}/runtimeEnvironments`)).body as {
      value: unknown[];
    };
    assert.equal(value.length, 7);
    const made = await putTwice(azure, owner, `${id}/packages/p`, {
      properties: { contentLink: { uri: "https://store/p.zip" } },
    });
    assert.equal(propertiesOf(made).provisioningState, "Creating");
    assert.equal((await send(owner, "DELETE", id)).status, 200);
    assert.equal((await send(owner, "GET", `${id}/packages/p`)).status, 404);
  });
});

describe("simulated webhooks", () => {
  const id = `${account}/webhooks/w`;
  const body = {
    name: "w",
    properties: {
      isEnabled: true,
      expiryTime: "2027-01-01T00:00:00+00:00",
      runbook: { name: "r" },
    },
  };

  it("tell their address once, and it is kept nowhere", async () => {
    const { azure, owner } = await withRunbook();
    const generated = await send(owner, "POST", `${account}/webhooks/generateUri`);
    const uri = String(generated.body);
    assert.match(uri, /^https:\/\/[0-9a-f-]+\.webhook\.automation\.simulated\/webhooks\?token=/);
    const own = { ...body, properties: { ...body.properties, uri } };
    const made = await putTwice(azure, owner, id, own);
    assert.equal(propertiesOf(made).uri, uri);
    assert.equal(propertiesOf(await send(owner, "GET", id)).uri, "");
    assert.equal(JSON.stringify(azure.estate.all()).includes(uri), false);
    const other = await send(owner, "PUT", `${account}/webhooks/x`, { ...body, name: "x" });
    assert.notEqual(propertiesOf(other).uri, uri);
    const off = await send(owner, "PATCH", id, { name: "w", properties: { isEnabled: false } });
    assert.deepEqual([propertiesOf(off).isEnabled, propertiesOf(off).uri], [false, ""]);
    assert.equal((await send(owner, "DELETE", id)).status, 200);
  });

  it("lead to a runbook, for ten years at most", async () => {
    const { owner } = await withRunbook();
    const changed = (properties: object): object => ({
      name: "w",
      properties: { ...body.properties, ...properties },
    });
    for (const expiryTime of ["2026-10-01T00:00:00Z", "2037-01-01T00:00:00Z", "soon"]) {
      assert.equal(
        errorOf(await send(owner, "PUT", id, changed({ expiryTime }))).message,
        `The expiryTime '${expiryTime}' of the webhook is not a time in the next 10 years.`,
      );
    }
    assert.equal(
      errorOf(await send(owner, "PUT", id, changed({ runbook: { name: "none" } }))).message,
      "The runbook 'none' was not found.",
    );
  });
});

describe("simulated source controls", () => {
  it("keep no token", async () => {
    const { azure, owner } = await withAccount();
    const id = `${account}/sourceControls/s`;
    const properties = {
      repoUrl: "https://github.com/o/r",
      branch: "main",
      folderPath: "/",
      sourceType: "GitHub",
      securityToken: { accessToken: canary, tokenType: "PersonalAccessToken" },
    };
    const made = propertiesOf(await putTwice(azure, owner, id, { properties }));
    assert.deepEqual(
      [made.repoUrl, made.autoSync, made.publishRunbook],
      [properties.repoUrl, false, true],
    );
    await assertKeptNowhere(azure, owner, id);
    assert.equal(
      errorOf(await send(owner, "PUT", id, { properties: { ...properties, sourceType: "Svn" } }))
        .message,
      "The source type 'Svn' is not one of 'VsoGit', 'VsoTfvc', 'GitHub'.",
    );
  });
});
