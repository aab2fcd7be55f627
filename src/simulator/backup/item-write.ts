import { isDeepStrictEqual } from "node:util";
import { isImmutable } from "../../azure/backup-immutability";
import { neverBackedUp, protectionOfState } from "../../azure/backup-jobs";
import {
  backupContainerName,
  backupItemName,
  type BackedUpMachine,
  machineOfContainer,
  machineOfItem,
} from "../../azure/backup-names";
import { deterministicGuid } from "../../azure/guid";
import { normalizeRegion } from "../../azure/regions";
import { sameId } from "../../azure/resource-id";
import { virtualMachineType } from "../compute/extensions";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt, without } from "../json";
import type { Answer, Call, Platform } from "../operation";
import { requireBody } from "../resource-manager/resource-write";
import {
  immutableVault,
  invalidProtection,
  protectedElsewhere,
  softDeleted,
} from "./backup-errors";
import { diskSettings } from "./backed-up-disks";
import { backupItemType, isSoftDeleted, itemIdIn, requireBackupVault } from "./backup-paths";
import { requireIdle, whileConfiguring } from "./item-operations";
import { type BackupJob, doneJob } from "./job-store";
import { keepsLess } from "./policy-body";
import { findPolicy, policyOf } from "./policy-store";
import { protectedMachines } from "./protected-machines";
import { armScheduleOnce } from "./scheduled-backups";

type Present = (platform: Platform, item: StoredResource) => JsonObject;

/** What a write makes of an item, and the job that tells of it. */
interface ItemChange {
  readonly item: StoredResource;
  readonly operation: BackupJob["operation"];
}

/** Enables, changes, stops or resumes the protection of a machine, or undeletes what was soft-deleted. */
export function putItem(call: Call, present: Present): Answer {
  const vault = requireBackupVault(call);
  const sent = asObject(requireBody(call).properties);
  const named = namedMachine(call);
  const id = itemIdIn(vault.id, backupContainerName(named), backupItemName(named));
  const existing = call.estate.get(id);
  const change =
    existing === undefined
      ? protection(call, vault, id, named, sent)
      : changed(call, vault, existing, sent);
  requireIdle(call, id);
  if (existing !== undefined && isDeepStrictEqual(existing, change.item)) {
    return { status: 200, body: present(call, existing) };
  }
  return whileConfiguring(call, change.item.id, () => {
    call.estate.put(change.item);
    protectedMachines(call).set(sourceKey(change.item), change.item.id);
    const policy = policyOf(call, change.item);
    if (policy !== undefined) {
      armScheduleOnce(call, policy);
    }
    const job = doneJob(call, change.item, change.operation);
    return { jobId: job.id, resource: present(call, change.item) };
  });
}

function sourceKey(item: StoredResource): string {
  return (asText(valueAt(item, "properties.sourceResourceId")) ?? "").toLowerCase();
}

/** The machine that container and item are named after. */
function namedMachine(call: Call): BackedUpMachine {
  const { containerName = "", protectedItemName = "", fabricName = "" } = call.parameters;
  const [container, item] = [machineOfContainer(containerName), machineOfItem(protectedItemName)];
  if (
    container === undefined ||
    item === undefined ||
    fabricName.toLowerCase() !== "azure" ||
    backupItemName(container).toLowerCase() !== backupItemName(item).toLowerCase()
  ) {
    throw invalidProtection(
      `The names '${containerName}' and '${protectedItemName}' are not those of one virtual machine.`,
    );
  }
  return item;
}

/** Protection of a machine that the vault does not know yet. */
function protection(
  call: Call,
  vault: StoredResource,
  id: string,
  named: BackedUpMachine,
  sent: JsonObject,
): ItemChange {
  const sourceId = asText(sent.sourceResourceId) ?? "";
  // Source: learn.microsoft.com backup/backup-rbac-rs-vault (enable backup of Azure VMs).
  call.requireLinked(
    ["read", "write"].map((verb) => ({ action: `${virtualMachineType}/${verb}`, scope: sourceId })),
  );
  const machine = call.estate.get(sourceId);
  const [, , , , group = "", , , , name = ""] = sourceId.split("/");
  const own = backupItemName({ resourceGroupName: group, machineName: name });
  if (
    machine?.type !== virtualMachineType ||
    own.toLowerCase() !== backupItemName(named).toLowerCase()
  ) {
    throw invalidProtection(
      `The virtual machine '${sourceId}' is not the one that the item names.`,
    );
  }
  if (normalizeRegion(asText(machine.location) ?? "") !== asText(vault.location)) {
    throw invalidProtection("The virtual machine and the vault are not in the same region.");
  }
  const other = call.estate.get(protectedMachines(call).get(machine.id.toLowerCase()) ?? "");
  if (other !== undefined && !sameId(other.id, id)) {
    throw protectedElsewhere();
  }
  const policy = requirePolicy(call, vault, sent);
  return {
    operation: "ConfigureBackup",
    item: {
      id,
      name: backupItemName(named),
      type: backupItemType,
      properties: {
        friendlyName: machine.name,
        virtualMachineId: machine.id,
        protectionStatus: "Healthy",
        protectionState: "IRPending",
        healthStatus: "Passed",
        lastBackupStatus: "",
        lastBackupTime: neverBackedUp,
        protectedItemDataId: String(
          Number.parseInt(
            deterministicGuid("protected item", id, String(call.clock.now())).slice(0, 8),
            16,
          ),
        ),
        protectedItemType: virtualMachineType,
        backupManagementType: "AzureIaasVM",
        workloadType: "VM",
        containerName: backupContainerName(named).slice("IaasVMContainer;".length),
        sourceResourceId: machine.id,
        policyId: policy.id,
        ...diskSettings(sent.extendedProperties),
      },
    },
  };
}

/** What a write makes of an item that is there. */
function changed(
  call: Call,
  vault: StoredResource,
  existing: StoredResource,
  sent: JsonObject,
): ItemChange {
  const before = asObject(existing.properties);
  const state = asText(sent.protectionState);
  if (isSoftDeleted(existing)) {
    if (sent.isRehydrate !== true) {
      throw softDeleted();
    }
    const kept = without(
      before,
      "isScheduledForDeferredDelete",
      "deferredDeleteTimeInUTC",
      "isDeferredDeleteScheduleUpcoming",
      "softDeleteRetentionPeriodInDays",
    );
    return {
      operation: "Undelete",
      item: { ...existing, properties: { ...kept, protectionState: "ProtectionStopped" } },
    };
  }
  if (state === "ProtectionStopped" || sent.policyId === "") {
    return {
      operation: "DisableBackup",
      item: {
        ...existing,
        properties: { ...before, protectionState: "ProtectionStopped", policyId: "" },
      },
    };
  }
  const policy = requirePolicy(call, vault, sent);
  if (state === "BackupsSuspended") {
    // Only an immutable vault suspends backups. Source: learn.microsoft.com powershell Disable-AzRecoveryServicesBackupProtection.
    if (!isImmutable(immutabilityOf(vault))) {
      throw invalidProtection("Backups are suspended only in a vault that is immutable.");
    }
    return {
      operation: "DisableBackup",
      item: { ...existing, properties: { ...before, protectionState: state, policyId: policy.id } },
    };
  }
  const old = policyOf(call, existing);
  if (
    isImmutable(immutabilityOf(vault)) &&
    old !== undefined &&
    keepsLess(asObject(policy.properties), asObject(old.properties))
  ) {
    throw immutableVault();
  }
  const isActive = protectionOfState(asText(before.protectionState) ?? "") === "Active";
  const resumed = before.lastBackupTime === neverBackedUp ? "IRPending" : "Protected";
  return {
    operation: "ConfigureBackup",
    item: {
      ...existing,
      properties: {
        ...(sent.extendedProperties === undefined
          ? before
          : { ...without(before, "extendedProperties"), ...diskSettings(sent.extendedProperties) }),
        policyId: policy.id,
        protectionState: isActive ? before.protectionState : resumed,
      },
    },
  };
}

/** The policy that a body names: it is of the same vault. */
function requirePolicy(call: Call, vault: StoredResource, sent: JsonObject): StoredResource {
  const id = asText(sent.policyId) ?? "";
  const policy = id.toLowerCase().startsWith(`${vault.id.toLowerCase()}/backuppolicies/`)
    ? findPolicy(call, id)
    : undefined;
  if (policy === undefined) {
    throw invalidProtection(`The backup policy '${id}' is not one of this vault.`);
  }
  return policy;
}

export function immutabilityOf(vault: StoredResource | undefined): string | undefined {
  return asText(valueAt(vault, "properties.securitySettings.immutabilitySettings.state"));
}
