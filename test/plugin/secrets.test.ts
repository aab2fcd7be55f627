import assert from "node:assert/strict";
import {
  Redactor,
  hasSecrets,
  marksOf,
  mergeMarks,
  type SecretMarks,
} from "../../src/plugin/secrets";

describe("mergeMarks", () => {
  it("takes no name for something that every object has", () => {
    const marks = JSON.parse('{"constructor":{"name":true}}') as SecretMarks;
    assert.deepEqual(mergeMarks({}, marks), marks);
  });

  it("makes secret what either marks", () => {
    assert.deepEqual(mergeMarks({ a: { b: true } }, { a: { c: true }, d: true }), {
      a: { b: true, c: true },
      d: true,
    });
    assert.equal(mergeMarks(true, { a: true }), true);
    assert.deepEqual(mergeMarks({ a: { b: true } }, { a: true }), { a: true });
    assert.deepEqual(marksOf(["x", "y"]), { x: true, y: true });
  });
});

describe("hasSecrets", () => {
  it("looks into nested marks", () => {
    assert.equal(hasSecrets(undefined), false);
    assert.equal(hasSecrets({ a: {} }), false);
    assert.equal(hasSecrets({ a: { b: true } }), true);
  });
});

describe("Redactor", () => {
  it("takes out secret texts and numbers wherever they stand, and nothing else", () => {
    const redactor = new Redactor(
      {
        value: { password: "hunter2", name: "bob", pin: 4711 },
        secrets: { password: true, pin: true },
      },
      {
        value: { nested: { keys: ["first-key", { more: "second-key" }] } },
        secrets: { nested: { keys: true } },
      },
    );
    assert.equal(
      redactor.redact("bob's hunter2, 4711, first-key and second-key, hunter2 again"),
      "bob's [secret], [secret], [secret] and [secret], [secret] again",
    );
  });

  it("knows a secret in quotes and in an address", () => {
    const redactor = new Redactor({ value: 'a"b/c d', secrets: true });
    assert.equal(
      redactor.redact(String.raw`{"x":"a\"b/c d"} https://host/?k=a%22b%2Fc%20d`),
      '{"x":"[secret]"} https://host/?k=[secret]',
    );
  });

  it("takes the longer of two secrets first, and leaves the shortest alone", () => {
    const redactor = new Redactor({ value: ["abc", "abcdef", "ab", ""], secrets: true });
    assert.equal(redactor.redact("abcdef abc ab"), "[secret] [secret] ab");
  });
});
