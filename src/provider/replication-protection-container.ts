import { isAtOrBelow, sameId } from "../azure/resource-id";
import { containerType, fabricType, siteRecoveryUrl } from "../arm/api";
import { asAzureObject, textOf } from "../arm/azure-object";
import { idProperty } from "./id-property";
import { vaultOf } from "./replicated-machines";
import type { SiteRecoveryKind } from "./site-recovery-kind";

/** A group of machines of one fabric that are replicated, or to which others are. */
export const replicationProtectionContainer: SiteRecoveryKind = {
  token: "azure-evergreen:index:ReplicationProtectionContainer",
  noun: "protection container",
  type: containerType,
  segment: "replicationProtectionContainers",
  parent: idProperty("fabricId", fabricType, "the id of a replication fabric"),
  nameProperty: "containerName",
  fixed: [],
  told: [],
  creationBody: () => ({ properties: { providerSpecificInput: [{ instanceType: "A2A" }] } }),
  read: () => ({ inputs: {}, told: {} }),
  usedBy: async (client, id, { signal }) => {
    const url = siteRecoveryUrl(vaultOf(id), "replicationProtectionContainerMappings");
    const mappings = (await client.list(url, signal))
      .map(asAzureObject)
      .filter(
        ({ id: mappingId, properties }) =>
          isAtOrBelow(mappingId ?? "", id) ||
          sameId(textOf(properties.targetProtectionContainerId) ?? "", id),
      );
    if (mappings.length === 0) {
      return undefined;
    }
    return mappings.length === 1 ? "One mapping uses it" : `${mappings.length} mappings use it`;
  },
  replicates: (item, id) =>
    isAtOrBelow(item.id ?? "", id) ||
    isAtOrBelow(textOf(item.properties.recoveryContainerId) ?? "", id),
};
