import listed from "./data/built-in-policies.json";

/** A parameter of a policy definition. */
export interface PolicyParameter {
  readonly type: string;
  /** Left out for a parameter that every assignment must give. */
  readonly defaultValue?: unknown;
  readonly allowedValues?: readonly unknown[];
}

/** A built-in policy definition, without the rule by which it judges. Source: Azure/azure-policy. */
export interface BuiltInPolicy {
  /** The GUID that is its name. */
  readonly name: string;
  readonly displayName: string;
  readonly version: string;
  readonly category: string;
  readonly mode: string;
  /** The effect's word, or the expression `[parameters('effect')]`. */
  readonly effect: string;
  /** Names of the role definitions that the identity of an assignment needs. */
  readonly roles: readonly string[];
  readonly parameters: Readonly<Record<string, PolicyParameter>>;
}

const policies: readonly BuiltInPolicy[] = listed.policies;
const byName = new Map(policies.map((policy) => [policy.name, policy]));

export function builtInPolicies(): readonly BuiltInPolicy[] {
  return policies;
}

/** The built-in definition of an id or a name; `undefined` for one that is not in the table. */
export function findBuiltInPolicy(idOrName: string): BuiltInPolicy | undefined {
  return byName.get(idOrName.slice(idOrName.lastIndexOf("/") + 1).toLowerCase());
}

/** The effect that an assignment with these parameter values has, for example `Modify`. */
export function policyEffect(
  policy: BuiltInPolicy,
  values: Readonly<Record<string, unknown>>,
): string {
  const [, parameter] = /^\[parameters\('(\w+)'\)\]$/.exec(policy.effect) ?? [];
  const value =
    parameter === undefined
      ? policy.effect
      : (values[parameter] ?? policy.parameters[parameter]?.defaultValue);
  return typeof value === "string" ? value.replace(/^./, (letter) => letter.toUpperCase()) : "";
}

/** Whether an assignment with this effect changes resources, for which it needs an identity. Source: learn.microsoft.com governance/policy/how-to/remediate-resources. */
export function policyEffectNeedsIdentity(effect: string): boolean {
  return effect === "Modify" || effect === "DeployIfNotExists";
}

/** Which parameters an assignment lacks, and which it gives that the definition does not have. */
export function policyParameterProblems(
  policy: BuiltInPolicy,
  values: Readonly<Record<string, unknown>>,
): { readonly missing: readonly string[]; readonly undefined: readonly string[] } {
  return {
    missing: Object.entries(policy.parameters)
      .filter(([name, { defaultValue }]) => defaultValue === undefined && !(name in values))
      .map(([name]) => name),
    undefined: Object.keys(values).filter((name) => !(name in policy.parameters)),
  };
}
