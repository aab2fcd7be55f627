import assert from "node:assert/strict";
import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { toDiffResponse, topLevelProperty } from "../../src/plugin/diff-response";

const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;

describe("toDiffResponse", () => {
  it("says that nothing changed", () => {
    const response = toDiffResponse({ changes: {}, deleteBeforeReplace: true });
    assert.equal(response.getChanges(), DIFF_NONE);
    assert.deepEqual(response.getDiffsList(), []);
    assert.deepEqual(response.getReplacesList(), []);
    assert.equal(response.getDeletebeforereplace(), false);
    assert.equal(response.getHasdetaileddiff(), true);
  });

  it("names each property once, and each path with what its change does", () => {
    const response = toDiffResponse({
      changes: {
        "tags.a": "add",
        'tags["b.c"]': "delete",
        size: "update",
        "rules[0].name": "add-replace",
        "rules[1]": "delete-replace",
        location: "update-replace",
      },
      deleteBeforeReplace: true,
    });
    assert.equal(response.getChanges(), DIFF_SOME);
    assert.deepEqual(response.getDiffsList(), ["tags", "size", "rules", "location"]);
    assert.deepEqual(response.getReplacesList(), ["rules", "location"]);
    assert.equal(response.getDeletebeforereplace(), true);
    const details = response.getDetaileddiffMap();
    const kindAt = (path: string) => {
      const detail = details.get(path);
      return [detail?.getKind(), detail?.getInputdiff()];
    };
    const { Kind } = PropertyDiff;
    assert.equal(details.getLength(), 6);
    assert.deepEqual(kindAt("tags.a"), [Kind.ADD, true]);
    assert.deepEqual(kindAt('tags["b.c"]'), [Kind.DELETE, true]);
    assert.deepEqual(kindAt("size"), [Kind.UPDATE, true]);
    assert.deepEqual(kindAt("rules[0].name"), [Kind.ADD_REPLACE, true]);
    assert.deepEqual(kindAt("rules[1]"), [Kind.DELETE_REPLACE, true]);
    assert.deepEqual(kindAt("location"), [Kind.UPDATE_REPLACE, true]);
  });

  it("asks for no deletion when nothing is replaced", () => {
    const response = toDiffResponse({ changes: { size: "update" }, deleteBeforeReplace: true });
    assert.equal(response.getDeletebeforereplace(), false);
  });
});

describe("topLevelProperty", () => {
  it("reads the first step of a path", () => {
    assert.equal(topLevelProperty("a"), "a");
    assert.equal(topLevelProperty("a.b"), "a");
    assert.equal(topLevelProperty("a[0].b"), "a");
    assert.equal(topLevelProperty('["a.b"].c'), "a.b");
    assert.equal(topLevelProperty(""), "");
  });
});
