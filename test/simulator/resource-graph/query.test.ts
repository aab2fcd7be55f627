import assert from "node:assert/strict";
import fc from "fast-check";
import { runQuery } from "../../../src/simulator/resource-graph/query/evaluate";
import { tokensOf } from "../../../src/simulator/resource-graph/query/lexer";
import { readQuery } from "../../../src/simulator/resource-graph/query/operator-parser";
import { QueryRefusal } from "../../../src/simulator/resource-graph/query/refusal";
import type { Table } from "../../../src/simulator/resource-graph/query/table";
import { jsonOf } from "../../../src/simulator/resource-graph/query/values";

const now = new Date("2026-11-01T08:00:00Z");

const machines: Table = {
  columns: [
    { name: "id", type: "string" },
    { name: "name", type: "string" },
    { name: "size", type: "long" },
    { name: "properties", type: "dynamic" },
  ],
  rows: [
    ["/vms/a", "Web-A", 2, { os: "Linux", tags: ["x", "y"], at: "2026-10-31T08:00:00Z" }],
    ["/vms/b", "Web-B", 4, { os: "Windows", tags: [], at: "2026-10-01T08:00:00Z" }],
    ["/vms/c", "db", null, { os: "Linux", "odd.name": { z: [1, 2, 3] } }],
  ],
};

const owners: Table = {
  columns: [
    { name: "name", type: "string" },
    { name: "owner", type: "string" },
  ],
  rows: [
    ["Web-A", "ann"],
    ["Web-A", "bob"],
    ["db", "cid"],
  ],
};

const tables: ReadonlyMap<string, Table> = new Map([
  ["resources", machines],
  ["owners", owners],
]);

/** The rows that a query answers, as lists of values. */
function rows(query: string): unknown[][] {
  return answer(query).rows.map((row) => row.map(jsonOf));
}

function answer(query: string): Table {
  return runQuery(readQuery(query), { now, table: (name) => tables.get(name) });
}

/** The one value that an expression has. */
function value(expression: string): unknown {
  return rows(`resources | take 1 | project v = ${expression}`)[0]?.[0];
}

/** What a query is refused with: code, text, position, word. */
function refusal(query: string): unknown[] {
  try {
    answer(query);
  } catch (error) {
    assert.ok(error instanceof QueryRefusal);
    return [error.code, error.message, error.place.position, error.place.token];
  }
  return [];
}

function names(query: string): string[] {
  return answer(query).columns.map(({ name }) => name);
}

describe("The words of a Resource Graph query", () => {
  it("are read with their kinds, without comments", () => {
    const words = tokensOf("r // all\n| where a.b[0] !in~ ('x', @\"c:\\d\") and t > ago(7d)");
    assert.deepEqual(
      words.map(({ kind, text }) => `${kind} ${text}`),
      [
        ...["name r", "mark |", "name where", "name a", "mark .", "name b", "mark [", "number 0"],
        ...["mark ]", "name !in~", "mark (", "string x", "mark ,", "string c:\\d", "mark )"],
        ...["name and", "name t", "mark >", "name ago", "mark (", "timespan 7d", "mark )", "end "],
      ],
    );
  });

  it("are refused with the place of what is not understood", () => {
    assert.deepEqual(refusal("resources # x"), ["ParserFailure", "ParserFailure", 10, "#"]);
    assert.deepEqual(refusal('where name == "b'), ["ParserFailure", "ParserFailure", 14, '"']);
    assert.deepEqual(refusal('where name == "\\q"'), ["ParserFailure", "ParserFailure", 14, "\\q"]);
  });
});

describe("Any text is a Resource Graph query, or refused as one", () => {
  const word = fc.constantFrom(
    ...["resources", "where", "project", "extend", "summarize", "by", "join", "on", "union", "top"],
    ...[
      "count()",
      "|",
      "(",
      ")",
      "[",
      "]",
      ",",
      ".",
      "=",
      "==",
      "=~",
      "and",
      "or",
      "not(",
      "in",
      "'a'",
    ],
    ...[
      "1",
      "7d",
      "ago(",
      "name",
      "properties",
      "size",
      "-",
      "*",
      "/",
      "%",
      "datetime(2026-01-01)",
    ],
    ...[
      "mv-expand",
      "order by",
      "distinct",
      "arg_max(",
      "dynamic([1])",
      "iff(",
      "between",
      "..",
      "$left",
    ],
    ...[
      "1000000000000000000000d",
      "now(",
      "tostring(",
      "kind=inner",
      "owners",
      "has",
      "take",
      "limit",
    ],
  );
  const check = (text: string): void => {
    try {
      answer(text);
    } catch (error) {
      assert.ok(error instanceof QueryRefusal, `${text.slice(0, 200)}: ${String(error)}`);
    }
  };

  it("of characters", () => {
    fc.assert(fc.property(fc.string(), check), { numRuns: 500 });
  });

  it("of words of the language", () => {
    const text = fc.array(word, { maxLength: 14 }).map((words) => words.join(" "));
    fc.assert(fc.property(text, check), { numRuns: 3000 });
  });

  it("however deep or long it is", () => {
    check(`where ${"(".repeat(50_000)}`);
    check(`where ${"-".repeat(50_000)}1`);
    check(`where ${"not(".repeat(5_000)}`);
    check(`project x = ${"size + ".repeat(20_000)}1`);
    check(`project x = dynamic(${"[".repeat(50_000)})`);
    check(`union ${"(resources | union ".repeat(5_000)}`);
    check(`project x = properties${".a".repeat(50_000)}`);
  });
});

describe("Expressions of a Resource Graph query", () => {
  it("take values out of bags and arrays", () => {
    assert.equal(value("properties.tags[1]"), "y");
    assert.equal(value("properties['tags'][-1]"), "y");
    assert.equal(value("properties.missing.deeper[3]"), null);
    assert.deepEqual(
      rows("resources | where name == 'db' | project properties.['odd.name'].z[2]"),
      [[3]],
    );
    assert.equal(value("['name']"), "Web-A");
  });

  it("compare with case and without", () => {
    for (const [expression, expected] of [
      ["name == 'web-a'", false],
      ["name =~ 'web-a'", true],
      ["name !~ 'web-a'", false],
      ["name != 'x'", true],
      ["name in ('web-a', 'db')", false],
      ["name in~ ('web-a', 'db')", true],
      ["name !in~ ('web-a')", false],
      ["name has 'a'", true],
      ["name has 'we'", false],
      ["name contains 'EB'", true],
      ["name contains_cs 'EB'", false],
      ["name !contains 'zz'", true],
      ["name startswith 'WEB'", true],
      ["name endswith '-a'", true],
      ["name has_any ('q', 'web')", true],
      ["name has_all ('q', 'web')", false],
      ["size between (1 .. 2)", true],
      ["size !between (1 .. 2)", false],
      ["size > 1 and not(size >= 3)", true],
      ["properties.os == 'Linux'", true],
      ["properties has 'linux'", true],
      ["properties.missing == 'x'", false],
      ["properties.missing != 'x'", true],
      ["isnull(properties.missing == properties.gone)", true],
      ["todatetime(properties.at) > ago(2d)", true],
      ["todatetime(properties.at) == datetime(2026-10-31T08:00)", true],
    ] as const) {
      assert.equal(value(expression), expected, expression);
    }
  });

  it("call functions", () => {
    for (const [expression, expected] of [
      ["tostring(properties.tags)", '["x","y"]'],
      ["tostring(properties.missing)", ""],
      ["tostring(datetime(2026-11-01))", "2026-11-01T00:00:00.0000000Z"],
      ["toint('7') + 1", 8],
      ["toint('seven')", null],
      ["tobool('TRUE')", true],
      ["now()", "2026-11-01T08:00:00Z"],
      ["ago(1.5h)", "2026-11-01T06:30:00Z"],
      ["now() - ago(26h)", "1.02:00:00"],
      ["datetime_diff('day', now(), todatetime(properties.at))", 1],
      ["datetime_diff('constructor', now(), todatetime(properties.at))", null],
      ["iff(size > 1, 'big', 'small')", "big"],
      ["case(size > 5, 'big', size > 1, 'middle', 'small')", "middle"],
      ["coalesce(tostring(properties.missing), name)", "Web-A"],
      ["isempty(tostring(properties.missing))", true],
      ["isnotnull(properties.os)", true],
      ["strcat(name, '/', tostring(size))", "Web-A/2"],
      ["tostring(split(id, '/')[2])", "a"],
      ["tostring(split(id, '/', 1)[0])", "vms"],
      ["array_length(properties.tags)", 2],
      ["tolower(name)", "web-a"],
      ["toupper(name)", "WEB-A"],
      ["substring(name, 4)", "A"],
      ["tostring(parse_json('{\"a\": 1}').a)", "1"],
      ["7 / 2", 3],
      ["7 / 2.0", 3.5],
      ["7 % 0", null],
      ["-size", -2],
      ["dynamic([1, {'a': null}])[0]", 1],
      ["bag_pack('a', size).a", 2],
      ["'it\\'s'", "it's"],
    ] as const) {
      assert.equal(value(expression), expected, expression);
    }
  });

  it("are refused when they mean nothing, with their place", () => {
    assert.deepEqual(refusal("resources | where nme == 'a'"), [
      "SemanticError",
      "The name 'nme' does not refer to any known column, table, variable or function.",
      18,
      "nme",
    ]);
    assert.deepEqual(refusal("resources | extend x = extract('a', 1, name)"), [
      "InvalidQueryLanguage",
      "InvalidQueryLanguage",
      23,
      "extract",
    ]);
    assert.deepEqual(refusal("resources | where name > 3").slice(0, 2), [
      "SemanticError",
      "The operator '>' is not defined for the operand types string and long.",
    ]);
    assert.deepEqual(refusal("resources | where name"), [
      "SemanticError",
      "The expression must have the type bool.",
      18,
      "name",
    ]);
    assert.deepEqual(refusal("resources | project name.x").slice(0, 2), [
      "SemanticError",
      "The value 'name' is of the type 'string': only of a dynamic one a path can be taken.",
    ]);
    assert.deepEqual(refusal("resources | project tolower()").slice(0, 2), [
      "SemanticError",
      "The function 'tolower' takes 1 to 1 arguments and was given 0.",
    ]);
    assert.deepEqual(refusal("resources | project coalesce(name, size)").slice(0, 2), [
      "SemanticError",
      "No common type can be determined from the arguments.",
    ]);
    assert.deepEqual(refusal("resources | project ago(size)"), [
      ...["SemanticError", "A value of type timespan expected.", 24, "size"],
    ]);
  });
});

describe("Operators of a Resource Graph query", () => {
  it("choose rows and columns", () => {
    assert.deepEqual(rows("where size > 2 | project name, double = size * 2"), [["Web-B", 8]]);
    assert.deepEqual(names("project name, tostring(properties.os), properties.tags[0], size + 1"), [
      ...["name", "properties_os", "properties_tags_0", "Column1"],
    ]);
    assert.deepEqual(names("extend size = 'x', more = 1"), [
      ...["id", "name", "size", "properties", "more"],
    ]);
    assert.deepEqual(names("project-away prop*, id"), ["name", "size"]);
    assert.deepEqual(names("project-keep name, s*"), ["name", "size"]);
    assert.deepEqual(names("project-rename n = name | project n"), ["n"]);
    assert.deepEqual(rows("resources | count"), [[3]]);
    assert.deepEqual(rows("resources | take 2 | project name"), [["Web-A"], ["Web-B"]]);
  });

  it("sort, with nothing first when it goes up", () => {
    assert.deepEqual(rows("order by size | project name"), [["Web-B"], ["Web-A"], ["db"]]);
    assert.deepEqual(rows("sort by size asc | project name"), [["db"], ["Web-A"], ["Web-B"]]);
    assert.deepEqual(rows("sort by size asc nulls last | project name | limit 1"), [["Web-A"]]);
    assert.deepEqual(rows("top 1 by name asc | project name"), [["Web-A"]]);
  });

  it("summarize", () => {
    assert.deepEqual(
      rows("summarize count(), big = countif(size > 2), max(size) by tostring(properties.os)"),
      [
        ["Linux", 2, 0, 2],
        ["Windows", 1, 1, 4],
      ],
    );
    assert.deepEqual(
      names("summarize count(), dcount(name), max(size) by tostring(properties.os)"),
      [...["properties_os", "count_", "dcount_name", "max_size"]],
    );
    assert.deepEqual(rows("summarize make_set(tostring(properties.os)), make_list(size)"), [
      [
        ["Linux", "Windows"],
        [2, 4],
      ],
    ]);
    assert.deepEqual(rows("owners | summarize arg_max(owner, *) by name"), [
      ["Web-A", "bob"],
      ["db", "cid"],
    ]);
    assert.deepEqual(rows("resources | where false | summarize count()"), [[0]]);
    assert.deepEqual(rows("owners | distinct name"), [["Web-A"], ["db"]]);
  });

  it("expand arrays", () => {
    assert.deepEqual(
      rows("mv-expand tag = properties.tags to typeof(string) | project name, tag"),
      [
        ["Web-A", "x"],
        ["Web-A", "y"],
        ["db", ""],
      ],
    );
    assert.deepEqual(
      rows("where name == 'Web-A' | mv-expand tag = properties.tags limit 1 | count"),
      [[1]],
    );
  });

  it("join and unite", () => {
    assert.deepEqual(rows("project name | join kind=inner owners on name | project name, owner"), [
      ["Web-A", "ann"],
      ["Web-A", "bob"],
      ["db", "cid"],
    ]);
    assert.deepEqual(
      rows(
        "project n = name | join kind=leftouter (owners | where owner != 'bob') on $left.n == $right.name",
      ),
      [
        ["Web-A", "Web-A", "ann"],
        ["Web-B", "", ""],
        ["db", "db", "cid"],
      ],
    );
    assert.deepEqual(names("project name | join kind=inner owners on name"), [
      ...["name", "name1", "owner"],
    ]);
    assert.deepEqual(rows("project name | union (owners | where owner == 'cid')"), [
      ["Web-A", ""],
      ["Web-B", ""],
      ["db", ""],
      ["db", "cid"],
    ]);
  });

  it("are refused where Azure refuses them", () => {
    assert.deepEqual(refusal("resources | parse id with * '/' x"), [
      "InvalidQueryLanguage",
      "InvalidQueryLanguage",
      12,
      "parse",
    ]);
    assert.deepEqual(refusal("nothing | count"), [
      "DisallowedLogicalTableName",
      "Table nothing is invalid, unsupported or disallowed.",
      0,
      "nothing",
    ]);
    assert.deepEqual(refusal("resources | join kind=leftsemi owners on name"), [
      "UnsupportedJoinFlavor",
      'The join kind "leftsemi" is not supported or not allowed.',
      22,
      "leftsemi",
    ]);
    assert.deepEqual(refusal("resources | summarize count() by properties.os").slice(0, 2), [
      "SemanticError",
      "The group key 'os' is of a 'dynamic' type. Please use an explicit cast (for example, " +
        "'tostring(os)') as grouping, joining and sorting by a 'dynamic' type is not supported.",
    ]);
    const joins = "| join kind=inner (owners | project name) on name ".repeat(4);
    assert.deepEqual(refusal(`resources ${joins}`), [
      "SemanticError",
      "A query may hold at most 3 join operators.",
      162,
      "join",
    ]);
    assert.deepEqual(refusal("resources | mv-expand properties.tags limit 401"), [
      "SemanticError",
      "The row limit of mv-expand is at most 400.",
      44,
      "401",
    ]);
    assert.deepEqual(refusal("resources | project name, name"), [
      "SemanticError",
      "A column with the name 'name' is already declared.",
      26,
      "name",
    ]);
    assert.deepEqual(refusal("resources |"), ["ParserFailure", "ParserFailure", 11, "<EOF>"]);
    assert.deepEqual(refusal("resources | where name == 'a' name"), [
      "ParserFailure",
      "ParserFailure",
      30,
      "name",
    ]);
  });
});
