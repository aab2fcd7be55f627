import assert from "node:assert/strict";
import fc from "fast-check";
import { machineBackupsQuery } from "../../src/azure/graph-backup-status-queries";
import * as queries from "../../src/azure/resource-graph-queries";
import { tokensOf } from "../../src/simulator/resource-graph/query/lexer";
import { graphColumns } from "../../src/simulator/resource-graph/tables/graph-row";
import { graphTables } from "../../src/simulator/resource-graph/tables/tables";
import { type AnalyzedQuery, kustoAnalyzer } from "./kusto-analyzer";

const odd = "o'dd \\ \"n\nam\te\r | take 0 //";
const ids = ["/subscriptions/s/resourceGroups/g/providers/p/t/n", odd];

const all: readonly { readonly text: string; readonly columns: readonly string[] }[] = [
  queries.machinesQuery(),
  queries.machinesQuery({
    ...{ resourceGroups: ["rg", odd], names: ["m1", "web-*", `${odd}*1`], ids },
    tags: { [odd]: odd, env: "prod" },
  }),
  queries.patchedMachinesQuery(),
  queries.patchedMachinesQuery({ resourceGroups: ["rg", odd], ids, tags: { [odd]: odd } }),
  queries.accountRolesQuery(
    "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Automation/automationAccounts/a",
  ),
  queries.pendingPatchesQuery({ resourceGroups: ["rg"], machineIds: ids }),
  queries.schedulesQuery({ resourceGroups: ["rg"] }),
  queries.scheduleAssignmentsQuery({ scheduleIds: ids }),
  queries.scheduleRunsQuery({ days: 7, machineIds: ids }),
  queries.vaultsQuery({ vaultIds: ids }),
  queries.replicatedMachinesQuery({ vaultIds: ids }),
  queries.backupItemsQuery({ vaultIds: ids }),
  queries.backupJobsQuery({ vaultIds: ids, days: 3, statuses: ["Failed", odd] }),
  queries.backupItemsWithoutMachineQuery(),
  machineBackupsQuery({ resourceGroups: ["rg", odd], names: ["m1"], ids, tags: { [odd]: odd } }),
  queries.backupPoliciesQuery({ vaultIds: ids }),
  queries.backupOfMachineQuery({ id: odd, name: odd, days: 7 }),
  queries.partsOfMachineQuery(odd),
  queries.resourcesQuery(ids),
  queries.roleGrantsQuery([...ids, "/"]),
];

describe("The package's queries of Resource Graph", () => {
  let analyze: (query: string) => AnalyzedQuery;

  before(() => {
    const columns = graphColumns.map(({ name, type }) => `['${name}']:${type}`).join(", ");
    analyze = kustoAnalyzer(
      Object.fromEntries([...graphTables.keys()].map((name) => [name, columns])),
    );
  });

  it("are right for Microsoft's own analyser", () => {
    for (const { text, columns } of all) {
      const { findings, columns: found } = analyze(text);
      assert.deepEqual(findings, [], text);
      assert.deepEqual(
        found.map((column) => column.split(":")[0]),
        columns,
      );
    }
  });

  it("would be told wrong by it, were they", () => {
    const wrong = analyze("resources | where nme == 'x' | project wrong(id)");
    assert.deepEqual(wrong.findings, [
      "KS142 The name 'nme' does not refer to any known column, table, variable or function.",
      "KS211 The name 'wrong' does not refer to any known function.",
    ]);
  });

  it("answer an id, by which their pages are ordered", () => {
    for (const { text, columns } of all) {
      assert.equal(columns[0], "id");
      assert.match(text, /\n\| order by id asc$/);
    }
  });

  it("read as they are meant", () => {
    assert.equal(
      queries.vaultsQuery({ vaultIds: ["/a", "/b'"] }).text,
      [
        "resources",
        "| where type =~ 'microsoft.recoveryservices/vaults'",
        "| where id in~ ('/a', '/b\\'')",
        "| project id, name, resourceGroup, subscriptionId, location",
        "| order by id asc",
      ].join("\n"),
    );
  });

  it("take whole days alone", () => {
    for (const days of [0, -1, 1.5, Number.NaN, 1e21]) {
      assert.throws(
        () => queries.scheduleRunsQuery({ days }),
        new RangeError(`${days} is not a whole number of days, 1 or more.`),
      );
    }
  });

  it("hold any text as one word, which stands for that text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const [word, end] = tokensOf(queries.quoted(text));
        assert.deepEqual([word?.kind, word?.text, end?.kind], ["string", text, "end"]);
      }),
    );
  });
});
