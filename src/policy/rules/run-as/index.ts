import type { Rule } from "../../rule";
import { noClassicPair } from "./no-classic-pair";
import { noRunAsAccount } from "./no-run-as-account";
import { noRunAsCertificate } from "./no-run-as-certificate";
import { noRunAsConnection } from "./no-run-as-connection";
import { noRunbookSignsInAsRunAs } from "./no-runbook-signs-in-as-run-as";
import { nothingLeftAfterMigration } from "./nothing-left-after-migration";

/** What is left of the retired Run As accounts. */
export const runAsRules: readonly Rule[] = [
  noRunAsConnection,
  noRunAsCertificate,
  noRunAsAccount,
  noClassicPair,
  noRunbookSignsInAsRunAs,
  nothingLeftAfterMigration,
];
