import { deterministicGuid } from "../../../azure/guid";
import type { Estate } from "../../estate";
import { asText, type JsonObject } from "../../json";
import type { Platform } from "../../operation";
import { vaultType } from "../vault-entities";

/** An event of a vault, as a GET answers it. */
export interface ReplicationEvent {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly properties: JsonObject;
}

/** What an event tells. */
export interface NewEvent {
  /** First word of its name, for example `VmMonitoringEvent`. */
  readonly kind: string;
  /** What identifies the sort of event: the same events have the same code. */
  readonly code: string;
  readonly description: string;
  /** For example `VmHealth`. */
  readonly eventType: string;
  /** `OK`, `Warning`, `Critical` or `Unknown`. Source: Get-AzRecoveryServicesAsrEvent. */
  readonly severity: string;
  readonly properties: JsonObject;
}

export function eventsOf(estate: Estate): Map<string, ReplicationEvent> {
  return estate.notes<ReplicationEvent>("replication events");
}

/** Writes an event of a vault; forgets what is too old to be kept. */
export function writeEvent(platform: Platform, vaultId: string, event: NewEvent): void {
  const events = eventsOf(platform.estate);
  const now = platform.clock.now();
  const oldest = now.getTime() - platform.assumptions.siteRecoveryRecordsKeptInDays * 86_400_000;
  for (const [key, { properties }] of events) {
    if (Date.parse(asText(properties.timeOfOccurrence) ?? "") >= oldest) {
      break;
    }
    events.delete(key);
  }
  const guid = deterministicGuid("event", vaultId, event.code, now.toISOString(), `${events.size}`);
  const name = `${event.kind};${now.getTime()}_${guid}`;
  const id = `${vaultId}/replicationEvents/${name}`;
  events.set(id.toLowerCase(), {
    id,
    name,
    type: `${vaultType}/replicationEvents`,
    properties: {
      eventCode: deterministicGuid("event code", event.code),
      description: event.description,
      eventType: event.eventType,
      severity: event.severity,
      timeOfOccurrence: now.toISOString(),
      ...event.properties,
    },
  });
}
