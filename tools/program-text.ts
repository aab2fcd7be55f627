import {
  type Program,
  type ProgramResource,
  type Reference,
  referencedBy,
} from "../test/policy/program";

/** Words that no variable of a program may be called, besides the names of its imports. */
const reservedWords = new Set(
  "await break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield config pulumi".split(
    " ",
  ),
);

/** Where a resource's class is imported from. */
interface Made {
  /** Module of azure-native, such as `compute`; `undefined` for our provider's resources. */
  readonly service: string | undefined;
  readonly className: string;
}

/**
 * A program as TypeScript, not yet formatted. Beside `before`, comments say in which arguments and
 * resources the program differs from that one. Properties that Azure answers are no arguments: a
 * comment says what it answers where that differs.
 */
export function programText(
  program: Program,
  before?: Program,
  answered: readonly string[] = [],
): string {
  const variables = variablesOf(program);
  const shown = { variables, answered };
  const statements = inOrder(program).map((each) => {
    const old = before?.find(({ name }) => name === each.name);
    const comment = before !== undefined && old === undefined ? "// Added.\n" : "";
    const args = objectText(each.args, old?.args ?? each.args, shown);
    const options =
      each.dependsOn === undefined
        ? ""
        : `, { dependsOn: [${each.dependsOn.map((name) => variables.get(name)).join(", ")}] }`;
    return `${comment}const ${variables.get(each.name)} = new ${constructorOf(each)}(${JSON.stringify(each.name)}, ${args}${options});`;
  });
  const gone = (before ?? [])
    .filter(({ name }) => !program.some((each) => each.name === name))
    .map((each) => `// Left out: the ${madeBy(each).className} "${each.name}".`);
  const body = [...statements, ...gone].join("\n\n");
  return `${importsOf(program, body)}\n\n${body}\n`;
}

function importsOf(program: Program, body: string): string {
  const made = program.map(madeBy);
  const services = [...new Set(made.flatMap(({ service }) => service ?? []))].sort();
  const own = made.filter(({ service }) => service === undefined);
  const ownNames = [...new Set(own.map(({ className }) => className))].sort();
  return [
    ...(body.includes("config.") ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
    ...services.map((service) => `import * as ${service} from "@pulumi/azure-native/${service}";`),
    ...(ownNames.length === 0
      ? []
      : [`import { ${ownNames.join(", ")} } from "azure-evergreen/resources";`]),
    ...(body.includes("config.") ? ["\nconst config = new pulumi.Config();"] : []),
  ].join("\n");
}

/** Class of a token; azure-native's are those of the newest API version. */
function madeBy({ token }: ProgramResource): Made {
  const parts = token.replace(/^azure-native:/, "").split(":");
  const className = parts.at(-1) ?? "";
  const service = parts[0]?.split("/")[0] ?? "";
  return { service: service === "azure-evergreen" ? undefined : service, className };
}

function constructorOf(resource: ProgramResource): string {
  const { service, className } = madeBy(resource);
  return service === undefined ? className : `${service}.${className}`;
}

/** A name for each resource's variable that is an identifier and taken by nothing else. */
function variablesOf(program: Program): ReadonlyMap<string, string> {
  const taken = new Set([
    ...reservedWords,
    ...program.flatMap((each) => [madeBy(each).service ?? "", madeBy(each).className]),
  ]);
  const variables = new Map<string, string>();
  for (const each of program) {
    const words = each.name.split(/[^A-Za-z0-9]+/).filter(Boolean);
    const camel = words
      .map((word, index) =>
        index === 0
          ? word.charAt(0).toLowerCase() + word.slice(1)
          : word.charAt(0).toUpperCase() + word.slice(1),
      )
      .join("");
    const plain = /^[A-Za-z]/.test(camel) ? camel : `the${camel}`;
    const free = [plain, `${plain}${madeBy(each).className}`].find((name) => !taken.has(name));
    const variable = free ?? `${plain}${variables.size + 1}`;
    taken.add(variable);
    variables.set(each.name, variable);
  }
  return variables;
}

/** What is referred to comes first; the order stays otherwise. */
function inOrder(program: Program): ProgramResource[] {
  const ordered: ProgramResource[] = [];
  const add = (each: ProgramResource): void => {
    if (ordered.includes(each)) {
      return;
    }
    for (const name of [...referencedBy(each.args), ...(each.dependsOn ?? [])]) {
      const other = program.find((candidate) => candidate.name === name);
      if (other === undefined) {
        throw new Error(`The program has no ${name}.`);
      }
      add(other);
    }
    ordered.push(each);
  };
  program.forEach(add);
  return ordered;
}

/** What a value's text depends on. */
interface Shown {
  /** Each resource's variable, by the resource's name. */
  readonly variables: ReadonlyMap<string, string>;
  /** Names of properties that only Azure answers. */
  readonly answered: readonly string[];
}

function objectText(
  object: Readonly<Record<string, unknown>>,
  before: Readonly<Record<string, unknown>>,
  shown: Shown,
): string {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(object)])];
  const lines = keys.flatMap((key) => {
    const [value, old] = [object[key], before[key]];
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
    if (shown.answered.includes(key)) {
      const isSame = JSON.stringify(value) === JSON.stringify(old);
      return isSame ? [] : [`\n// Azure answers: ${name}${briefly(": ", value ?? null, shown)}\n`];
    }
    if (value === undefined) {
      return old === undefined ? [] : [`\n// Left out: ${name}${briefly(": ", old, shown)}\n`];
    }
    const text = isPassword(key, value)
      ? `config.requireSecret(${JSON.stringify(key)})`
      : valueText(value, old, shown);
    return [`${differs(value, old, shown)}${name}: ${text},`];
  });
  return lines.length === 0 ? "{}" : `{ ${lines.join(" ").replace(/,$/, "")} }`;
}

function valueText(value: unknown, before: unknown, shown: Shown): string {
  if (Array.isArray(value)) {
    const old: readonly unknown[] = Array.isArray(before) ? before : [];
    return `[${value.map((item: unknown, index) => valueText(item, old[index], shown)).join(", ")}]`;
  }
  if (isReference(value)) {
    return referenceText(value, shown);
  }
  return isObject(value)
    ? objectText(value, isObject(before) && !isReference(before) ? before : value, shown)
    : JSON.stringify(isLongBase64(value) ? `${value.slice(0, 40)}…` : value);
}

/** Nobody reads a certificate in a page. */
function isLongBase64(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z0-9+/=]{120,}$/.test(value);
}

/** A comment where a value is another than before and no comment further in says so. */
function differs(value: unknown, old: unknown, shown: Shown): string {
  if (JSON.stringify(value) === JSON.stringify(old)) {
    return "";
  }
  if (old === undefined) {
    return "\n// Added.\n";
  }
  const bothObjects = isObject(value) && isObject(old) && !isReference(value) && !isReference(old);
  const bothLists =
    Array.isArray(value) &&
    Array.isArray(old) &&
    value.length === old.length &&
    value.every(isObject) &&
    old.every(isObject);
  return bothObjects || bothLists ? "" : `\n// ${briefly("Was: ", old, shown) || "Changed."}\n`;
}

/** A value after some words, where it is short enough for a comment. */
function briefly(words: string, value: unknown, shown: Shown): string {
  const text = mapsToKnown(value, shown) ? valueText(value, value, shown) : "";
  return text === "" || text.length > 60 || text.includes("\n") ? "" : `${words}${text}`;
}

/** Whether all that a value refers to is still in the program. */
function mapsToKnown(value: unknown, shown: Shown): boolean {
  return referencedBy(value).every((name) => shown.variables.has(name));
}

function referenceText({ $resource, $property }: Reference, shown: Shown): string {
  const variable = shown.variables.get($resource) ?? $resource;
  const [first = "", ...rest] = $property.split(".");
  if (rest.length === 0) {
    return `${variable}.${first}`;
  }
  const path = rest.map((step) => (/^\d+$/.test(step) ? `?.[${step}]` : `?.${step}`)).join("");
  return `${variable}.${first}.apply((${first}) => ${first}${path} ?? "")`;
}

/** No page shows how to write a password into a program. */
function isPassword(key: string, value: unknown): boolean {
  return key === "adminPassword" && typeof value === "string";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isReference(value: unknown): value is Reference {
  return isObject(value) && "$resource" in value;
}
