import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readInputFile } from "../../../src/cli/frame/input-file";
import { WrongInput } from "../../../src/cli/frame/wrong-input";

describe("a file of the command line", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "azure-evergreen-input-"));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("is read as shells write it: in UTF-8 or UTF-16, with a mark before it or without", () => {
    const text = '{"name": "Zürich"}';
    const file = join(folder, "file.json");
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(`\uFEFF${text}`, "utf16le"),
    ]) {
      writeFileSync(file, bytes);
      assert.equal(readInputFile(file), text);
    }
  });

  it("is refused by name when it cannot be read", () => {
    const none = join(folder, "none");
    for (const [file, reason] of [
      [none, "There is no such file."],
      [folder, "It is a directory."],
    ] as const) {
      assert.throws(
        () => readInputFile(file),
        (error) => {
          assert.ok(error instanceof WrongInput);
          assert.equal(error.message, `${file}: ${reason}`);
          return true;
        },
      );
    }
  });
});
