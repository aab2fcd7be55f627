import { nativeReplicated, replicated } from "../../fixtures-replicated";
import { type RuleCases, withProperty } from "../../program";

// Azure answers it; here it stands among the arguments, so that both modes know it.
const path = "properties.lastSuccessfulTestFailoverTime";

export const cases: RuleCases = {
  rule: "EVG-ASR-021",
  answered: ["lastSuccessfulTestFailoverTime"],
  compliant: [
    withProperty(nativeReplicated, "item", path, new Date().toISOString()),
    nativeReplicated,
    replicated,
  ],
  failing: [
    {
      title: "a test failover of long ago",
      change: (program) => withProperty(program, "item", path, "2024-02-03T04:05:06Z"),
      resource: "item",
      messages: [
        `${path}: The last test failover that went well was on 2024-02-03, more than 180 days ago. Run a test failover and clean it up.`,
      ],
    },
    {
      title: "fewer days",
      change: (program) => withProperty(program, "item", path, "2024-02-03T04:05:06Z"),
      parameters: { days: 90 },
      messages: [
        `${path}: The last test failover that went well was on 2024-02-03, more than 90 days ago. Run a test failover and clean it up.`,
      ],
    },
  ],
  unknown: [{ resource: "item", property: path }],
};
