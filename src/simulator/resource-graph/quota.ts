import { resourceGraphLimits } from "../../azure/resource-graph-limits";
import type { Answer, Platform } from "../operation";

const { queriesPerWindow, windowInSeconds } = resourceGraphLimits;

/** The queries of one principal in the window that began with the first of them. */
interface QuotaNote {
  /** ISO date and time. */
  readonly from: string;
  readonly used: number;
}

export interface Quota {
  readonly isExceeded: boolean;
  readonly headers: NonNullable<Answer["headers"]>;
}

/** Counts a query of a principal. */
export function countQuery({ estate, clock }: Platform, principalId: string): Quota {
  const notes = estate.notes<QuotaNote>("resource graph quota");
  const now = clock.now().getTime();
  const noted = notes.get(principalId);
  const begun = noted === undefined ? Number.NaN : new Date(noted.from).getTime();
  const isOpen = noted !== undefined && now < begun + windowInSeconds * 1000;
  const from = isOpen ? begun : now;
  const used = isOpen ? noted.used : 0;
  const isExceeded = used >= queriesPerWindow;
  if (!isExceeded) {
    notes.set(principalId, { from: new Date(from).toISOString(), used: used + 1 });
  }
  const secondsLeft = Math.ceil((from + windowInSeconds * 1000 - now) / 1000);
  return {
    isExceeded,
    headers: {
      "x-ms-user-quota-remaining": String(Math.max(0, queriesPerWindow - used - 1)),
      "x-ms-user-quota-resets-after": `00:00:${String(secondsLeft).padStart(2, "0")}`,
    },
  };
}
