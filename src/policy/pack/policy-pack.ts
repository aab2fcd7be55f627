import type { Finding } from "../../azure/finding";
import { DeclaredResource } from "../model/declared-resource";
import type { DeclaredStack } from "../model/declared-stack";
import { attempt, NotYetKnown } from "../model/reader";
import type { Parameters, ResourceRule, Rule, Severity } from "../rule";
import type { ConfiguredRule, PackSettings } from "./configuration";
import { type Exemption, hasExpired, isMeantFor } from "./exemptions";
import { type EnforcementLevel } from "./levels";
import { packRules } from "./pack-rules";

/** One line of what a pack has to say. */
export interface Report {
  readonly ruleId: string;
  readonly title: string;
  /** What comes of it; `remediate` and `disabled` never do. */
  readonly level: "advisory" | "mandatory";
  readonly severity: Severity;
  /** Path, message and fix. Holds no secret. */
  readonly message: string;
  /** The resource; left out where it is about the pack. */
  readonly urn?: string;
  readonly resourceName?: string;
  readonly propertyPath?: string;
}

/** A value that a rule came to and that is not known yet. */
interface Unjudged {
  readonly resource: DeclaredResource;
  readonly propertyPath: string;
  readonly rule: ConfiguredRule;
}

/**
 * A pack at work on one stack: judges resource by resource, then all of them together. It keeps in
 * mind what could not be judged yet and which exemptions were of use, for the end.
 */
export class PackRun {
  private readonly settings: PackSettings;
  private readonly now: Date;
  private readonly unjudged: Unjudged[] = [];
  private readonly used = new Set<Exemption>();
  private readonly rulesOfType = new Map<string, ConfiguredRule[]>();

  constructor(settings: PackSettings, now: Date) {
    this.settings = settings;
    this.now = now;
  }

  /** Judges one resource by itself. */
  judgeResource(resource: DeclaredResource): Report[] {
    return this.rulesFor(resource.type).flatMap((configured) => {
      const { rule, parameters } = configured;
      return rule.kind === "resource"
        ? this.judge(configured, resource, () => rule.findings(resource, parameters))
        : [];
    });
  }

  /** Judges what takes more than one resource, and tells at the end what was left unjudged and of exemptions without use. */
  judgeStack(
    resources: readonly DeclaredResource[],
    stack: DeclaredStack,
    isPreview: boolean,
  ): Report[] {
    const reports = resources.flatMap((resource) =>
      this.rulesFor(resource.type).flatMap((configured) => {
        const { rule, parameters } = configured;
        return rule.kind === "stack"
          ? this.judge(configured, resource, () => rule.findings(resource, stack, parameters))
          : [];
      }),
    );
    return [...reports, ...this.unjudgedReports(isPreview), ...this.unusedReports()];
  }

  /**
   * The resource's inputs, mended by the rules whose level is `remediate`; with which rules did. The
   * engine keeps the last of the answers, so each holds what was mended before it.
   */
  remediate(resource: DeclaredResource): { rule: Rule; properties: Record<string, unknown> }[] {
    const mended: { rule: Rule; properties: Record<string, unknown> }[] = [];
    let current = resource;
    for (const { rule, level, parameters } of this.rulesFor(resource.type)) {
      if (level !== "remediate" || rule.kind !== "resource" || rule.remediate === undefined) {
        continue;
      }
      if (this.isBroken(rule, current, parameters)) {
        const properties = rule.remediate(current.facts.inputs, current.type);
        mended.push({ rule, properties });
        current = new DeclaredResource(current.type, { ...current.facts, inputs: properties });
      }
    }
    return mended;
  }

  /** Whether a rule finds something to mend; what is not known yet and what is exempt is left alone. */
  private isBroken(
    rule: ResourceRule,
    resource: DeclaredResource,
    parameters: Parameters,
  ): boolean {
    const findings = attempt(() => rule.findings(resource, parameters));
    return (
      !(findings instanceof NotYetKnown) &&
      findings.some(({ ruleId }) => ruleId === rule.id && !this.exemptionFor(rule, resource))
    );
  }

  private judge(
    configured: ConfiguredRule,
    resource: DeclaredResource,
    findings: () => readonly Finding[],
  ): Report[] {
    const found = attempt(findings);
    if (found instanceof NotYetKnown) {
      this.unjudged.push({ resource, propertyPath: found.propertyPath, rule: configured });
      return [];
    }
    return found
      .filter(({ ruleId }) => ruleId === configured.rule.id)
      .flatMap(({ propertyPath, message, fix }) =>
        this.reportsOf(configured, resource, propertyPath, `${message} ${fix}`),
      );
  }

  private reportsOf(
    { rule, level }: ConfiguredRule,
    resource: DeclaredResource,
    propertyPath: string,
    text: string,
  ): Report[] {
    const violation: Report = {
      ...aboutRule(rule),
      level: levelOfReport(level),
      message: `${propertyPath}: ${text}`,
      propertyPath,
      ...aboutResource(resource),
    };
    const exemption = this.exemptionFor(rule, resource);
    if (exemption === undefined) {
      return [violation];
    }
    const { reason, owner, ticket, expires } = exemption;
    const why = `${reason} (${owner}, ${ticket}, until ${expires})`;
    const told = { ...aboutRule(packRules.exemptions), ...aboutResource(resource) };
    return hasExpired(exemption, this.now)
      ? [
          violation,
          {
            ...told,
            level: "mandatory",
            message: `The exemption from ${rule.id} has expired: ${why}.`,
          },
        ]
      : [{ ...told, level: "advisory", message: `Exempt from ${rule.id}: ${why}.` }];
  }

  private exemptionFor(rule: Rule, resource: DeclaredResource): Exemption | undefined {
    const meant = this.settings.exemptions.filter((each) => isMeantFor(each, rule.id, resource));
    const inDate = meant.find((each) => !hasExpired(each, this.now)) ?? meant[0];
    if (inDate !== undefined) {
      this.used.add(inDate);
    }
    return inDate;
  }

  private unjudgedReports(isPreview: boolean): Report[] {
    if (!isPreview) {
      return this.unjudged.flatMap(({ resource, propertyPath, rule }) =>
        this.reportsOf(
          rule,
          resource,
          propertyPath,
          "It is not known, so the rule could not be judged. Give a value that is known when the resource is made.",
        ),
      );
    }
    const rulesOf = new Map<string, Set<string>>();
    for (const { resource, propertyPath, rule } of this.unjudged) {
      // An exemption of what cannot be judged yet is of use all the same.
      const exemption = this.exemptionFor(rule.rule, resource);
      if (exemption !== undefined && !hasExpired(exemption, this.now)) {
        continue;
      }
      const place = `${resource.name}: ${propertyPath}`;
      rulesOf.set(place, (rulesOf.get(place) ?? new Set()).add(rule.rule.id));
    }
    const lines = [...rulesOf].map(([place, ids]) => `${place} (${[...ids].join(", ")})`);
    return lines.length === 0
      ? []
      : [
          {
            ...aboutRule(packRules.notYetKnown),
            level: "advisory",
            message: `Not yet known in this preview, judged when they are:\n${lines.join("\n")}`,
          },
        ];
  }

  private unusedReports(): Report[] {
    return this.settings.exemptions
      .filter((exemption) => !this.used.has(exemption))
      .map((exemption) => ({
        ...aboutRule(packRules.exemptions),
        level: "advisory",
        message: `The exemption from ${exemption.rule} for ${exemption.resource ?? exemption.tag ?? ""} matches nothing: take it away (${exemption.owner}, ${exemption.ticket}).`,
      }));
  }

  private rulesFor(type: string): readonly ConfiguredRule[] {
    let rules = this.rulesOfType.get(type);
    if (rules === undefined) {
      rules = this.settings.rules.filter(
        ({ rule, level }) => level !== "disabled" && rule.types.includes(type),
      );
      this.rulesOfType.set(type, rules);
    }
    return rules;
  }
}

/** A rule that mends still stops what it could not mend. */
function levelOfReport(level: EnforcementLevel): "advisory" | "mandatory" {
  return level === "advisory" ? "advisory" : "mandatory";
}

function aboutRule({ id, title, severity }: Rule): Pick<Report, "ruleId" | "title" | "severity"> {
  return { ruleId: id, title, severity };
}

function aboutResource({ urn, name }: DeclaredResource): Pick<Report, "urn" | "resourceName"> {
  return { urn, resourceName: name };
}
