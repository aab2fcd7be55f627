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
  const group = /\/resourcegroups\/([^/]+)/i.exec(machine.id)?.[1] ?? "";
  return (
    isAtOrBelow(machine.id, scope) &&
    lets(filter.resourceTypes, machine.type) &&
    lets(filter.resourceGroups, group) &&
    lets(filter.osTypes, machine.operatingSystem) &&
    lets(filter.locations?.map(normalizeRegion), normalizeRegion(machine.location)) &&
    tagsFit(filter, machine.tags)
  );
}

function lets(words: readonly string[] | undefined, word: string): boolean {
  return (
    words === undefined ||
    words.length === 0 ||
    words.some((one) => one.toLowerCase() === word.toLowerCase())
  );
}

function tagsFit(
  { tags = {}, filterOperator }: DynamicScopeFilter,
  own: Readonly<Record<string, string>>,
): boolean {
  const wanted = Object.entries(tags);
  if (wanted.length === 0) {
    return true;
  }
  const byName = new Map(Object.entries(own).map(([name, value]) => [name.toLowerCase(), value]));
  const fits = ([name, values]: [string, readonly string[]]): boolean => {
    const value = byName.get(name.toLowerCase());
    return value !== undefined && values.includes(value);
  };
  return filterOperator === "Any" ? wanted.some(fits) : wanted.every(fits);
}
