import type { Operation } from "../operation";
import { policyAssignmentOperations } from "./policy-assignments";
import { policyDefinitionOperations } from "./policy-definitions";

/** What of Azure Policy is simulated: assignments and the built-in definitions. Nothing is judged by them. */
export const policyOperations: Operation[] = [
  ...policyDefinitionOperations,
  ...policyAssignmentOperations,
];
