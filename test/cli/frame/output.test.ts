import assert from "node:assert/strict";
import { render } from "../../../src/cli/frame/output/formats";
import { asTable } from "../../../src/cli/frame/output/table";
import type { View } from "../../../src/cli/frame/view";

const id =
  "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/machine1";

const view: View = {
  before: ["Machines of rg:"],
  tables: [
    {
      columns: ["NAME", "WELL", "WHY"],
      rows: [
        ["web1", true, null],
        ["=1+1", false, "a | b, `c` <d>"],
        ["two\nlines\u001b[2J", undefined, 3],
      ],
    },
  ],
  after: ["3 machines."],
};

/** Does something as if stdout were a terminal of so many columns. */
function onTerminal<T>(columns: number, work: () => T): T {
  const before = ["isTTY", "columns"].map(
    (name) => [name, Object.getOwnPropertyDescriptor(process.stdout, name)] as const,
  );
  for (const [name, value] of [
    ["isTTY", true],
    ["columns", columns],
  ] as const) {
    Object.defineProperty(process.stdout, name, { value, configurable: true });
  }
  try {
    return work();
  } finally {
    for (const [name, descriptor] of before) {
      Reflect.deleteProperty(process.stdout, name);
      if (descriptor !== undefined) {
        Object.defineProperty(process.stdout, name, descriptor);
      }
    }
  }
}

describe("what a command writes", () => {
  const written = (format: Parameters<typeof render>[0]) =>
    [...render(format, { schema: "listing", data: { some: ["data"] }, view })].join("");

  it("as a table has one line a row, and nothing that steers a terminal", () => {
    assert.equal(
      written("table"),
      [
        "Machines of rg:",
        "",
        "NAME           WELL  WHY",
        "web1           yes",
        "=1+1           no    a | b, `c` <d>",
        "two lines?[2J        3",
        "",
        "3 machines.",
        "",
      ].join("\n"),
    );
  });

  it("as CSV quotes what it must, and makes no formula for a spreadsheet", () => {
    assert.equal(
      written("csv"),
      'NAME,WELL,WHY\nweb1,yes,\n\'=1+1,no,"a | b, `c` <d>"\ntwo lines?[2J,,3\n',
    );
  });

  it("as Markdown is a table whose texts are no markup", () => {
    assert.equal(
      written("markdown"),
      [
        "Machines of rg:",
        "",
        "| NAME           | WELL | WHY                 |",
        "| -------------- | ---- | ------------------- |",
        "| web1           | yes  |                     |",
        "| =1+1           | no   | a \\| b, \\`c\\` \\<d\\> |",
        "| two lines?\\[2J |      | 3                   |",
        "",
        "3 machines.",
        "",
      ].join("\n"),
    );
  });

  it("as JSON is the data alone, with the name of its schema", () => {
    assert.equal(
      written("json"),
      '{\n  "$schema": "urn:azure-evergreen:listing",\n  "some": [\n    "data"\n  ]\n}\n',
    );
  });

  it("as JSON comes in pieces that together are what JSON.stringify writes", () => {
    const data = {
      text: 'a "line"\nand another',
      number: 0,
      none: null,
      left: undefined,
      empty: [],
      object: { deep: { list: [1, { a: "b" }], left: undefined }, empty: {} },
      list: [{ a: [1, 2], b: { c: "d\n" } }, [], {}, "text", null, undefined, [["x"]]],
      'a "name"': [false],
    };
    const pieces = [...render("json", { schema: "listing", data, view })];
    const whole = { $schema: "urn:azure-evergreen:listing", ...data };
    assert.equal(pieces.join(""), `${JSON.stringify(whole, undefined, 2)}\n`);
    assert.ok(pieces.length > data.list.length, "each item of a list is a piece");
    assert.equal(
      [...render("json", { schema: "listing", data: {}, view })].join(""),
      '{\n  "$schema": "urn:azure-evergreen:listing"\n}\n',
    );
  });

  it("keeps lines around a table, but for what steers a terminal", () => {
    const lines: View = { before: ["one\r\ntwo\u001b]0;title\u0007\tend"], tables: [] };
    const cleaned = "one\ntwo?]0;title?\tend\n";
    assert.equal(asTable(lines), cleaned);
    assert.deepEqual(render("markdown", { schema: "listing", data: {}, view: lines }), [cleaned]);
  });

  it("has one heading and the same columns for ten thousand rows, each in its place", () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `vm-${index}`);
    names[7123] = "a name that is longer";
    const many: View = {
      tables: [
        {
          columns: ["NAME", "AT"],
          rows: names.map((name, index) => [name, index]),
        },
      ],
    };
    const expected = [["NAME", "AT"], ...names.map((name, index) => [name, String(index)])]
      .map(([name = "", at = ""]) => `${name.padEnd(21)}  ${at}\n`)
      .join("");
    assert.equal(asTable(many), expected);
  });

  it("says nothing of a table without rows, and shows titles of several", () => {
    const table = { columns: ["A"], rows: [["1"]] };
    assert.equal(
      asTable({
        tables: [
          { ...table, title: "First" },
          { ...table, title: "Second" },
        ],
      }),
      "First\nA\n1\n\nSecond\nA\n1\n",
    );
    assert.equal(asTable({ tables: [] }), "");
  });
});

describe("a table on a terminal", () => {
  const wide: View = {
    tables: [{ columns: ["NAME", "ID"], rows: [["machine1", `It is ${id} indeed.`]] }],
  };

  it("is as wide as that, and loses no part of an id that is longer than a line", () => {
    const lines = onTerminal(60, () => asTable(wide)).split("\n");
    assert.ok(
      lines.every((line) => line.length <= 60),
      lines.join("\n"),
    );
    const shown = lines.map((line) => line.slice(10).trim()).join("");
    assert.equal(shown, `IDIt is${id} indeed.`);
  });

  it("is not cut where it fits, whatever the script of its texts", () => {
    const names: View = { tables: [{ columns: ["NAME", "AGE"], rows: [["日本語の名前", 1]] }] };
    for (const shown of [asTable(names), onTerminal(80, () => asTable(names))]) {
      assert.match(shown, /^日本語の名前 {2}1$/m);
    }
  });

  it("has colours, unless NO_COLOR is set or it is a dumb one", () => {
    const red: View = { tables: [{ columns: ["A"], rows: [["1"]], colourOf: () => "red" }] };
    const shown = (environment: Record<string, string>, view = red) => {
      const before = { ...process.env };
      Object.assign(process.env, { NO_COLOR: "", TERM: "xterm" }, environment);
      try {
        return onTerminal(80, () => asTable(view));
      } finally {
        process.env = before;
      }
    };
    assert.equal(shown({}), "A\n\u001b[31m1\u001b[0m\n");
    assert.equal(shown({ NO_COLOR: "1" }), "A\n1\n");
    assert.equal(shown({ TERM: "dumb" }), "A\n1\n");
    assert.equal(asTable(red), "A\n1\n");
    const rows = Array.from({ length: 300 }, (_, index) => [index]);
    const late: View = {
      tables: [{ columns: ["A"], rows, colourOf: (index) => (index === 234 ? "red" : undefined) }],
    };
    const lines = shown({}, late).split("\n");
    assert.deepEqual(
      lines.filter((line) => line.includes("\u001b")),
      ["\u001b[31m234\u001b[0m"],
    );
  });
});
