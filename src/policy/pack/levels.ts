import type { Rule } from "../rule";

/** What comes of a violation, in Pulumi's words. */
export type EnforcementLevel = "advisory" | "mandatory" | "remediate" | "disabled";

/** Ready-made choices of levels. */
export type Preset = "baseline" | "strict" | "migration";

/** Tag of the rules about the retired Run As accounts. */
export const runAsTag = "run-as";

/**
 * The level of a rule that is not configured. `baseline` stops what is critical or high and tells of
 * the rest; `strict` stops everything; `migration` is `baseline` that only tells of Run As accounts,
 * until the date that `EVG-PACK-002` is given.
 */
export function presetLevel(preset: Preset, rule: Rule): EnforcementLevel {
  if (preset === "strict") {
    return "mandatory";
  }
  if (preset === "migration" && rule.tags.includes(runAsTag)) {
    return "advisory";
  }
  return rule.severity === "critical" || rule.severity === "high" ? "mandatory" : "advisory";
}
