import type { Operation } from "../operation";
import { policyAssignmentOperations } from "./policy-assignments";
import { policyDefinitionOperations } from "./policy-definitions";
import { remediationOperations } from "./remediations";

/**
 * What of Azure Policy is simulated: assignments, the built-in definitions and remediation tasks of
 * Azure Update Manager's policies. What is written otherwise is not judged by them.
 */
export const policyOperations: Operation[] = [
  ...policyDefinitionOperations,
  ...policyAssignmentOperations,
  ...remediationOperations,
];
