import { propertyPath, type Finding } from "./finding";

/** A variable's value, by its type: one of them. */
export interface VariableValue {
  readonly text?: string | undefined;
  readonly number?: number | undefined;
  readonly boolean?: boolean | undefined;
  /** A moment, such as `2026-12-01T08:00:00Z`. */
  readonly dateTime?: string | undefined;
  /** Any other value, as JSON text. */
  readonly json?: string | undefined;
}

const types = ["text", "number", "boolean", "dateTime", "json"] as const;

/** Source: learn.microsoft.com automation/automation-subscription-limits-faq (characters of a variable's value). */
export const longestVariable = 1_048_576;

/**
 * A value as the API takes it: JSON in a text; a moment in the form that .NET reads. No problem is looked for.
 * Source: hashicorp/terraform-provider-azurerm `automation_variable_datetime`, Automation API 2024-10-23 `Variable`.
 */
export function variableJson(value: VariableValue): string {
  if (value.json !== undefined) {
    return value.json;
  }
  if (value.dateTime !== undefined) {
    return `"\\/Date(${new Date(value.dateTime).getTime()})\\/"`;
  }
  return JSON.stringify(value.text ?? value.number ?? value.boolean ?? null);
}

/** What is wrong with a variable's value. The value itself stands in no message: it may be a secret. */
export function variableValueFindings(value: VariableValue, basePath: string): Finding[] {
  const given = types.filter((type) => value[type] !== undefined);
  if (given.length !== 1) {
    return [
      finding(
        "EVG-VARIABLE-001",
        basePath,
        given.length === 0
          ? "The variable has no value."
          : `Both ${given.join(" and ")} are given.`,
        `Give one of ${types.join(", ")}; null is the JSON text "null".`,
      ),
    ];
  }
  const { dateTime, json } = value;
  if (dateTime !== undefined && Number.isNaN(new Date(dateTime).getTime())) {
    return [
      finding(
        "EVG-VARIABLE-002",
        propertyPath(basePath, "dateTime"),
        "The value is no date and time.",
        'Give it like "2026-12-01T08:00:00Z".',
      ),
    ];
  }
  if (json !== undefined && !isJson(json)) {
    return [
      finding(
        "EVG-VARIABLE-003",
        propertyPath(basePath, "json"),
        "The value is not JSON.",
        "Give what JSON.stringify makes of it.",
      ),
    ];
  }
  const { length } = variableJson(value);
  return length > longestVariable
    ? [
        finding(
          "EVG-VARIABLE-004",
          basePath,
          `The value has ${length} characters as JSON; Azure takes ${longestVariable}.`,
          "Keep it in a storage account, and its address in the variable.",
        ),
      ]
    : [];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function finding(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
