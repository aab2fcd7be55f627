import type { OperatingSystem } from "../guest-patching";

/** What can be done inside a machine for its backups. */
export const guestStepIds = [
  "net-framework",
  "agent-package",
  "agent-options",
  "agent-restarts-itself",
  "agent-service",
  "agent-installation",
  "application-control",
  "verify",
  "collect-logs",
  "verbose-log",
] as const;

export type GuestStepId = (typeof guestStepIds)[number];

/** One step inside a machine, as the commands that do it. Doing it twice does no harm. */
export interface GuestStep {
  readonly id: GuestStepId;
  /** What it does, in the imperative, without a full stop. */
  readonly title: string;
  /** For `sh` as root, on Windows for PowerShell as administrator. Ends with {@linkcode stepDone} when it succeeded. */
  readonly script: string;
  /** Whether it changes or writes anything in the machine, rather than looking at it. */
  readonly changes: boolean;
  /** What to do where it does not help; one sentence. */
  readonly otherwise?: string;
}

/** What a step writes last when it has succeeded: Run Command itself tells nothing of it. */
export const stepDone = "evergreen: step done";

const scriptEnds: Readonly<Record<OperatingSystem, readonly [string, string]>> = {
  Linux: ["set -eu", `echo "${stepDone}"`],
  Windows: ["$ErrorActionPreference = 'Stop'", `Write-Output '${stepDone}'`],
};

/** A step's lines as a script that ends at its first failure, and says when it has come to its end. */
export function stepScript(operatingSystem: OperatingSystem, lines: readonly string[]): string {
  const [first, last] = scriptEnds[operatingSystem];
  return [first, ...lines, last].join("\n");
}
