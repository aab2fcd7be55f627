import { type Rule, resourceRule } from "../rule";

/**
 * What the pack says of itself. These have ids of their own, so that they can be configured and
 * found; they judge no resource.
 */
export const packRules = {
  exemptions: packRule({
    id: "EVG-PACK-001",
    title: "Exemptions are shown, in date and of use",
    severity: "medium",
    why: "An exemption that nobody sees, or that outlives its reason, is a hole in the pack.",
    remediation: [
      "Take away an exemption that matches nothing.",
      "Mend what an expired exemption was for, or agree on a new date with its owner.",
    ],
  }),
  migrationEnd: packRule({
    id: "EVG-PACK-002",
    title: "A migration from Run As accounts has an end",
    severity: "high",
    why: "Run As accounts were retired on 2023-09-30; what still uses one fails when its certificate ends.",
    remediation: [
      "Give the day until which Run As accounts are only told of, as `runAsAllowedUntil`.",
    ],
  }),
  notYetKnown: packRule({
    id: "EVG-PACK-003",
    title: "What a preview cannot judge is said",
    severity: "low",
    why: "A value that Azure decides is not known in a preview; the rule is judged when it is.",
    remediation: ["Nothing: `pulumi up` judges it before the resource is made."],
  }),
} as const;

function packRule(rule: {
  id: string;
  title: string;
  severity: Rule["severity"];
  why: string;
  remediation: string[];
}): Rule {
  return resourceRule({ ...rule, tags: ["pack"], references: [], types: [], findings: () => [] });
}
