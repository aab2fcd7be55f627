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
