import { dynamicScopeTypes } from "../../azure/dynamic-scope-rules";
import { maintenanceLimits } from "../../azure/maintenance-limits";
import { sameId } from "../../azure/resource-id";
import {
  asArray,
  asObject,
  asText,
  type JsonObject,
  valueAt,
  withoutUndefined,
  wordOf,
} from "../json";
import type { Call, Operation } from "../operation";
import { fillPath } from "../resource-manager/path-template";
import { resourceType, type ResourceType } from "../resource-manager/resource-type";
import {
  type AssignmentKind,
  assignmentsOf,
  countAssignments,
  indexAssignment,
  unindexAssignment,
} from "./assignment-index";
import { configurationNotFound, invalidRequest, quotaExceeded } from "./maintenance-errors";
import { assignmentType, configurationType, examples, extendedScopes } from "./maintenance-paths";

const last = `/providers/${assignmentType}/{configurationAssignmentName}`;

/** Assignments of a configuration to a machine, and dynamic scopes at a subscription or a group. */
export const configurationAssignmentOperations: Operation[] = [
  ...assignments("machine", extendedScopes.resource, "ConfigurationAssignments", {
    get: "Get",
    put: "CreateOrUpdate",
    delete: "Delete",
    list: "ConfigurationAssignments_List",
  }),
  ...assignments("machine", extendedScopes.child, "ConfigurationAssignments", {
    get: "GetParent",
    put: "CreateOrUpdateParent",
    delete: "DeleteParent",
    list: "ConfigurationAssignments_ListParent",
  }),
  ...assignments(
    "dynamic scope",
    extendedScopes.group,
    "ConfigurationAssignmentsForResourceGroup",
    { get: "Get", put: "CreateOrUpdate", patch: "Update", delete: "Delete" },
  ),
  ...assignments(
    "dynamic scope",
    extendedScopes.subscription,
    "ConfigurationAssignmentsForSubscriptions",
    {
      get: "Get",
      put: "CreateOrUpdate",
      patch: "Update",
      delete: "Delete",
      list: "ConfigurationAssignmentsWithinSubscription_List",
    },
  ),
];

interface Verbs {
  readonly get: string;
  readonly put: string;
  readonly patch?: string;
  readonly delete: string;
  /** Whole operation id. */
  readonly list?: string;
}

function assignments(
  kind: AssignmentKind,
  scope: string,
  operations: string,
  verbs: Verbs,
): Operation[] {
  const operation = (verb: string): { readonly id: string; readonly witness: string } => ({
    id: `${operations}_${verb}`,
    witness: `${examples}/${operations}_${verb}.json`,
  });
  const declaration: ResourceType = {
    type: assignmentType,
    path: `${scope}${last}`,
    extension: true,
    location: "optional",
    tags: false,
    provisioningState: false,
    get: operation(verbs.get),
    put: operation(verbs.put),
    ...(verbs.patch !== undefined && { patch: operation(verbs.patch) }),
    delete: operation(verbs.delete),
    lists:
      verbs.list === undefined
        ? []
        : [
            {
              id: verbs.list,
              path: `${scope}/providers/${assignmentType}`,
              witness: `${examples}/${verbs.list}.json`,
            },
          ],
    required: ["properties.maintenanceConfigurationId"],
    links: (_call, body) => [{ action: `${configurationType}/read`, scope: configurationIn(body) }],
    validate: (call, body, existing) => {
      requireConfiguration(call, kind, configurationIn(body));
      if (kind === "dynamic scope") {
        requireFilter(asObject(valueAt(body, "properties.filter")));
      }
      const before = asText(valueAt(existing, "properties.maintenanceConfigurationId"));
      if (before === undefined || !sameId(before, configurationIn(body))) {
        requireRoom(call, kind, configurationIn(body));
      }
    },
    complete: (call, body) => {
      const sent = asObject(body.properties);
      return {
        properties: withoutUndefined({
          maintenanceConfigurationId: configurationIn(body),
          resourceId: fillPath(scope, call.parameters),
          filter: kind === "dynamic scope" ? (sent.filter ?? undefined) : undefined,
        }),
      };
    },
    written: (call, assignment, existing) => {
      indexAssignment(call, kind, assignment, existing);
    },
    deleted: (call, assignment) => {
      unindexAssignment(call, kind, assignment);
    },
  };
  return resourceType(declaration);
}

function configurationIn(body: unknown): string {
  return asText(valueAt(body, "properties.maintenanceConfigurationId")) ?? "";
}

/** Configurations of another subscription cannot be looked at from here. */
function requireConfiguration(call: Call, kind: AssignmentKind, id: string): void {
  const own = id.toLowerCase().startsWith(`/subscriptions/${call.subscriptionId}/`);
  const configuration = call.estate.get(id);
  if (own && configuration?.type !== configurationType) {
    throw configurationNotFound(id);
  }
  const scope = valueAt(configuration, "properties.maintenanceScope");
  if (kind === "dynamic scope" && configuration !== undefined && scope !== "InGuestPatch") {
    throw invalidRequest(
      `A dynamic scope takes configurations of the maintenance scope 'InGuestPatch', not '${wordOf(scope)}'.`,
    );
  }
}

/** Source: learn.microsoft.com update-manager/dynamic-scope-overview; Maintenance API 2023-04-01. */
function requireFilter(filter: JsonObject): void {
  const wrong = (name: string, known: readonly string[]): void => {
    const odd = asArray(filter[name])
      .map((word) => asText(word) ?? "")
      .find((word) => !known.some((one) => one.toLowerCase() === word.toLowerCase()));
    if (odd !== undefined) {
      throw invalidRequest(`The ${name} of the filter have '${odd}', not ${known.join(" or ")}.`);
    }
  };
  wrong("resourceTypes", dynamicScopeTypes);
  wrong("osTypes", ["Windows", "Linux"]);
  const operator = asText(valueAt(filter, "tagSettings.filterOperator"));
  if (operator !== undefined && operator !== "All" && operator !== "Any") {
    throw invalidRequest(`The filterOperator '${operator}' is neither 'All' nor 'Any'.`);
  }
  const tags = Object.keys(asObject(valueAt(filter, "tagSettings.tags"))).length;
  const groups = asArray(filter.resourceGroups).length;
  const { tagFilters, resourceGroupFilters } = maintenanceLimits;
  if (tags > tagFilters || groups > resourceGroupFilters) {
    throw quotaExceeded(
      `A dynamic scope filters by at most ${tagFilters} tags and ${resourceGroupFilters} resource groups.`,
    );
  }
}

/** Source of the limits: as `maintenanceLimits`. */
function requireRoom(call: Call, kind: AssignmentKind, configurationId: string): void {
  const { machinesPerConfiguration, dynamicScopesPerConfiguration, dynamicScopesPerScope } =
    maintenanceLimits;
  const limit = kind === "machine" ? machinesPerConfiguration : dynamicScopesPerConfiguration;
  const isFull = (): boolean =>
    // What went with its machine is forgotten only when the list is read.
    countAssignments(call, kind, configurationId) >= limit &&
    assignmentsOf(call, kind, configurationId).length >= limit;
  if (isFull()) {
    throw quotaExceeded(
      `The maintenance configuration '${configurationId}' has ${limit} ${kind} assignments, and no more are allowed.`,
    );
  }
  if (kind === "dynamic scope") {
    const above = call.path.slice(0, call.path.lastIndexOf("/")).toLowerCase();
    const here = call.estate
      .ofType(assignmentType)
      .filter(({ id }) => id.slice(0, id.lastIndexOf("/")).toLowerCase() === above);
    if (here.length >= dynamicScopesPerScope) {
      throw quotaExceeded(
        `There are ${here.length} dynamic scopes at this scope, and ${dynamicScopesPerScope} are allowed.`,
      );
    }
  }
}
