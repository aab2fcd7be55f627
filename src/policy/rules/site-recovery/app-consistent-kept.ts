import { policyFindingsOf, replicationPolicyType } from "../../readings/replication-policy";
import { resourceRule } from "../../rule";
import { policySnippet } from "./with-component";

export const appConsistentKept = resourceRule({
  id: "EVG-ASR-008",
  title: "Application-consistent recovery points are kept until the next is made",
  severity: "critical",
  why: "A policy that drops each application-consistent point before the next one leaves hours with none to fail over to.",
  remediation: ["Set `appConsistentFrequencyInMinutes` to no more than `recoveryPointHistory`."],
  withComponent: policySnippet,
  tags: ["site-recovery"],
  references: ["learn.microsoft.com azure/site-recovery/azure-to-azure-common-questions"],
  types: [replicationPolicyType],
  findings: policyFindingsOf,
});
