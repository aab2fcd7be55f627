import { placementConflict } from "./availability";
import { errorFinding as error, propertyPath, type Finding } from "./finding";

/** Where a machine is to stand. What is left out is Azure's choice. */
export interface PlacementSettings {
  readonly availabilitySetId?: string | undefined;
  readonly scaleSetId?: string | undefined;
  readonly faultDomain?: number | undefined;
  readonly proximityPlacementGroupId?: string | undefined;
  readonly capacityReservationGroupId?: string | undefined;
  readonly dedicatedHostId?: string | undefined;
  readonly dedicatedHostGroupId?: string | undefined;
}

/**
 * Refuses what of a machine's place excludes one another.
 * Sources: `placementConflict`; learn.microsoft.com virtual-machines/capacity-reservation-overview
 * (limitations and restrictions); Compute API (`hostGroup`, `platformFaultDomain`).
 *
 * @param zone - Left out for a machine that stands in none.
 */
export function placementFindings(
  placement: PlacementSettings,
  zone: string | undefined,
  basePath: string,
): Finding[] {
  return [
    ...setFindings(placement, zone, basePath),
    ...reservationFindings(placement, basePath),
    ...hostFindings(placement, basePath),
    ...faultDomainFindings(placement, basePath),
  ];
}

function setFindings(
  { availabilitySetId, scaleSetId }: PlacementSettings,
  zone: string | undefined,
  basePath: string,
): Finding[] {
  const path = propertyPath(basePath, "availabilitySetId");
  // Which zones a scale set has is known to Azure alone.
  switch (placementConflict({ availabilitySetId, zone })) {
    case "set and zone":
      return [
        error(
          "EVG-PLACEMENT-001",
          path,
          `A machine stands in an availability set or in a zone, and zone is "${zone ?? ""}".`,
          "Leave availabilitySetId out, which a zone replaces, or leave zone out.",
        ),
      ];
    default:
      return placementConflict({ availabilitySetId, scaleSetId }) === "set and scale set"
        ? [
            error(
              "EVG-PLACEMENT-002",
              path,
              "A machine stands in an availability set or in a scale set, and both are given.",
              "Leave availabilitySetId or scaleSetId out.",
            ),
          ]
        : [];
  }
}

function reservationFindings(placement: PlacementSettings, basePath: string): Finding[] {
  if (placement.capacityReservationGroupId === undefined) {
    return [];
  }
  const excluded = [
    "availabilitySetId",
    "proximityPlacementGroupId",
    "dedicatedHostId",
    "dedicatedHostGroupId",
  ] as const;
  return excluded
    .filter((property) => placement[property] !== undefined)
    .map((property) =>
      error(
        "EVG-PLACEMENT-003",
        propertyPath(basePath, property),
        `Azure reserves no capacity for a machine with ${property}.`,
        `Leave ${property} or capacityReservationGroupId out.`,
      ),
    );
}

function hostFindings(
  { dedicatedHostId, dedicatedHostGroupId }: PlacementSettings,
  basePath: string,
): Finding[] {
  return dedicatedHostId !== undefined && dedicatedHostGroupId !== undefined
    ? [
        error(
          "EVG-PLACEMENT-004",
          propertyPath(basePath, "dedicatedHostGroupId"),
          "A machine is given its host or the group in which Azure finds one, and both are given.",
          "Leave dedicatedHostId or dedicatedHostGroupId out.",
        ),
      ]
    : [];
}

function faultDomainFindings(
  { faultDomain, scaleSetId }: PlacementSettings,
  basePath: string,
): Finding[] {
  if (faultDomain === undefined) {
    return [];
  }
  const path = propertyPath(basePath, "faultDomain");
  return [
    ...(scaleSetId === undefined
      ? [
          error(
            "EVG-PLACEMENT-005",
            path,
            "A fault domain is chosen in a scale set alone, and scaleSetId is not given.",
            "Give scaleSetId, or leave faultDomain out.",
          ),
        ]
      : []),
    ...(Number.isInteger(faultDomain) && faultDomain >= 0
      ? []
      : [
          error(
            "EVG-PLACEMENT-006",
            path,
            `The fault domain is ${faultDomain}, and domains are counted from 0.`,
            "Give a whole number, below the number of the scale set's fault domains.",
          ),
        ]),
  ];
}
