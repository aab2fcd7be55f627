/** How a command ends. */
export const exitCodes = {
  done: 0,
  /** Something went wrong while it ran, or a part of the work failed. */
  failed: 1,
  /** It was called wrongly, and did nothing. */
  wrongInput: 2,
  /** It ran, and what it looked at needs attention: rules are broken, machines are not well. */
  violations: 3,
  /** It showed what it would change, nobody agreed, and nothing was changed. */
  notConfirmed: 4,
  /** Azure has not ended its work within the time that was given; it goes on. */
  timedOut: 5,
  /** Ctrl-C ended it. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: "done",
  failed: "something failed",
  wrongInput: "called wrongly, nothing was done",
  violations: "what was looked at needs attention",
  notConfirmed: "nobody agreed, nothing was changed",
  timedOut: "Azure has not ended its work in time",
  interrupted: "ended by Ctrl-C",
};

/** The end of a command's help: the codes with which it may end. */
export function exitCodesHelp(...names: readonly (keyof typeof exitCodes)[]): string {
  const lines = names.map(
    (name) => `  ${String(exitCodes[name]).padEnd(4)}${exitCodeMeanings[name]}`,
  );
  return ["", "Exit codes:", ...lines].join("\n");
}

export const allExitCodes = Object.keys(exitCodes) as (keyof typeof exitCodes)[];
