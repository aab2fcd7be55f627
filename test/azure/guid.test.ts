import assert from "node:assert/strict";
import fc from "fast-check";
import { deterministicGuid, guidNamespace, isGuid, nameBasedGuid } from "../../src/azure/guid";

describe("GUIDs", () => {
  it("knows the form", () => {
    assert.equal(isGuid("8e3af657-a8ff-443c-a75c-2fe8c4bcb635"), true);
    assert.equal(isGuid("8E3AF657-A8FF-443C-A75C-2FE8C4BCB635"), true);
    assert.equal(isGuid("{8e3af657-a8ff-443c-a75c-2fe8c4bcb635}"), false);
    assert.equal(isGuid("8e3af657a8ff443ca75c2fe8c4bcb635"), false);
    assert.equal(isGuid("8e3af657-a8ff-443c-a75c-2fe8c4bcb63"), false);
    assert.equal(isGuid("8e3af657-a8ff-443c-a75c-2fe8c4bcb635\n"), false);
    assert.equal(isGuid(""), false);
  });

  it("makes version 5 GUIDs as RFC 4122 and Python's uuid module do", () => {
    const dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    assert.equal(nameBasedGuid(dns, "python.org"), "886313e1-3b8a-5372-9b90-0c9aee199e5d");
    assert.equal(nameBasedGuid(dns, "azure-evergreen"), guidNamespace);
  });

  it("gives a role assignment the same name in every deployment", () => {
    assert.equal(
      deterministicGuid("/subscriptions/A", "b"),
      "77aea7cc-7db6-53ff-aee0-1f5a3277de58",
    );
    assert.equal(
      deterministicGuid("/SUBSCRIPTIONS/a", "B"),
      "77aea7cc-7db6-53ff-aee0-1f5a3277de58",
    );
  });

  it("keeps parts apart", () => {
    assert.notEqual(deterministicGuid("a", "bc"), deterministicGuid("ab", "c"));
    assert.notEqual(deterministicGuid("a", ""), deterministicGuid("a"));
  });

  it("needs a part", () => {
    assert.throws(() => deterministicGuid(), {
      name: "RangeError",
      message: "A deterministic GUID needs at least one part.",
    });
  });

  it("is always a version 5 GUID of the RFC 4122 variant", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (parts) => {
        const guid = deterministicGuid(...parts);
        assert.equal(isGuid(guid), true);
        assert.match(guid, /^.{14}5.{4}[89ab]/);
      }),
    );
  });
});
