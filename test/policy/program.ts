import { resourceTypeOf } from "../../src/policy/model/resource-types";

/** A value of another resource of the program, by its name and property, for example `ref("vault", "id")`. */
export interface Reference {
  readonly $resource: string;
  readonly $property: string;
}

/** One resource of a program that a rule judges. */
export interface ProgramResource {
  /** Token; azure-native's without `azure-native:`. */
  readonly token: string;
  readonly name: string;
  /** Arguments as a program gives them, references among them. */
  readonly args: Record<string, unknown>;
  /** What Azure answers, besides the arguments. */
  readonly outputs?: Record<string, unknown>;
  readonly dependsOn?: readonly string[];
}

export type Program = readonly ProgramResource[];

/** How a rule is tried, and what its page shows. */
export interface RuleCases {
  /** Id of the rule. */
  readonly rule: string;
  /** Programs in which the rule finds nothing; the first is shown on the rule's page. */
  readonly compliant: readonly Program[];
  /** Changes of the first compliant program, one a clause; the first is shown on the rule's page. */
  readonly failing: readonly FailingCase[];
  /** Properties of the first compliant program without which the rule cannot be judged: `name: property`. */
  readonly unknown: readonly { readonly resource: string; readonly property: string }[];
  /** Whether the rule reads no value that could be unknown: that there is such a resource is enough. */
  readonly readsNothing?: true;
  /** Names of properties that only Azure answers, where they stand among the arguments so that both modes know them. */
  readonly answered?: readonly string[];
  /** Arguments that are worked out from the clock, as the rule's page shows them. */
  readonly shownAs?: Readonly<Record<string, unknown>>;
  /** Parameters of the rule for all the cases. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface FailingCase {
  readonly title: string;
  /** Changes a copy of the first compliant program: answers the changed program. */
  readonly change: (program: Program) => Program;
  /** The exact messages, in order: path, message, fix. */
  readonly messages: readonly string[];
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Where the first resource that is found to break the rule stands; defaults to whatever the rule names. */
  readonly resource?: string;
  /** Whether it takes what stands in Azure, so that a first preview has nothing to find. */
  readonly onlyStanding?: boolean;
  /** Whether a first preview, in which ids are not known, cannot tell yet. */
  readonly onlyWhenKnown?: boolean;
}

export const subscriptionId = "00000000-0000-0000-0000-000000000001";

export function ref(resource: string, property = "id"): Reference {
  return { $resource: resource, $property: property };
}

/** A resource of azure-native, or of our provider where the token says so. */
export function resource(
  token: string,
  name: string,
  args: Record<string, unknown>,
  rest: Pick<ProgramResource, "outputs" | "dependsOn"> = {},
): ProgramResource {
  return { token, name, args, ...rest };
}

/** A program with other arguments for one resource: those given are merged into its own, `undefined` takes one away. */
export function withArgs(
  program: Program,
  name: string,
  args: Record<string, unknown>,
): ProgramResource[] {
  return program.map((each) =>
    each.name === name ? { ...each, args: merged(each.args, args) } : each,
  );
}

/** A program without some of its resources. */
export function without(program: Program, ...names: string[]): ProgramResource[] {
  return program.filter(({ name }) => !names.includes(name));
}

/** Sets one property by its path, for example `osProfile.linuxConfiguration.patchSettings.patchMode`; `[0]` goes into lists. */
export function withProperty(
  program: Program,
  name: string,
  path: string,
  value: unknown,
): ProgramResource[] {
  return program.map((each) =>
    each.name === name
      ? { ...each, args: set(each.args, path.split(/\.|\[|\]\.?/).filter(Boolean), value) }
      : each,
  ) as ProgramResource[];
}

export function fullToken(token: string): string {
  return token.startsWith("azure-evergreen:") ||
    token.includes("/v") ||
    token.startsWith("azure-native")
    ? token
    : `azure-native:${token}`;
}

/** The ARM id that Azure gives a resource. */
export function armIdOf(program: Program, { token, args, name }: ProgramResource): string {
  const path = resourceTypeOf(fullToken(token))?.path;
  if (path === undefined) {
    return `/subscriptions/${subscriptionId}/resourceGroups/other/providers/Other.Other/others/${name}`;
  }
  const filled = path.replace(/\{([^}]+)\}/g, (_, property: string) => {
    const value = property
      .split(".")
      .reduce<unknown>(
        (inner, step) => (inner as Record<string, unknown> | undefined)?.[step],
        args,
      );
    const known = value === undefined ? name : resolveValue(program, value);
    return String(known);
  });
  return filled.startsWith("/subscriptions/") ||
    filled.startsWith("/providers/Microsoft.Management")
    ? filled
    : `/subscriptions/${subscriptionId}${filled.startsWith("/") ? "" : "/"}${filled}`;
}

/** A value with its references filled in, as they are when everything is known. */
export function resolveValue(program: Program, value: unknown): unknown {
  return mapReferences(value, (reference) => {
    const target = program.find(({ name }) => name === reference.$resource);
    if (target === undefined) {
      throw new Error(`The program has no ${reference.$resource}.`);
    }
    if (reference.$property === "id") {
      return armIdOf(program, target);
    }
    if (reference.$property === "name") {
      return armIdOf(program, target).split("/").at(-1);
    }
    const answered = reference.$property
      .split(".")
      .reduce<unknown>((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], {
        ...target.args,
        ...target.outputs,
      });
    if (answered === undefined) {
      throw new Error(`${reference.$resource} has no ${reference.$property}.`);
    }
    return answered;
  });
}

/** Replaces each reference in a value. */
export function mapReferences(value: unknown, map: (reference: Reference) => unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => mapReferences(item, map));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if ("$resource" in value) {
    return map(value as Reference);
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, mapReferences(inner, map)]),
  );
}

/** Names of the resources that a value refers to. */
export function referencedBy(value: unknown): string[] {
  const names: string[] = [];
  mapReferences(value, (reference) => {
    names.push(reference.$resource);
    return undefined;
  });
  return [...new Set(names)];
}

function set(object: unknown, [first = "", ...rest]: readonly string[], value: unknown): unknown {
  const next = (inner: unknown): unknown => (rest.length === 0 ? value : set(inner, rest, value));
  if (Array.isArray(object)) {
    return object.map((item: unknown, index) => (index === Number(first) ? next(item) : item));
  }
  const own = (object ?? {}) as Record<string, unknown>;
  return { ...own, [first]: next(own[first]) };
}

function merged(
  own: Record<string, unknown>,
  given: Record<string, unknown>,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...own };
  for (const [key, value] of Object.entries(given)) {
    const before = result[key];
    result[key] = isPlain(before) && isPlain(value) ? merged(before, value) : value;
  }
  return result;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !("$resource" in value)
  );
}
