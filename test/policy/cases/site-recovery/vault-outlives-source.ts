import { betweenZones, nativeReplicated, replicated } from "../../fixtures-replicated";
import { type RuleCases, withProperty } from "../../program";

const message = (path: string) =>
  `${path}: The vault stands in "westeurope", the region that is replicated: when that region fails, nothing could be failed over. Use a vault in another region, best in "northeurope".`;

export const cases: RuleCases = {
  rule: "EVG-ASR-005",
  compliant: [
    replicated,
    nativeReplicated,
    withProperty(betweenZones, "vault", "location", "westeurope"),
  ],
  failing: [
    {
      title: "a vault in the region that is replicated",
      change: (program) => withProperty(program, "vault", "location", "westeurope"),
      resource: "item",
      messages: [message("protectionContainerId")],
    },
    {
      title: "a vault of azure-native's item there",
      change: () => withProperty(nativeReplicated, "vault", "location", "westeurope"),
      messages: [message("resourceName")],
      onlyWhenKnown: true,
    },
  ],
  unknown: [
    { resource: "vault", property: "location" },
    { resource: "here", property: "location" },
  ],
};
