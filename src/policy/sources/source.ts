import type { ResourceFacts } from "../model/declared-resource";
import { isObject } from "../model/reader";

/** What a file tells of resources. */
export interface Source {
  readonly kind: "preview" | "state" | "listing";
  readonly resources: readonly ResourceFacts[];
  /** How many values are secret and cannot be seen; they count as not known. */
  readonly hiddenValues: number;
}

/** A file is none that can be judged, or not whole. Its text holds none of the file's values. */
export class SourceError extends Error {
  /** Path of what is wrong in the file, for example `deployment.resources[2].urn`; empty for all of it. */
  readonly path: string;

  constructor(path: string, problem: string) {
    super(path === "" ? problem : `${path}: ${problem}`);
    this.name = "SourceError";
    this.path = path;
  }
}

/** An object, or an error that tells where there is none. */
export function objectAt(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (!isObject(value)) {
    throw new SourceError(path, "There is no object.");
  }
  return value;
}

/** A list; null and what is left out are empty lists, as Pulumi writes them. */
export function listAt(value: unknown, path: string): readonly unknown[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw new SourceError(path, "There is no list.");
  }
  return value;
}

/** A text that is not empty, or an error that tells where there is none. */
export function textAt(value: unknown, path: string): string {
  if (typeof value !== "string" || value === "") {
    throw new SourceError(path, "There is no text.");
  }
  return value;
}
