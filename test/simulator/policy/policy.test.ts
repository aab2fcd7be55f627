import assert from "node:assert/strict";
import type { ArmResponse, HttpMethod } from "../../../src/arm/transport";
import { type Caller, callerOf, errorOf, newAzure, newGroup, subscription } from "../caller";

const version = "2023-04-01";
const group = `${subscription}/resourceGroups/rg`;
const definitions = "/providers/Microsoft.Authorization/policyDefinitions";
const assessment = `${definitions}/59efceea-0c96-497e-a4a1-4eb2290dac15`;
const schedule = `${definitions}/ba0df93e-e4ac-479a-aac2-134bbae39a1a`;
const audit = `${definitions}/3657f5a0-770e-44a3-b44e-9431ba1e9735`;
const assignmentAt = (scope: string, name = "a"): string =>
  `${scope}/providers/Microsoft.Authorization/policyAssignments/${name}`;

function send(
  caller: Caller,
  method: HttpMethod,
  id: string,
  body?: object,
  query = "",
): Promise<ArmResponse> {
  return caller.send(method, `${id}?api-version=${version}${query}`, body);
}

async function withGroup() {
  const azure = newAzure();
  const owner = callerOf(azure, "Owner");
  await newGroup(owner);
  return { azure, owner };
}

const withIdentity = {
  location: "westeurope",
  identity: { type: "SystemAssigned" },
  properties: { displayName: "Assess", policyDefinitionId: assessment },
};

describe("simulated policy definitions", () => {
  it("are the built-in ones, for everyone to read", async () => {
    const { azure, owner } = await withGroup();
    const nobody = callerOf(azure);
    const { status, body } = await send(nobody, "GET", schedule);
    const { name, properties } = body as { name: string; properties: Record<string, unknown> };
    assert.deepEqual(
      [status, name, properties.displayName, properties.policyType],
      [
        200,
        "ba0df93e-e4ac-479a-aac2-134bbae39a1a",
        "Schedule recurring updates using Azure Update Manager",
        "BuiltIn",
      ],
    );
    assert.deepEqual(Object.keys(properties.parameters as object), [
      "maintenanceConfigurationResourceId",
      "resourceGroups",
      "operatingSystemTypes",
      "locations",
      "tagValues",
      "tagOperator",
      "effect",
    ]);
    const count = async (caller: Caller, path: string, query?: string): Promise<unknown> => {
      const answer = await send(caller, "GET", path, undefined, query);
      return (answer.body as { value?: unknown[] }).value?.length ?? answer.status;
    };
    const own = `${subscription}${definitions}`;
    assert.equal(await count(nobody, definitions), 26);
    assert.equal(await count(nobody, own), 403);
    assert.equal(await count(owner, own), 26);
    assert.equal(await count(owner, own, "&$filter=policyType eq 'Custom'"), 0);
    assert.equal(await count(owner, own, "&$filter=category eq 'Automation'"), 7);
    for (const id of [`${definitions}/none`, `${own}/none`]) {
      assert.deepEqual(errorOf(await send(owner, "GET", id)), {
        status: 404,
        code: "PolicyDefinitionNotFound",
        message: "The policy definition 'none' could not be found.",
      });
    }
  });
});

describe("simulated policy assignments", () => {
  it("have an identity of their own, which goes with them", async () => {
    const { azure, owner } = await withGroup();
    const id = assignmentAt(group);
    const made = await send(owner, "PUT", id, withIdentity);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const { identity, properties, location } = made.body as Record<string, Record<string, unknown>>;
    assert.equal(location, "westeurope");
    assert.match(String(identity?.principalId), /^[0-9a-f-]{36}$/);
    const { metadata, instanceId, ...rest } = properties ?? {};
    assert.deepEqual(rest, {
      displayName: "Assess",
      policyDefinitionId: assessment,
      scope: group,
      notScopes: [],
      parameters: {},
      enforcementMode: "Default",
    });
    assert.match(String(instanceId), /^[0-9a-f-]{36}$/);
    assert.deepEqual(metadata, {
      createdBy: owner.objectId,
      createdOn: "2026-11-01T08:00:00.000Z",
      updatedBy: null,
      updatedOn: null,
    });
    const before = azure.estate.version;
    await owner.wait(60);
    assert.equal((await send(owner, "PUT", id, withIdentity)).status, 201);
    assert.equal(azure.estate.version, before);
    const changed = await send(owner, "PUT", id, {
      ...withIdentity,
      properties: { ...withIdentity.properties, displayName: "Assess all" },
    });
    const after = (changed.body as { properties: { metadata: Record<string, unknown> } })
      .properties;
    assert.equal(after.metadata.updatedOn, "2026-11-01T08:01:00.000Z");
    const role = `${group}/providers/Microsoft.Authorization/roleAssignments/0a1b2c3d-1111-4222-8333-444455556666`;
    const grant = {
      properties: {
        roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c`,
        principalId: identity?.principalId,
        principalType: "ServicePrincipal",
      },
    };
    assert.equal((await owner.send("PUT", `${role}?api-version=2022-04-01`, grant)).status, 201);
    const gone = await send(owner, "DELETE", id);
    assert.deepEqual([gone.status, (gone.body as { id: string }).id], [200, id]);
    assert.equal((await send(owner, "DELETE", id)).status, 204);
    assert.deepEqual(errorOf(await send(owner, "GET", id)), {
      status: 404,
      code: "PolicyAssignmentNotFound",
      message: "The policy assignment 'a' is not found.",
    });
  });

  it("can have an identity that was assigned to them", async () => {
    const { azure, owner } = await withGroup();
    const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i`;
    await owner.send("PUT", `${identity}?api-version=2023-01-31`, { location: "westeurope" });
    const body = {
      ...withIdentity,
      identity: { type: "UserAssigned", userAssignedIdentities: { [identity]: {} } },
    };
    const made = await send(owner, "PUT", assignmentAt(group), body);
    const given = (made.body as { identity: { userAssignedIdentities: object } }).identity;
    assert.deepEqual(Object.keys(given.userAssignedIdentities), [identity]);
    const policies = callerOf(azure, "Resource Policy Contributor");
    const refused = errorOf(await send(policies, "PUT", assignmentAt(group, "b"), body));
    assert.equal(refused.code, "LinkedAuthorizationFailed");
    assert.match(refused.message, /userAssignedIdentities\/assign\/action/);
  });

  it("are refused where Azure Policy refuses them", async () => {
    const { owner } = await withGroup();
    const id = assignmentAt(group);
    const put = async (body: object) => {
      const { status, code, message } = errorOf(await send(owner, "PUT", id, body));
      return [status, code, message];
    };
    const { location, ...nowhere } = withIdentity;
    assert.deepEqual(await put(nowhere), [
      400,
      "LocationRequired",
      "The location property is required for this definition.",
    ]);
    assert.deepEqual(await put({ location, properties: withIdentity.properties }), [
      400,
      "ResourceIdentityRequired",
      "The policy assignment 'a' request is invalid. Policy assignments must include a resource identity " +
        "when assigning 'Modify' policy definitions.",
    ]);
    const assign = (policyDefinitionId: string, parameters: object = {}): object => ({
      ...withIdentity,
      properties: { policyDefinitionId, parameters },
    });
    assert.deepEqual(await put(assign(schedule)), [
      400,
      "MissingPolicyParameter",
      "The policy assignment 'a' is missing the parameter(s) 'maintenanceConfigurationResourceId' as " +
        "defined in the policy definition 'ba0df93e-e4ac-479a-aac2-134bbae39a1a'.",
    ]);
    assert.deepEqual(await put(assign(audit, { odd: { value: 1 } })), [
      400,
      "UndefinedPolicyParameter",
      "The policy assignment 'a' has the parameter(s) 'odd' which are not defined in the policy definition " +
        "'3657f5a0-770e-44a3-b44e-9431ba1e9735'.",
    ]);
    assert.deepEqual(await put(assign(`${definitions}/none`)), [
      400,
      "PolicyDefinitionNotFound",
      `The policy assignment create request is invalid. The policy definition '${definitions}/none' could not be found.`,
    ]);
    assert.equal((await send(owner, "PUT", id, withIdentity)).status, 201);
    assert.deepEqual(await put({ ...withIdentity, location: "uksouth" }), [
      400,
      "InvalidLocationUpdate",
      "The existing assignment location cannot be changed from 'westeurope' to 'uksouth'.",
    ]);
    assert.deepEqual(await put(assign(audit)), [
      400,
      "InvalidPolicyDefinitionIdUpdate",
      "The policy assignment 'a' create request is invalid. Cannot update existing assignment's policy definition.",
    ]);
  });

  it("need no identity for what only looks, nor when their effect is switched off", async () => {
    const { owner } = await withGroup();
    const put = (name: string, policyDefinitionId: string, parameters: object) =>
      send(owner, "PUT", assignmentAt(subscription, name), {
        properties: { policyDefinitionId, parameters },
      });
    const made = await put("audit", audit, { effect: { value: "Audit" } });
    assert.deepEqual(
      [made.status, (made.body as { location?: string }).location],
      [201, undefined],
    );
    const off = await put("off", schedule, {
      maintenanceConfigurationResourceId: { value: "/id" },
      effect: { value: "Disabled" },
    });
    assert.equal(off.status, 201);
    const set = await put("set", "/providers/Microsoft.Authorization/policySetDefinitions/s", {});
    assert.equal(set.status, 201);
  });

  it("are listed by what applies to a scope and what is in it", async () => {
    const { azure, owner } = await withGroup();
    const network = `${group}/providers/Microsoft.Network/virtualNetworks/v`;
    await owner.send("PUT", `${network}?api-version=2024-05-01`, {
      location: "westeurope",
      properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
    });
    await owner.wait(60);
    const body = { properties: { policyDefinitionId: audit } };
    for (const [scope, name] of [
      [subscription, "s"],
      [group, "g"],
      [network, "n"],
    ] as const) {
      assert.equal((await send(owner, "PUT", assignmentAt(scope, name), body)).status, 201);
    }
    const names = async (scope: string, filter = ""): Promise<string[]> => {
      const path = `${scope}/providers/Microsoft.Authorization/policyAssignments`;
      const query = filter === "" ? "" : `&$filter=${filter}`;
      const { body: listed } = await send(owner, "GET", path, undefined, query);
      return (listed as { value: { name: string }[] }).value.map(({ name }) => name);
    };
    assert.deepEqual(await names(group), ["s", "g", "n"]);
    assert.deepEqual(await names(group, "atScope()"), ["s", "g"]);
    assert.deepEqual(await names(group, "atExactScope()"), ["g"]);
    assert.deepEqual(await names(network), ["s", "g", "n"]);
    assert.deepEqual(await names(subscription, `policyDefinitionId eq '${audit}'`), ["s"]);
    const lost = assignmentAt(network.replace(/v$/, "w"));
    assert.equal(errorOf(await send(owner, "PUT", lost, body)).code, "ResourceNotFound");
    const reader = callerOf(azure, "Reader");
    assert.equal((await send(reader, "GET", assignmentAt(group, "g"))).status, 200);
    assert.match(
      errorOf(await send(reader, "PUT", assignmentAt(group, "x"), body)).message,
      /'Microsoft\.Authorization\/policyAssignments\/write'/,
    );
  });

  it("are changed in part by a PATCH", async () => {
    const { owner } = await withGroup();
    const id = assignmentAt(group);
    await send(owner, "PUT", id, withIdentity);
    const patched = await send(owner, "PATCH", id, {
      properties: { resourceSelectors: [{ name: "ring", selectors: [] }] },
    });
    const { properties } = patched.body as { properties: Record<string, unknown> };
    assert.deepEqual(
      [patched.status, properties.displayName, properties.resourceSelectors],
      [200, "Assess", [{ name: "ring", selectors: [] }]],
    );
  });
});
