import { normalizeRegion } from "./regions";
import { isAtOrBelow } from "./resource-id";

/** The filter of a dynamic scope. A part that is left out or empty lets everything through. */
export interface DynamicScopeFilter {
  /** For example `Microsoft.Compute/virtualMachines`. */
  readonly resourceTypes?: readonly string[] | undefined;
  /** Names, not ids. */
  readonly resourceGroups?: readonly string[] | undefined;
  readonly locations?: readonly string[] | undefined;
  /** `Windows` and `Linux`. */
  readonly osTypes?: readonly string[] | undefined;
  readonly tags?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Whether `All` tags must fit, or `Any` of them. Defaults to `All`. */
  readonly filterOperator?: string | undefined;
}

/**
 * Reads the filter of an assignment as Azure writes it. What is no list counts as an empty one, and
 * what is no text in a list as its JSON.
 *
 * Source: Maintenance API, `ConfigurationAssignmentFilterProperties`.
 */
export function readDynamicScopeFilter(
  filter: Readonly<Record<string, unknown>>,
): DynamicScopeFilter {
  const settings = objectOf(filter.tagSettings);
  const { filterOperator } = settings;
  return {
    resourceTypes: wordsOf(filter.resourceTypes),
    resourceGroups: wordsOf(filter.resourceGroups),
    locations: wordsOf(filter.locations),
    osTypes: wordsOf(filter.osTypes),
    tags: Object.fromEntries(
      Object.entries(objectOf(settings.tags)).map(([name, values]) => [name, wordsOf(values)]),
    ),
    filterOperator: typeof filterOperator === "string" ? filterOperator : undefined,
  };
}

/** What a filter looks at in a machine. */
export interface FilteredMachine {
  readonly id: string;
  readonly type: string;
  readonly location: string;
  readonly operatingSystem: string;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Whether a dynamic scope reaches a machine. Names and tag names are compared without case, tag
 * values exactly.
 *
 * Source: learn.microsoft.com update-manager/dynamic-scope-overview; Maintenance API, `ConfigurationAssignmentFilterProperties`.
 */
export function dynamicScopeReaches(
  scope: string,
  filter: DynamicScopeFilter,
  machine: FilteredMachine,
): boolean {
  const resourceGroupName = /\/resourcegroups\/([^/]+)/i.exec(machine.id)?.[1] ?? "";
  return (
    isAtOrBelow(machine.id, scope) &&
    filterReach(filter, { ...machine, resourceGroupName }) === "Reached"
  );
}

/** What is known of a machine before it is made. What is left out is not known. */
export interface PlannedMachine {
  readonly type: string;
  readonly operatingSystem: string;
  readonly resourceGroupName?: string | undefined;
  readonly location?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** Whether a machine fits a filter, as far as that follows from what is known. */
export type Reach = "Reached" | "Missed" | "NotKnown";

/** As `dynamicScopeReaches`, for a machine that stands in the scope and of which not everything is known. */
export function filterReach(filter: DynamicScopeFilter, machine: PlannedMachine): Reach {
  const fits = [
    lets(filter.resourceTypes, machine.type),
    lets(filter.osTypes, machine.operatingSystem),
    lets(filter.resourceGroups, machine.resourceGroupName),
    lets(
      filter.locations?.map(normalizeRegion),
      machine.location === undefined ? undefined : normalizeRegion(machine.location),
    ),
    tagsFit(filter, machine.tags),
  ];
  return fits.includes(false) ? "Missed" : fits.includes(undefined) ? "NotKnown" : "Reached";
}

function lets(words: readonly string[] | undefined, word: string | undefined): boolean | undefined {
  if (words === undefined || words.length === 0) {
    return true;
  }
  return word === undefined
    ? undefined
    : words.some((one) => one.toLowerCase() === word.toLowerCase());
}

function tagsFit(
  { tags = {}, filterOperator }: DynamicScopeFilter,
  own: Readonly<Record<string, string>> | undefined,
): boolean | undefined {
  const wanted = Object.entries(tags);
  if (wanted.length === 0) {
    return true;
  }
  if (own === undefined) {
    return undefined;
  }
  const byName = new Map(Object.entries(own).map(([name, value]) => [name.toLowerCase(), value]));
  const fits = ([name, values]: [string, readonly string[]]): boolean => {
    const value = byName.get(name.toLowerCase());
    return value !== undefined && values.includes(value);
  };
  return filterOperator === "Any" ? wanted.some(fits) : wanted.every(fits);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function wordsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [];
  return list.map((word) => (typeof word === "string" ? word : JSON.stringify(word)));
}
