import { readFileSync } from "node:fs";

/*
 * Prints what an official example of Azure/azure-rest-api-specs says of an answer: which properties it
 * has, and of which JSON types. Such rows stand in test/simulator/examples/*.json.
 *
 *   npx ts-node -T tools/example-facts.ts OPERATION COMMIT specification/…/Example.json
 */

/** Property paths by their JSON type, separated by spaces; `[]` is any element of an array. */
export type AnswerFacts = Readonly<Record<string, string>>;

/** Objects whose names are the user's own, so that an example's names say nothing. */
const freeNames = /(^|\.)(tags|userAssignedIdentities|parameters|affectedObjectDetails)$/;

/** The properties of a JSON value. `null` is of any type. */
export function factsOf(answer: unknown): AnswerFacts {
  const paths = new Map<string, Set<string>>();
  const note = (type: string, path: string): void => {
    paths.set(type, (paths.get(type) ?? new Set()).add(path));
  };
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      note("array", path);
      value.forEach((element) => {
        visit(element, `${path}[]`);
      });
    } else if (value === null) {
      note("any", path);
    } else if (typeof value === "object") {
      const members = freeNames.test(path) ? [] : Object.entries(value);
      if (members.length === 0) {
        note("object", path);
      }
      for (const [name, member] of members) {
        visit(member, path === "" ? name : `${path}.${name}`);
      }
    } else if (!path.endsWith("[]")) {
      note(typeof value, path);
    }
  };
  visit(answer, "");
  return Object.fromEntries([...paths].map(([type, found]) => [type, [...found].join(" ")]));
}

/** The body of the example's first answer that has one. */
function answerOf(example: { responses: Record<string, { body?: unknown } | undefined> }): unknown {
  return ["200", "201", "202"].map((status) => example.responses[status]?.body).find(Boolean);
}

if (require.main === module) {
  const [operation, commit, file = ""] = process.argv.slice(2);
  const example = JSON.parse(readFileSync(file, "utf8")) as Parameters<typeof answerOf>[0];
  const row = { operation, example: file, commit, answer: factsOf(answerOf(example)) };
  process.stdout.write(`${JSON.stringify(row, undefined, 2)}\n`);
}
