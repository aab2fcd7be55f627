import { errorFinding, type Finding } from "./finding";
import { sameId } from "./resource-id";
import { vaultHolding } from "./vault";

/** What replicates a machine, by the arguments that name it. */
export interface ReplicationObjects {
  readonly containerMappingId: string;
  readonly targetContainerId: string;
  readonly replicationPolicyId: string;
}

/** Refuses what stands in another vault than the container mapping. */
export function replicationVaultFindings(objects: ReplicationObjects): Finding[] {
  const { containerMappingId, ...others } = objects;
  const vault = vaultHolding(containerMappingId);
  return Object.entries(others).flatMap(([path, id]) => {
    const own = vaultHolding(id);
    return own === undefined || vault === undefined || sameId(own, vault)
      ? []
      : [
          errorFinding(
            "EVG-REPLICA-001",
            path,
            `"${id}" stands in the vault "${own}", the container mapping in "${vault}".`,
            "Use objects of one vault, for example all outputs of one SiteRecovery.",
          ),
        ];
  });
}

/**
 * Refuses to give a machine that a failover makes both a zone and a set.
 *
 * Source: learn.microsoft.com virtual-machines/availability-set-overview.
 */
export function recoveryPlacementFindings(given: readonly string[], path: string): Finding[] {
  const places = given.filter((name) =>
    ["availabilitySetId", "availabilityZone", "virtualMachineScaleSetId"].includes(name),
  );
  return places.includes("availabilitySetId") && places.length > 1
    ? [
        errorFinding(
          "EVG-REPLICA-002",
          path,
          `${places.join(" and ")} are given: a machine stands in an availability set, or in a zone or a scale set.`,
          "Keep one of them.",
        ),
      ]
    : [];
}

/** Refuses a time that Azure is not waited for. */
export function replicationWaitFindings(minutes: number, path: string): Finding[] {
  return Number.isInteger(minutes) && minutes >= 1
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

/** Refuses to replicate no disk at all. */
export function noDiskFindings(count: number, path: string): Finding[] {
  return count > 0
    ? []
    : [
        errorFinding(
          "EVG-REPLICA-004",
          path,
          "No disk is given, so nothing would be replicated.",
          `Give the machine's disks, that of the operating system among them, or leave ${path} out: then all are.`,
        ),
      ];
}

/**
 * Managed disks of a machine, as Azure tells them. A disk that Azure manages no storage of has no id:
 * Site Recovery takes managed disks alone here.
 */
export function unmanagedDiskFindings(
  virtualMachineId: string,
  diskIds: readonly (string | undefined)[],
  path: string,
): Finding[] {
  return diskIds.every((id) => id !== undefined && id !== "")
    ? []
    : [
        errorFinding(
          "EVG-REPLICA-005",
          path,
          `"${virtualMachineId}" has a disk that is not managed.`,
          "Convert its disks to managed ones, or name in disks those that are.",
        ),
      ];
}
