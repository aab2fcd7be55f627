import { type Finding, errorFinding, refuseErrors } from "../../azure/finding";
import { nearestWords } from "../../azure/nearest-words";
import type { Parameters, ParameterSchema, Rule } from "../rule";
import { endOfDay } from "./dates";
import { type Exemption, exemptionFindings } from "./exemptions";
import { type EnforcementLevel, type Preset, presetLevel, runAsTag } from "./levels";
import { packRules } from "./pack-rules";

export { InvalidInputError } from "../../azure/finding";

/** What is configured for one rule: a level, or a level and the rule's parameters. */
export type RuleConfiguration =
  | EnforcementLevel
  | ({ readonly enforcementLevel?: EnforcementLevel } & Readonly<Record<string, unknown>>);

/** What is configured for a pack, by rule id; `all` holds a level for the rules that have none of their own. */
export type PackConfiguration = Readonly<Record<string, RuleConfiguration>>;

/** A rule as it is in force. */
export interface ConfiguredRule {
  readonly rule: Rule;
  readonly level: EnforcementLevel;
  readonly parameters: Parameters;
}

/** A pack as it is in force. */
export interface PackSettings {
  readonly rules: readonly ConfiguredRule[];
  readonly exemptions: readonly Exemption[];
}

const levels: readonly string[] = ["advisory", "mandatory", "remediate", "disabled"];

/**
 * Puts a configuration into force. Throws one `InvalidInputError` with every problem in it: an
 * unknown rule or parameter, a value of the wrong kind, a bad date.
 */
export function settingsOf(
  rules: readonly Rule[],
  preset: Preset,
  configuration: PackConfiguration,
  now: Date,
): PackSettings {
  refuseErrors("The configuration of the policy pack", findingsOf(rules, preset, configuration));
  const all = levelIn(configuration.all);
  const { exemptions = [] } = parametersIn(configuration[packRules.exemptions.id]);
  const migrationEnded = hasMigrationEnded(preset, configuration, now);
  return {
    exemptions: exemptions as readonly Exemption[],
    rules: rules.map((rule) => ({
      rule,
      level:
        levelIn(configuration[rule.id]) ??
        all ??
        (migrationEnded && rule.tags.includes(runAsTag) ? "mandatory" : presetLevel(preset, rule)),
      parameters: {
        ...Object.fromEntries(
          Object.entries(rule.parameters ?? {}).map(([name, schema]) => [name, schema.default]),
        ),
        ...parametersIn(configuration[rule.id]),
      },
    })),
  };
}

function findingsOf(
  rules: readonly Rule[],
  preset: Preset,
  configuration: PackConfiguration,
): Finding[] {
  const ids = new Set(rules.map(({ id }) => id));
  const packIds = Object.values(packRules).map(({ id }) => id);
  const known = [...ids, ...packIds, "all"];
  const findings = Object.entries(configuration).flatMap(([id, value]) => {
    if (!known.includes(id)) {
      return [problem(id, "There is no such rule.", `Did you mean ${nearestWords(id, known)}?`)];
    }
    const rule = rules.find((each) => each.id === id);
    return [...levelFindings(id, value), ...parameterFindings(rule, id, parametersIn(value))];
  });
  const { exemptions } = parametersIn(configuration[packRules.exemptions.id]);
  if (exemptions !== undefined) {
    findings.push(...exemptionFindings(exemptions, ids, `${packRules.exemptions.id}.exemptions`));
  }
  return [...findings, ...migrationFindings(preset, configuration)];
}

function levelFindings(id: string, value: RuleConfiguration): Finding[] {
  const level: unknown = isObject(value) ? value.enforcementLevel : value;
  const isLeftOut = isObject(value) && level === undefined;
  return isLeftOut || (typeof level === "string" && levels.includes(level))
    ? []
    : [
        problem(
          isObject(value) ? `${id}.enforcementLevel` : id,
          `${JSON.stringify(level)} is no level.`,
          `Give one of ${levels.join(", ")}.`,
        ),
      ];
}

function parameterFindings(rule: Rule | undefined, id: string, parameters: Parameters): Finding[] {
  const schemas = rule?.parameters ?? {};
  return Object.entries(parameters).flatMap(([name, value]) => {
    const path = `${id}.${name}`;
    const schema = schemas[name];
    if (rule === undefined) {
      return isPackParameter(id, name)
        ? []
        : [problem(path, "There is no such parameter.", "Take it away.")];
    }
    if (schema === undefined) {
      const names = Object.keys(schemas);
      return [
        problem(
          path,
          "The rule has no such parameter.",
          names.length === 0 ? "It has none." : `It has ${names.join(", ")}.`,
        ),
      ];
    }
    const wrong = valueProblem(schema, value);
    return wrong === undefined
      ? []
      : [problem(path, `${JSON.stringify(value)} is ${wrong}.`, schema.description)];
  });
}

/** What is wrong with a value, as the end of a sentence. */
function valueProblem(schema: ParameterSchema, value: unknown): string | undefined {
  const kind = Array.isArray(value) ? "array" : typeof value;
  const wanted = schema.type === "integer" ? "number" : schema.type;
  if (kind !== wanted || (schema.type === "integer" && !Number.isInteger(value))) {
    return `not of type ${schema.type}`;
  }
  if (schema.enum !== undefined && !schema.enum.includes(String(value))) {
    return `none of ${schema.enum.join(", ")}`;
  }
  if (typeof value === "number" && value < (schema.minimum ?? -Infinity)) {
    return `below ${schema.minimum}`;
  }
  if (typeof value === "number" && value > (schema.maximum ?? Infinity)) {
    return `above ${schema.maximum}`;
  }
  if (Array.isArray(value) && schema.items !== undefined) {
    const { enum: allowed } = schema.items;
    const wrong = value.find(
      (item: unknown) =>
        typeof item !== "string" || (allowed !== undefined && !allowed.includes(item)),
    ) as unknown;
    return wrong === undefined
      ? undefined
      : `wrong at ${JSON.stringify(wrong)}: its items are ${allowed?.join(", ") ?? "strings"}`;
  }
  return undefined;
}

const endParameter = "runAsAllowedUntil";

function isPackParameter(id: string, name: string): boolean {
  return (
    (id === packRules.exemptions.id && name === "exemptions") ||
    (id === packRules.migrationEnd.id && name === endParameter)
  );
}

function migrationFindings(preset: Preset, configuration: PackConfiguration): Finding[] {
  const end = parametersIn(configuration[packRules.migrationEnd.id])[endParameter];
  const path = `${packRules.migrationEnd.id}.${endParameter}`;
  if (preset !== "migration" && end !== undefined) {
    return [problem(path, "Only the preset migration has an end.", "Take it away.")];
  }
  if (preset !== "migration" || (typeof end === "string" && endOfDay(end) !== undefined)) {
    return [];
  }
  return [
    problem(
      path,
      end === undefined ? "It is missing." : `${JSON.stringify(end)} is no date.`,
      "Give the last day on which Run As accounts are only told of, such as 2027-01-31.",
    ),
  ];
}

function hasMigrationEnded(preset: Preset, configuration: PackConfiguration, now: Date): boolean {
  const end = parametersIn(configuration[packRules.migrationEnd.id])[endParameter];
  const moment = typeof end === "string" ? endOfDay(end) : undefined;
  return preset === "migration" && moment !== undefined && moment.getTime() <= now.getTime();
}

function levelIn(value: RuleConfiguration | undefined): EnforcementLevel | undefined {
  return isObject(value) ? value.enforcementLevel : value;
}

function parametersIn(value: RuleConfiguration | undefined): Parameters {
  if (!isObject(value)) {
    return {};
  }
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== "enforcementLevel"));
}

/** A configuration comes out of a file: it may hold anything. */
function isObject<Value>(value: Value): value is Extract<Value, object> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function problem(path: string, message: string, fix: string): Finding {
  return errorFinding("EVG-PACK-001", path, message, fix);
}
