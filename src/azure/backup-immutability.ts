import { errorFinding as error, type Finding } from "./finding";

/*
 * What an immutable vault refuses. Source: learn.microsoft.com backup/backup-azure-immutable-vault-concept;
 * https://aka.ms/AB-ImmutableVaults-States.
 */

export type ImmutabilityState = "Disabled" | "Unlocked" | "Locked";

/** Whether a vault's immutability can go from one state to another: what is locked stays locked. */
export function canChangeImmutability(from: string | undefined, to: string | undefined): boolean {
  return from !== "Locked" || to === "Locked";
}

/** Whether a vault in this state refuses what loses recovery points: to delete them, to keep them shorter. */
export function isImmutable(state: string | undefined): boolean {
  return state === "Unlocked" || state === "Locked";
}

/** How many recovery points of each span a policy keeps; one that is left out keeps none. */
export type KeptPoints = Readonly<
  Partial<Record<"daily" | "weekly" | "monthly" | "yearly", number | undefined>>
>;

export type KeptSpan = keyof KeptPoints;

/** The spans of which a policy keeps less than another one. */
export function spansKeptLess(after: KeptPoints, before: KeptPoints): KeptSpan[] {
  return (["daily", "weekly", "monthly", "yearly"] as const).filter(
    (span) => (after[span] ?? 0) < (before[span] ?? 0),
  );
}

/** Refuses to keep recovery points of an immutable vault shorter. */
export function shorterRetentionFindings(
  change: {
    /** Left out when it is not known yet. */
    readonly vaultId?: string | undefined;
    readonly immutability: string | undefined;
    readonly after: KeptPoints;
    readonly before: KeptPoints;
  },
  pathOf: (span: KeptSpan) => string,
): Finding[] {
  const { vaultId, immutability, after, before } = change;
  return isImmutable(immutability)
    ? spansKeptLess(after, before).map((span) =>
        error(
          "EVG-BACKUP-044",
          pathOf(span),
          `The ${span} retention would go from ${String(before[span] ?? 0)} to ${String(after[span] ?? 0)}, but ${vaultId === undefined ? "the vault" : `the vault "${vaultId}"`} is immutable ("${immutability ?? ""}") and keeps recovery points no shorter.`,
          "Keep as much as before, or more.",
        ),
      )
    : [];
}
