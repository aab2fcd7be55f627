import { errorsAmong } from "../../azure/finding";
import { sameId } from "../../azure/resource-id";
import { replicationPolicyFindings } from "../../azure/site-recovery";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt, numberOf } from "../json";
import type { Call, Operation } from "../operation";
import { requireBody } from "../resource-manager/resource-write";
import {
  deleteEntity,
  type EntityType,
  examples,
  getEntity,
  listEntities,
  putEntity,
  startWrite,
} from "./entity-operations";
import { invalidInput, stillInUse } from "./site-recovery-errors";
import {
  entitiesWithin,
  mappingType,
  paths,
  policyType,
  requireEntity,
  vaultIdOf,
} from "./vault-entities";

const policies: EntityType = {
  type: policyType,
  path: paths.policy,
  operationPrefix: "ReplicationPolicies",
};

const words = { targetInstanceType: "ProtectionProfile", durationInSeconds: 30 };

/** Replication policies between Azure regions or zones. */
export const replicationPolicyOperations: Operation[] = [
  getEntity(policies),
  listEntities(policies, {
    operation: "List",
    type: policyType,
    path: `${paths.vault}/replicationPolicies`,
  }),
  putEntity(policies, {
    ...words,
    scenarioName: "AddProtectionProfile",
    friendlyName: "Create replication policy",
    properties: (_call, body, id) =>
      policyProperties(id, valueAt(body, "properties.providerSpecificInput")),
  }),
  {
    id: "ReplicationPolicies_Update",
    method: "PATCH",
    path: paths.policy,
    action: `${policyType}/write`,
    witness: `${examples}/ReplicationPolicies_Update.json`,
    handle: (call) => {
      const body = requireBody(call);
      const existing = requireEntity(call, call.path);
      // PATCH names the same settings another way than PUT.
      const input = valueAt(body, "properties.replicationProviderSettings");
      return startWrite(
        policies,
        call,
        {
          ...words,
          scenarioName: "EditProtectionProfile",
          friendlyName: "Update replication policy",
        },
        { ...existing, properties: policyProperties(existing.id, input) },
      );
    },
  },
  deleteEntity(policies, {
    ...words,
    operation: "Delete",
    scenarioName: "DeleteProtectionProfile",
    friendlyName: "Delete replication policy",
    before: (call, policy) => {
      const users = mappingsUnder(call, policy);
      if (users.length > 0) {
        throw stillInUse(
          `The replication policy '${policy.name}'`,
          users.map(({ id }) => id),
        );
      }
    },
  }),
];

/** What goes in as `providerSpecificInput` comes back as `providerSpecificDetails`, other words and all. */
function policyProperties(id: string, input: unknown): JsonObject {
  const sent = asObject(input);
  if (asText(sent.instanceType) !== "A2A") {
    throw invalidInput(
      `The instance type '${asText(sent.instanceType) ?? ""}' of the replication policy is not simulated.`,
      "Use the instance type 'A2A'.",
    );
  }
  const multiVmSync = asText(sent.multiVmSyncStatus) ?? "";
  if (multiVmSync !== "Enable" && multiVmSync !== "Disable") {
    throw invalidInput(
      `multiVmSyncStatus '${multiVmSync}' is neither 'Enable' nor 'Disable'.`,
      "Use 'Enable' or 'Disable'.",
    );
  }
  const minutes = (property: string): number => numberOf(sent[property] ?? 0);
  const history = minutes("recoveryPointHistory");
  const crashConsistent = numberOf(sent.crashConsistentFrequencyInMinutes ?? 5);
  const appConsistent = minutes("appConsistentFrequencyInMinutes");
  const [broken] = errorsAmong(
    replicationPolicyFindings(
      {
        recoveryPointRetentionInMinutes: history,
        crashConsistentFrequencyInMinutes: crashConsistent,
        appConsistentFrequencyInMinutes: appConsistent,
      },
      "",
    ),
  );
  if (broken !== undefined) {
    throw invalidInput(broken.message, broken.fix);
  }
  return {
    friendlyName: id.slice(id.lastIndexOf("/") + 1),
    providerSpecificDetails: {
      instanceType: "A2A",
      recoveryPointThresholdInMinutes: 30,
      recoveryPointHistory: history,
      appConsistentFrequencyInMinutes: appConsistent,
      multiVmSyncStatus: `${multiVmSync}d`,
      crashConsistentFrequencyInMinutes: crashConsistent,
    },
  };
}

function mappingsUnder(call: Call, policy: StoredResource): StoredResource[] {
  return entitiesWithin(call, vaultIdOf(policy.id), mappingType).filter((mapping) =>
    sameId(asText(valueAt(mapping, "properties.policyId")) ?? "", policy.id),
  );
}
