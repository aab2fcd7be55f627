import { readBackupPolicy } from "../../azure/backup-policy-body";
import { isImmutable } from "../../azure/backup-immutability";
import { backupPolicyFindings } from "../../azure/backup-policy";
import { errorsAmong } from "../../azure/finding";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt } from "../json";
import type { Answer, Call, Operation } from "../operation";
import { readFilter } from "../resource-manager/odata";
import { page } from "../resource-manager/paging";
import { requireBody } from "../resource-manager/resource-write";
import { immutableVault, invalidPolicy, objectMissing, policyInUse } from "./backup-errors";
import {
  backupItemType,
  backupPaths,
  backupPolicyType,
  examples,
  itemsUnder,
  requireBackupVault,
} from "./backup-paths";
import { beginBackupWork } from "./backup-work";
import { keepsLess, storedPolicy } from "./policy-body";
import { defaultPolicyName, deletedDefaults, findPolicy } from "./policy-store";
import { armSchedule } from "./scheduled-backups";

const machines = `${examples}/AzureIaasVm`;

/** Backup policies of virtual machines, Standard (V1) and Enhanced (V2). */
export const backupPolicyOperations: Operation[] = [
  {
    id: "ProtectionPolicies_Get",
    method: "GET",
    path: backupPaths.policy,
    action: `${backupPolicyType}/read`,
    witness: `${machines}/ProtectionPolicies_Get.json; ${machines}/V2Policy/v2-Get-Policy.json`,
    handle: (call) => {
      const policy = requirePolicy(call);
      return { status: 200, body: presented(policy, itemsUnder(call, policy.id).length) };
    },
  },
  {
    id: "ProtectionPolicies_CreateOrUpdate",
    method: "PUT",
    path: backupPaths.policy,
    action: `${backupPolicyType}/write`,
    witness: `${machines}/ProtectionPolicies_CreateOrUpdate_Complex.json; ${machines}/V2Policy/IaaS_v2_hourly.json`,
    handle: putPolicy,
  },
  {
    id: "ProtectionPolicies_Delete",
    method: "DELETE",
    path: backupPaths.policy,
    action: `${backupPolicyType}/delete`,
    witness: `${machines}/ProtectionPolicies_Delete.json`,
    handle: deletePolicy,
  },
  {
    id: "BackupPolicies_List",
    method: "GET",
    path: `${backupPaths.vault}/backupPolicies`,
    action: `${backupPolicyType}/read`,
    witness: `${machines}/BackupPolicies_List.json; ${machines}/V2Policy/v2-List-Policies.json`,
    handle: listPolicies,
  },
];

function policyIdOf(call: Call): string {
  return `${requireBackupVault(call).id}/backupPolicies/${call.parameters.policyName ?? ""}`;
}

function requirePolicy(call: Call): StoredResource {
  const policy = findPolicy(call, policyIdOf(call));
  if (policy === undefined) {
    throw objectMissing("backup policy", call.parameters.policyName ?? "");
  }
  return policy;
}

function presented(policy: StoredResource, protectedItemsCount: number): JsonObject {
  return { ...policy, properties: { ...asObject(policy.properties), protectedItemsCount } };
}

function putPolicy(call: Call): Answer {
  const sent = asObject(requireBody(call).properties);
  const id = policyIdOf(call);
  const existing = findPolicy(call, id);
  if (asText(sent.backupManagementType) !== "AzureIaasVM") {
    throw invalidPolicy({
      message: "Only policies whose backupManagementType is AzureIaasVM are simulated.",
    });
  }
  const [broken] = errorsAmong(backupPolicyFindings(readBackupPolicy(sent), "properties"));
  if (broken !== undefined) {
    throw invalidPolicy(broken);
  }
  const policy: StoredResource = {
    id: existing?.id ?? id,
    name: existing?.name ?? call.parameters.policyName ?? "",
    type: backupPolicyType,
    properties: storedPolicy(sent),
  };
  if (existing !== undefined) {
    requireKeepable(call, asObject(policy.properties), asObject(existing.properties));
  }
  const count = itemsUnder(call, policy.id).length;
  const write = (): JsonObject => {
    call.estate.put(policy);
    deletedDefaults(call).delete(policy.id.toLowerCase());
    armSchedule(call, policy);
    return presented(policy, count);
  };
  // A change that protected machines follow takes its time; see the two answers of the example.
  return count === 0
    ? { status: 200, body: write() }
    : beginBackupWork(call, policy.id, "operations", () => ({ resource: write() }));
}

function requireKeepable(call: Call, after: JsonObject, before: JsonObject): void {
  if (after.policyType !== before.policyType) {
    throw invalidPolicy({ message: "The type of a policy cannot be changed." });
  }
  const state = asText(
    valueAt(requireBackupVault(call), "properties.securitySettings.immutabilitySettings.state"),
  );
  if (isImmutable(state) && keepsLess(after, before)) {
    throw immutableVault();
  }
}

function deletePolicy(call: Call): Answer {
  const policy = findPolicy(call, policyIdOf(call));
  if (policy === undefined) {
    return { status: 204 };
  }
  const users = itemsUnder(call, policy.id);
  if (users.length > 0) {
    throw policyInUse(
      policy.name,
      users.map((item) => asText(valueAt(item, "properties.friendlyName")) ?? item.name),
    );
  }
  call.estate.delete(policy.id);
  if (policy.name === defaultPolicyName) {
    deletedDefaults(call).set(policy.id.toLowerCase(), true);
  }
  return { status: 200 };
}

function listPolicies(call: Call): Answer {
  const vault = requireBackupVault(call);
  const filter = readFilter(call.query.$filter);
  const prefix = `${vault.id.toLowerCase()}/`;
  const stored = call.estate
    .ofType(backupPolicyType)
    .filter(({ id }) => id.toLowerCase().startsWith(prefix));
  const byDefault = findPolicy(call, `${vault.id}/backupPolicies/${defaultPolicyName}`);
  const all =
    byDefault === undefined || stored.some(({ name }) => name === defaultPolicyName)
      ? stored
      : [byDefault, ...stored];
  const counts = new Map<string, number>();
  for (const item of call.estate.ofType(backupItemType)) {
    const policyId = asText(valueAt(item, "properties.policyId"))?.toLowerCase() ?? "";
    counts.set(policyId, (counts.get(policyId) ?? 0) + 1);
  }
  const policies = all
    .filter((policy) => {
      const wanted = filter.get("backupmanagementtype");
      return wanted === undefined || wanted === valueAt(policy, "properties.backupManagementType");
    })
    .map((policy) => presented(policy, counts.get(policy.id.toLowerCase()) ?? 0));
  return { status: 200, body: page(call, policies) };
}
