import assert from "node:assert/strict";
import { packRules } from "../../src/policy/pack/pack-rules";
import { rules } from "../../src/policy/rules";
import { policyPackHandlers } from "../../src/policy/serve";
import { analyze, type Deployment, type Said } from "./analyzer";
import { everyCase } from "./every-case";
import type { Program } from "./program";

const now = new Date("2026-11-26T12:00:00Z");

/** Says what one rule, or the pack, says of a program. */
async function judged(
  rule: string,
  program: Program,
  deployment: Deployment & { readonly parameters?: Readonly<Record<string, unknown>> | undefined },
): Promise<Said[]> {
  const tried = rules.filter(({ id }) => id === rule);
  const pack = policyPackHandlers(
    { name: "tried", version: "1.0.0", rules: tried, preset: "strict" },
    () => now,
  );
  const { parameters = {} } = deployment;
  return analyze(pack, program, {
    ...deployment,
    configuration: { [rule]: { enforcementLevel: "mandatory", ...parameters } },
  });
}

describe("the rules of the policy pack", () => {
  it("each have their cases", () => {
    assert.deepEqual(rules.map(({ id }) => id).sort(), everyCase.map(({ rule }) => rule).sort());
  });

  for (const { rule, compliant, failing, unknown, readsNothing = false, parameters } of everyCase) {
    describe(rule, () => {
      const [first = []] = compliant;

      compliant.forEach((program, index) => {
        it(`finds nothing in the compliant program ${index + 1}`, async () => {
          assert.deepEqual(await judged(rule, program, { mode: "up", parameters }), []);
          const previewed = await judged(rule, program, { mode: "preview", parameters });
          assert.deepEqual(
            previewed.filter(({ policy }) => policy === rule),
            [],
          );
        });
      });

      for (const failure of failing) {
        it(`finds: ${failure.title}`, async () => {
          const program = failure.change(first);
          const own = { parameters: failure.parameters ?? parameters };
          const messages = (said: readonly Said[]): string[] =>
            said.filter(({ policy }) => policy === rule).map(({ message }) => message);

          const said = await judged(rule, program, { mode: "up", ...own });
          assert.deepEqual(messages(said), failure.messages);
          if (failure.resource !== undefined) {
            assert.equal(said[0]?.resource, failure.resource);
          }
          const previewed = await judged(rule, program, { mode: "preview", ...own });
          if (failure.onlyWhenKnown === true) {
            assert.deepEqual(messages(previewed), []);
            assert.deepEqual(
              previewed.map(({ policy }) => policy),
              [packRules.notYetKnown.id],
            );
          } else if (failure.onlyStanding === true) {
            assert.deepEqual(previewed, []);
          } else {
            assert.equal(messages(previewed).length, failure.messages.length);
          }
        });
      }

      for (const { resource, property } of unknown) {
        it(`does not know yet while ${resource}.${property} is unknown`, async () => {
          const hidden = { unknown: [{ resource, property }], parameters };
          const previewed = await judged(rule, first, { mode: "preview", ...hidden });
          assert.deepEqual(
            previewed.map(({ policy, level }) => [policy, level]),
            [[packRules.notYetKnown.id, "advisory"]],
          );
          assert.ok(previewed[0]?.message.includes(`(${rule})`), previewed[0]?.message);
          const deployed = await judged(rule, first, { mode: "up", ...hidden });
          assert.deepEqual(
            [...new Set(deployed.map(({ policy, level }) => `${policy} ${level}`))],
            [`${rule} mandatory`],
          );
        });
      }

      it("has a failing case, and one for what is not known", () => {
        const isAboutBefore = failing.every(({ onlyStanding }) => onlyStanding === true);
        assert.ok(failing.length > 0 && (isAboutBefore || unknown.length > 0 !== readsNothing));
      });
    });
  }
});
