import { errorFinding, type Finding } from "./finding";
import { sameId } from "./resource-id";
import { vaultHolding } from "./vault";

/** Ids of Site Recovery objects by the paths of the arguments that name them; `undefined` is unknown. */
export type ReplicationObjects = Readonly<Record<string, string | undefined>>;

/** Refuses what stands in another vault than the object from which replication begins. */
export function replicationVaultFindings(
  source: { readonly path: string; readonly id: string },
  others: ReplicationObjects,
): Finding[] {
  const vault = vaultHolding(source.id);
  return Object.entries(others).flatMap(([path, id]) => {
    const own = id === undefined ? undefined : vaultHolding(id);
    return id === undefined || own === undefined || vault === undefined || sameId(own, vault)
      ? []
      : [
          errorFinding(
            "EVG-REPLICA-001",
            path,
            `"${id}" stands in the vault "${own}", ${source.path} in "${vault}".`,
            "Use objects of one vault, for example all outputs of one SiteRecovery.",
          ),
        ];
  });
}

/** Refuses a container as the target of itself. */
export function replicationTargetFindings(
  sourceContainerId: string,
  targetContainerId: string,
  path: string,
): Finding[] {
  return sameId(sourceContainerId, targetContainerId)
    ? [
        errorFinding(
          "EVG-REPLICA-006",
          path,
          `"${targetContainerId}" is the source and the target in one.`,
          "Give another container as the target.",
        ),
      ]
    : [];
}

/** Names of the arguments by which the machine that a failover makes gets its place. */
export interface RecoveryPlaces {
  readonly availabilitySet: string;
  readonly availabilityZone: string;
  readonly scaleSet: string;
}

/**
 * Refuses to give a machine that a failover makes both a zone and a set.
 *
 * Source: learn.microsoft.com virtual-machines/availability-set-overview.
 */
export function recoveryPlacementFindings(
  given: object,
  names: RecoveryPlaces,
  path: string,
): Finding[] {
  const isGiven = (name: string): boolean =>
    (given as Readonly<Record<string, unknown>>)[name] !== undefined;
  const { availabilitySet, availabilityZone, scaleSet } = names;
  const others = [availabilityZone, scaleSet].filter(isGiven);
  return isGiven(availabilitySet) && others.length > 0
    ? [
        errorFinding(
          "EVG-REPLICA-002",
          path,
          `${[availabilitySet, ...others].join(" and ")} are given: a machine stands in an availability set, or in a zone or a scale set.`,
          "Keep one of them.",
        ),
      ]
    : [];
}

/** Refuses a time that Azure is not waited for. */
export function replicationWaitFindings(minutes: unknown, path: string): Finding[] {
  return typeof minutes === "number" && Number.isInteger(minutes) && minutes >= 1
    ? []
    : [
        errorFinding(
          "EVG-REPLICA-003",
          path,
          `${String(minutes)} is no whole number of minutes from 1.`,
          "Give whole minutes, for example 180.",
        ),
      ];
}
