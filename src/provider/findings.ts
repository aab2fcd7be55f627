import { describeFinding, errorsAmong, warningsAmong, type Finding } from "../azure/finding";
import type { CallContext, CheckFailure, Properties } from "../plugin/handlers";

/** Findings as the engine shows them; warnings are shown at once. */
export function toFailures(findings: readonly Finding[], context: CallContext): CheckFailure[] {
  for (const warning of warningsAmong(findings)) {
    context.log("warning", describeFinding(warning));
  }
  return errorsAmong(findings).map(({ propertyPath, message, fix, ruleId }) => ({
    property: propertyPath,
    reason: `${message} ${fix} [${ruleId}]`,
  }));
}

/** A property that the resource does not have: most often a slip of the pen. */
export function unknownPropertyFailures(
  inputs: Properties,
  known: readonly string[],
): CheckFailure[] {
  return Object.keys(inputs)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      property: name,
      reason: `There is no property ${name}. Use one of ${known.join(", ")}.`,
    }));
}
