import { replicatedItemType } from "../../readings/replicated-machine";
import { zoneFindingsOf } from "../../readings/replication-zones";
import { stackRule } from "../../rule";
import { betweenZonesSnippet } from "./with-component";

export const bothZonesSaid = stackRule({
  id: "EVG-ASR-002",
  title: "Replication inside a region goes from one zone to another",
  severity: "critical",
  why: "Inside a region Site Recovery replicates machines that stand in a zone, to a zone that is named.",
  remediation: ["Set `zones` on the machine, and `recoveryAvailabilityZone` on the item."],
  withComponent: betweenZonesSnippet,
  tags: ["site-recovery"],
  references: [
    "learn.microsoft.com azure/site-recovery/azure-to-azure-how-to-enable-zone-to-zone-disaster-recovery",
  ],
  types: [replicatedItemType],
  findings: zoneFindingsOf,
});
