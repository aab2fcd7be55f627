import assert from "node:assert/strict";
import { render } from "../../../src/cli/frame/output/formats";
import { asTable } from "../../../src/cli/frame/output/table";
import type { View } from "../../../src/cli/frame/view";
import { onTerminal, withEnvironment } from "./terminal";

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

  for (const columns of [40, 60, 80, 132]) {
    it(`is as wide as its ${columns} columns, and loses no part of an id that is longer`, async () => {
      const text = await onTerminal(process.stdout, columns, () => asTable(wide));
      const lines = text.split("\n");
      assert.ok(
        lines.every((line) => line.length <= columns),
        text,
      );
      const shown = lines.map((line) => line.slice(10).trim()).join("");
      assert.equal(shown.replaceAll(" ", ""), `IDItis${id}indeed.`);
    });
  }

  it("makes no column narrower than 24 on a terminal of few", async () => {
    const text = await onTerminal(process.stdout, 10, () => asTable(wide));
    assert.equal(Math.max(...text.split("\n").map((line) => line.length)), 34);
  });

  it("is not cut where it fits, whatever the script of its texts", async () => {
    const names: View = { tables: [{ columns: ["NAME", "AGE"], rows: [["日本語の名前", 1]] }] };
    for (const shown of [
      asTable(names),
      await onTerminal(process.stdout, 80, () => asTable(names)),
    ]) {
      assert.match(shown, /^日本語の名前 {2}1$/m);
    }
  });

  it("has colours, unless NO_COLOR is set or it is a dumb one", async () => {
    const red: View = { tables: [{ columns: ["A"], rows: [["1"]], colourOf: () => "red" }] };
    const shown = (environment: Record<string, string>, view = red) =>
      withEnvironment({ NO_COLOR: "", TERM: "xterm", ...environment }, () =>
        onTerminal(process.stdout, 80, () => asTable(view)),
      );
    assert.equal(await shown({}), "A\n\u001b[31m1\u001b[0m\n");
    assert.equal(await shown({ NO_COLOR: "1" }), "A\n1\n");
    assert.equal(await shown({ TERM: "dumb" }), "A\n1\n");
    assert.equal(asTable(red), "A\n1\n");
    const rows = Array.from({ length: 300 }, (_, index) => [index]);
    const late: View = {
      tables: [{ columns: ["A"], rows, colourOf: (index) => (index === 234 ? "red" : undefined) }],
    };
    const lines = (await shown({}, late)).split("\n");
    assert.deepEqual(
      lines.filter((line) => line.includes("\u001b")),
      ["\u001b[31m234\u001b[0m"],
    );
  });
});
