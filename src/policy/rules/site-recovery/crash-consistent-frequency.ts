import { policyFindingsOf, replicationPolicyType } from "../../readings/replication-policy";
import { resourceRule } from "../../rule";
import { policySnippet } from "./with-component";

export const crashConsistentFrequency = resourceRule({
  id: "EVG-ASR-011",
  title: "Crash-consistent recovery points are made every five minutes",
  severity: "low",
  why: "Site Recovery makes them every five minutes whatever the policy says, so another number misleads whoever reads it.",
  remediation: ["Set `crashConsistentFrequencyInMinutes` to 5, or leave it out."],
  withComponent: policySnippet,
  tags: ["site-recovery"],
  references: ["learn.microsoft.com azure/site-recovery/azure-to-azure-common-questions"],
  types: [replicationPolicyType],
  findings: policyFindingsOf,
});
