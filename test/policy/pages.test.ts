import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { policyPages, policyPagesOnDisk } from "../../tools/policy-pages";

const folder = resolve(__dirname, "..", "..", "docs", "policies");

describe("the pages about policies", () => {
  it("are those that npm run docs writes", async function () {
    this.timeout(120_000);
    const written = await policyPages();
    const onDisk = policyPagesOnDisk();

    assert.deepEqual([...onDisk.keys()].sort(), [...written.keys()].sort());
    for (const [file, text] of written) {
      assert.equal(onDisk.get(file), text, `${file} is not up to date: run npm run docs.`);
    }
  });

  it("link to nothing that is not there", () => {
    const pages = new Map(policyPagesOnDisk()).set(
      "using.md",
      readFileSync(join(folder, "using.md"), "utf8"),
    );
    const dead = [...pages].flatMap(([file, text]) =>
      [...text.matchAll(/\]\((?!https:)(?<target>[^)#]+)/g)]
        .map(({ groups }) => groups?.target ?? "")
        .filter((target) => !existsSync(resolve(dirname(join(folder, file)), target)))
        .map((target) => `${file}: ${target}`),
    );

    assert.deepEqual(dead, []);
  });
});
