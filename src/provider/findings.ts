import {
  propertyPath,
  describeFinding,
  errorsAmong,
  warningsAmong,
  type Finding,
} from "../azure/finding";
import type { CallContext, CheckFailure, Properties } from "../plugin/handlers";

/** The components that judge their arguments by the same rules, and have shown what they warn of. */
const judgedByComponent =
  /\bazure-evergreen:index:(?:FeatureRegistration|RecoveryPlan|SiteRecovery)\$/;

/** Findings as the engine shows them; warnings are shown at once, unless the component above has. */
export function toFailures(findings: readonly Finding[], context: CallContext): CheckFailure[] {
  if (!judgedByComponent.test(context.urn)) {
    for (const warning of warningsAmong(findings)) {
      context.log("warning", describeFinding(warning));
    }
  }
  return failuresOf(findings);
}

/** Findings of rules that warn of nothing, as the engine shows them. */
export function failuresOf(findings: readonly Finding[]): CheckFailure[] {
  return errorsAmong(findings).map((finding) => failureAt(finding.propertyPath, reasonIn(finding)));
}

/** What a finding says beside the property that it is about. */
export function reasonIn({ message, fix, ruleId }: Finding): string {
  return `${message} ${fix} [${ruleId}]`;
}

/** A failure of a property. The engine shows the value of a top-level one; a path below it would show as nothing. */
export function failureAt(propertyPath: string, reason: string): CheckFailure {
  return propertyPath.includes(".")
    ? { reason: `${propertyPath}: ${reason}` }
    : { property: propertyPath, reason };
}

/** A property that the resource does not have: most often a slip of the pen. */
export function unknownPropertyFailures(
  inputs: Properties,
  known: readonly string[],
  basePath = "",
): CheckFailure[] {
  return Object.keys(inputs)
    .filter((name) => !known.includes(name))
    .map((name) =>
      failureAt(
        propertyPath(basePath, name),
        `There is no property ${name}. Use one of ${known.join(", ")}.`,
      ),
    );
}
