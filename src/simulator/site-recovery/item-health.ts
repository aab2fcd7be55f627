import { agentExpiry, agentExpiryState, agentExpiryToldFrom } from "../../azure/agent-releases";
import { agentSupport } from "../../azure/agent-support";
import {
  crashConsistentAlarmInMinutes,
  replicationHealthOf,
  replicationSymptoms,
} from "../../azure/replication-health";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import type { Platform } from "../operation";
import { type Silence, silenceCauses, silenceOf } from "./agent-heartbeat";
import { healthError, type HealthErrorText } from "./health-error";
import {
  agentVersionOf,
  isOlder,
  latestMobilityAgentVersion,
  offeredAgent,
  withDetails,
} from "./mobility-agent";

const minute = 60_000;

/**
 * A protected item as the service sees it now: its agent beside the newest, its heartbeat, and while it
 * replicates its recovery point objective and health. All of it follows from the clock when it is read.
 */
export function itemNow(platform: Platform, item: StoredResource): StoredResource {
  const silence = silenceOf(platform, item);
  const version = agentVersionOf(item);
  const shown = withDetails(item, {
    isReplicationAgentUpdateRequired: isOlder(version, latestMobilityAgentVersion(platform)),
    ...withoutUndefined({
      agentExpiryDate: expiryOf(platform, version)?.toISOString(),
      lastHeartbeat: lastHeartbeat(platform, silence)?.toISOString(),
    }),
    ...(replicatesNow(item) ? objective(platform, silence) : {}),
  });
  return { ...shown, properties: { ...asObject(shown.properties), ...itemHealth(platform, item) } };
}

/** The health of a protected item's replication, as it is answered now. */
export interface ItemHealth {
  readonly replicationHealth: unknown;
  readonly healthErrors: readonly JsonObject[];
}

/** What an item tells of its health now; what does not replicate keeps what it told last. */
export function itemHealth(platform: Platform, item: StoredResource): ItemHealth {
  const { replicationHealth, healthErrors: kept } = asObject(item.properties);
  const keptErrors = asArray(kept).map(asObject);
  if (!replicatesNow(item)) {
    return { replicationHealth, healthErrors: keptErrors };
  }
  const healthErrors = [
    ...keptErrors,
    ...silenceErrors(platform, item, silenceOf(platform, item)),
    ...expiryErrors(platform, item, expiryOf(platform, agentVersionOf(item))),
  ];
  const words = healthErrors.map(({ errorCategory, errorLevel }) => ({
    errorCategory: asText(errorCategory) ?? "",
    errorLevel: asText(errorLevel) ?? "",
  }));
  return { replicationHealth: replicationHealthOf(words), healthErrors };
}

/** Whether replication of an item's machine goes on, or should. */
export function replicatesNow(item: StoredResource): boolean {
  return (
    valueAt(item, "properties.protectionState") === "Protected" &&
    valueAt(item, "properties.providerSpecificDetails.vmProtectionState") === "Protected"
  );
}

/** Whether an item's replication is in so bad a state that nothing else is begun with it. */
export function isCritical(platform: Platform, item: StoredResource): boolean {
  return itemHealth(platform, item).replicationHealth === "Critical";
}

/** When the agent is no longer supported: by the month's releases, or by one that was offered before. */
function expiryOf(platform: Platform, version: string): Date | undefined {
  const expiry = agentExpiry(version, platform.assumptions.mobilityAgentReleaseDay);
  const offered = offeredAgent(platform);
  if (expiry === undefined || offered === undefined) {
    return expiry;
  }
  const since = new Date(offered.since);
  const overtaken = agentSupport({ version, latest: offered.version })?.supported === false;
  return overtaken && since < expiry ? since : expiry;
}

function lastHeartbeat(platform: Platform, silence: Silence | undefined): Date | undefined {
  return silence === undefined
    ? wholeMinute(platform.clock.now())
    : silence.since && wholeMinute(silence.since);
}

/** The recovery point objective is counted on from the last recovery point while the agent is silent. */
function objective(platform: Platform, silence: Silence | undefined): JsonObject {
  const calculated = wholeMinute(platform.clock.now());
  const heartbeat = lastHeartbeat(platform, silence);
  const since = heartbeat && (calculated.getTime() - heartbeat.getTime()) / 1000;
  return {
    // Of a machine that is gone nobody knows when it was heard of last.
    rpoInSeconds:
      since === undefined ? null : platform.assumptions.recoveryPointObjectiveInSeconds + since,
    lastRpoCalculatedTime: calculated.toISOString(),
  };
}

function silenceErrors(
  platform: Platform,
  item: StoredResource,
  silence: Silence | undefined,
): JsonObject[] {
  if (silence === undefined) {
    return [];
  }
  const heartbeatAlarmInMinutes = platform.assumptions.mobilityAgentMissedAfterInMinutes;
  const appConsistentFrequencyInMinutes = appConsistentFrequency(platform, item);
  const now = platform.clock.now();
  // A machine that is gone will not come back: nothing is waited for.
  const forMinutes =
    silence.since === undefined ? Infinity : (now.getTime() - silence.since.getTime()) / minute;
  const symptoms = replicationSymptoms(forMinutes, {
    heartbeatAlarmInMinutes,
    appConsistentFrequencyInMinutes,
  });
  const since = (minutes: number): Date =>
    silence.since === undefined ? now : new Date(silence.since.getTime() + minutes * minute);
  return symptoms.map((symptom) => {
    switch (symptom) {
      case "no heartbeat":
        return errorOf(
          item,
          noHeartbeat(item, silence, symptoms.includes("no recovery point")),
          since(heartbeatAlarmInMinutes),
        );
      case "no recovery point":
        return errorOf(item, noRecoveryPoint(silence), since(crashConsistentAlarmInMinutes));
      case "no application-consistent recovery point":
        return errorOf(
          item,
          noAppConsistentPoint(silence, appConsistentFrequencyInMinutes),
          since(appConsistentFrequencyInMinutes),
        );
    }
  });
}

function appConsistentFrequency(platform: Platform, item: StoredResource): number {
  const policy = platform.estate.get(asText(valueAt(item, "properties.policyId")) ?? "");
  const path = "properties.providerSpecificDetails.appConsistentFrequencyInMinutes";
  return Number(valueAt(policy, path) ?? 0);
}

function noHeartbeat(item: StoredResource, { cause }: Silence, lasting: boolean): HealthErrorText {
  return {
    code: "78174",
    category: "Replication",
    level: lasting ? "Error" : "Warning",
    summary: "There is no heartbeat from the mobility agent.",
    message: `There is no heartbeat from the mobility agent of the virtual machine '${asText(valueAt(item, "properties.friendlyName")) ?? ""}'.`,
    possibleCauses: silenceCauses[cause],
    recommendedAction:
      "Verify that the virtual machine is running, that the services of the mobility agent run, and that they reach Azure Site Recovery.",
  };
}

function noRecoveryPoint({ cause }: Silence): HealthErrorText {
  return {
    code: "153007",
    category: "Replication",
    level: "Error",
    message: `No crash consistent recovery point available for the VM in the last ${crashConsistentAlarmInMinutes} minutes.`,
    possibleCauses: silenceCauses[cause],
    recommendedAction: "Remove the cause; recovery points are made again then.",
  };
}

function noAppConsistentPoint({ cause }: Silence, minutes: number): HealthErrorText {
  return {
    code: "153006",
    category: "Replication",
    level: "Warning",
    summary: "No app-consistent recovery point is available for the VM.",
    message: `No app-consistent recovery point available for the VM in the past ${minutes} minutes.`,
    possibleCauses: silenceCauses[cause],
    recommendedAction: "Remove the cause; recovery points are made again then.",
  };
}

function expiryErrors(
  platform: Platform,
  item: StoredResource,
  expiry: Date | undefined,
): JsonObject[] {
  const state = expiry === undefined ? "supported" : agentExpiryState(expiry, platform.clock.now());
  if (expiry === undefined || state === "supported") {
    return [];
  }
  const version = agentVersionOf(item);
  const expired = state === "expired";
  const text: HealthErrorText = {
    code: "VersionExpiry",
    category: "VersionExpiry",
    level: expired ? "Error" : "Warning",
    summary: expired ? "The mobility agent has expired." : "The mobility agent expires soon.",
    message: expired
      ? `The mobility agent ${version} has expired.`
      : `The mobility agent ${version} expires on ${expiry.toISOString().slice(0, 10)}.`,
    possibleCauses: "The agent is more than four versions older than the newest, or will soon be.",
    recommendedAction: "Update the mobility agent.",
  };
  return [errorOf(item, text, expired ? expiry : agentExpiryToldFrom(expiry))];
}

function errorOf(item: StoredResource, text: HealthErrorText, creationTime: Date): JsonObject {
  return healthError(text, {
    errorSource: "ReplicationProtectedItem",
    errorType: "ReplicationHealth",
    entityId: item.id,
    creationTime,
  });
}

function wholeMinute(at: Date): Date {
  return new Date(Math.floor(at.getTime() / minute) * minute);
}
