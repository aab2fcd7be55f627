import { machineReplicatedFindings } from "../../../azure/replication-standards";
import type { DeclaredResource } from "../../model/declared-resource";
import type { DeclaredStack } from "../../model/declared-stack";
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
    const { machines, undecided } = stack.derived(replicatedMachines);
    const isReplicated = machines.has(machine);
    if (!isReplicated && undecided !== undefined) {
      throw new NotYetKnown(undecided);
    }
    return machineReplicatedFindings(isReplicated, "id");
  },
});

function replicatedMachines(stack: DeclaredStack): {
  readonly machines: ReadonlySet<DeclaredResource>;
  /** Where an item names its machine that cannot be told yet. */
  readonly undecided: string | undefined;
} {
  const machines = new Set<DeclaredResource>();
  let undecided: string | undefined;
  for (const item of stack.all(replicatedItemType)) {
    try {
      const machine = machineOf(item, stack);
      if (machine.kind === "declared") {
        machines.add(machine.resource);
      }
    } catch (error) {
      if (!(error instanceof NotYetKnown)) {
        throw error;
      }
      undecided ??= error.propertyPath;
    }
  }
  return { machines, undecided };
}
