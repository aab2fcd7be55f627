import { describeFinding, type Finding } from "../../src/azure/finding";

/** Findings as a user reads them, each with its severity in front. */
export function told(findings: readonly Finding[]): string[] {
  return findings.map((finding) => `${finding.severity} ${describeFinding(finding)}`);
}
