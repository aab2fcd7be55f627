import { backupSecurityFindings } from "../../azure/backed-up-machine";
import type { Finding } from "../../azure/finding";
import type { DeclaredResource } from "../model/declared-resource";
import type { DeclaredStack } from "../model/declared-stack";
import { machineOfItem, policyIdPath } from "./backup-item";
import { policyType } from "./backup-policy";

/** Whether an item's policy is of the kind that its machine's security asks for; where the stack makes both. */
export function itemSecurityFindings(item: DeclaredResource, stack: DeclaredStack): Finding[] {
  const machine = machineOfItem(item, stack);
  const securityType =
    machine.kind === "declared"
      ? machine.resource.inputs.text("securityProfile.securityType")
      : undefined;
  if (securityType === undefined) {
    return [];
  }
  const path = policyIdPath(item);
  const policy = stack.target(item, path, policyType);
  return policy.kind === "declared"
    ? backupSecurityFindings(
        {
          securityType,
          policyType: policy.resource.inputs.text("properties.policyType") === "V2" ? "V2" : "V1",
          standardPolicyAllowed: item.inputs.flag("standardPolicyAllowed") === true,
        },
        path,
      )
    : [];
}
