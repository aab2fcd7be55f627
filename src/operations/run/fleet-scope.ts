import { subscriptionIdFindings } from "../../azure/resource-id";
import { matchesPattern } from "../../azure/name-pattern";
import { errorFinding, type Finding, InvalidInputError, propertyPath } from "../../azure/finding";
import type { MachineFilter } from "../../azure/resource-graph-queries";

/** Which machines an operation is about; what is left out lets everything through. */
export interface FleetScope extends MachineFilter {
  /** Ids of subscriptions. Defaults to the connection's. */
  readonly subscriptions?: readonly string[];
}

/** Refuses what no scope can be. */
export function scopeFindings(scope: FleetScope, basePath = "scope"): Finding[] {
  return [
    ...(scope.subscriptions ?? []).flatMap((id, index) =>
      subscriptionIdFindings(id, propertyPath(basePath, `subscriptions[${index}]`)),
    ),
    ...(["resourceGroups", "names", "ids"] as const).flatMap((list) =>
      (scope[list] ?? []).flatMap((text, index) =>
        text.trim() === ""
          ? [
              errorFinding(
                "EVG-SCOPE-010",
                propertyPath(basePath, `${list}[${index}]`),
                "It is empty, and would let nothing through.",
                "Leave it out, or give a text.",
              ),
            ]
          : [],
      ),
    ),
  ];
}

/** Whether a machine is in a scope: the rule that Azure Resource Graph follows for our queries. */
export function isInScope(
  machine: {
    readonly id: string;
    readonly name: string;
    readonly resourceGroup: string;
    readonly subscriptionId: string;
    readonly tags: Readonly<Record<string, string>> | null;
  },
  scope: FleetScope,
): boolean {
  return (
    isOneOf(machine.subscriptionId, scope.subscriptions) &&
    isOneOf(machine.resourceGroup, scope.resourceGroups) &&
    isNamed(machine.name, scope.names) &&
    isOneOf(machine.id, scope.ids) &&
    Object.entries(scope.tags ?? {}).every(([name, value]) => tagOf(machine.tags, name) === value)
  );
}

/** A stack may name hundreds of machines: of more than so many, how many there are is told. */
const mostTold = 3;

/** What a scope says, for a message: `resource group web, tag env=prod`, `12 machines`. */
export function describeScope(scope: FleetScope): string {
  const lists: [string, readonly string[] | undefined][] = [
    ["subscription", scope.subscriptions],
    ["resource group", scope.resourceGroups],
    ["name", scope.names],
    ["machine", scope.ids?.map((id) => id.split("/").at(-1) ?? id)],
    ["tag", Object.entries(scope.tags ?? {}).map(([name, value]) => `${name}=${value}`)],
  ];
  const parts = lists.flatMap(([word, texts = []]) =>
    texts.length === 0
      ? []
      : [texts.length > mostTold ? `${texts.length} ${word}s` : `${word} ${texts.join(" or ")}`],
  );
  return parts.length === 0 ? "the whole subscription" : parts.join(", ");
}

/**
 * Why nothing can be done: the scope lets no machine through, or the caller may see none.
 *
 * @param lackedReads - What the caller lacks to see machines, as sentences.
 */
export function noMachineError(scope: FleetScope, lackedReads: readonly string[] = []): Error {
  const message = `No machine was found in ${describeScope(scope)}.`;
  const isTagged = Object.keys(scope.tags ?? {}).length > 0;
  return lackedReads.length > 0
    ? new Error([message, ...lackedReads].join("\n"))
    : new InvalidInputError("The scope", [
        errorFinding(
          "EVG-SCOPE-011",
          "scope",
          message,
          isTagged
            ? "Look at its names and tags: of a tag the value counts with case, the name without."
            : "Look at its names and tags.",
        ),
      ]);
}

function isOneOf(text: string, texts: readonly string[] | undefined): boolean {
  return (
    texts === undefined ||
    texts.length === 0 ||
    texts.some((each) => each.toLowerCase() === text.toLowerCase())
  );
}

/** Whether the names of a scope let a machine's name through. */
export function isNamed(name: string, patterns: readonly string[] = []): boolean {
  return patterns.length === 0 || matchesPattern(name, patterns);
}

/** Names of tags are compared without case, values with it. */
function tagOf(tags: Readonly<Record<string, string>> | null, name: string): string | undefined {
  const found = Object.entries(tags ?? {}).find(
    ([each]) => each.toLowerCase() === name.toLowerCase(),
  );
  return found?.[1];
}
