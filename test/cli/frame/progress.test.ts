import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { progressDisplay } from "../../../src/cli/frame/progress";
import type { ProgressEvent } from "../../../src/operations/run/progress";
import { onTerminal, withEnvironment } from "./terminal";

const step = (
  name: string,
  state: Extract<ProgressEvent, { kind: "step" }>["state"],
  detail?: string,
): ProgressEvent => ({
  kind: "step",
  id: `/${name}`,
  name,
  state,
  ...(detail === undefined ? {} : { detail }),
});

const events: readonly ProgressEvent[] = [
  { kind: "message", text: "Asking\u001b[2J Azure." },
  step("web1", "running", "Assess it"),
  step("web2", "running"),
  step("web1", "succeeded", "two\nlines"),
  step("web2", "timedOut"),
];

/** What is written on stderr, piece by piece, when these events happen. */
async function written(shown: readonly ProgressEvent[]): Promise<string[]> {
  const pieces: string[] = [];
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = (piece: string | Uint8Array) => pieces.push(String(piece)) > 0;
  try {
    const display = await progressDisplay();
    shown.forEach((event) => {
      display.show(event);
    });
    display.close();
  } finally {
    process.stderr.write = write;
  }
  return pieces;
}

const onXterm = (changes: Readonly<Record<string, string>>, shown = events) =>
  withEnvironment({ NO_COLOR: "", TERM: "xterm", ...changes }, () =>
    onTerminal(process.stderr, 80, () => written(shown)),
  );

describe("progress", () => {
  const plain = [
    "Asking?[2J Azure.\n",
    "web1: Assess it\n",
    "web2: running\n",
    "web1: succeeded: two lines\n",
    "web2: timed out\n",
  ];

  it("is a line of words for each event where stderr is no terminal, or a dumb one", async () => {
    assert.deepEqual(await written(events), plain);
    assert.deepEqual(await onXterm({ TERM: "dumb" }), plain);
  });

  it("keeps what has ended on a terminal, with a sign in colour unless NO_COLOR is set", async () => {
    const coloured = (await onXterm({})).join("");
    assert.ok(coloured.includes("\u001b[32m✔\u001b[0m web1: two lines\n"), coloured);
    assert.ok(coloured.includes("\u001b[33m!\u001b[0m web2\n"), coloured);
    const colourless = (await onXterm({ NO_COLOR: "1" })).join("");
    assert.ok(colourless.includes("✔ web1: two lines\n"), colourless);
    assert.ok(!colourless.includes("\u001b[32m") && !colourless.includes("\u001b[33m"), colourless);
  });

  it("shows ten of what is under way on a terminal, how many more there are, and what has ended", async () => {
    const many = Array.from({ length: 12 }, (_, index) => step(`web${index + 1}`, "running"));
    const pieces = await onXterm({ NO_COLOR: "1" }, [step("db1", "failed", "No."), ...many]);
    const text = stripVTControlCharacters(pieces.join(""));
    for (const line of [
      "✖ db1: No.",
      "1 failed",
      "… web1",
      "… web10",
      "  and 1 more",
      "  and 2 more",
    ]) {
      assert.ok(text.includes(`${line}\n`) || text.endsWith(line), `${line} in ${text}`);
    }
    assert.ok(!text.includes("… web11"), text);
  });
});
