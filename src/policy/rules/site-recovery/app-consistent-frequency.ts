import { policyFindingsOf, replicationPolicyType } from "../../readings/replication-policy";
import { resourceRule } from "../../rule";
import { policySnippet } from "./with-component";

export const appConsistentFrequency = resourceRule({
  id: "EVG-ASR-010",
  title: "Application-consistent recovery points are made once an hour at most",
  severity: "critical",
  why: "Site Recovery makes an application-consistent point once an hour at most, and refuses a policy that asks for more.",
  remediation: ["Set `appConsistentFrequencyInMinutes` to 60 or more, or to 0 for none."],
  withComponent: policySnippet,
  tags: ["site-recovery"],
  references: ["learn.microsoft.com azure/site-recovery/azure-to-azure-common-questions"],
  types: [replicationPolicyType],
  findings: policyFindingsOf,
});
