import assert from "node:assert/strict";
import { runQuery } from "../../../src/simulator/resource-graph/query/evaluate";
import { readQuery } from "../../../src/simulator/resource-graph/query/operator-parser";
import { QueryRefusal } from "../../../src/simulator/resource-graph/query/refusal";
import type { Table } from "../../../src/simulator/resource-graph/query/table";
import { type AnalyzedQuery, kustoAnalyzer } from "../../azure/kusto-analyzer";

const tables: ReadonlyMap<string, Table> = new Map([
  [
    "resources",
    {
      columns: [
        { name: "id", type: "string" },
        { name: "name", type: "string" },
        { name: "size", type: "long" },
        { name: "properties", type: "dynamic" },
      ],
      rows: [["/a", "a", 1, { a: 1, tags: ["x"] }]],
    },
  ],
  [
    "owners",
    {
      columns: [
        { name: "name", type: "string" },
        { name: "owner", type: "string" },
      ],
      rows: [["a", "ann"]],
    },
  ],
]);

/** What both take: the columns must be the same in name and type. */
const right = [
  "project name, tostring(properties.os), properties.tags[0], size + 1",
  "project toint(size), -size, now() - ago(1d), 7 / 2.0, strcat(name, 'a'), split(name, 'a')[0]",
  "project iff(true, 1, 2), iff(true, 1, 'a'), case(size > 1, 1, 2.0), coalesce(size, 1.5)",
  "project datetime_diff('day', now(), now()), array_length(properties.a), size % 2, name == 'a'",
  "project properties['x'].y, properties.['x y'], todatetime(properties.at), isempty(name)",
  "project toreal(size), todouble(name), tobool(name), toboolean(name), tolong('a')",
  "project datetime(2026-01-01), 1d, dynamic([1, {'a': null}]), true, pack_array(1, 2), bag_pack('a', 1)",
  "project tolower(properties.a), tolower(size), split(size, '/'), strlen(name), strlen(properties.a)",
  "project substring(size, 1), replace_string(name, 'a', 'b'), indexof(name, 'a'), bag_keys(properties)",
  "project parse_json(name).a, todynamic(name), tostring(split(name, '/')[2]), properties.a[size]",
  "project properties.a + properties.b, properties.a - 1.5, 1 * properties.b, -properties.a",
  "project todatetime('x') - now(), 2 * 1d, 1d * 2, 1d / 1h, 1d + now(), now(1d), now(-1d)",
  "project strcat_array(properties.tags, ','), isnull(name), isnotnull(size), toupper(name)",
  "project a = name, ['b c'] = id",
  "summarize count(), dcount(name), max(size), countif(size > 1), sum(size) by tostring(properties.os)",
  "summarize dcount(properties), make_set(name), make_list(size), min(name), take_any(name), any(id), max(size + 1)",
  "summarize max(tolong(properties.a.b)), make_set(tostring(properties.x)), make_list(properties)",
  "summarize arg_max(size, *) by name",
  "summarize arg_min(size, id, properties) by name",
  "summarize arg_max(size + 1, name)",
  "summarize count() by tolower(name), size",
  "summarize by name",
  "distinct name, tolower(id)",
  "count",
  "project name | join kind=inner owners on name",
  "project n = name | join kind=leftouter (owners | where owner != 'x') on $left.n == $right.name",
  "join kind=innerunique (resources | project id, name) on id, name",
  "join owners on name",
  "union owners",
  "union kind=outer (owners | project name), owners",
  "mv-expand tag = properties.tags to typeof(string)",
  "mv-expand properties",
  "mv-expand properties.a, b = properties.b to typeof(long) limit 3",
  "extend size = 'x', tolower(name)",
  "project-away na*, id",
  "project-keep name, s*",
  "project-rename n = name",
  "order by size asc nulls last, name | take 5",
  "top 1 by name",
  "sort by size | limit 3",
  "where properties.x > 3 and properties.b == true and properties.s =~ 'a' or not(size <= 1)",
  "where name in ('a') and name in~ ('a') and name !in ('b') and name !in~ ('c') and size in (1)",
  "where name has 'a' and name !has 'q' and name has_cs 'a' and name has_any ('a') and name has_all ('a')",
  "where name contains 'a' and name !contains 'a' and name contains_cs 'a' and properties has 'a'",
  "where name startswith 'a' and name !startswith 'a' and name endswith 'a' and name !endswith 'a'",
  "where size between (1 .. 2) and now() !between (ago(1d) .. now()) and properties.a between (1 .. 3)",
  "where properties.a == now() or properties.a != 1 or name !~ properties.a",
] as const;

/** What both refuse. */
const wrong = [
  "where nme == 'a'",
  "where name",
  "where properties.flag",
  "where name > 3",
  "where name > 'x'",
  "where properties.a > 'x'",
  "where properties.a > now()",
  "where properties.a > 1d",
  "where properties.a between (ago(1d) .. now())",
  "where size contains 'a'",
  "where size =~ 'a'",
  "where not(properties.a)",
  "where count() > 1",
  "project name.x",
  "project name, name",
  "project a = 1, a = 2",
  "extend a = 1, a = 2",
  "extend a = 1, b = a",
  "project tolower()",
  "project tolower(name, name)",
  "project strlen(size)",
  "project array_length(name)",
  "project bag_keys(name)",
  "project strcat_array(name, ',')",
  "project parse_json(size)",
  "project bag_pack(size, 1)",
  "project ago(size)",
  "project ago(properties.a)",
  "project iff(properties.a, 1, 2)",
  "project case(size, 1, 2)",
  "project datetime_diff('day', properties.a, now())",
  "project coalesce(name, size)",
  "project -name",
  "project name + 'a'",
  "project nothing(1)",
  "summarize count() by properties.os",
  "summarize sum(properties.a)",
  "summarize sum(name)",
  "summarize max(properties.a)",
  "summarize countif(size)",
  "summarize size",
  "summarize a = count(), a = count()",
  "summarize count() by name, name",
  "distinct properties",
  "distinct *",
  "sort by properties.os",
  "join kind=inner owners on $left.properties == $right.name",
  "join kind=inner owners on owner",
  "mv-expand name",
  "project-away nothing",
  "project-away nothing*",
  "project-rename n = nothing",
  "where name == 'a",
  "where (name == 'a'",
  "where name = 'a'",
  "take 'a'",
  "summarize count() by",
  "nothing name",
] as const;

describe("The simulated Resource Graph and Microsoft's analyser of the language agree", () => {
  let analyze: (query: string) => AnalyzedQuery;

  before(() => {
    analyze = kustoAnalyzer(
      Object.fromEntries(
        [...tables].map(([name, { columns }]) => [
          name,
          columns.map((column) => `['${column.name}']:${column.type}`).join(", "),
        ]),
      ),
    );
  });

  const run = (query: string): Table =>
    runQuery(readQuery(query), { now: new Date(0), table: (name) => tables.get(name) });

  it("on what columns a query gives, and of what type", () => {
    for (const operator of right) {
      const query = `resources | ${operator}`;
      const { findings, columns } = analyze(query);
      assert.deepEqual(findings, [], query);
      assert.deepEqual(
        run(query).columns.map(({ name, type }) => `${name}:${type}`),
        // An `int` is a `long` here: an answer tells both as `integer`.
        columns.map((column) => column.replace(/:int$/, ":long")),
        query,
      );
    }
  });

  it("on what is no query", () => {
    for (const operator of wrong) {
      const query = `resources | ${operator}`;
      assert.notDeepEqual(analyze(query).findings, [], query);
      assert.throws(() => run(query), QueryRefusal, query);
    }
  });
});
