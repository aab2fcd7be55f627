import { sameId } from "../../azure/resource-id";
import type { Estate, StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt } from "../json";
import type { Platform } from "../operation";
import { entitiesWithin, protectedItemType } from "./vault-entities";

/** The mobility agent that a simulated Azure installs at first. A version of the simulator's own. */
export const firstMobilityAgentVersion = "9.62.7172.1";

/** The newest mobility agent that the simulated Azure offers. */
export function latestMobilityAgentVersion(estate: Estate): string {
  return estate.notes<string>("mobility agent").get("latest") ?? firstMobilityAgentVersion;
}

/**
 * Offers a newer mobility agent: items with an older one tell that an update is available, and the
 * nightly run or an update by hand brings them to it.
 */
export function releaseMobilityAgent(estate: Estate, version: string): void {
  estate.notes<string>("mobility agent").set("latest", version);
}

/** Whether a protected item's machine has the newest agent. */
export function hasLatestAgent(estate: Estate, item: StoredResource): boolean {
  return agentVersionOf(item) === latestMobilityAgentVersion(estate);
}

export function agentVersionOf(item: StoredResource): string {
  return asText(valueAt(item, "properties.providerSpecificDetails.agentVersion")) ?? "";
}

/** A protected item with other details; everything else of it stays. */
export function withDetails(item: StoredResource, changes: JsonObject): StoredResource {
  const properties = asObject(item.properties);
  const providerSpecificDetails = { ...asObject(properties.providerSpecificDetails), ...changes };
  return { ...item, properties: { ...properties, providerSpecificDetails } };
}

/** Brings the agents of every protected machine that replicates over a mapping to the newest version. */
export function updateAgents(platform: Platform, mapping: StoredResource): void {
  const container = mapping.id.split("/").slice(0, -2).join("/");
  const target = asText(valueAt(mapping, "properties.targetProtectionContainerId")) ?? "";
  const agentVersion = latestMobilityAgentVersion(platform.estate);
  for (const item of entitiesWithin(platform, container, protectedItemType)) {
    const details = asObject(valueAt(item, "properties.providerSpecificDetails"));
    const replicates = sameId(
      asText(valueAt(item, "properties.recoveryContainerId")) ?? "",
      target,
    );
    if (replicates && details.vmProtectionState === "Protected") {
      platform.estate.put(withDetails(item, { agentVersion }));
    }
  }
}
