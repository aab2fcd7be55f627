import type { PackSettings } from "../../policy/pack/configuration";
import type { Preset } from "../../policy/pack/levels";
import type { Report } from "../../policy/pack/policy-pack";
import type { Rule } from "../../policy/rule";

/** What was found in a file: what every format of output is made of. */
export interface Verdict {
  /** Version of this package. */
  readonly version: string;
  readonly preset: Preset;
  /** The file as it was given; `-` for stdin. */
  readonly file: string;
  /** Text of the file, to tell lines in it. */
  readonly text: string;
  /** Rules in force, and what the pack says of itself. */
  readonly rules: PackSettings["rules"];
  readonly packRules: readonly Rule[];
  /** How many resources rules had to do with. */
  readonly resources: number;
  readonly reports: readonly Report[];
}

/** How many reports there are of a level. */
export function countOf({ reports }: Verdict, level: Report["level"]): number {
  return reports.filter((report) => report.level === level).length;
}

/** The rules that are not switched off. */
export function activeRules({ rules }: Verdict): PackSettings["rules"] {
  return rules.filter(({ level }) => level !== "disabled");
}
