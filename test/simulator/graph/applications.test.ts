import assert from "node:assert/strict";
import type { GraphPermission, SimulatedAzure } from "../../../src/simulator/index";
import { newAzure, subscription, tenantId } from "../caller";
import { makeCertificate } from "./certificate";

const host = "localhost:1234";
const endpoint = `https://${host}`;
const tokenPath = `/${tenantId}/oauth2/v2.0/token`;

interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Who signs in by a form and sends requests to Graph. */
class Signed {
  #token = "";

  constructor(private readonly azure: SimulatedAzure) {}

  async signIn(form: Record<string, string>): Promise<Answered> {
    const answered = await this.#send("POST", tokenPath, "application/x-www-form-urlencoded", {
      grant_type: "client_credentials",
      scope: `${endpoint}/.default`,
      ...form,
    });
    this.#token = String(answered.body.access_token);
    return answered;
  }

  graph(method: string, path: string, body?: object): Promise<Answered> {
    return this.#send(method, `/v1.0/${path}`, "application/json", body);
  }

  manager(path: string): Promise<Answered> {
    return this.#send("GET", path, "application/json");
  }

  async #send(method: string, url: string, type: string, body?: object): Promise<Answered> {
    const form = type.endsWith("urlencoded");
    const text = form
      ? new URLSearchParams({ ...body }).toString()
      : body === undefined
        ? undefined
        : JSON.stringify(body);
    const response = await this.azure.handle({
      method,
      url,
      headers: {
        host,
        "content-type": type,
        ...(form ? {} : { authorization: `Bearer ${this.#token}` }),
      },
      ...(text === undefined ? {} : { body: text }),
    });
    return {
      status: response.status,
      body: JSON.parse(response.body ?? "{}") as Record<string, unknown>,
    };
  }
}

async function signedIn(azure: SimulatedAzure, permission?: GraphPermission): Promise<Signed> {
  const principal = azure.createServicePrincipal("administrator");
  azure.grant({ principalId: principal.objectId, role: "Owner" });
  if (permission !== undefined) {
    azure.grantGraph(principal.objectId, permission);
  }
  const signed = new Signed(azure);
  const { clientId, clientSecret } = principal;
  await signed.signIn({ client_id: clientId, client_secret: clientSecret });
  return signed;
}

function codeOf({ status, body }: Answered): unknown[] {
  const { code, message } = body.error as { code: string; message: string };
  return [status, code, message];
}

describe("simulated Microsoft Graph", () => {
  it("makes, finds, changes and deletes applications and their service principals", async () => {
    const azure = newAzure();
    const graph = await signedIn(azure, "Application.ReadWrite.OwnedBy");
    const made = await graph.graph("POST", "applications", {
      displayName: "run-as",
      notes: "ours",
    });
    assert.deepEqual(
      [made.status, made.body.displayName, made.body.notes, made.body.keyCredentials],
      [201, "run-as", "ours", []],
    );
    const { id, appId } = made.body as { id: string; appId: string };
    const principal = await graph.graph("POST", "servicePrincipals", { appId });
    assert.deepEqual([principal.status, principal.body.appId], [201, appId]);
    assert.deepEqual(codeOf(await graph.graph("POST", "servicePrincipals", { appId })), [
      409,
      "Request_MultipleObjectsWithSameKeyValue",
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    ]);
    const found = await graph.graph(
      "GET",
      `servicePrincipals?$filter=servicePrincipalNames/any(c:c eq '${appId}')&$select=id`,
    );
    assert.deepEqual(found.body.value, [{ id: principal.body.id }]);

    const changed = await graph.graph("PATCH", `applications/${id}`, { displayName: "renamed" });
    assert.equal(changed.status, 204);
    const again = await graph.graph("GET", `applications(appId='${appId}')`);
    assert.deepEqual([again.body.id, again.body.displayName], [id, "renamed"]);
    const listed = await graph.graph("GET", "applications?$filter=startswith(displayName,'ren')");
    assert.equal((listed.body.value as unknown[]).length, 1);

    assert.equal((await graph.graph("DELETE", `applications/${id}`)).status, 204);
    assert.deepEqual(codeOf(await graph.graph("GET", `applications/${id}`)), [
      404,
      "Request_ResourceNotFound",
      `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
    ]);
    assert.equal(
      (await graph.graph("GET", `servicePrincipals/${String(principal.body.id)}`)).status,
      404,
    );
  });

  it("asks for its own permissions, not for a role of Azure's", async () => {
    const azure = newAzure();
    const denied = [
      403,
      "Authorization_RequestDenied",
      "Insufficient privileges to complete the operation.",
    ];
    const owner = await signedIn(azure);
    assert.deepEqual(codeOf(await owner.graph("GET", "applications")), denied);
    const reader = await signedIn(azure, "Application.Read.All");
    assert.equal((await reader.graph("GET", "applications")).status, 200);
    const body = { displayName: "x" };
    assert.deepEqual(codeOf(await reader.graph("POST", "applications", body)), denied);
    const one = await signedIn(azure, "Application.ReadWrite.OwnedBy");
    const other = await signedIn(azure, "Application.ReadWrite.OwnedBy");
    const { id } = (await one.graph("POST", "applications", body)).body as { id: string };
    assert.deepEqual(codeOf(await other.graph("DELETE", `applications/${id}`)), denied);
    const all = await signedIn(azure, "Application.ReadWrite.All");
    assert.equal((await all.graph("DELETE", `applications/${id}`)).status, 204);
  });

  it("tells a secret once, and takes it until it ends", async () => {
    const azure = newAzure();
    const graph = await signedIn(azure, "Application.ReadWrite.OwnedBy");
    const { id, appId } = (await graph.graph("POST", "applications", { displayName: "x" }))
      .body as { id: string; appId: string };
    await graph.graph("POST", "servicePrincipals", { appId });
    const endDateTime = new Date(azure.clock.now().getTime() + 86_400_000).toISOString();
    const added = await graph.graph("POST", `applications/${id}/addPassword`, {
      passwordCredential: { displayName: "one", endDateTime },
    });
    const secret = String(added.body.secretText);
    assert.equal(added.body.hint, secret.slice(0, 3));
    const read = await graph.graph("GET", `applications/${id}`);
    assert.equal(JSON.stringify(read.body).includes(secret), false);
    const form = { client_id: appId, client_secret: secret };
    assert.equal((await new Signed(azure).signIn(form)).status, 200);
    azure.clock.advance(86_400_000);
    const late = await new Signed(azure).signIn(form);
    assert.deepEqual([late.status, late.body.error_codes], [401, [7000222]]);
    const { keyId } = added.body;
    const removed = await graph.graph("POST", `applications/${id}/removePassword`, { keyId });
    assert.equal(removed.status, 204);
    const wrong = await new Signed(azure).signIn(form);
    assert.deepEqual([wrong.status, wrong.body.error_codes], [401, [7000215]]);
  });

  it("lets an application sign in by its certificate until that ends, the old one beside the new", async () => {
    const azure = newAzure();
    const graph = await signedIn(azure, "Application.ReadWrite.OwnedBy");
    const { id, appId } = (await graph.graph("POST", "applications", { displayName: "run-as" }))
      .body as { id: string; appId: string };
    await graph.graph("POST", "servicePrincipals", { appId });
    const start = azure.clock.now();
    const later = (days: number): Date => new Date(start.getTime() + days * 86_400_000);
    const old = await makeCertificate(start, later(30));
    const fresh = await makeCertificate(start, later(365));
    const signIn = (certificate: typeof old): Promise<Answered> =>
      new Signed(azure).signIn({
        client_id: appId,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: certificate.assertion(appId, `${endpoint}${tokenPath}`),
      });
    const credential = (key: string): object => ({
      type: "AsymmetricX509Cert",
      usage: "Verify",
      key,
    });
    await graph.graph("PATCH", `applications/${id}`, { keyCredentials: [credential(old.base64)] });
    const unknown = await signIn(fresh);
    assert.deepEqual([unknown.status, unknown.body.error_codes], [401, [700027]]);
    assert.ok(String(unknown.body.error_description).includes("Reason - The key was not found."));
    assert.equal((await signIn(old)).status, 200);

    // The whole list is written: what is there already comes without its key.
    const [kept] = (await graph.graph("GET", `applications/${id}`)).body.keyCredentials as object[];
    const both = [kept, credential(fresh.base64)];
    assert.equal(
      (await graph.graph("PATCH", `applications/${id}`, { keyCredentials: both })).status,
      204,
    );
    assert.deepEqual([(await signIn(old)).status, (await signIn(fresh)).status], [200, 200]);
    azure.clock.advance(31 * 86_400_000);
    const expired = await signIn(old);
    assert.deepEqual([expired.status, expired.body.error_codes], [401, [700027]]);
    assert.ok(
      String(expired.body.error_description).includes(
        `Client assertion contains an invalid signature. [Reason - The key used is expired., Thumbprint of key used by client: '${old.thumbprint}', Found key 'Start=11/01/2026 08:00:00, End=12/01/2026 08:00:00'`,
      ),
      String(expired.body.error_description),
    );
    assert.equal((await signIn(fresh)).status, 200);
  });

  it("refuses an assertion that another key signed, or that is another application's", async () => {
    const azure = newAzure();
    const graph = await signedIn(azure, "Application.ReadWrite.All");
    const certificate = await makeCertificate(azure.clock.now(), new Date("2027-01-01T00:00:00Z"));
    const keyCredentials = [
      { type: "AsymmetricX509Cert", usage: "Verify", key: certificate.base64 },
    ];
    const { appId } = (
      await graph.graph("POST", "applications", { displayName: "x", keyCredentials })
    ).body as { appId: string };
    await graph.graph("POST", "servicePrincipals", { appId });
    const good = certificate.assertion(appId, `${endpoint}${tokenPath}`);
    const [head = "", claims = "", signature = ""] = good.split(".");
    const forged = `${head}.${claims}.${signature.slice(4)}AAAA`;
    const codes: unknown[] = [];
    for (const assertion of [
      forged,
      certificate.assertion("someone", `${endpoint}${tokenPath}`),
      certificate.assertion(appId, "https://login.elsewhere.invalid/"),
      "no.assertion",
      "a.b.c",
    ]) {
      const { body } = await new Signed(azure).signIn({
        client_id: appId,
        client_assertion: assertion,
      });
      codes.push(body.error_codes);
    }
    assert.deepEqual(codes, [[700027], [700021], [700023], [50027], [50027]]);
  });

  it("is found by Authorization after a while: principalType is then asked for no more", async () => {
    const azure = newAzure({ identityPropagationInSeconds: 60 });
    const graph = await signedIn(azure, "Application.ReadWrite.OwnedBy");
    const { appId } = (await graph.graph("POST", "applications", { displayName: "x" })).body as {
      appId: string;
    };
    const { id } = (await graph.graph("POST", "servicePrincipals", { appId })).body as {
      id: string;
    };
    const owner = azure.createServicePrincipal("owner");
    azure.grant({ principalId: owner.objectId, role: "Owner" });
    const { transport } = azure.connect(owner);
    const assign = async (): Promise<number> =>
      (
        await transport.send({
          method: "PUT",
          url: `${subscription}/providers/Microsoft.Authorization/roleAssignments/0a1b2c3d-1111-4222-8333-444455556666?api-version=2022-04-01`,
          body: {
            properties: {
              roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c`,
              principalId: id,
            },
          },
        })
      ).status;
    assert.equal(await assign(), 400);
    azure.clock.advance(60_000);
    assert.equal(await assign(), 201);
  });

  it("refuses what it does not know, in its own envelope", async () => {
    const azure = newAzure();
    const graph = await signedIn(azure, "Directory.Read.All");
    const answers = [
      await graph.graph("GET", "users"),
      await graph.graph("GET", "me"),
      await graph.graph("GET", "applications?$filter=displayName ne 'x'"),
    ];
    assert.deepEqual(answers.map(codeOf), [
      [400, "Request_BadRequest", "Resource not found for the segment 'users'."],
      [400, "Request_BadRequest", "/me request is only valid with delegated authentication flow."],
      [
        400,
        "Request_UnsupportedQuery",
        "Unsupported or invalid query filter: 'displayName ne 'x''.",
      ],
    ]);
    const writer = await signedIn(azure, "Application.ReadWrite.All");
    const bad = [
      await writer.graph("POST", "applications", {}),
      await writer.graph("POST", "servicePrincipals", { appId: "nothing" }),
      await writer.graph("POST", "applications", {
        displayName: "x",
        keyCredentials: [{ type: "AsymmetricX509Cert", usage: "Verify", key: "bm9uZQ==" }],
      }),
    ];
    assert.deepEqual(
      bad.map((answered) => codeOf(answered)[2]),
      [
        "Property displayName is required.",
        "The appId 'nothing' of the service principal does not reference a valid application object.",
        "Key credential value is invalid: it is not an X.509 certificate.",
      ],
    );
  });
});
