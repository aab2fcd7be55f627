import { normalizeRegion } from "../../../azure/regions";
import { deterministicGuid } from "../../../azure/guid";
import { sameId } from "../../../azure/resource-id";
import type { StoredResource } from "../../estate";
import { asArray, asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../../json";
import type { Call } from "../../operation";
import {
  containerType,
  entitiesWithin,
  fabricType,
  mappingType,
  requireVault,
} from "../vault-entities";
import type { InnerRequests } from "./inner-requests";

/*
 * What the intent to protect a machine sets up in its vault when it is not there: a fabric for each
 * region, a container in each, a policy and the mapping. The names are those that the portal gives.
 */

export interface Ends {
  readonly policyId: string;
  readonly sourceContainerId: string;
  readonly targetContainerId: string;
}

/** Finds or makes all that the protected item stands on. */
export function setUp(call: Call, requests: InnerRequests, input: JsonObject): Ends {
  const vault = requireVault(call);
  const from = normalizeRegion(asText(input.primaryLocation) ?? "");
  const to = normalizeRegion(asText(input.recoveryLocation) ?? "");
  const policyId = policyOf(call, vault, requests, asObject(input.protectionProfileCustomInput));
  const sourceContainerId = containerIn(call, requests, fabricOf(call, vault, requests, from), "");
  const targetContainerId = containerIn(
    call,
    requests,
    fabricOf(call, vault, requests, to),
    sourceContainerId,
  );
  const pairs = (mapping: StoredResource): boolean =>
    sameId(
      asText(valueAt(mapping, "properties.targetProtectionContainerId")) ?? "",
      targetContainerId,
    );
  const mapping = entitiesWithin(call, sourceContainerId, mappingType).find(pairs);
  if (mapping !== undefined) {
    return {
      policyId: asText(valueAt(mapping, "properties.policyId")) ?? policyId,
      sourceContainerId,
      targetContainerId,
    };
  }
  const name = `${from}-${to}-${policyId.split("/").at(-1) ?? ""}`;
  const { agentAutoUpdateStatus, automationAccountArmId, automationAccountAuthenticationType } =
    input;
  requests.putAtOnce(`${sourceContainerId}/replicationProtectionContainerMappings/${name}`, {
    properties: {
      policyId,
      targetProtectionContainerId: targetContainerId,
      providerSpecificInput: withoutUndefined({
        instanceType: "A2A",
        agentAutoUpdateStatus,
        automationAccountArmId,
        automationAccountAuthenticationType,
      }),
    },
  });
  return { policyId, sourceContainerId, targetContainerId };
}

function fabricOf(
  call: Call,
  vault: StoredResource,
  requests: InnerRequests,
  location: string,
): string {
  const found = entitiesWithin(call, vault.id, fabricType).find(
    (fabric) => valueAt(fabric, "properties.customDetails.location") === location,
  );
  if (found !== undefined) {
    return found.id;
  }
  const id = `${vault.id}/replicationFabrics/asr-a2a-default-${location}`;
  requests.putAtOnce(id, {
    properties: { customDetails: { instanceType: "Azure", location } },
  });
  return id;
}

/** A container of a fabric other than the one that is taken, as inside one region both stand in one fabric. */
function containerIn(call: Call, requests: InnerRequests, fabricId: string, taken: string): string {
  const found = entitiesWithin(call, fabricId, containerType).find(({ id }) => !sameId(id, taken));
  if (found !== undefined) {
    return found.id;
  }
  const location = asText(valueAt(call.estate.get(fabricId), "properties.customDetails.location"));
  const target = taken.toLowerCase().startsWith(`${fabricId.toLowerCase()}/`) ? "-t" : "";
  const name = `asr-a2a-default-${location ?? ""}${target}-container`;
  const id = `${fabricId}/replicationProtectionContainers/${name}`;
  requests.putAtOnce(id, { properties: { providerSpecificInput: [{ instanceType: "A2A" }] } });
  return id;
}

function policyOf(
  call: Call,
  vault: StoredResource,
  requests: InnerRequests,
  wanted: JsonObject,
): string {
  const existing = asText(wanted.protectionProfileId);
  if (existing !== undefined) {
    return existing;
  }
  const id = `${vault.id}/replicationPolicies/${asText(wanted.policyName) ?? "24-hour-retention-policy"}`;
  if (call.estate.get(id) !== undefined) {
    return id;
  }
  requests.putAtOnce(id, {
    properties: {
      providerSpecificInput: {
        instanceType: "A2A",
        recoveryPointHistory: wanted.recoveryPointHistory ?? 1440,
        crashConsistentFrequencyInMinutes: wanted.crashConsistentFrequencyInMinutes ?? 5,
        appConsistentFrequencyInMinutes: wanted.appConsistentFrequencyInMinutes ?? 0,
        multiVmSyncStatus: wanted.multiVmSyncStatus ?? "Enable",
      },
    },
  });
  return id;
}

/** Id and body of the protected item that an intent asks for. */
export function itemOf(machine: StoredResource, input: JsonObject, ends: Ends): [string, object] {
  const name = deterministicGuid("intent item", ends.sourceContainerId, machine.id);
  const staging = accountOf(input.primaryStagingStorageAccountCustomInput);
  const disks = asArray(input.vmManagedDisks);
  const own = disksOf(machine).map((diskId): JsonObject => ({ diskId }));
  const vmManagedDisks = (disks.length === 0 ? own : disks.map(asObject)).map((disk) =>
    withoutUndefined({
      diskId: disk.diskId,
      primaryStagingAzureStorageAccountId:
        accountOf(disk.primaryStagingStorageAccountCustomInput) ?? staging,
      recoveryResourceGroupId: input.recoveryResourceGroupId,
      recoveryReplicaDiskAccountType: disk.recoveryReplicaDiskAccountType ?? "Standard_LRS",
      recoveryTargetDiskAccountType: disk.recoveryTargetDiskAccountType ?? "Standard_LRS",
    }),
  );
  return [
    `${ends.sourceContainerId}/replicationProtectedItems/${name}`,
    {
      properties: {
        policyId: ends.policyId,
        protectableItemId: "",
        providerSpecificDetails: withoutUndefined({
          instanceType: "A2A",
          fabricObjectId: machine.id,
          recoveryContainerId: ends.targetContainerId,
          recoveryResourceGroupId: input.recoveryResourceGroupId,
          recoveryAvailabilityZone: input.recoveryAvailabilityZone,
          recoveryAzureNetworkId: valueAt(
            input.recoveryVirtualNetworkCustomInput,
            "recoveryVirtualNetworkId",
          ),
          multiVmGroupName: input.multiVmGroupName,
          diskEncryptionInfo: input.diskEncryptionInfo,
          autoProtectionOfDataDisk: input.autoProtectionOfDataDisk,
          vmManagedDisks,
        }),
      },
    },
  ];
}

function accountOf(input: unknown): string | undefined {
  return asText(valueAt(input, "azureStorageAccountArmId"));
}

function disksOf(machine: StoredResource): string[] {
  const profile = valueAt(machine, "properties.storageProfile");
  const all = [valueAt(profile, "osDisk"), ...asArray(valueAt(profile, "dataDisks"))];
  return all.flatMap((disk) => asText(valueAt(disk, "managedDisk.id")) ?? []);
}
