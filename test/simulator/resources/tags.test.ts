import assert from "node:assert/strict";
import type { HttpMethod } from "../../../src/arm/transport";
import type { RoleTemplate } from "../../../src/azure/roles";
import { SimulatedAzure } from "../../../src/simulator/index";
import { type Caller, callerOf, errorOf, newAzure, newGroup, subscription } from "../caller";

const version = "api-version=2021-04-01";
const group = `${subscription}/resourceGroups/rg`;
const account = `${group}/providers/Microsoft.Automation/automationAccounts/account1`;
const tagsOf = (scope: string): string => `${scope}/providers/Microsoft.Resources/tags/default`;

const tagContributor: RoleTemplate = {
  roleName: "Tags alone",
  description: "As the built-in Tag Contributor.",
  permission: {
    actions: ["Microsoft.Resources/tags/*"],
    notActions: [],
    dataActions: [],
    notDataActions: [],
  },
};

async function withAccount(
  role?: RoleTemplate,
): Promise<{ azure: SimulatedAzure; caller: Caller }> {
  const azure = newAzure();
  const owner = callerOf(azure, "Owner");
  await newGroup(owner);
  await owner.send("PUT", `${account}?api-version=2024-10-23`, {
    location: "westeurope",
    tags: { Team: "a" },
    properties: { sku: { name: "Basic" } },
  });
  return { azure, caller: role === undefined ? owner : callerOf(azure, role) };
}

const change = (
  caller: Caller,
  method: HttpMethod,
  scope: string,
  tags?: object,
  operation?: string,
): ReturnType<Caller["send"]> =>
  caller.send(
    method,
    `${tagsOf(scope)}?${version}`,
    tags === undefined ? undefined : { operation, properties: { tags } },
  );

async function tagsAt(caller: Caller, scope: string): Promise<unknown> {
  const { body } = await change(caller, "GET", scope);
  return (body as { properties: { tags: unknown } }).properties.tags;
}

describe("tags at a scope", () => {
  it("are written, merged, replaced and deleted by one who has no right to the resource", async () => {
    const { azure, caller } = await withAccount(tagContributor);
    const written = await change(caller, "PUT", account, { owner: "fleet" });
    assert.deepEqual(
      [written.status, written.body],
      [
        200,
        {
          id: tagsOf(account),
          name: "default",
          type: "Microsoft.Resources/tags",
          properties: { tags: { owner: "fleet" } },
        },
      ],
    );
    assert.deepEqual(azure.estate.get(account)?.tags, { owner: "fleet" });
    const before = azure.estate.version;
    assert.equal((await change(caller, "PUT", account, { owner: "fleet" })).status, 200);
    assert.equal(azure.estate.version, before);

    await change(caller, "PATCH", account, { OWNER: "b", team: "c" }, "Merge");
    assert.deepEqual(await tagsAt(caller, account), { OWNER: "b", team: "c" });
    await change(caller, "PATCH", account, { owner: "not b", team: "" }, "Delete");
    assert.deepEqual(await tagsAt(caller, account), { OWNER: "b" });
    await change(caller, "PATCH", account, { x: "y" }, "Replace");
    assert.deepEqual(await tagsAt(caller, account), { x: "y" });
    assert.equal((await change(caller, "DELETE", account)).status, 200);
    assert.equal((await change(caller, "DELETE", account)).status, 200);
    assert.equal(azure.estate.get(account)?.tags, undefined);
    assert.deepEqual(await tagsAt(caller, account), {});
    assert.deepEqual(
      errorOf(await caller.send("GET", `${account}?api-version=2024-10-23`)).code,
      "AuthorizationFailed",
    );
  });

  it("are those of a group and of the subscription too, and are saved with the estate", async () => {
    const { azure, caller } = await withAccount();
    await change(caller, "PUT", group, { cost: "1" });
    await change(caller, "PUT", subscription, { cost: "2" });
    assert.deepEqual(await tagsAt(caller, group), { cost: "1" });
    const read = async (who: Caller): Promise<unknown> =>
      ((await who.send("GET", `${subscription}?${version}`)).body as { tags?: unknown }).tags;
    assert.deepEqual(await read(caller), { cost: "2" });
    const loaded = callerOf(new SimulatedAzure({ from: azure.save() }), "Owner");
    assert.deepEqual(
      [await read(loaded), await tagsAt(loaded, subscription)],
      [{ cost: "2" }, { cost: "2" }],
    );
    const { body } = await caller.send("GET", `${subscription}/tagNames?${version}`);
    const cost = (body as { value: { tagName: string }[] }).value.find(
      ({ tagName }) => tagName === "cost",
    );
    const id = `${subscription}/tagNames/cost`;
    assert.deepEqual(cost, {
      id,
      tagName: "cost",
      count: { type: "Total", value: 2 },
      values: [
        { id: `${id}/tagValues/2`, tagValue: "2", count: { type: "Total", value: 1 } },
        { id: `${id}/tagValues/1`, tagValue: "1", count: { type: "Total", value: 1 } },
      ],
    });
    await change(caller, "DELETE", subscription);
    assert.equal(await read(caller), undefined);
  });

  it("keep to the limits, wherever they are written", async () => {
    const { azure, caller } = await withAccount();
    const refused = async (scope: string, tags: object): Promise<unknown[]> => {
      const { status, code, message } = errorOf(await change(caller, "PUT", scope, tags));
      return [status, code, message];
    };
    const many = (count: number): object =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`tag${i}`, ""]));
    assert.deepEqual(await refused(group, many(51)), [
      400,
      "TooManyTags",
      "The number of tags 51 exceeded the maximum. Maximum allowed number of tags - '50'.",
    ]);
    assert.deepEqual(await refused(account, many(16)), [
      400,
      "TooManyTags",
      "The number of tags 16 exceeded the maximum. Maximum allowed number of tags - '15'.",
    ]);
    assert.deepEqual(await refused(group, { "a/b": "", "c?": "" }), [
      400,
      "InvalidTagNameCharacters",
      "The tag names 'a/b, c?' have reserved characters '<,>,%,&,\\,?,/' or control characters.",
    ]);
    const name = "n".repeat(513);
    assert.deepEqual(await refused(group, { [name]: "" }), [
      400,
      "InvalidTagName",
      `Tag key too large. Following tag name '${name}' exceeded the maximum length. Maximum allowed length for ` +
        "tag name - '512' characters.",
    ]);
    const value = "v".repeat(257);
    assert.deepEqual(await refused(group, { a: value }), [
      400,
      "InvalidTagValueLength",
      `Tag value too large. Following tag value '${value}' exceeded the maximum length. Maximum allowed length ` +
        "for tag value - '256' characters.",
    ]);
    assert.deepEqual((await refused(group, { a: 1 }))[1], "InvalidRequestContent");

    // A merge counts with what is there, and nothing of what is refused stays.
    await change(caller, "PUT", group, many(50));
    assert.equal(
      errorOf(await change(caller, "PATCH", group, { more: "" }, "Merge")).code,
      "TooManyTags",
    );
    assert.equal(Object.keys(azure.estate.get(group)?.tags as object).length, 50);
    for (const [id, api] of [
      [`${subscription}/resourceGroups/other`, version],
      [`${group}/providers/Microsoft.Network/networkSecurityGroups/nsg`, "api-version=2024-05-01"],
    ] as const) {
      const body = { location: "westeurope", tags: { "a/b": "" } };
      assert.equal(
        errorOf(await caller.send("PUT", `${id}?${api}`, body)).code,
        "InvalidTagNameCharacters",
      );
    }
  });

  it("are refused where nothing is, where none can be, and without an operation", async () => {
    const { caller } = await withAccount();
    const runbook = `${account}/schedules/s`;
    await caller.send("PUT", `${runbook}?api-version=2024-10-23`, {
      name: "s",
      properties: { startTime: "2099-01-01T00:00:00Z", frequency: "Day", interval: 1 },
    });
    assert.deepEqual(errorOf(await change(caller, "PUT", runbook, { a: "b" })), {
      status: 400,
      code: "ResourceTypeDoesNotSupportTags",
      message:
        "The resource type 'Microsoft.Automation/automationAccounts/schedules' does not support tags.",
    });
    assert.equal(
      errorOf(await change(caller, "GET", account.replace("account1", "account9"))).code,
      "ResourceNotFound",
    );
    assert.equal(
      errorOf(await change(caller, "PUT", group.replace("rg", "none"), { a: "b" })).code,
      "ResourceGroupNotFound",
    );
    assert.match(
      errorOf(await change(caller, "PATCH", group, { a: "b" }, "Add")).message,
      /Error converting value "Add" to type 'TagsPatchOperation'. Path 'operation'/,
    );
  });

  it("need an action each", async () => {
    const { azure } = await withAccount();
    const reader = callerOf(azure, "Reader");
    assert.deepEqual(await tagsAt(reader, account), { Team: "a" });
    for (const [method, action, tags] of [
      ["PUT", "write", {}],
      ["PATCH", "write", {}],
      ["DELETE", "delete", undefined],
    ] as const) {
      assert.match(
        errorOf(await change(reader, method, account, tags, "Merge")).message,
        new RegExp(
          `perform action 'Microsoft.Resources/tags/${action}' over scope '${tagsOf(account)}'`,
        ),
      );
    }
    const nobody = callerOf(azure);
    assert.match(
      errorOf(await change(nobody, "GET", account)).message,
      /perform action 'Microsoft.Resources\/tags\/read'/,
    );
  });
});

describe("the list of resources", () => {
  it("is filtered by name, type, tag and place, with and, or, ne and parts of names", async () => {
    const { caller } = await withAccount();
    await caller.send(
      "PUT",
      `${group}/providers/Microsoft.Network/networkSecurityGroups/nsg1?api-version=2024-05-01`,
      { location: "northeurope", tags: { Cost: "7" } },
    );
    await caller.wait(60);
    const names = async (filter: string, more = ""): Promise<string[]> => {
      const path = `${subscription}/resources?$filter=${encodeURIComponent(filter)}${more}&${version}`;
      return ((await caller.send("GET", path)).body as { value: { name: string }[] }).value.map(
        ({ name }) => name,
      );
    };
    const both = ["account1", "nsg1"];
    assert.deepEqual(await names(""), both);
    assert.deepEqual(await names("", "&$top=1"), ["account1"]);
    assert.deepEqual(await names("name eq 'NSG1'"), ["nsg1"]);
    assert.deepEqual(await names("location ne 'northeurope'"), ["account1"]);
    assert.deepEqual(await names("substringof('coun', name)"), ["account1"]);
    assert.deepEqual(await names("tagName eq 'cost'"), ["nsg1"]);
    assert.deepEqual(await names("tagName eq 'cost' and tagValue eq '8'"), []);
    assert.deepEqual(await names("tagValue eq 'a'"), ["account1"]);
    assert.deepEqual(await names("startswith(tagName, 'te')"), ["account1"]);
    assert.deepEqual(
      await names(
        "resourceType eq 'Microsoft.Automation/automationAccounts' or location eq 'northeurope' and name eq 'nsg1'",
      ),
      both,
    );
    const bad = await caller.send(
      "GET",
      `${subscription}/resources?$filter=${encodeURIComponent("colour eq 'red'")}&${version}`,
    );
    assert.deepEqual(errorOf(bad), {
      status: 400,
      code: "InvalidFilterInQueryString",
      message: "Invalid $filter 'colour eq 'red'' specified in the query string.",
    });
  });
});
