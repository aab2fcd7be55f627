import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { DiffResponse as Differences, PropertyChange } from "./handlers";

const kinds: Readonly<Record<PropertyChange, PropertyDiff.Kind>> = {
  add: PropertyDiff.Kind.ADD,
  "add-replace": PropertyDiff.Kind.ADD_REPLACE,
  delete: PropertyDiff.Kind.DELETE,
  "delete-replace": PropertyDiff.Kind.DELETE_REPLACE,
  update: PropertyDiff.Kind.UPDATE,
  "update-replace": PropertyDiff.Kind.UPDATE_REPLACE,
};

/** Differences as the engine takes them: whole properties, and each path with its kind. */
export function toDiffResponse({ changes, deleteBeforeReplace }: Differences): DiffResponse {
  const response = new DiffResponse();
  const paths = Object.entries(changes);
  const replacing = paths.filter(([, change]) => change.endsWith("-replace"));
  const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
  response.setChanges(paths.length === 0 ? DIFF_NONE : DIFF_SOME);
  response.setDiffsList(topLevel(paths));
  response.setReplacesList(topLevel(replacing));
  response.setDeletebeforereplace(deleteBeforeReplace && replacing.length > 0);
  response.setHasdetaileddiff(true);
  for (const [path, change] of paths) {
    const detail = new PropertyDiff();
    detail.setKind(kinds[change]);
    detail.setInputdiff(true);
    response.getDetaileddiffMap().set(path, detail);
  }
  return response;
}

/** The properties in which the paths begin, each once: `tags["a.b"].c` begins in `tags`. */
function topLevel(paths: readonly (readonly [string, PropertyChange])[]): string[] {
  return [...new Set(paths.map(([path]) => topLevelProperty(path)))];
}

/** The property in which a path begins. */
export function topLevelProperty(path: string): string {
  const quoted = /^\["((?:[^"\\]|\\.)*)"\]/.exec(path);
  return quoted?.[1] ?? /^[^.[]*/.exec(path)?.[0] ?? path;
}
