import { isDeepStrictEqual } from "node:util";
import { normalizeRegion } from "../../azure/regions";
import {
  invalidRequestContent,
  locationRequired,
  resourceGroupNotFound,
  resourceInAnotherLocation,
} from "./arm-errors";
import type { StoredResource } from "../estate";
import { asObject, asText, isObject, mergePatch, valueAt, withoutUndefined } from "../json";
import { requireKnownLocation } from "./locations";
import { identityLinks, resolveIdentity } from "../managed-identity/resource-identity";
import type { Answer, Call } from "../operation";
import { fillPath, parentOf } from "./path-template";
import { longRunning, presented, requireParent, requireResource } from "./resource-checks";
import type { ResourceBody, ResourceType, WriteDeclaration } from "./resource-type";
import { requireValidTags } from "./tag-limits";

/** Creates or replaces a resource. */
export function putResource(
  declaration: ResourceType,
  declared: WriteDeclaration,
  call: Call,
): Answer {
  const body = requireBody(call);
  requireParent(declaration, call, call.path);
  return write(declaration, declared, call, body, call.estate.get(call.path));
}

/**
 * Changes parts of a resource. Tags are replaced as a set: `az resource tag` sends all that are to remain,
 * and only with `--is-incremental` reads those that are there first.
 */
export function patchResource(
  declaration: ResourceType,
  declared: WriteDeclaration,
  call: Call,
): Answer {
  const patch = requireBody(call);
  const existing = requireResource(declaration, call, call.path);
  const merged =
    declaration.merge?.(call, patch, existing) ?? asObject(mergePatch(existing, patch));
  // Removal of single identities is read from the patch itself, which a merge has already lost.
  const { identity, tags } = patch;
  const body = {
    ...merged,
    ...(identity !== undefined && { identity }),
    ...(tags !== undefined && { tags }),
  };
  return write(declaration, declared, call, body, existing);
}

function write(
  declaration: ResourceType,
  declared: WriteDeclaration,
  call: Call,
  body: ResourceBody,
  existing: StoredResource | undefined,
): Answer {
  const id = existing?.id ?? newId(declaration, call);
  const location = locationOf(declaration, call, body, existing);
  requireProperties(declaration, body);
  const tagged = declaration.tags ?? declaration.location !== undefined;
  if (tagged) {
    requireValidTags(body.tags, declaration.type);
  }
  call.requireLinked([
    ...(declaration.identity === true ? identityLinks(body.identity, existing?.identity) : []),
    ...(declaration.links?.(call, body, existing) ?? []),
  ]);
  declaration.validate?.(call, body, existing);

  const identity =
    declaration.identity === true
      ? resolveIdentity(call, id, body.identity, existing?.identity)
      : undefined;
  const resource: StoredResource = withoutUndefined({
    ...withoutEnvelope(
      declaration.complete?.(call, withoutUndefined({ ...body, location, identity }), existing) ??
        body,
    ),
    id,
    name: id.slice(id.lastIndexOf("/") + 1),
    type: declaration.type,
    location,
    tags: tagged ? body.tags : undefined,
    identity,
  });
  const final = withState(declaration, resource, "Succeeded");
  const status = existing === undefined ? (declared.created ?? 201) : (declared.updated ?? 200);
  const form = declared.longRunning;
  if (form === undefined) {
    call.estate.put(final);
    declaration.written?.(call, final, existing);
    return { status, body: presented(declaration, call, call.estate.get(id) ?? final) };
  }

  const unchanged = existing !== undefined && isDeepStrictEqual(existing, final);
  const meanwhile = unchanged
    ? final
    : withState(declaration, resource, existing === undefined ? "Creating" : "Updating");
  if (existing !== undefined || declaration.visibleWhileCreating !== false) {
    call.estate.put(meanwhile);
  }
  return call.begin(
    longRunning(form, call, final, {
      status,
      ...(status === 202 ? {} : { body: presented(declaration, call, meanwhile) }),
      finish: () => {
        requireStillWanted(declaration, call, id, existing);
        try {
          declaration.written?.(call, final, existing);
        } catch (error) {
          if (declaration.visibleWhileCreating !== false) {
            call.estate.put(withState(declaration, resource, "Failed"));
          }
          throw error;
        }
        if (!unchanged) {
          call.estate.put(final);
        }
        return {
          statusWord: form.statusWord ?? "Succeeded",
          result: presented(declaration, call, final),
        };
      },
    }),
  );
}

/** Work whose resource, parent or group was deleted meanwhile must not bring it back. */
function requireStillWanted(
  declaration: ResourceType,
  call: Call,
  id: string,
  existing: StoredResource | undefined,
): void {
  requireParent(declaration, call, id);
  const { subscriptionId = "", resourceGroupName } = call.parameters;
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName ?? ""}`;
  if (resourceGroupName !== undefined && call.estate.get(group) === undefined) {
    throw resourceGroupNotFound(resourceGroupName);
  }
  if (existing !== undefined || declaration.visibleWhileCreating !== false) {
    requireResource(declaration, call, id);
  }
}

/** A body must be there and be a JSON object. */
export function requireBody(call: Call): ResourceBody {
  if (call.body === undefined) {
    throw invalidRequestContent("Required property 'properties' not found in JSON. Path ''");
  }
  if (!isObject(call.body)) {
    throw invalidRequestContent("Cannot deserialize the current JSON because it is not an object");
  }
  return call.body;
}

/** The id as Azure answers it: fixed segments as the provider writes them, names as the client first wrote them. */
function newId(declaration: ResourceType, call: Call): string {
  const id = fillPath(declaration.path, call.parameters);
  const parent = parentOf(id);
  const stored = parent === undefined ? undefined : call.estate.get(parent);
  return stored === undefined ? id : `${stored.id}${id.slice(stored.id.length)}`;
}

function locationOf(
  declaration: ResourceType,
  call: Call,
  body: ResourceBody,
  existing: StoredResource | undefined,
): string | undefined {
  if (declaration.location === undefined || declaration.location === "none") {
    return undefined;
  }
  const given = asText(body.location);
  if (given === undefined || given === "") {
    if (declaration.location === "optional") {
      return asText(existing?.location);
    }
    throw locationRequired();
  }
  const location = normalizeRegion(given);
  const before = asText(existing?.location);
  if (existing !== undefined && before !== undefined && normalizeRegion(before) !== location) {
    const group = call.parameters.resourceGroupName ?? "";
    throw resourceInAnotherLocation(existing.name, group, before, location);
  }
  // What needs no location may stand everywhere: dynamic scopes are written with `global`.
  if (declaration.location !== "optional" || location !== "global") {
    requireKnownLocation(given, declaration.type);
  }
  return location;
}

function requireProperties(declaration: ResourceType, body: ResourceBody): void {
  for (const path of declaration.required ?? []) {
    const value = valueAt(body, path);
    if (value === undefined || value === null) {
      throw (
        declaration.missing?.(path) ??
        invalidRequestContent(
          `Required property '${path.slice(path.lastIndexOf(".") + 1)}' not found in JSON. Path '${path.slice(0, Math.max(0, path.lastIndexOf(".")))}'`,
        )
      );
    }
  }
}

const envelope = new Set(["id", "name", "type", "location", "tags", "identity"]);

function withoutEnvelope(value: ResourceBody): ResourceBody {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !envelope.has(key)));
}

function withState(
  declaration: ResourceType,
  resource: StoredResource,
  state: "Creating" | "Updating" | "Succeeded" | "Failed",
): StoredResource {
  return declaration.provisioningState === false
    ? resource
    : {
        ...resource,
        properties: { ...asObject(resource.properties), provisioningState: state },
      };
}
