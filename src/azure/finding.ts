/** How much a finding weighs: an error is refused, a warning is shown and the work goes on. */
export type FindingSeverity = "error" | "warning";

/**
 * What one rule found wrong in what was asked for. Components, provider, policies and operations
 * share findings, so the same rule reads the same everywhere.
 */
export interface Finding {
  /** Stable id of the rule, for example `EVG-PATCH-001`. */
  readonly ruleId: string;
  readonly severity: FindingSeverity;
  /** Where the value stands, for example `patchSettings.patchMode`. */
  readonly propertyPath: string;
  /** What is wrong: the value that was given and the rule that it breaks. One sentence, ends with a full stop. */
  readonly message: string;
  /** What to do about it. One sentence, ends with a full stop. */
  readonly fix: string;
}

/** Several problems found in one set of arguments, all of them told at once. */
export class InvalidInputError extends Error {
  /** What has the problems: the first words of the message. */
  readonly subject: string;
  readonly findings: readonly Finding[];

  constructor(subject: string, findings: readonly Finding[]) {
    super(describeFindings(subject, findings));
    this.name = "InvalidInputError";
    this.subject = subject;
    this.findings = findings;
  }
}

/** The findings that must be refused. */
export function errorsAmong(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.severity === "error");
}

/** The findings that are shown but not refused. */
export function warningsAmong(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.severity === "warning");
}

/** Throws one {@linkcode InvalidInputError} that lists every error among the findings, if there is any. */
export function refuseErrors(subject: string, findings: readonly Finding[]): void {
  const errors = errorsAmong(findings);
  if (errors.length > 0) {
    throw new InvalidInputError(subject, errors);
  }
}

/** One line for a finding: path where it has one, message, fix, rule. */
export function describeFinding({ propertyPath, message, fix, ruleId }: Finding): string {
  return `${propertyPath === "" ? "" : `${propertyPath}: `}${message} ${fix} [${ruleId}]`;
}

/** All findings, below a line that says what has them. */
export function describeFindings(subject: string, findings: readonly Finding[]): string {
  const count = findings.length === 1 ? "1 problem" : `${findings.length} problems`;
  return [`${subject} has ${count}:`, ...findings.map((f) => `  - ${describeFinding(f)}`)].join(
    "\n",
  );
}

/** The path of a property below a base path; the base may be empty. */
export function propertyPath(basePath: string, property: string): string {
  return basePath === "" ? property : `${basePath}.${property}`;
}

/** A finding that is refused. */
export function errorFinding(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}

/** A finding that is shown. */
export function warningFinding(
  ruleId: string,
  path: string,
  message: string,
  fix: string,
): Finding {
  return { ruleId, severity: "warning", propertyPath: path, message, fix };
}
