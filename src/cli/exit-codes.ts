/** How a command ends. */
export const exitCodes = {
  done: 0,
  /** Something went wrong while it ran. */
  failed: 1,
  /** It was called wrongly, and did nothing. */
  wrongInput: 2,
  /** It ran, and what it looked at breaks rules that are mandatory. */
  violations: 3,
} as const;
