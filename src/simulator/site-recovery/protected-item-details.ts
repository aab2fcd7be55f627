import { deterministicGuid } from "../../azure/guid";
import { protectedItemStates, testFailoverStates } from "../../azure/protected-item-states";
import type { StoredResource } from "../estate";
import { asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import type { Platform } from "../operation";
import { inState } from "./failover/item-state";
import { machineDetails } from "./failover/machine-details";
import { beginPoints } from "./failover/replication-notes";
import { latestMobilityAgentVersion, withDetails } from "./mobility-agent";

/** The first replication is done: the machine is protected. */
export function becomeProtected(call: Platform, item: StoredResource): void {
  const now = call.estate.get(item.id);
  if (now === undefined) {
    return;
  }
  beginPoints(call, now);
  call.estate.put(
    withDetails(inState(now, "protected"), {
      monitoringPercentageCompletion: 100,
      rpoInSeconds: 60,
    }),
  );
}

/** What a machine that has just been enabled answers. Source: Site Recovery API, `A2AReplicationDetails`. */
export function itemProperties(
  call: Platform,
  id: string,
  machine: StoredResource,
  mapping: StoredResource,
  input: JsonObject,
  before?: StoredResource,
): JsonObject {
  const to = asText(valueAt(mapping, "properties.targetProtectionContainerId")) ?? "";
  const regionOf = (containerId: string): unknown =>
    valueAt(
      call.estate.get(containerId.split("/").slice(0, -2).join("/")),
      "properties.customDetails.location",
    );
  const state = protectedItemStates.firstReplication;
  return {
    friendlyName: machine.name,
    protectedItemType: "AzureVirtualMachine",
    primaryFabricFriendlyName: id.split("/").at(-5),
    recoveryFabricFriendlyName: to.split("/").at(-3),
    recoveryFabricId: to.split("/").slice(0, -2).join("/"),
    primaryProtectionContainerFriendlyName: id.split("/").at(-3),
    recoveryProtectionContainerFriendlyName: to.split("/").at(-1),
    recoveryContainerId: to,
    protectionState: state.protectionState,
    protectionStateDescription: state.protectionStateDescription,
    activeLocation: state.activeLocation,
    ...testFailoverStates.none,
    allowedOperations: state.allowedOperations,
    replicationHealth: "Normal",
    failoverHealth: "Normal",
    healthErrors: [],
    policyId: valueAt(mapping, "properties.policyId"),
    policyFriendlyName: valueAt(mapping, "properties.policyFriendlyName"),
    currentScenario: { scenarioName: "None", jobId: "None", startTime: "1753-01-01T01:01:01Z" },
    providerSpecificDetails: withoutUndefined({
      ...input,
      instanceType: "A2A",
      fabricObjectId: machine.id,
      lifecycleId: deterministicGuid("lifecycle", id),
      initialPrimaryFabricLocation: regionOf(id.split("/").slice(0, -2).join("/")),
      initialRecoveryFabricLocation: regionOf(to),
      osType: valueAt(machine, "properties.storageProfile.osDisk.osType"),
      primaryFabricLocation: regionOf(id.split("/").slice(0, -2).join("/")),
      recoveryFabricLocation: regionOf(to),
      agentVersion: latestMobilityAgentVersion(call),
      vmProtectionState: state.protectionState,
      vmProtectionStateDescription: state.protectionStateDescription,
      monitoringPercentageCompletion: 0,
      vmManagedDisks: undefined,
      ...machineDetails(call, id, machine, input, before),
    }),
  };
}
