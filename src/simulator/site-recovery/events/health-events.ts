import type { StoredResource } from "../../estate";
import { asArray, asObject, asText } from "../../json";
import type { Platform } from "../../operation";
import { protectedItemType, vaultIdOf } from "../vault-entities";
import { affectedObject } from "./affected-object";
import { writeEvent } from "./event-records";

/** How an event calls the health of an entity. */
const severities: Readonly<Record<string, string>> = {
  Normal: "OK",
  Warning: "Warning",
  Critical: "Critical",
};

/**
 * Writes the event of a health that has changed: of a protected item's replication, or of a mapping.
 * Source: ReplicationEvents_Get.json ("Virtual machine health is OK").
 *
 * @param before - The entity as it was, `undefined` when it is new.
 */
export function reportHealth(
  platform: Platform,
  before: StoredResource | undefined,
  after: StoredResource,
): void {
  const isMachine = after.type.toLowerCase() === protectedItemType.toLowerCase();
  const healthOf = (entity: StoredResource | undefined): string => {
    const { replicationHealth, health } = asObject(entity?.properties);
    return asText(isMachine ? replicationHealth : health) ?? "Normal";
  };
  const now = healthOf(after);
  if (now === healthOf(before)) {
    return;
  }
  const severity = severities[now] ?? "Unknown";
  const what = isMachine ? "Virtual machine" : "Protection container mapping";
  const { healthErrors, healthErrorDetails } = asObject(after.properties);
  writeEvent(platform, vaultIdOf(after.id), {
    kind: isMachine ? "VmMonitoringEvent" : "MappingMonitoringEvent",
    code: `${what} ${severity}`,
    description: `${what} health is ${severity}`,
    eventType: isMachine ? "VmHealth" : "AgentHealth",
    severity,
    properties: {
      ...affectedObject(platform, after.id),
      healthErrors: asArray(isMachine ? healthErrors : healthErrorDetails),
    },
  });
}
