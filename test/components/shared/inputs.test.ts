import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Finding } from "../../../src/azure/finding";
import {
  isPlain,
  judge,
  mapInput,
  refuse,
  rule,
  ruleOn,
  settled,
} from "../../../src/components/shared/inputs";
import { deploy, lateRefusalOf, unknownInput, valueOf } from "../mocks";

function error(propertyPath: string, message: string): Finding {
  return { ruleId: "EVG-TEST-001", severity: "error", propertyPath, message, fix: "Mend it." };
}

/** A rule that finds every text too long that is longer than three letters. */
function short(path: string, value: pulumi.Input<string> | undefined) {
  return ruleOn(value, (text) => (text.length > 3 ? [error(path, `"${text}" is long.`)] : []));
}

describe("judging arguments", () => {
  it("throws once, with every problem in the plain ones", () => {
    assert.throws(
      () =>
        judge('Thing "a"', [
          ...short("one", "long"),
          ...short("two", "abc"),
          ...short("three", "longer"),
        ]),
      {
        name: "InvalidInputError",
        message: [
          'Thing "a" has 2 problems:',
          '  - one: "long" is long. Mend it. [EVG-TEST-001]',
          '  - three: "longer" is long. Mend it. [EVG-TEST-001]',
        ].join("\n"),
      },
    );
  });

  it("asks nothing about an argument that is left out", () => {
    assert.deepEqual(short("one", undefined), []);
  });

  it("hands plain values on as they are", () => {
    const value = { text: "abc" };

    assert.equal(judge('Thing "a"', short("one", "abc")).gate(value), value);
  });

  it("hands a value on when the outputs turn out well", async () => {
    const verdict = judge('Thing "a"', short("one", pulumi.output("abc")));

    assert.equal(await valueOf(pulumi.output(verdict.gate("value"))), "value");
  });

  it("fails the value with every problem in the outputs", async () => {
    const verdict = judge('Thing "a"', [
      ...short("one", pulumi.output("long")),
      ...short("two", Promise.resolve("longer")),
    ]);

    await assert.rejects(settled(pulumi.output(verdict.gate("value"))), {
      message: [
        'Thing "a" has 2 problems:',
        '  - one: "long" is long. Mend it. [EVG-TEST-001]',
        '  - two: "longer" is long. Mend it. [EVG-TEST-001]',
      ].join("\n"),
    });
  });

  it("leaves a value known that waits for a judgement of unknown ones, and judges the others", async () => {
    const { result, failures } = await deploy(
      () => {
        const verdict = judge('Thing "a"', [
          ...short("one", unknownInput()),
          ...short("two", pulumi.output("abc")),
        ]);
        return pulumi.output(verdict.gate("value"));
      },
      { preview: "create" },
    );

    assert.equal(await valueOf(result), "value");
    assert.deepEqual(failures, []);
    const refusal = await lateRefusalOf(
      () => {
        judge('Thing "a"', [
          ...short("one", unknownInput()),
          ...short("two", pulumi.output("longer")),
        ]);
      },
      { preview: "create" },
    );
    assert.equal(
      refusal.message,
      'Thing "a" has 1 problem:\n  - two: "longer" is long. Mend it. [EVG-TEST-001]',
    );
  });

  it("keeps a value secret that waits for a judgement", async () => {
    const verdict = judge('Thing "a"', short("one", pulumi.output("abc")));
    const passed = pulumi.output(verdict.gate(pulumi.secret("value")));

    assert.equal(await pulumi.isSecret(passed), true);
  });

  it("shows warnings, of outputs too, and goes on", async () => {
    const warning = (path: string): Finding => ({ ...error(path, "Odd."), severity: "warning" });
    const { warnings } = await deploy((opts) => {
      const verdict = judge('Thing "a"', [
        rule({}, () => [warning("one")]),
        rule({ two: pulumi.output("x") }, () => [warning("two")]),
      ]);
      verdict.showWarnings(new pulumi.ComponentResource("test:index:Thing", "a", {}, opts));
    });

    assert.deepEqual(warnings, [
      "one: Odd. Mend it. [EVG-TEST-001]",
      "two: Odd. Mend it. [EVG-TEST-001]",
    ]);
  });
});

describe("refusing arguments", () => {
  it("throws what Pulumi shows as it is, whatever it passes through", () => {
    const refused = (): unknown => {
      try {
        refuse('Thing "a"', [error("one", "Odd.")]);
      } catch (thrown) {
        return thrown;
      }
      return undefined;
    };
    const thrown = refused() as Error;
    assert.equal(pulumi.RunError.isInstance(thrown), true);
    thrown.message = `error serializing property "one": ${thrown.message}`;
    assert.equal(thrown.message, 'Thing "a" has 1 problem:\n  - one: Odd. Mend it. [EVG-TEST-001]');
  });
});

describe("plain values", () => {
  it("hold no output and no promise at any depth", () => {
    assert.equal(isPlain({ a: [1, { b: "c" }], d: null, e: undefined }), true);
    assert.equal(isPlain({ a: [1, { b: pulumi.output("c") }] }), false);
    assert.equal(isPlain([Promise.resolve(1)]), false);
  });

  it("are mapped at once, the others when they are known", async () => {
    const double = (value: number) => value * 2;

    assert.equal(mapInput(21, double), 42);
    assert.equal(await valueOf(pulumi.output(mapInput(pulumi.output(21), double))), 42);
  });
});
