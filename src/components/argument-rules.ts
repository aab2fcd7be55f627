import type { Finding } from "../azure/finding";
import { propertyPath } from "../azure/property-path";

/** Refuses the lack of an argument that is required, or required unless another one is given. */
export function missingArgumentFindings(
  args: object,
  property: string,
  unlessGiven?: string,
  basePath = "",
): Finding[] {
  if (isGiven(args, property) || (unlessGiven !== undefined && isGiven(args, unlessGiven))) {
    return [];
  }
  return [
    {
      ruleId: "EVG-ARGUMENT-001",
      severity: "error",
      propertyPath: propertyPath(basePath, property),
      message:
        unlessGiven === undefined
          ? `${property} is not given.`
          : `Neither ${property} nor ${unlessGiven} is given.`,
      fix: unlessGiven === undefined ? `Give ${property}.` : `Give ${property} or ${unlessGiven}.`,
    },
  ];
}

/** Refuses arguments that mean nothing beside another one; `reason` is a sentence without its full stop. */
export function excludedArgumentFindings(
  args: object,
  given: string,
  excluded: readonly string[],
  reason: string,
  basePath = "",
): Finding[] {
  if (!isGiven(args, given)) {
    return [];
  }
  return excluded
    .filter((property) => isGiven(args, property))
    .map((property) => ({
      ruleId: "EVG-ARGUMENT-002",
      severity: "error",
      propertyPath: propertyPath(basePath, property),
      message: `${property} is given beside ${given}: ${reason}.`,
      fix: `Leave ${property} or ${given} out.`,
    }));
}

/** Refuses a word that is none of those that an argument takes. */
export function choiceFindings(word: string, words: readonly string[], path: string): Finding[] {
  if (words.includes(word)) {
    return [];
  }
  const quoted = words.map((each) => `"${each}"`);
  return [
    {
      ruleId: "EVG-ARGUMENT-003",
      severity: "error",
      propertyPath: path,
      message: `"${word}" is none of the words that ${path} takes.`,
      fix: `Use ${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1) ?? ""}.`,
    },
  ];
}

function isGiven(args: object, property: string): boolean {
  return (args as Readonly<Record<string, unknown>>)[property] !== undefined;
}
