import { testFailoverFindings } from "../../../azure/replication-standards";
import { replicatedItemType } from "../../readings/replicated-machine";
import { stackRule } from "../../rule";
import { replicatedMachineSnippet } from "./with-component";

/** Where Azure tells of it, in azure-native's outputs. */
const path = "properties.lastSuccessfulTestFailoverTime";

/** A rule that reads the clock: what is asked for is a time not long ago. */
export const failoverTested = stackRule({
  id: "EVG-ASR-021",
  title: "A failover was tried not long ago",
  severity: "low",
  why: "A failover that nobody has tried for months meets changed networks and names on the day that it is needed.",
  remediation: [
    "Run a test failover of the machine or its recovery plan into a network of its own, and clean it up.",
    "Then run `pulumi refresh`, so that the stack knows.",
  ],
  withComponent: replicatedMachineSnippet,
  tags: ["site-recovery"],
  references: ["learn.microsoft.com azure/site-recovery/azure-to-azure-tutorial-dr-drill"],
  parameters: {
    days: {
      type: "integer",
      description: "Days within which a test failover must have gone well.",
      default: 180,
      minimum: 1,
    },
  },
  types: [replicatedItemType],
  findings: (item, _stack, parameters) => {
    // Judged only where Azure has told of a test: a machine that was enabled today has none.
    const lastTest = item.outputs.text(path);
    return lastTest === undefined
      ? []
      : testFailoverFindings(lastTest, { days: Number(parameters.days), now: new Date() }, path);
  },
});
