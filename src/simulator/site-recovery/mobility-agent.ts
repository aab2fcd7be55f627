import { newestAgentRelease } from "../../azure/agent-releases";
import { compareVersions, parseVersion } from "../../azure/dotted-version";
import { sameId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt } from "../json";
import type { Platform } from "../operation";
import { protectedItemType } from "./vault-entities";

/** Where the releases are read from; a `SimulatedAzure` is one too. */
type Releases = Pick<Platform, "estate" | "clock">;

/** An agent that was offered beside the monthly ones. */
interface OfferedAgent {
  readonly version: string;
  /** ISO date and time. */
  readonly since: string;
}

/** The newest mobility agent that the simulated Azure offers: that of the month, or one that was offered. */
export function latestMobilityAgentVersion(
  platform: Releases & Pick<Platform, "assumptions">,
): string {
  const { mobilityAgentReleaseDay } = platform.assumptions;
  const ofTheMonth = newestAgentRelease(platform.clock.now(), mobilityAgentReleaseDay).version;
  const offered = offeredAgent(platform)?.version;
  return offered !== undefined && isOlder(ofTheMonth, offered) ? offered : ofTheMonth;
}

/** The agent that was offered beside the monthly ones, if any. */
export function offeredAgent(platform: Releases): OfferedAgent | undefined {
  return platform.estate.notes<OfferedAgent>("mobility agent").get("offered");
}

/**
 * Offers a newer mobility agent than that of the month: items with an older one tell that an update is
 * available, and the nightly run or an update by hand brings them to it.
 */
export function releaseMobilityAgent(azure: Releases, version: string): void {
  const since = azure.clock.now().toISOString();
  azure.estate.notes<OfferedAgent>("mobility agent").set("offered", { version, since });
}

/** Whether one version of the agent is older than another. What cannot be read is old. */
export function isOlder(version: string, than: string): boolean {
  return compareVersions(parseVersion(version) ?? [], parseVersion(than) ?? []) < 0;
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

/** Ids of the items of each container, by the version of their agent. */
type AgentsByContainer = Map<string, Map<string, Set<string>>>;

/** Protected items that replicate over a mapping and whose agent is not the newest. */
export function itemsWithOldAgents(platform: Platform, mapping: StoredResource): StoredResource[] {
  const { estate } = platform;
  const agents = estate.derived(
    "agents by container",
    protectedItemType,
    (): AgentsByContainer => new Map(),
    follow,
  );
  const container = mapping.id.split("/").slice(0, -2).join("/").toLowerCase();
  const target = asText(valueAt(mapping, "properties.targetProtectionContainerId")) ?? "";
  const latest = latestMobilityAgentVersion(platform);
  return [...(agents.get(container) ?? [])]
    .filter(([version]) => isOlder(version, latest))
    .flatMap(([, ids]) => [...ids].map((id) => estate.get(id) ?? []).flat())
    .filter((item) =>
      sameId(asText(valueAt(item, "properties.recoveryContainerId")) ?? "", target),
    );
}

function follow(
  agents: AgentsByContainer,
  before: StoredResource | undefined,
  after: StoredResource | undefined,
): void {
  if (before !== undefined) {
    placeOf(agents, before).delete(before.id.toLowerCase());
  }
  if (after !== undefined) {
    placeOf(agents, after).add(after.id.toLowerCase());
  }
}

function placeOf(agents: AgentsByContainer, item: StoredResource): Set<string> {
  const container = item.id.split("/").slice(0, -2).join("/").toLowerCase();
  const versions = agents.get(container) ?? new Map<string, Set<string>>();
  agents.set(container, versions);
  const ids = versions.get(agentVersionOf(item)) ?? new Set<string>();
  versions.set(agentVersionOf(item), ids);
  return ids;
}
