import assert from "node:assert/strict";
import fc from "fast-check";
import { mergeTags, removeTags, tagProblem, type Tags } from "../../src/azure/tags";

const many = (count: number): Tags =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`tag${i}`, ""]));

describe("tags", () => {
  it("have limits, narrower ones for some types", () => {
    const machine = "Microsoft.Compute/virtualMachines";
    assert.equal(tagProblem(many(50), machine), undefined);
    assert.equal(tagProblem(many(51), machine)?.rule, "count");
    assert.equal(tagProblem(many(16), "Microsoft.Automation/automationAccounts")?.rule, "count");
    assert.equal(tagProblem({ ["n".repeat(512)]: "v".repeat(256) }, machine), undefined);
    assert.equal(tagProblem({ ["n".repeat(513)]: "" }, machine)?.rule, "name length");
    assert.equal(tagProblem({ "": "" }, machine)?.rule, "name length");
    assert.equal(tagProblem({ n: "v".repeat(257) }, machine)?.rule, "value length");
    assert.equal(
      tagProblem({ ["n".repeat(129)]: "" }, "microsoft.storage/storageaccounts")?.rule,
      "name length",
    );
  });

  it("have names without some characters, and values of any", () => {
    for (const character of ["<", ">", "%", "&", "\\", "?", "/", "\n", "\u007f"]) {
      assert.deepEqual(tagProblem({ [`a${character}b`]: character, c: "d" }, "any"), {
        rule: "characters",
        culprits: [`a${character}b`],
      });
    }
    assert.equal(tagProblem({ "a b:c.d-e_漢字": "<>%&\\?/" }, "any"), undefined);
  });

  it("are the same when their names differ in case alone", () => {
    assert.deepEqual(mergeTags({ Owner: "a", team: "b" }, { owner: "c" }), {
      team: "b",
      owner: "c",
    });
    assert.deepEqual(removeTags({ Owner: "a", team: "b" }, { owner: "" }), { team: "b" });
    assert.deepEqual(removeTags({ Owner: "a", team: "b" }, { owner: "x", team: "b" }), {
      Owner: "a",
    });
  });

  it("that are put over others and taken away again leave none of themselves", () => {
    const tag = fc.tuple(fc.string({ minLength: 1, maxLength: 5 }), fc.string());
    // A set of tags has no two names that differ in case alone.
    const tags = fc
      .uniqueArray(tag, { selector: ([name]) => name.toLowerCase() })
      .map((each) => Object.fromEntries(each));
    fc.assert(
      fc.property(tags, tags, (before, over) => {
        const left = removeTags(mergeTags(before, over), over);
        const names = Object.keys(over).map((name) => name.toLowerCase());
        assert.ok(Object.keys(left).every((name) => !names.includes(name.toLowerCase())));
      }),
    );
  });
});
