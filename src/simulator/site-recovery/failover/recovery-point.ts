import type { StoredResource } from "../../estate";
import type { Platform } from "../../operation";
import { siteRecoveryError } from "../site-recovery-errors";
import { type NamedPoint, pointsOf } from "./replication-notes";

/** Which recovery point is taken: the latest unless one is named. */
export interface PointChoice {
  /** Id of a recovery point; left out or empty for the latest. */
  readonly recoveryPointId?: string | undefined;
  /** A word of recovery plans. Source: Site Recovery API, `A2ARpRecoveryPointType`. */
  readonly recoveryPointType?:
    | "Latest"
    | "LatestApplicationConsistent"
    | "LatestCrashConsistent"
    | "LatestProcessed"
    | undefined;
}

export function pointId(item: StoredResource, point: NamedPoint): string {
  return `${item.id}/recoveryPoints/${point.name}`;
}

/** The recovery point that is chosen; refused when there is none such. */
export function choosePoint(
  platform: Platform,
  item: StoredResource,
  choice: PointChoice,
): NamedPoint {
  const points = pointsOf(platform, item);
  const asked = choice.recoveryPointId ?? "";
  const wanted = asked.slice(asked.lastIndexOf("/") + 1).toLowerCase();
  const type = choice.recoveryPointType?.replace("Latest", "");
  const found = points.find((point) =>
    wanted === ""
      ? type === "ApplicationConsistent" || type === "CrashConsistent"
        ? point.type === type
        : true
      : point.name === wanted,
  );
  if (found === undefined) {
    throw siteRecoveryError(
      400,
      "RecoveryPointMissing",
      wanted === ""
        ? `The protected item '${item.name}' has no recovery point.`
        : `The recovery point '${wanted}' of the protected item '${item.name}' could not be found.`,
      {
        possibleCauses: "The recovery point is older than the retention of the replication policy.",
        recommendedAction: "Retry the operation with a recovery point that the list has.",
      },
    );
  }
  return found;
}
