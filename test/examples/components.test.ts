import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { openExample } from "./run-example";

const examples = readdirSync(join(__dirname, "../../examples/components"))
  .filter((file) => file !== "place.ts")
  .map((file) => file.replace(/\.ts$/, ""));

describe("the smallest program of each component", () => {
  it("is there for every component", () => {
    const components = readdirSync(join(__dirname, "../components"))
      .filter((file) => file.endsWith(".test.ts"))
      .map((file) => file.replace(/\.test\.ts$/, ""));
    assert.deepEqual(
      examples.filter((example) => !components.includes(example)),
      [],
    );
    assert.equal(examples.length, 14);
  });

  for (const example of examples) {
    it(`${example} is deployed, and the second time changes nothing`, async () => {
      const { deploy } = openExample(`components/${example}`, "Owner");
      const first = await deploy();
      assert.equal(first.failure, undefined);
      const second = await deploy();
      assert.equal(second.failure, undefined);
      assert.deepEqual(second.changes, []);
      assert.deepEqual(second.outputs, first.outputs);
    });
  }
});
