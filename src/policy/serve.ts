import {
  type AnalyzedResource,
  type PolicyConfiguration,
  type PolicyDescription,
  type PolicyDiagnostic,
  type PolicyLevel,
  type PolicyPackHandlers,
  servePolicyPack,
} from "../plugin/policy-host";
import { mergeMarks, noSecrets } from "../plugin/secrets";
import { declaredResources, withoutSecrets } from "./judge";
import type { ResourceFacts } from "./model/declared-resource";
import { DeclaredStack } from "./model/declared-stack";
import { unknownValue } from "./model/reader";
import { resourceTypeOf } from "./model/resource-types";
import { type PackConfiguration, settingsOf } from "./pack/configuration";
import { exemptionsSchema } from "./pack/exemptions";
import { type Preset, presetLevel, runAsTag } from "./pack/levels";
import { packRules } from "./pack/pack-rules";
import { PackRun, type Report } from "./pack/policy-pack";
import type { Rule } from "./rule";
import { pageOf } from "./rule-page";

/** A pack made of rules. */
export interface PolicyPackArgs {
  /** Name that Pulumi shows, for example `azure-evergreen-strict`. */
  readonly name: string;
  readonly version: string;
  readonly rules: readonly Rule[];
  /** Levels of the rules that are not configured. Defaults to `baseline`. */
  readonly preset?: Preset;
}

/** Makes this process a policy pack, as a pack's entry file does. */
export async function serveRules(args: PolicyPackArgs): Promise<void> {
  await servePolicyPack(policyPackHandlers(args));
}

/** A pack for Pulumi's analyzer protocol. `now` defaults to the clock of the machine. */
export function policyPackHandlers(
  { name, version, rules, preset = "baseline" }: PolicyPackArgs,
  now: () => Date = () => new Date(),
): PolicyPackHandlers {
  let configuration: PackConfiguration = {};
  let isPreview = false;
  let run: PackRun | undefined;
  const inputs = new Map<string, ResourceFacts>();
  const start = (): PackRun =>
    (run ??= new PackRun(settingsOf(rules, preset, configuration, now()), now()));
  return {
    name,
    version,
    displayName: `Evergreen (${preset})`,
    description: "Stops at preview what would break a fleet of Azure virtual machines.",
    policies: [...rules, ...Object.values(packRules)].map((rule) => description(rule, preset)),
    configure: (given) => {
      const isSilent = isDefaultOfMigration(rules, preset, given);
      configuration = Object.fromEntries(
        Object.entries(given).map(([id, { level, parameters }]) => [
          id,
          { ...parameters, ...(!isSilent(id, level) && { enforcementLevel: level }) },
        ]),
      );
      run = undefined;
      start();
    },
    start: (preview) => {
      isPreview = preview;
      run = undefined;
      inputs.clear();
    },
    takes: (type) => resourceTypeOf(type) !== undefined,
    remediate: (resource) => {
      const [declared] = declaredResources([factsOf(resource)]);
      return declared === undefined
        ? []
        : start()
            .remediate(declared)
            .map(({ rule, properties }) => ({
              policyName: rule.id,
              description: rule.title,
              properties,
            }));
    },
    analyze: (resource) => {
      const facts = factsOf(resource);
      inputs.set(resource.urn, facts);
      const declared = declaredResources([facts]);
      return diagnostics(
        withoutSecrets(
          declared.flatMap((each) => start().judgeResource(each)),
          declared,
        ),
      );
    },
    analyzeStack: (resources) => {
      const declared = declaredResources(
        resources.map((resource) => withInputs(resource, inputs.get(resource.urn))),
      );
      return diagnostics(
        withoutSecrets(
          start().judgeStack(declared, new DeclaredStack(declared), isPreview),
          declared,
        ),
      );
    },
  };
}

/**
 * Whether a level that the engine sends is our own default: it sends the level of each rule, configured
 * or not, so "advisory" for a rule about Run As accounts says nothing in the preset `migration`, whose
 * end raises it. With a level for all rules it does: the engine then sends that one.
 */
function isDefaultOfMigration(
  rules: readonly Rule[],
  preset: Preset,
  given: Readonly<Record<string, PolicyConfiguration>>,
): (id: string, level: PolicyLevel) => boolean {
  if (preset !== "migration" || given.all !== undefined) {
    return () => false;
  }
  const ids = new Set(rules.filter(({ tags }) => tags.includes(runAsTag)).map(({ id }) => id));
  return (id, level) => level === "advisory" && ids.has(id);
}

/** What the engine tells of a resource before it is made: its inputs. */
function factsOf(resource: AnalyzedResource): ResourceFacts {
  const subscriptionId = resource.providerProperties.subscriptionId;
  return {
    urn: resource.urn,
    name: resource.name,
    token: resource.type,
    inputs: resource.properties,
    secrets: resource.secrets,
    ...(typeof subscriptionId === "string" &&
      subscriptionId !== unknownValue && { subscriptionId }),
  };
}

/**
 * What the engine tells of a resource at the end: its outputs, which leave out such inputs as the
 * group's name. These are kept from when it was judged by itself, with what is secret in them.
 */
function withInputs(resource: AnalyzedResource, before: ResourceFacts | undefined): ResourceFacts {
  return {
    ...factsOf(resource),
    ...(before !== undefined && {
      inputs: before.inputs,
      secrets: mergeMarks(before.secrets ?? noSecrets, resource.secrets),
    }),
    outputs: resource.properties,
    parent: resource.parent,
    dependencies: resource.dependencies,
    propertyDependencies: resource.propertyDependencies,
  };
}

function diagnostics(reports: readonly Report[]): PolicyDiagnostic[] {
  return reports.map(({ ruleId, title, message, level, severity, urn }) => ({
    policyName: ruleId,
    description: title,
    message,
    level,
    severity,
    urn: urn ?? "",
  }));
}

function description(rule: Rule, preset: Preset): PolicyDescription {
  return {
    name: rule.id,
    displayName: rule.title,
    description: rule.why,
    kind: rule.kind,
    level: presetLevel(preset, rule),
    severity: rule.severity,
    parameters: parametersOf(rule, preset),
    requiredParameters:
      rule === packRules.migrationEnd && preset === "migration" ? ["runAsAllowedUntil"] : [],
    framework: rule.frameworks?.[0],
    tags: rule.tags,
    remediationSteps: rule.remediation.join("\n"),
    url: pageOf(rule),
  };
}

function parametersOf(rule: Rule, preset: Preset): Readonly<Record<string, unknown>> {
  if (rule === packRules.exemptions) {
    return { exemptions: exemptionsSchema };
  }
  if (rule === packRules.migrationEnd && preset === "migration") {
    return {
      runAsAllowedUntil: {
        type: "string",
        description: "Last day on which Run As accounts are only told of, YYYY-MM-DD in UTC.",
      },
    };
  }
  return rule.parameters ?? {};
}
