import type { Finding } from "../../azure/finding";
import { normalizeRegion } from "../../azure/regions";
import { replicationRegionFindings } from "../../azure/site-recovery";
import type { DeclaredResource } from "../model/declared-resource";
import type { DeclaredStack } from "../model/declared-stack";
import {
  isBetweenRegions,
  machineOf,
  replicatedItemPaths,
  sourceRegionOf,
  targetRegionOf,
} from "./replicated-machine";

/**
 * What is wrong with where a machine is replicated to inside its region. Between regions nothing is:
 * there the zone of the item is that of the target region. Nor where the stack does not make the
 * machine, whose zone is then not known.
 */
export function zoneFindingsOf(item: DeclaredResource, stack: DeclaredStack): Finding[] {
  if (!isBetweenRegions(item)) {
    return [];
  }
  const sourceRegion = sourceRegionOf(item, stack);
  const targetRegion = targetRegionOf(item, stack);
  if (
    sourceRegion === undefined ||
    targetRegion === undefined ||
    normalizeRegion(sourceRegion) !== normalizeRegion(targetRegion)
  ) {
    return [];
  }
  const machine = machineOf(item, stack);
  if (machine.kind !== "declared") {
    return [];
  }
  const paths = replicatedItemPaths(item);
  const [sourceZone] = machine.resource.inputs.texts("zones");
  const targetZone = item.inputs.text(paths.recoveryZone);
  return replicationRegionFindings({ sourceRegion, targetRegion, sourceZone, targetZone }, "").map(
    (finding) => ({
      ...finding,
      propertyPath: finding.propertyPath === "sourceZone" ? paths.machineId : paths.recoveryZone,
    }),
  );
}
