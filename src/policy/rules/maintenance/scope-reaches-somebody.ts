import { unreachedScopeFindings } from "../../../azure/dynamic-scope-rules";
import { NotYetKnown } from "../../model/reader";
import { assignmentType, isDynamicScope, reachOf } from "../../readings/schedules-of-machine";
import { virtualMachineType } from "../../readings/virtual-machine";
import { stackRule } from "../../rule";
import { scheduleOfOurs } from "../patching/with-component";

export const scopeReachesSomebody = stackRule({
  id: "EVG-SCOPE-004",
  title: "A dynamic scope fits a machine of the stack",
  severity: "medium",
  why: "A filter with a tag that nobody has patches nobody, and says nothing of it.",
  remediation: [
    "Look at the tags and the other parts of the filter; exempt a scope that is meant for machines made elsewhere.",
  ],
  withComponent: scheduleOfOurs,
  tags: ["maintenance", "patching"],
  references: ["learn.microsoft.com azure/update-manager/dynamic-scope-overview"],
  types: [assignmentType],
  findings: (scope, stack) => {
    const machines = stack.all(virtualMachineType);
    if (!isDynamicScope(scope) || machines.length === 0) {
      return [];
    }
    const reaches = machines.map((machine) => reachOf(scope, machine));
    if (reaches.includes("Reached")) {
      return [];
    }
    if (reaches.includes("NotKnown")) {
      throw new NotYetKnown("filter");
    }
    return unreachedScopeFindings(machines.length, "filter");
  },
});
