import { type Finding, errorFinding } from "../../azure/finding";
import type { DeclaredResource } from "../model/declared-resource";
import { endOfDay } from "./dates";

/** Why one rule is not applied to some resources, until when, and who answers for it. */
export interface Exemption {
  /** Id of the rule, for example `EVG-PATCH-020`. */
  readonly rule: string;
  /** URN or name in the program, `*` for any letters; this or `tag`. */
  readonly resource?: string;
  /** Tag of the resource, `key=value` or `key`, `*` for any letters in the value. */
  readonly tag?: string;
  readonly reason: string;
  readonly owner: string;
  readonly ticket: string;
  /** Last day on which it holds, `YYYY-MM-DD` in UTC. */
  readonly expires: string;
}

const texts = ["rule", "reason", "owner", "ticket", "expires"] as const;
const fields: readonly string[] = [...texts, "resource", "tag"];

/** JSON schema of the list, which the engine checks too. */
export const exemptionsSchema = {
  type: "array",
  description:
    "Which rule is not applied to which resources, why, until when, and who answers for it.",
  default: [],
  items: {
    type: "object",
    properties: Object.fromEntries(fields.map((field) => [field, { type: "string" }])),
    required: [...texts],
    additionalProperties: false,
  },
} as const;

/** What is wrong with a list of exemptions. */
export function exemptionFindings(
  value: unknown,
  ruleIds: ReadonlySet<string>,
  path: string,
): Finding[] {
  if (!Array.isArray(value)) {
    return [problem(path, "It is no list.", "Give a list of exemptions.")];
  }
  return value.flatMap((exemption: unknown, index) =>
    typeof exemption === "object" && exemption !== null
      ? oneFindings(exemption as Record<string, unknown>, ruleIds, `${path}[${index}]`)
      : [problem(`${path}[${index}]`, "It is no object.", `Give ${fields.join(", ")}.`)],
  );
}

function oneFindings(
  exemption: Readonly<Record<string, unknown>>,
  ruleIds: ReadonlySet<string>,
  path: string,
): Finding[] {
  const findings: Finding[] = [];
  for (const field of texts) {
    const value = exemption[field];
    if (typeof value !== "string" || value.trim() === "") {
      findings.push(problem(`${path}.${field}`, "It is missing.", "Every exemption has one."));
    }
  }
  const { rule, expires, resource, tag } = exemption;
  if (typeof rule === "string" && rule.trim() !== "" && !ruleIds.has(rule)) {
    findings.push(
      problem(`${path}.rule`, `There is no rule "${rule}".`, "Look it up in docs/policies."),
    );
  }
  if (typeof expires === "string" && expires.trim() !== "" && endOfDay(expires) === undefined) {
    findings.push(
      problem(`${path}.expires`, `"${expires}" is no date.`, "Write it as 2027-01-31."),
    );
  }
  if ((typeof resource === "string") === (typeof tag === "string")) {
    findings.push(
      problem(path, "It names no resource, or names it twice.", 'Give either "resource" or "tag".'),
    );
  }
  for (const field of Object.keys(exemption).filter((each) => !fields.includes(each))) {
    findings.push(
      problem(`${path}.${field}`, "It is not known.", `Known are ${fields.join(", ")}.`),
    );
  }
  return findings;
}

/** Whether an exemption is meant for a rule at a resource. */
export function isMeantFor(
  exemption: Exemption,
  ruleId: string,
  resource: DeclaredResource,
): boolean {
  if (exemption.rule !== ruleId) {
    return false;
  }
  if (exemption.resource !== undefined) {
    const pattern = patternOf(exemption.resource);
    return pattern.test(resource.urn) || pattern.test(resource.name);
  }
  const [key = "", value = "*"] = (exemption.tag ?? "").split(/=(.*)/s);
  const tags = resource.facts.inputs.tags;
  const own =
    typeof tags === "object" && tags !== null ? (tags as Record<string, unknown>)[key] : undefined;
  return typeof own === "string" && patternOf(value).test(own);
}

/** Whether its last day has passed. */
export function hasExpired(exemption: Exemption, now: Date): boolean {
  const end = endOfDay(exemption.expires);
  return end === undefined || end.getTime() <= now.getTime();
}

function patternOf(text: string): RegExp {
  const escaped = text.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*");
  return new RegExp(`^${escaped}$`, "s");
}

function problem(path: string, message: string, fix: string): Finding {
  return errorFinding("EVG-PACK-001", path, message, fix);
}
