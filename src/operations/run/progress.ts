/** How far the work on one thing is. */
export type StepState = "running" | "succeeded" | "failed" | "skipped" | "timedOut" | "underWay";

/** Something that happened in a run, for whoever watches it. */
export type ProgressEvent =
  | {
      /** What the run does now, one sentence. */
      readonly kind: "message";
      readonly text: string;
    }
  | {
      /** The work on one thing, for example a machine, begins, goes on or ends. */
      readonly kind: "step";
      /** The same for all events of a thing. */
      readonly id: string;
      readonly name: string;
      readonly state: StepState;
      /** A few words: what is done, or why it ended so. */
      readonly detail?: string;
    };
