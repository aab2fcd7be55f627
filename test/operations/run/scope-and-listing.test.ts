import assert from "node:assert/strict";
import { machinesQuery, vaultsQuery } from "../../../src/azure/resource-graph-queries";
import { describeScope, isInScope, scopeFindings } from "../../../src/operations/run/fleet-scope";
import { listedFleet, machinesIn, readListing } from "../../../src/operations/run/fleet-source";

const subscription = "11111111-1111-1111-1111-111111111111";
const machine = {
  id: `/subscriptions/${subscription}/resourceGroups/Web/providers/Microsoft.Compute/virtualMachines/web1`,
  name: "web1",
  resourceGroup: "web",
  subscriptionId: subscription,
  tags: { Env: "prod" },
};

describe("a scope", () => {
  it("lets a machine through that fits all that it says, without case but for values of tags", () => {
    const fits = [
      {},
      { resourceGroups: ["WEB", "other"] },
      { names: ["WEB1"], tags: { env: "prod" } },
      { names: ["db*", "w*1"] },
      { ids: [machine.id.toUpperCase()], subscriptions: [subscription] },
    ];
    assert.ok(fits.every((scope) => isInScope(machine, scope)));
    const others = [
      { names: ["web2", "*2", "eb*"] },
      { tags: { env: "Prod" } },
      { tags: { team: "a" } },
    ];
    assert.ok(others.every((scope) => !isInScope(machine, scope)));
  });

  it("says what it lets through", () => {
    assert.equal(describeScope({}), "the whole subscription");
    assert.equal(
      describeScope({ resourceGroups: ["a", "b"], tags: { env: "prod" } }),
      "resource group a or b, tag env=prod",
    );
    const ids = [1, 2, 3, 4].map((number) => machine.id.replace("web1", `web${number}`));
    assert.equal(describeScope({ ids: ids.slice(0, 2) }), "machine web1 or web2");
    assert.equal(describeScope({ names: ["db*"], ids }), "name db*, 4 machines");
  });

  it("is refused with all that is wrong", () => {
    const findings = scopeFindings({ subscriptions: ["mine"], names: ["web1", " "] });
    assert.deepEqual(
      findings.map(({ propertyPath, message }) => `${propertyPath}: ${message}`),
      [
        'scope.subscriptions[0]: "mine" is not the id of a subscription, which is a GUID.',
        "scope.names[1]: It is empty, and would let nothing through.",
      ],
    );
  });
});

describe("a listing", () => {
  const text = JSON.stringify({
    format: "azure-evergreen/listing/1",
    takenAt: "2026-11-01T08:00:00.000Z",
    subscriptions: [subscription],
    queries: { machines: [machine] },
  });

  it("answers the queries that it holds, and says which it lacks", async () => {
    const fleet = listedFleet(readListing(text));
    assert.equal(fleet.isLive, false);
    assert.equal(fleet.takenAt.toISOString(), "2026-11-01T08:00:00.000Z");
    assert.deepEqual(await fleet.rows(machinesQuery({ names: ["ignored"] })), [machine]);
    await assert.rejects(fleet.rows(vaultsQuery()), {
      message:
        'The listing holds no answer to the query "vaults". Save it again with this version of evergreen.',
    });
  });

  it("is judged by the scope, as is what Azure answers: it compares values of tags without case", async () => {
    const rows = [machine, { ...machine, name: "web2", tags: { env: "Prod" } }];
    const answers = { ...readListing(text), queries: { machines: rows } };
    const found = await machinesIn(listedFleet(answers), { tags: { ENV: "prod" } });
    assert.deepEqual(
      found.map(({ name }) => name),
      ["web1"],
    );
  });

  it("is refused when it is none, or damaged", () => {
    assert.throws(() => readListing("[]"), {
      name: "SyntaxError",
      message:
        'It is no listing of a fleet: its format is not "azure-evergreen/listing/1". Write one with `evergreen listing > FILE`.',
    });
    assert.throws(() => readListing("{secret"), {
      name: "SyntaxError",
      message:
        "It is no listing of a fleet: it is no whole JSON. Write one with `evergreen listing > FILE`.",
    });
    for (const damaged of [
      text.replace("2026-11-01T08:00:00.000Z", "now"),
      ...[null, { machines: 1 }, { machines: [null] }, { machines: ["web1"] }].map((queries) =>
        JSON.stringify({ ...(JSON.parse(text) as object), queries }),
      ),
    ]) {
      assert.throws(() => readListing(damaged), {
        name: "SyntaxError",
        message:
          "The listing is damaged: takenAt is no time, or queries does not hold lists of rows. Write one with `evergreen listing > FILE`.",
      });
    }
  });
});
