import assert from "node:assert/strict";
import { factsOf } from "../../../tools/example-facts";
import { lackingIn } from "./replay";

describe("the facts of an official example", () => {
  const answer = {
    name: "one",
    tags: { owner: "fleet" },
    properties: { count: 2, list: [{ on: true }, { on: false, note: null }], none: {} },
  };

  it("are the paths of its answer by type, without names that are the user's own", () => {
    assert.deepEqual(factsOf(answer), {
      string: "name",
      object: "tags properties.none",
      number: "properties.count",
      array: "properties.list",
      boolean: "properties.list[].on",
      any: "properties.list[].note",
    });
  });

  it("are held against an answer: what is missing, and what is of another type", () => {
    assert.deepEqual(lackingIn(answer, factsOf(answer)), []);
    const other = { name: 1, tags: {}, properties: { list: [], none: {} } };
    assert.deepEqual(lackingIn(other, factsOf(answer)), [
      "string name",
      "number properties.count",
      "boolean properties.list[].on",
      "any properties.list[].note",
    ]);
  });
});
