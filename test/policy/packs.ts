import type { PolicyPackHandlers } from "../../src/plugin/policy-host";
import type { PackConfiguration, RuleConfiguration } from "../../src/policy/pack/configuration";
import type { Preset } from "../../src/policy/pack/levels";
import type { Rule } from "../../src/policy/rule";
import { rules } from "../../src/policy/rules";
import { policyPackHandlers } from "../../src/policy/serve";
import { analyze, type Deployment, type Said } from "./analyzer";
import type { Program } from "./program";

/** The day on which the packs of these tests are at work. */
export const today = "2026-11-26";

/** A pack of some of our rules, or of others. */
export function packOf(
  preset: Preset,
  chosen: readonly (string | Rule)[],
  day = today,
): PolicyPackHandlers {
  const own = chosen.map((each) => {
    const rule = typeof each === "string" ? rules.find(({ id }) => id === each) : each;
    if (rule === undefined) {
      throw new Error("There is no such rule.");
    }
    return rule;
  });
  return policyPackHandlers(
    { name: "tried", version: "1.0.0", rules: own, preset },
    () => new Date(`${day}T12:00:00Z`),
  );
}

/**
 * A configuration as the engine sends it: every policy with its level and the defaults of its
 * parameters, then what is configured for all, then what is configured for each. Source: pulumi/pulumi
 * pkg/resource/analyzer/config.go, `ReconcilePolicyPackConfig`.
 */
export function asEngineSends(
  pack: PolicyPackHandlers,
  configuration: PackConfiguration,
): PackConfiguration {
  const { all } = configuration;
  const sent: Record<string, RuleConfiguration> = {};
  for (const { name, level, parameters } of pack.policies) {
    const defaults = Object.entries(parameters as Record<string, { default?: unknown }>)
      .filter(([, schema]) => schema.default !== undefined)
      .map(([parameter, schema]) => [parameter, schema.default] as const);
    sent[name] = { ...Object.fromEntries(defaults), enforcementLevel: levelOf(all) ?? level };
  }
  for (const [id, value] of Object.entries(configuration)) {
    const before = sent[id];
    sent[id] =
      typeof value === "string"
        ? { ...(typeof before === "object" && before), enforcementLevel: value }
        : { ...(typeof before === "object" && before), ...value };
  }
  return sent;
}

function levelOf(value: RuleConfiguration | undefined) {
  return typeof value === "object" ? value.enforcementLevel : value;
}

/** What a pack says of a program, one line each: policy, level, resource. */
export async function lines(
  pack: PolicyPackHandlers,
  program: Program,
  configuration: PackConfiguration = {},
  deployment: Partial<Deployment> = {},
): Promise<string[]> {
  const said = await saidOf(pack, program, configuration, deployment);
  return said.map(({ policy, level, resource }) => `${policy} ${level} ${resource}`.trim());
}

/** What a pack says of a program when the engine shows it. */
export function saidOf(
  pack: PolicyPackHandlers,
  program: Program,
  configuration: PackConfiguration = {},
  deployment: Partial<Deployment> = {},
): Promise<Said[]> {
  return analyze(pack, program, {
    mode: "up",
    ...deployment,
    configuration: asEngineSends(pack, configuration),
  });
}
