import { replicatedItemType } from "../../readings/replicated-machine";
import { zoneFindingsOf } from "../../readings/replication-zones";
import { stackRule } from "../../rule";
import { betweenZonesSnippet } from "./with-component";

export const zonesDiffer = stackRule({
  id: "EVG-ASR-003",
  title: "A machine is not replicated to its own zone",
  severity: "critical",
  why: "A copy in the zone in which the machine stands is lost with it.",
  remediation: ["Set `recoveryAvailabilityZone` to another zone than that of the machine."],
  withComponent: betweenZonesSnippet,
  tags: ["site-recovery"],
  references: [
    "learn.microsoft.com azure/site-recovery/azure-to-azure-how-to-enable-zone-to-zone-disaster-recovery",
  ],
  types: [replicatedItemType],
  findings: zoneFindingsOf,
});
