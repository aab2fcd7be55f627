import { resourceIdFindings, sameId } from "../azure/resource-id";
import type { FixedProperty } from "./site-recovery-kind";

/** A fixed property that holds the ARM id of one type. */
export function idProperty(name: string, type: string, meaning: string): FixedProperty {
  return {
    name,
    meaning,
    same: sameId,
    findings: (value, propertyPath) => resourceIdFindings(value, propertyPath, type),
    normalize: (value) => value.replace(/\/+$/, ""),
  };
}
