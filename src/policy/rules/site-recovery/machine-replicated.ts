import { machineReplicatedFindings } from "../../../azure/replication-standards";
import type { DeclaredResource } from "../../model/declared-resource";
import type { DeclaredStack } from "../../model/declared-stack";
import { type Grouped, grouped } from "../../model/grouped";
import { NotYetKnown } from "../../model/reader";
import { machineOf, replicatedItemType } from "../../readings/replicated-machine";
import { virtualMachineType } from "../../readings/virtual-machine";
import { stackRule } from "../../rule";
import { replicatedMachineSnippet } from "./with-component";

export const machineReplicated = stackRule({
  id: "EVG-ASR-020",
  title: "Every machine is replicated",
  severity: "low",
  why: "A machine that is not replicated is lost for as long as its region is, and backups bring it back as it was hours ago.",
  remediation: ["Add a `ReplicationProtectedItem` for the machine."],
  withComponent: replicatedMachineSnippet,
  tags: ["site-recovery"],
  references: ["learn.microsoft.com azure/site-recovery/azure-to-azure-how-to-enable-replication"],
  parameters: {
    required: {
      type: "boolean",
      description: "Whether every machine of the stack must be replicated.",
      default: false,
    },
  },
  types: [virtualMachineType],
  findings: (machine, stack, parameters) => {
    if (parameters.required !== true) {
      return [];
    }
    const { byKey, undecided } = stack.derived(itemsByMachine);
    const isReplicated = byKey.has(machine);
    if (!isReplicated && undecided !== undefined) {
      throw new NotYetKnown(undecided);
    }
    return machineReplicatedFindings(isReplicated, "id");
  },
});

function itemsByMachine(stack: DeclaredStack): Grouped<DeclaredResource, DeclaredResource> {
  return grouped(stack.all(replicatedItemType), (item) => {
    const machine = machineOf(item, stack);
    return machine.kind === "declared" ? machine.resource : undefined;
  });
}
