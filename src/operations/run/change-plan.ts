/** One thing that is to be changed, and what is done to it. */
export interface PlannedChange {
  /** Id of what is changed. */
  readonly id: string;
  readonly name: string;
  /** What is done, in the imperative: `Enable agent auto-update`. */
  readonly change: string;
  /** Why, where it does not go without saying; one sentence. */
  readonly reason?: string;
}

/** One thing that stays as it is. */
export interface SkippedChange {
  readonly id: string;
  readonly name: string;
  /** Why, one sentence. */
  readonly reason: string;
}

/** What an operation is going to do, made from what was read and nothing else. It is shown before it is carried out. */
export interface ChangePlan {
  /** What the plan is for, one line without a full stop. */
  readonly title: string;
  readonly changes: readonly PlannedChange[];
  readonly skipped: readonly SkippedChange[];
  /** What whoever agrees must know: what else is touched, what does not happen. Sentences. */
  readonly notes: readonly string[];
}
