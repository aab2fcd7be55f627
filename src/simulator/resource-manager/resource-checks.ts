import { parentResourceNotFound, resourceNotFound } from "./arm-errors";
import { readArmPath } from "./arm-path";
import type { StoredResource } from "../estate";
import { asText } from "../json";
import type { ArmError, Call, LongRunning } from "../operation";
import { fillPath, parentOf } from "./path-template";
import type { LongRunningForm, ResourceType } from "./resource-type";

/** The stored resource that a call's path names; refused when it, or its parent, is not there. */
export function requireResource(
  declaration: Pick<ResourceType, "type" | "extension" | "notFound" | "parentNotFound">,
  call: Call,
  id: string,
): StoredResource {
  requireParent(declaration, call, id);
  const resource = call.estate.get(id);
  if (resource === undefined) {
    throw declaration.notFound?.(call, id) ?? notFoundAt(declaration.type, id);
  }
  return resource;
}

/** Refuses a call whose resource would stand below a parent that is not there. */
export function requireParent(
  declaration: Pick<ResourceType, "extension" | "parentNotFound">,
  call: Call,
  id: string,
): void {
  if (declaration.extension === true) {
    requireScope(call, id.slice(0, id.toLowerCase().lastIndexOf("/providers/")));
    return;
  }
  const parent = parentOf(id);
  if (parent !== undefined && call.estate.get(parent) === undefined) {
    throw (
      declaration.parentNotFound?.(call, parent) ??
      parentResourceNotFound(parent.slice(parent.lastIndexOf("/") + 1))
    );
  }
}

/** Refuses a call about what extends a resource that is not there; groups are looked after before. */
export function requireScope(call: Call, scope: string): void {
  if (scope.toLowerCase().includes("/providers/") && call.estate.get(scope) === undefined) {
    const { namespace, type } = readArmPath(scope);
    throw notFoundAt(`${namespace}/${type}`, scope);
  }
}

export function presented(
  declaration: ResourceType,
  call: Call,
  resource: StoredResource,
): unknown {
  return declaration.present?.(call, resource) ?? resource;
}

/** Long-running work in a type's form, its path templates filled from the call and the resource. */
export function longRunning(
  form: LongRunningForm,
  call: Call,
  resource: StoredResource,
  work: Pick<LongRunning, "status" | "body" | "finish">,
): LongRunning {
  const parameters: Record<string, string> = { ...call.parameters };
  const location = locationFor(call, resource);
  if (location !== undefined) {
    parameters.location = location;
  }
  return {
    ...work,
    headers: form.headers,
    statusPath: fillPath(form.statusPath, parameters),
    ...(form.resultPath === undefined ? {} : { resultPath: fillPath(form.resultPath, parameters) }),
    durationInSeconds:
      typeof form.durationInSeconds === "number"
        ? form.durationInSeconds
        : form.durationInSeconds(call, resource),
    retryAfterInSeconds: form.retryAfterInSeconds,
  };
}

/** A child resource without a location of its own is where its parent is. */
function locationFor(call: Call, resource: StoredResource): string | undefined {
  const parent = parentOf(resource.id);
  const above = parent === undefined ? undefined : call.estate.get(parent);
  return asText(resource.location) ?? (above === undefined ? undefined : locationFor(call, above));
}

function notFoundAt(type: string, id: string): ArmError {
  const segments = id.split("/");
  const group = segments[segments.findIndex((s) => s.toLowerCase() === "resourcegroups") + 1] ?? "";
  const provider = id.toLowerCase().lastIndexOf("/providers/");
  const names = id
    .slice(provider + "/providers/".length)
    .split("/")
    .slice(1)
    .filter((_, i) => i % 2 === 1);
  return resourceNotFound(type, names, group);
}
