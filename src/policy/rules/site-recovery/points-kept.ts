import { policyFindingsOf, replicationPolicyType } from "../../readings/replication-policy";
import { resourceRule } from "../../rule";
import { policySnippet } from "./with-component";

export const pointsKept = resourceRule({
  id: "EVG-ASR-007",
  title: "Recovery points are kept for as long as Site Recovery can keep them",
  severity: "critical",
  why: "Recovery points of managed disks are kept for 15 days at most; Azure refuses a policy that asks for more.",
  remediation: ["Set `recoveryPointHistory` to at most 21600 minutes."],
  withComponent: policySnippet,
  tags: ["site-recovery"],
  references: ["learn.microsoft.com azure/site-recovery/azure-to-azure-common-questions"],
  types: [replicationPolicyType],
  findings: policyFindingsOf,
});
