import { deterministicGuid } from "../../azure/guid";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import type { Call } from "../operation";
import { latestMobilityAgentVersion, withDetails } from "./mobility-agent";

/** The first replication is done: the machine is protected. */
export function becomeProtected(call: Call, item: StoredResource): void {
  const now = call.estate.get(item.id);
  if (now === undefined) {
    return;
  }
  const properties = asObject(now.properties);
  call.estate.put(
    withDetails(
      {
        ...now,
        properties: {
          ...properties,
          protectionState: "Protected",
          protectionStateDescription: "Protected",
          allowedOperations: ["UnplannedFailover", "TestFailover", "DisableReplication"],
        },
      },
      {
        vmProtectionState: "Protected",
        vmProtectionStateDescription: "Protected",
        monitoringPercentageCompletion: 100,
        rpoInSeconds: 60,
      },
    ),
  );
}

/** What a machine that has just been enabled answers. Source: Site Recovery API, `A2AReplicationDetails`. */
export function itemProperties(
  call: Call,
  id: string,
  machine: StoredResource,
  mapping: StoredResource,
  input: JsonObject,
): JsonObject {
  const to = asText(valueAt(mapping, "properties.targetProtectionContainerId")) ?? "";
  const regionOf = (containerId: string): unknown =>
    valueAt(
      call.estate.get(containerId.split("/").slice(0, -2).join("/")),
      "properties.customDetails.location",
    );
  return {
    friendlyName: machine.name,
    protectedItemType: "AzureVirtualMachine",
    primaryFabricFriendlyName: id.split("/").at(-5),
    recoveryFabricFriendlyName: to.split("/").at(-3),
    recoveryFabricId: to.split("/").slice(0, -2).join("/"),
    primaryProtectionContainerFriendlyName: id.split("/").at(-3),
    recoveryProtectionContainerFriendlyName: to.split("/").at(-1),
    recoveryContainerId: to,
    protectionState: "InitialReplicationInProgress",
    protectionStateDescription: "Initial replication in progress",
    activeLocation: "Primary",
    testFailoverState: "None",
    testFailoverStateDescription: "None",
    allowedOperations: ["DisableReplication"],
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
      osType: valueAt(machine, "properties.storageProfile.osDisk.osType"),
      primaryFabricLocation: regionOf(id.split("/").slice(0, -2).join("/")),
      recoveryFabricLocation: regionOf(to),
      agentVersion: latestMobilityAgentVersion(call),
      vmProtectionState: "InitialReplicationInProgress",
      vmProtectionStateDescription: "Initial replication in progress",
      monitoringPercentageCompletion: 0,
      protectedManagedDisks: asArray(input.vmManagedDisks).map((disk) => ({
        ...asObject(disk),
        diskState: "Protected",
        resyncRequired: false,
      })),
      vmManagedDisks: undefined,
    }),
  };
}
