import type { BackupCheckId } from "../backup-checks";
import type { BackupErrorCause } from "../backup-errors/backup-error";
import { backupErrorOf } from "../backup-errors/catalogue";
import type { OperatingSystem } from "../guest-patching";
import { type BackupCheck, codesOfChecks, explains } from "./check";
import type { JobFacts } from "./facts";

/** What a diagnosis comes to. */
export interface BackupVerdict {
  /** `problem`: the next backup fails, or the last one did. `unknown`: nothing was found, but not all could be looked at. */
  readonly state: "ok" | "warning" | "problem" | "unknown";
  /** The code with which the next backup is likely to fail, or the last one failed. */
  readonly likelyCode?: string;
  /** One sentence. */
  readonly summary: string;
  /** The one thing to do first; left out when nothing is to be done. */
  readonly first?: string;
  /** The check that leads to it. */
  readonly check?: BackupCheckId;
}

/**
 * Checks in the order in which their problems are to be mended: what keeps a backup from beginning first,
 * then what Azure Backup itself looks at first.
 */
const order: readonly BackupCheckId[] = [
  "protection",
  "snapshot-task",
  "snapshot-extension",
  "extensions",
  "provisioning-state",
  "power-heartbeat",
  "agent-state",
  "agent-heartbeat",
  "agent-version",
  "disk-size",
  "disk-count",
  "key-vault",
  "restore-point-locks",
  "restore-point-count",
  "running-jobs",
  "other-vault",
  "ip-addresses",
  "storage-reachable",
  "power-state",
  "policy",
  "job-duration",
];

/**
 * What the checks come to: the cause of the last failure where a check shows it, else what will fail next.
 *
 * @param failure - The last backup, when it failed.
 */
export function verdictOf(
  checks: readonly BackupCheck[],
  failure: JobFacts | undefined,
  operatingSystem: OperatingSystem | undefined,
): BackupVerdict {
  const of = (state: BackupCheck["state"]): BackupCheck[] =>
    order.flatMap((id) => checks.filter((check) => check.id === id && check.state === state));
  const [problems, warnings, unknowns] = [of("problem"), of("warning"), of("unknown")];
  const code = failure?.errorCode;
  const named = (check: BackupCheck): boolean =>
    code !== undefined && codesOfChecks[check.id].includes(code);
  const explained = (check: BackupCheck): boolean => code !== undefined && explains(check.id, code);
  const cause = problems.find(named) ?? problems.find(explained);
  if (cause !== undefined) {
    return found(cause, "problem", code);
  }
  const [problem] = problems;
  if (problem !== undefined) {
    return found(problem, "problem");
  }
  const hint = warnings.find(explained);
  if (hint !== undefined) {
    return found(hint, "problem", code);
  }
  if (failure !== undefined) {
    return unexplained(failure, checks, operatingSystem);
  }
  const [warning] = warnings;
  if (warning !== undefined) {
    return found(warning, "warning");
  }
  const [hidden] = unknowns;
  return hidden === undefined
    ? { state: "ok", summary: "Nothing keeps the next backup from succeeding." }
    : {
        state: "unknown",
        summary: "Nothing was found, but not everything could be looked at.",
        first: hidden.detail,
        check: hidden.id,
      };
}

function found(check: BackupCheck, state: "problem" | "warning", told?: string): BackupVerdict {
  const likelyCode = told ?? codesOfChecks[check.id][0];
  return {
    state,
    ...(likelyCode === undefined ? {} : { likelyCode }),
    summary: check.detail,
    ...(check.fix === undefined ? {} : { first: check.fix }),
    check: check.id,
  };
}

/** A failure of which no check shows the cause: what is left of the causes of its code. */
function unexplained(
  { errorCode, errorMessage, recommendations = [] }: JobFacts,
  checks: readonly BackupCheck[],
  operatingSystem: OperatingSystem | undefined,
): BackupVerdict {
  const error = errorCode === undefined ? undefined : backupErrorOf(errorCode);
  const left = (error?.causes ?? []).find(
    (cause) =>
      (cause.operatingSystem ?? operatingSystem) === operatingSystem && !isRuledOut(cause, checks),
  );
  return {
    state: "problem",
    ...(errorCode === undefined ? {} : { likelyCode: errorCode }),
    summary: left?.cause ?? error?.meaning ?? errorMessage ?? "The last backup failed.",
    first:
      left?.steps[0] ??
      recommendations[0] ??
      "Run an on-demand backup; if it fails again, look at its job's details.",
    check: "last-error",
  };
}

/** Whether all checks that would see a cause are well. */
function isRuledOut({ checks: ids }: BackupErrorCause, checks: readonly BackupCheck[]): boolean {
  return (
    ids.length > 0 && ids.every((id) => checks.find((check) => check.id === id)?.state === "ok")
  );
}
