import { replicatedItemType } from "../../readings/replicated-machine";
import { zoneFindingsOf } from "../../readings/replication-zones";
import { stackRule } from "../../rule";
import { betweenZonesSnippet } from "./with-component";

export const replicatedElsewhere = stackRule({
  id: "EVG-ASR-001",
  title: "A machine is replicated to another region or another zone",
  severity: "critical",
  why: "A copy in the place where the machine stands is lost with it.",
  remediation: [
    "Use a container of a fabric in another region, or give the machine a zone and the item another `recoveryAvailabilityZone`.",
  ],
  withComponent: betweenZonesSnippet,
  tags: ["site-recovery"],
  references: [
    "learn.microsoft.com azure/site-recovery/azure-to-azure-how-to-enable-zone-to-zone-disaster-recovery",
  ],
  types: [replicatedItemType],
  findings: zoneFindingsOf,
});
