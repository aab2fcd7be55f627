import assert from "node:assert/strict";
import { permission } from "../../../src/azure/permissions";
import { callerOf, errorOf, newAzure, newGroup, subscription, subscriptionId } from "../caller";

const version = "api-version=2021-04-01";
const identityType = "Microsoft.ManagedIdentity/userAssignedIdentities";
const identity = `${subscription}/resourceGroups/rg/providers/${identityType}/id1`;
const identityVersion = "api-version=2023-01-31";

function refusal(caller: { clientId: string; objectId: string }, action: string, scope: string) {
  return {
    status: 403,
    code: "AuthorizationFailed",
    message:
      `The client '${caller.clientId}' with object id '${caller.objectId}' does not have authorization to perform ` +
      `action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  };
}

describe("the gate before every operation", () => {
  it("refuses one without an assignment, in Azure's words, also about what is not there", async () => {
    const azure = newAzure();
    const nobody = callerOf(azure);
    const action = `${identityType}/read`;
    const read = await nobody.send("GET", `${identity}?${identityVersion}`);
    assert.deepEqual(errorOf(read), refusal(nobody, action, identity));
    assert.deepEqual(azure.recorded(nobody.objectId), [
      {
        principalId: nobody.objectId,
        action,
        scope: identity,
        kind: "action",
        operationId: "UserAssignedIdentities_Get",
        allowed: false,
        times: 1,
      },
    ]);
    const reader = callerOf(azure, "Reader");
    assert.equal(
      errorOf(await reader.send("GET", `${identity}?${identityVersion}`)).code,
      "ResourceGroupNotFound",
    );
  });

  it("asks at the scope of the list, the resource or the resource behind an action", async () => {
    const azure = newAzure();
    const nobody = callerOf(azure);
    const requests = [
      ["GET", `${subscription}/resourcegroups`, subscription],
      ["GET", `${subscription}/resourceGroups/rg/resources`, `${subscription}/resourceGroups/rg`],
      [
        "GET",
        `${subscription}/resourceGroups/rg/providers/${identityType}`,
        `${subscription}/resourceGroups/rg/providers/Microsoft.ManagedIdentity`,
      ],
      ["PUT", identity, identity],
      ["POST", `${subscription}/providers/Microsoft.Compute/register`, subscription],
    ] as const;
    for (const [method, path] of requests) {
      await nobody.send(method, `${path}?${identityVersion}`, method === "PUT" ? {} : undefined);
    }
    assert.deepEqual(
      azure.recorded().map((use) => use.scope),
      requests.map(([, , scope]) => scope),
    );
    assert.equal(azure.recorded().at(-1)?.action, "Microsoft.Compute/register/action");
  });

  it("lets a role work at its scope and below, and nowhere else", async () => {
    const azure = newAzure();
    const owner = callerOf(azure, "Owner");
    await newGroup(owner, "rg");
    await newGroup(owner, "other");
    const caller = callerOf(azure);
    azure.grant({
      principalId: caller.objectId,
      scope: `${subscription}/resourcegroups/RG`,
      role: {
        roleName: "Identity maker",
        description: "",
        permission: permission({ actions: [`${identityType}/*`], notActions: ["*/delete"] }),
      },
    });
    const body = { location: "westeurope" };
    assert.equal((await caller.send("PUT", `${identity}?${identityVersion}`, body)).status, 201);
    assert.equal((await caller.send("GET", `${identity}?${identityVersion}`)).status, 200);
    const elsewhere = identity.replace("/rg/", "/other/");
    assert.equal((await caller.send("PUT", `${elsewhere}?${identityVersion}`, body)).status, 403);
    const deletion = await caller.send("DELETE", `${identity}?${identityVersion}`);
    assert.deepEqual(errorOf(deletion), refusal(caller, `${identityType}/delete`, identity));
  });

  it("tells what is wrong with an api-version", async () => {
    const caller = callerOf(newAzure(), "Owner");
    const codes = async (path: string): Promise<unknown> => errorOf(await caller.send("GET", path));
    assert.deepEqual(await codes(`${subscription}/resourcegroups`), {
      status: 400,
      code: "MissingApiVersionParameter",
      message: "The api-version query parameter (?api-version=) is required for all requests.",
    });
    for (const wrong of ["2021-02-30", "2021-4-1", "latest", "2013-12-31"]) {
      assert.deepEqual(await codes(`${subscription}/resourcegroups?api-version=${wrong}`), {
        status: 400,
        code: "InvalidApiVersionParameter",
        message: `The api-version '${wrong}' is invalid. The supported versions are '2014-01-01 and later'.`,
      });
    }
    assert.deepEqual(
      await codes(`${subscription}/providers/${identityType}?api-version=2015-01-01`),
      {
        status: 400,
        code: "NoRegisteredProviderFound",
        message:
          "No registered resource provider found for location 'null' and API version '2015-01-01' for type " +
          "'userAssignedIdentities'. The supported api-versions are '2015-08-31-preview and later'. The " +
          "supported locations are ', '.",
      },
    );
    for (const right of ["2018-11-30", "2022-01-31-preview", "2031-12-31"]) {
      const listed = await caller.send(
        "GET",
        `${subscription}/providers/${identityType}?api-version=${right}`,
      );
      assert.equal(listed.status, 200);
    }
  });

  it("tells an unknown namespace, type and verb apart", async () => {
    const caller = callerOf(newAzure(), "Owner");
    const base = `${subscription}/resourceGroups/rg/providers`;
    const asked = async (method: "GET" | "POST", path: string): Promise<unknown> =>
      errorOf(await caller.send(method, `${base}/${path}?api-version=2023-01-31`));
    assert.deepEqual(await asked("GET", "Microsoft.Nothing/things/x"), {
      status: 404,
      code: "InvalidResourceNamespace",
      message: "The resource namespace 'Microsoft.Nothing' is invalid.",
    });
    assert.deepEqual(await asked("GET", "Microsoft.ManagedIdentity/nothings/x"), {
      status: 404,
      code: "InvalidResourceType",
      message:
        "The resource type 'nothings' could not be found in the namespace 'Microsoft.ManagedIdentity' for api version '2023-01-31'.",
    });
    assert.deepEqual(await asked("POST", "Microsoft.ManagedIdentity/userAssignedIdentities/x"), {
      status: 405,
      code: "MethodNotAllowed",
      message: `The HTTP method 'POST' is not supported on the resource '${base}/Microsoft.ManagedIdentity/userAssignedIdentities/x'.`,
    });
  });

  it("knows one subscription", async () => {
    const caller = callerOf(newAzure(), "Owner");
    const other = "/subscriptions/00000000-1111-4222-8333-444444444444";
    assert.deepEqual(errorOf(await caller.send("GET", `${other}/resourcegroups?${version}`)), {
      status: 404,
      code: "SubscriptionNotFound",
      message: "The subscription '00000000-1111-4222-8333-444444444444' could not be found.",
    });
    assert.equal(
      errorOf(await caller.send("GET", `/subscriptions/mine/resourcegroups?${version}`)).code,
      "InvalidSubscriptionId",
    );
    assert.equal(
      (await caller.send("GET", `/subscriptions/${subscriptionId.toUpperCase()}?${version}`))
        .status,
      200,
    );
  });

  it("refuses writes to a provider that the subscription is not registered for", async () => {
    const azure = newAzure({ registeredProviders: ["Microsoft.Compute"] });
    const caller = callerOf(azure, "Owner");
    await newGroup(caller);
    const put = () =>
      caller.send("PUT", `${identity}?${identityVersion}`, { location: "westeurope" });
    const refused = await put();
    assert.deepEqual(refused.body, {
      error: {
        code: "MissingSubscriptionRegistration",
        message:
          "The subscription is not registered to use namespace 'Microsoft.ManagedIdentity'. See https://aka.ms/rps-not-found for how to register subscriptions.",
        details: [
          {
            code: "MissingSubscriptionRegistration",
            message:
              "The subscription is not registered to use namespace 'Microsoft.ManagedIdentity'. See https://aka.ms/rps-not-found for how to register subscriptions.",
            target: "Microsoft.ManagedIdentity",
          },
        ],
      },
    });
    assert.equal(refused.status, 409);
    const provider = `${subscription}/providers/microsoft.managedidentity`;
    const registered = await caller.send("POST", `${provider}/register?${version}`);
    assert.equal(
      (registered.body as { registrationState: string }).registrationState,
      "Registering",
    );
    assert.equal((await put()).status, 201);
    await caller.wait(31);
    const read = await caller.send("GET", `${provider}?${version}`);
    assert.equal((read.body as { registrationState: string }).registrationState, "Registered");
  });

  it("refuses a body that is no JSON or no object", async () => {
    const azure = newAzure();
    const caller = callerOf(azure, "Owner");
    await newGroup(caller);
    const broken = await caller.send("PUT", `${identity}?${identityVersion}`, "{broken");
    assert.equal(errorOf(broken).code, "InvalidRequestContent");
    const list = await caller.send("PUT", `${identity}?${identityVersion}`, []);
    assert.equal(errorOf(list).code, "InvalidRequestContent");
    const empty = await caller.send("PUT", `${identity}?${identityVersion}`);
    assert.equal(errorOf(empty).code, "InvalidRequestContent");
    const large = await caller.send("PUT", `${identity}?${identityVersion}`, {
      location: "x".repeat(4 * 1024 * 1024),
    });
    assert.deepEqual(errorOf(large), {
      status: 413,
      code: "RequestContentTooLarge",
      message: "The request content size exceeds the maximum size of 4 MB.",
    });
  });
});

describe("the record of used rights", () => {
  it("keeps each once, with how often it was asked for, the last used last", async () => {
    const azure = newAzure();
    const owner = callerOf(azure, "Owner");
    for (let i = 0; i < 1000; i++) {
      await owner.send("GET", `${subscription}/resourcegroups?api-version=2021-04-01`);
    }
    await owner.send("GET", `${subscription}?api-version=2022-12-01`);
    await owner.send("GET", `${subscription}/resourcegroups?api-version=2021-04-01`);
    assert.deepEqual(
      azure.recorded(owner.objectId).map(({ action, times }) => [action, times]),
      [
        ["Microsoft.Resources/subscriptions/read", 1],
        ["Microsoft.Resources/subscriptions/resourceGroups/read", 1001],
      ],
    );
  });
});
