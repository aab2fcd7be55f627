import { propertyPath, type Finding } from "./finding";
import { normalizeRegion, regionFindings } from "./regions";
import { isAtOrBelow, parseResourceId, resourceIdFindings } from "./resource-id";

/*
 * What the policies of Azure Update Manager are assigned with.
 *
 * Source: learn.microsoft.com governance/policy/concepts/assignment-structure (scope, exclusions, texts),
 * governance/policy/concepts/remediation-structure (numbers); Azure/azure-policy (parameters).
 */

/** Names of the definitions that change machines, by what they are for. */
export const patchPolicies = {
  Assessment: "59efceea-0c96-497e-a4a1-4eb2290dac15",
  ArcAssessment: "bfea026e-043f-4ff4-9d1b-bf301ca7ff46",
  SchedulePrerequisites: "9905ca54-1471-49c6-8291-7582c04cd4d4",
  Schedule: "ba0df93e-e4ac-479a-aac2-134bbae39a1a",
} as const;

/** Names of the definitions that tell which machines are not as they should be. */
export const patchAuditPolicies = {
  PeriodicAssessment: "bd876905-5b84-4f73-ab2d-2e7a7c4568d9",
  UpdatesInstalled: "f85bf3e0-d513-442e-89c3-1784ad63382b",
  Hotpatching: "6d02d2f7-e38b-4bdc-96f3-adc0a8726abc",
} as const;

const assignableTypes = [
  "microsoft.resources/subscriptions",
  "microsoft.resources/resourcegroups",
  "microsoft.management/managementgroups",
];

/** Refuses what no policy of machines is assigned at. */
export function governanceScopeFindings(scope: string, path: string): Finding[] {
  const wrong = resourceIdFindings(scope, path);
  if (wrong.length > 0 || assignableTypes.includes(parseResourceId(scope).type.toLowerCase())) {
    return wrong;
  }
  return [
    error(
      "EVG-GOVERNANCE-001",
      path,
      `"${scope}" is the id of a ${parseResourceId(scope).type}, at which no policy of machines can be assigned.`,
      "Give the id of a subscription, a resource group or a management group.",
    ),
  ];
}

export function isManagementGroup(scope: string): boolean {
  return (
    resourceIdFindings(scope, "").length === 0 &&
    parseResourceId(scope).type.toLowerCase() === "microsoft.management/managementgroups"
  );
}

/** Refuses an exclusion that is not in the scope; what a management group holds cannot be told from ids. */
export function exclusionFindings(
  known: { readonly scope: string; readonly notScopes: readonly string[] },
  path: string,
): Finding[] {
  const { scope, notScopes } = known;
  return notScopes.flatMap((excluded, index) => {
    const at = `${path}[${index}]`;
    const wrong = resourceIdFindings(excluded, at);
    const inside =
      resourceIdFindings(scope, "").length > 0 ||
      isManagementGroup(scope) ||
      (isAtOrBelow(excluded, scope) && !isAtOrBelow(scope, excluded));
    return wrong.length > 0 || inside
      ? wrong
      : [
          error(
            "EVG-GOVERNANCE-002",
            at,
            `"${excluded}" is not below the scope, so there is nothing to leave out.`,
            "Give ids below the scope.",
          ),
        ];
  });
}

/** Which machines a policy means. A part that is left out or empty lets every machine through. */
export interface PolicyFilter {
  readonly operatingSystemTypes?: readonly string[] | undefined;
  readonly resourceGroups?: readonly string[] | undefined;
  readonly locations?: readonly string[] | undefined;
  readonly tags?: Readonly<Record<string, string | readonly string[]>> | undefined;
  readonly tagOperator?: string | undefined;
}

export function policyFilterFindings(filter: PolicyFilter, basePath: string): Finding[] {
  const { operatingSystemTypes = [], locations = [], tags = {}, tagOperator } = filter;
  const at = (property: string): string => propertyPath(basePath, property);
  return [
    ...operatingSystemTypes.flatMap((system, index) =>
      wordFindings(system, ["Windows", "Linux"], `${at("operatingSystemTypes")}[${index}]`),
    ),
    ...locations.flatMap((region, index) => regionFindings(region, `${at("locations")}[${index}]`)),
    ...(tagOperator === undefined
      ? []
      : wordFindings(tagOperator, ["All", "Any"], at("tagOperator"))),
    ...(tagOperator !== "All"
      ? []
      : Object.entries(tags)
          .filter(([, values]) => Array.isArray(values) && values.length > 1)
          .map(([name]) =>
            error(
              "EVG-GOVERNANCE-004",
              `${at("tags")}.${name}`,
              `The tag "${name}" has several values and all must fit, but a machine has one value of a tag.`,
              'Give one value, or "Any" as tagOperator.',
            ),
          )),
  ];
}

/** Refuses a word that an argument of a policy does not take. */
export function wordFindings(word: string, words: readonly string[], path: string): Finding[] {
  return words.includes(word)
    ? []
    : [
        error(
          "EVG-GOVERNANCE-003",
          path,
          `"${word}" is no word that it takes.`,
          `Use ${words.join(" or ")}.`,
        ),
      ];
}

/** What the definitions compare regions with: names as Azure keeps them. */
export function policyRegions(locations: readonly string[]): string[] {
  return locations.map(normalizeRegion);
}

/** The form in which the definitions with a template take tags. */
export function policyTagPairs(
  tags: Readonly<Record<string, readonly string[]>>,
): { key: string; value: string }[] {
  return Object.entries(tags).flatMap(([key, values]) => values.map((value) => ({ key, value })));
}

/** Refuses texts that are too long for an assignment. */
export function assignmentTextFindings(
  texts: { readonly displayName?: string | undefined; readonly description?: string | undefined },
  basePath: string,
): Finding[] {
  const limits = { displayName: 128, description: 512 } as const;
  return (["displayName", "description"] as const).flatMap((name) => {
    const length = texts[name]?.length ?? 0;
    return length <= limits[name]
      ? []
      : [
          error(
            "EVG-GOVERNANCE-005",
            propertyPath(basePath, name),
            `It has ${length} characters; Azure takes ${limits[name]}.`,
            "Give a shorter text.",
          ),
        ];
  });
}

export interface RemediationTask {
  readonly failureThresholdInPercent?: number | undefined;
  readonly parallelDeployments?: number | undefined;
  readonly resourceCount?: number | undefined;
  readonly resourceDiscoveryMode?: string | undefined;
  readonly locations?: readonly string[] | undefined;
}

export const resourceDiscoveryModes = ["ExistingNonCompliant", "ReEvaluateCompliance"] as const;

/**
 * How a task finds machines when it is not told: looking anew finds those of an assignment that was
 * just made, and Azure does that at a subscription and below alone.
 *
 * Source: hashicorp/terraform-provider-azurerm, docs of management_group_policy_remediation.
 */
export function defaultDiscoveryMode(scope: string): string {
  return isManagementGroup(scope) ? "ExistingNonCompliant" : "ReEvaluateCompliance";
}

export function remediationFindings(
  task: RemediationTask,
  scope: string | undefined,
  basePath: string,
): Finding[] {
  const { resourceDiscoveryMode: mode, locations = [] } = task;
  const at = (property: string): string => propertyPath(basePath, property);
  const ranges = [
    ["failureThresholdInPercent", 0, 100, false],
    ["parallelDeployments", 1, 30, true],
    ["resourceCount", 1, 50_000, true],
  ] as const;
  return [
    ...ranges.flatMap(([name, least, most, whole]) => {
      const value = task[name];
      const fits =
        value === undefined ||
        (value >= least && value <= most && (!whole || Number.isInteger(value)));
      return fits
        ? []
        : [
            error(
              "EVG-GOVERNANCE-006",
              at(name),
              `${value} is not between ${least} and ${most}.`,
              `Give a ${whole ? "whole " : ""}number from ${least} to ${most}.`,
            ),
          ];
    }),
    ...(mode === undefined
      ? []
      : wordFindings(mode, resourceDiscoveryModes, at("resourceDiscoveryMode"))),
    ...(mode === "ReEvaluateCompliance" && scope !== undefined && isManagementGroup(scope)
      ? [
          error(
            "EVG-GOVERNANCE-007",
            at("resourceDiscoveryMode"),
            "Azure does not look anew at what a management group holds: ReEvaluateCompliance is for subscriptions and resource groups.",
            "Use ExistingNonCompliant, half an hour after the assignment was made.",
          ),
        ]
      : []),
    ...locations.flatMap((region, index) => regionFindings(region, `${at("locations")}[${index}]`)),
  ];
}

/** Refuses a governance that assigns nothing. */
export function noPolicyFindings(count: number): Finding[] {
  return count > 0
    ? []
    : [
        error(
          "EVG-GOVERNANCE-008",
          "assessments",
          "No policy is assigned: assessments, schedulePrerequisites, schedules and audits are all empty.",
          "Give at least one of them.",
        ),
      ];
}

/** Refuses the lack of a region for the identities of assignments. */
export function identityRegionFindings(location: string | undefined): Finding[] {
  return location !== undefined
    ? []
    : [
        error(
          "EVG-GOVERNANCE-009",
          "location",
          "Neither location nor azure-native:location is given, and an assignment with an identity has a region.",
          "Give location.",
        ),
      ];
}

function error(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
