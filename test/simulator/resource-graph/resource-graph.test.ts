import assert from "node:assert/strict";
import type { ArmResponse } from "../../../src/arm/transport";
import type { SimulatedAzure } from "../../../src/simulator/index";
import {
  type Caller,
  callerOf,
  errorOf,
  newAzure,
  newGroup,
  subscription,
  subscriptionId,
} from "../caller";
import { send, withNetwork } from "../compute/small-estate";
import { ask, graphPath, refusalOf, result, rows } from "./graph-caller";

const quotaOf = ({ headers }: ArmResponse): unknown[] => [
  headers["x-ms-user-quota-remaining"],
  headers["x-ms-user-quota-resets-after"],
];

/** Identities `identity0000` and so on, put into the estate as they stand. */
function withIdentities(count: number): { azure: SimulatedAzure; owner: Caller } {
  const azure = newAzure();
  for (let number = 0; number < count; number++) {
    const name = `identity${String(number).padStart(4, "0")}`;
    azure.estate.put({
      id: `${subscription}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
      name,
      type: "Microsoft.ManagedIdentity/userAssignedIdentities",
      location: "westeurope",
      tags: { half: number % 2 === 0 ? "even" : "odd" },
      properties: { number },
    });
  }
  return { azure, owner: callerOf(azure, "Owner") };
}

describe("A Resource Graph query", () => {
  it("answers its rows as objects, or as a table", async () => {
    const { owner } = await withNetwork([]);
    const query =
      "Resources | project name, type, resourceGroup, location, properties.addressSpace";
    const { data, ...rest } = await result(owner, query, { subscriptions: [subscriptionId] });
    const row = {
      name: "network1",
      type: "microsoft.network/virtualnetworks",
      resourceGroup: "rg",
      location: "westeurope",
      properties_addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
    };
    assert.deepEqual(data, [row]);
    assert.deepEqual(rest, { totalRecords: 1, count: 1, resultTruncated: "false", facets: [] });
    const table = await result(owner, query, { options: { resultFormat: "table" } });
    assert.deepEqual(table.data, {
      columns: [
        { name: "name", type: "string" },
        { name: "type", type: "string" },
        { name: "resourceGroup", type: "string" },
        { name: "location", type: "string" },
        { name: "properties_addressSpace", type: "object" },
      ],
      rows: [Object.values(row)],
    });
    const old = await owner.send("POST", `${graphPath}?api-version=2019-04-01`, { query });
    assert.deepEqual((old.body as { data: unknown }).data, table.data);
  });

  it("is told in pages that a token leads through", async () => {
    const { owner } = withIdentities(2500);
    const query = "resources | where type has 'userassignedidentities' | project id, name";
    const first = await result(owner, query);
    assert.deepEqual(
      [first.totalRecords, first.count, first.resultTruncated],
      [2500, 1000, "false"],
    );
    const seen = [...first.data];
    let token = first.$skipToken;
    while (token !== undefined) {
      const next = await result(owner, query, { options: { $skipToken: token } });
      seen.push(...next.data);
      token = next.$skipToken;
    }
    assert.equal(new Set(seen.map(({ id }) => id)).size, 2500);
    assert.deepEqual(
      seen.map(({ name }) => name),
      seen.map(({ name }) => name).sort(),
    );
    const page = await result(owner, query, { options: { $top: 2, $skip: 10 } });
    assert.deepEqual(
      page.data.map(({ name }) => name),
      ["identity0010", "identity0011"],
    );
    const smaller = await result(owner, query, {
      options: { $skipToken: page.$skipToken, $top: 1 },
    });
    assert.deepEqual(
      smaller.data.map(({ name }) => name),
      ["identity0012"],
    );
  });

  it("is cut off where there is no id to continue from", async () => {
    const { owner } = withIdentities(1200);
    const cut = await result(owner, "resources | project name");
    assert.deepEqual(
      [cut.totalRecords, cut.count, cut.resultTruncated, cut.$skipToken],
      [1200, 1000, "true", undefined],
    );
    // Skipping does nothing to a query that takes so many rows.
    const taken = await result(owner, "resources | take 1 | project name", {
      options: { $skip: 1 },
    });
    assert.equal(taken.count, 1);
  });

  it("takes a token for its own query alone, and none that was changed", async () => {
    const { owner } = withIdentities(3);
    const query = "resources | project id";
    const { $skipToken = "" } = await result(owner, query, { options: { $top: 1 } });
    const told = JSON.parse(Buffer.from($skipToken, "base64").toString()) as object;
    const changed = Buffer.from(JSON.stringify({ ...told, skip: 2 })).toString("base64");
    const refused = [
      ...[400, "BadRequest", ["CouldNotDecodeSkipToken", "Skip token could not be decoded."]],
    ];
    const other = `${query} | where name == 'x'`;
    for (const [asked, token] of [
      [query, changed],
      [query, "nothing"],
      [query, `${$skipToken}AA`],
      [other, $skipToken],
    ] as const) {
      const answer = await ask(owner, asked, { options: { $skipToken: token } });
      assert.deepEqual(refusalOf(answer), refused);
    }
  });

  it("tells the quota that is left, and is refused when there is none, until the window ends", async () => {
    const { owner } = withIdentities(1);
    assert.deepEqual(quotaOf(await ask(owner, "resources")), ["14", "00:00:05"]);
    await owner.wait(2);
    assert.deepEqual(quotaOf(await ask(owner, "nothing")), ["13", "00:00:03"]);
    for (let number = 0; number < 13; number++) {
      await ask(owner, "resources");
    }
    const throttled = await ask(owner, "resources");
    assert.deepEqual(quotaOf(throttled), ["0", "00:00:03"]);
    assert.deepEqual(refusalOf(throttled), [
      429,
      "RateLimiting",
      [
        "RateLimiting",
        "Client application has been throttled and should not attempt to repeat the request until an amount of " +
          "time has elapsed. Please see https://aka.ms/resourcegraph-throttling for help.",
      ],
    ]);
    await owner.wait(3);
    const again = await ask(owner, "resources");
    assert.deepEqual([again.status, ...quotaOf(again)], [200, "14", "00:00:05"]);
  });

  it("counts the queries of each caller for itself", async () => {
    const { azure, owner } = withIdentities(1);
    for (let number = 0; number < 16; number++) {
      await ask(owner, "resources");
    }
    assert.equal((await ask(callerOf(azure, "Owner"), "resources")).status, 200);
  });

  it("sees a change at once, in the clock's own time", async () => {
    const { owner } = await withNetwork([]);
    const query = "resources | project name, at = now()";
    assert.deepEqual(await rows(owner, query), [["network1", "2026-11-01T08:02:00Z"]]);
    await send(
      owner,
      "DELETE",
      `${subscription}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/network1`,
      undefined,
      "2024-05-01",
    );
    await owner.wait(60);
    assert.deepEqual(await rows(owner, query), []);
  });
});

describe("A Resource Graph query shows what its caller may read", () => {
  const count = "resources | summarize count() by type | order by type asc";

  it("nothing to one without rights, who is refused when a subscription is named", async () => {
    const { azure } = withIdentities(2);
    const stranger = callerOf(azure);
    assert.deepEqual(await rows(stranger, count), []);
    const answer = await ask(stranger, count, { subscriptions: [subscriptionId] });
    assert.deepEqual(refusalOf(answer), [
      403,
      "AccessDenied",
      [
        "AccessDenied",
        "Access is denied to the requested resource. The user might not have enough permission.",
      ],
    ]);
    assert.equal(
      errorOf(answer).message.startsWith(
        "Please provide below info when asking for support: timestamp = 2026-11-01T08:00:00.000Z, correlationId = ",
      ),
      true,
    );
    const elsewhere = await ask(callerOf(azure, "Owner"), count, {
      subscriptions: ["00000000-1111-4222-8333-444444444444"],
    });
    assert.equal(elsewhere.status, 403);
  });

  it("one type to one who may read that type, with one question for a group", async () => {
    const { azure, owner } = await withNetwork(["nic1", "nic2"]);
    assert.deepEqual(await rows(owner, count), [
      ["microsoft.network/networkinterfaces", 2],
      ["microsoft.network/virtualnetworks", 1],
    ]);
    const reader = callerOf(azure, {
      roleName: "Interface Reader",
      description: "",
      permission: {
        actions: ["Microsoft.Network/networkInterfaces/read"],
        notActions: [],
        dataActions: [],
        notDataActions: [],
      },
    });
    assert.deepEqual(await rows(reader, count), [["microsoft.network/networkinterfaces", 2]]);
    assert.deepEqual(
      azure
        .recorded(reader.objectId)
        .map(({ action, allowed }) => [action, allowed])
        .sort(),
      [
        ["microsoft.network/networkinterfaces/read", true],
        ["microsoft.network/virtualnetworks/read", false],
      ],
    );
  });

  it("one resource to one who may read that alone, and no group to one who may read only it", async () => {
    const { azure } = withIdentities(3);
    const scope = `${subscription}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/identity0001`;
    const reader = callerOf(azure);
    azure.grant({ principalId: reader.objectId, role: "Reader", scope });
    assert.deepEqual(await rows(reader, "resources | project name"), [["identity0001"]]);
    assert.deepEqual(await rows(reader, "resourcecontainers | project name"), []);
  });

  it("nothing of what a join or a union brings in without a right", async () => {
    const azure = newAzure();
    const owner = callerOf(azure, "Owner");
    await newGroup(owner);
    const reader = callerOf(azure);
    const query = "resources | summarize count() | union (resourcecontainers | summarize count())";
    assert.deepEqual(await rows(owner, query), [[0], [2]]);
    assert.deepEqual(await rows(reader, query), [[0], [0]]);
  });

  it("what it is asked for after an estate was saved and loaded", async () => {
    const { azure } = withIdentities(2);
    const loaded = newAzure({ from: azure.save() });
    assert.deepEqual(await rows(callerOf(loaded, "Reader"), count), [
      ["microsoft.managedidentity/userassignedidentities", 2],
    ]);
  });
});

describe("A Resource Graph query is refused", () => {
  it("in Azure's form, with the word and its place", async () => {
    const { owner } = withIdentities(1);
    const invalid = [
      "InvalidQuery",
      "Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.",
    ];
    const asked = await ask(owner, "resources\n| where name == 'a'\n| parse id with * '/' x");
    assert.deepEqual(refusalOf(asked), [
      ...[400, "BadRequest", invalid],
      ["InvalidQueryLanguage", "InvalidQueryLanguage", 3, 2, "parse"],
    ]);
    assert.deepEqual(refusalOf(await ask(owner, "resources | where name = 'a'")), [
      ...[400, "BadRequest", invalid],
      ["ParserFailure", "ParserFailure", 1, 23, "="],
    ]);
    assert.deepEqual(refusalOf(await ask(owner, "appserviceresources")), [
      ...[400, "BadRequest"],
      [
        "DisallowedLogicalTableName",
        "Table appserviceresources is invalid, unsupported or disallowed.",
      ],
    ]);
  });

  it("for options beyond their bounds, facets and management groups", async () => {
    const { owner } = withIdentities(1);
    for (const [more, code, message] of [
      [
        { options: { $top: 1001 } },
        "InvalidRequestOptions",
        "The option '$top' must be a whole number, 1 to 1000.",
      ],
      [
        { options: { $skip: -1 } },
        "InvalidRequestOptions",
        "The option '$skip' must be a whole number, at least 0.",
      ],
      [
        { options: { resultFormat: "csv" } },
        "InvalidRequestOptions",
        "The option 'resultFormat' is neither 'table' nor 'objectArray'.",
      ],
      [{ facets: [{ expression: "location" }] }, "FacetsNotSimulated", "Facets are not simulated."],
      [
        { managementGroups: ["mg"] },
        "ManagementGroupsNotSimulated",
        "Management groups are not simulated: name subscriptions, or none for all.",
      ],
    ] as const) {
      assert.deepEqual(refusalOf(await ask(owner, "resources", more)), [
        ...[400, "BadRequest"],
        [code, message],
      ]);
    }
    const without = await owner.send("POST", `${graphPath}?api-version=2022-10-01`, {});
    assert.deepEqual(errorOf(without), {
      status: 400,
      code: "InvalidRequestContent",
      message:
        "The request content was invalid and could not be deserialized: 'Required property 'query' not found in JSON. Path '''.",
    });
  });
});
