import { asObject } from "../arm/errors";
import { normalizeRegion, regionFindings } from "../azure/regions";
import { isAtOrBelow } from "../azure/resource-id";
import { fabricType, siteRecoveryUrl, vaultType } from "../arm/api";
import { defined, textOf } from "../arm/azure-object";
import { idProperty } from "./id-property";
import { textIn, type SiteRecoveryKind } from "./site-recovery-kind";

/** A region of Azure as Site Recovery sees it. */
export const replicationFabric: SiteRecoveryKind = {
  token: "azure-evergreen:index:ReplicationFabric",
  noun: "replication fabric",
  type: fabricType,
  segment: "replicationFabrics",
  parent: idProperty("vaultId", vaultType, "the id of a Recovery Services vault"),
  nameProperty: "fabricName",
  fixed: [
    {
      name: "location",
      meaning: "an Azure region",
      same: (left, right) => normalizeRegion(left) === normalizeRegion(right),
      findings: regionFindings,
      normalize: normalizeRegion,
    },
  ],
  told: ["health"],
  creationBody: (inputs) => ({
    properties: { customDetails: { instanceType: "Azure", location: textIn(inputs, "location") } },
  }),
  instanceType: {
    expected: "Azure",
    held: ({ properties }) => textOf(asObject(properties.customDetails)?.instanceType),
  },
  read: ({ properties }) => {
    const location = textOf(asObject(properties.customDetails)?.location);
    return {
      inputs: defined({ location: location === undefined ? undefined : normalizeRegion(location) }),
      told: { health: textOf(properties.health) ?? "" },
    };
  },
  usedBy: async (client, id, { signal }) => {
    const url = siteRecoveryUrl(id, "replicationProtectionContainers");
    const count = (await client.list(url, signal)).length;
    if (count === 0) {
      return undefined;
    }
    return count === 1
      ? "One protection container is in it"
      : `${count} protection containers are in it`;
  },
  replicates: (item, id) =>
    isAtOrBelow(item.id ?? "", id) ||
    isAtOrBelow(textOf(item.properties.recoveryContainerId) ?? "", id),
};
