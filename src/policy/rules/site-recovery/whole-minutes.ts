import { policyFindingsOf, replicationPolicyType } from "../../readings/replication-policy";
import { resourceRule } from "../../rule";
import { policySnippet } from "./with-component";

export const wholeMinutes = resourceRule({
  id: "EVG-ASR-006",
  title: "The times of a replication policy are whole minutes",
  severity: "critical",
  why: "Site Recovery counts in whole minutes, and refuses a policy that does not.",
  remediation: ["Set whole numbers of minutes, 0 or more."],
  withComponent: policySnippet,
  tags: ["site-recovery"],
  references: ["learn.microsoft.com azure/site-recovery/azure-to-azure-common-questions"],
  types: [replicationPolicyType],
  findings: policyFindingsOf,
});
