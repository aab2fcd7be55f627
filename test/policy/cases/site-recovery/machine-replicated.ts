import { nativeReplicated, replicated } from "../../fixtures-replicated";
import { type RuleCases, subscriptionId, without, withProperty } from "../../program";

const machineId = `/subscriptions/${subscriptionId}/resourceGroups/fleet/providers/Microsoft.Compute/virtualMachines/web`;
const message =
  "id: Nothing in the stack replicates the machine, so it is lost with its region or zone. Replicate it with Site Recovery.";

export const cases: RuleCases = {
  rule: "EVG-ASR-020",
  parameters: { required: true },
  compliant: [
    withProperty(replicated, "item", "virtualMachineId", machineId),
    replicated,
    nativeReplicated,
  ],
  failing: [
    {
      title: "a machine that nothing replicates",
      change: (program) => without(program, "item"),
      resource: "web",
      messages: [message],
    },
    {
      title: "a machine of the same name in another group",
      change: (program) =>
        withProperty(
          program,
          "item",
          "virtualMachineId",
          machineId.replace("Groups/fleet", "Groups/other"),
        ),
      messages: [message],
    },
  ],
  unknown: [{ resource: "item", property: "virtualMachineId" }],
};
