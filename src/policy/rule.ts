import type { Finding } from "../azure/finding";
import type { DeclaredResource } from "./model/declared-resource";
import type { DeclaredStack } from "./model/declared-stack";

/** How much a violation of a rule weighs, in Pulumi's words. */
export type Severity = "low" | "medium" | "high" | "critical";

/** Where a published framework asks for what a rule asks for. */
export interface FrameworkReference {
  /** For example `Microsoft cloud security benchmark`. */
  readonly name: string;
  readonly version: string;
  /** The control, for example `PV-6`. */
  readonly reference: string;
  /** What the control is called. */
  readonly specification: string;
}

/** JSON schema of one parameter of a rule; `default` is what holds without configuration. */
export interface ParameterSchema {
  readonly type: "boolean" | "integer" | "number" | "string" | "array";
  readonly description: string;
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: { readonly type: "string"; readonly enum?: readonly string[] };
}

/** A rule's parameters as they are in force: what is configured, else the default. */
export type Parameters = Readonly<Record<string, unknown>>;

/** What every rule says of itself. */
export interface RuleDescription {
  /** Stable id, that of the findings which it reports, for example `EVG-PATCH-001`. */
  readonly id: string;
  /** The rule as a short sentence without a full stop, for example `Missing patches are looked for every day`. */
  readonly title: string;
  readonly severity: Severity;
  /** What goes wrong in the fleet where the rule is broken. One or two sentences. */
  readonly why: string;
  /** What to do, in order: first in azure-native's words. */
  readonly remediation: readonly string[];
  /** A piece of a program in which one of our components does it right; `undefined` where none has to do with it. */
  readonly withComponent?: string;
  readonly frameworks?: readonly FrameworkReference[];
  readonly tags: readonly string[];
  /** Pages that say so. */
  readonly references: readonly string[];
  readonly parameters?: Readonly<Record<string, ParameterSchema>>;
  /** ARM types of the resources that the rule judges, in Azure's spelling. */
  readonly types: readonly string[];
}

/** A rule that one resource decides. */
export interface ResourceRule extends RuleDescription {
  readonly kind: "resource";
  /** Answers findings; those with another id are left to the rule that has it. */
  readonly findings: (resource: DeclaredResource, parameters: Parameters) => readonly Finding[];
  /** The resource's inputs with the fault mended, where that is safe and obvious; off unless a level says `remediate`. */
  readonly remediate?: (
    properties: Readonly<Record<string, unknown>>,
    type: string,
  ) => Record<string, unknown>;
}

/** A rule for which other resources of the stack matter too; it is asked for each resource of its types. */
export interface StackRule extends RuleDescription {
  readonly kind: "stack";
  readonly findings: (
    resource: DeclaredResource,
    stack: DeclaredStack,
    parameters: Parameters,
  ) => readonly Finding[];
}

export type Rule = ResourceRule | StackRule;

/** A rule that one resource decides: see {@linkcode ResourceRule}. */
export function resourceRule(rule: Omit<ResourceRule, "kind">): ResourceRule {
  return { kind: "resource", ...rule };
}

/** A rule for which other resources matter: see {@linkcode StackRule}. */
export function stackRule(rule: Omit<StackRule, "kind">): StackRule {
  return { kind: "stack", ...rule };
}
