import type { DiffRequest, DiffResponse, PropertyChange } from "../../plugin/handlers";
import { isObject, sameJson, type JsonObject } from "./json-values";
import { pathArguments, type Translation } from "./translation";

/** Hidden argument of resources whose replacement may be created before the old one is deleted. */
export const createBeforeDelete = "__createBeforeDelete";

type PlainChange = "add" | "delete" | "update";

/** Compares arguments with arguments: what Azure answers is not looked at. */
export function diffArguments(translation: Translation, request: DiffRequest): DiffResponse {
  const changes: Record<string, PropertyChange> = {};
  const replacing = new Set([...pathArguments(translation), ...(translation.immutable ?? [])]);
  const { newInputs, oldOutputs } = request;
  const oldInputs = withApiVersion(request);
  for (const name of new Set([...Object.keys(oldInputs), ...Object.keys(newInputs)])) {
    if (name.startsWith("__") || sameArgument(name, oldInputs[name], newInputs[name])) {
      continue;
    }
    for (const [path, change] of changesOf(name, oldInputs[name], newInputs[name])) {
      if (!isIgnored(path, request.ignoreChanges)) {
        // An argument that only says what Azure chose before changes nothing there.
        const confirms = change === "add" && sameJson(oldOutputs[name], newInputs[name]);
        changes[path] = replacing.has(name) && !confirms ? `${change}-replace` : change;
      }
    }
  }
  return { changes, deleteBeforeReplace: newInputs[createBeforeDelete] !== true };
}

/** A resource that was imported has no api-version among its arguments, but in its state. */
function withApiVersion({ oldInputs, oldOutputs }: DiffRequest): JsonObject {
  return "azureApiVersion" in oldInputs || oldOutputs.azureApiVersion === undefined
    ? oldInputs
    : { ...oldInputs, azureApiVersion: oldOutputs.azureApiVersion };
}

function sameArgument(name: string, before: unknown, after: unknown): boolean {
  if (typeof before === "string" && typeof after === "string") {
    if (name === "location") {
      return normalizeLocation(before) === normalizeLocation(after);
    }
    if (name === "resourceGroupName") {
      return before.toLowerCase() === after.toLowerCase();
    }
  }
  return sameJson(before, after);
}

function normalizeLocation(location: string): string {
  return location.replace(/\s/g, "").toLowerCase();
}

/** Every property that differs, with its path. */
function changesOf(path: string, before: unknown, after: unknown): [string, PlainChange][] {
  if (before === undefined || before === null) {
    return after === undefined || after === null ? [] : [[path, "add"]];
  }
  if (after === undefined || after === null) {
    return [[path, "delete"]];
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) => index).flatMap((index) =>
      changesOf(`${path}[${index}]`, before[index], after[index]),
    );
  }
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => changesOf(child(path, name), before[name], after[name]));
  }
  return before === after ? [] : [[path, "update"]];
}

function child(path: string, name: string): string {
  return /^[\w-]+$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

function isIgnored(path: string, ignored: readonly string[]): boolean {
  return ignored.some(
    (prefix) =>
      path === prefix || (/^[.[]/.test(path.slice(prefix.length)) && path.startsWith(prefix)),
  );
}
