import { backupDiskFindings } from "../../azure/backup-limits";
import { errorsAmong } from "../../azure/finding";
import { virtualMachineType } from "../compute/extensions";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import type { Call, Operation } from "../operation";
import { subscriptionPath } from "../resource-manager/path-template";
import { requireBody } from "../resource-manager/resource-write";
import { disksOf } from "./backup-failures";
import { examples, isSoftDeleted, vaultOf } from "./backup-paths";
import { policyOf } from "./policy-store";
import { protectedMachines } from "./protected-machines";

const location = "Microsoft.RecoveryServices/locations";
const machines = `${examples}/AzureIaasVm`;

/** What is asked of a machine, wherever it may be protected. */
export const backupStatusOperations: Operation[] = [
  {
    id: "BackupStatus_Get",
    method: "POST",
    path: subscriptionPath(`${location}/{azureRegion}/backupStatus`),
    action: `${location}/backupStatus/action`,
    witness: `${machines}/GetBackupStatus.json`,
    handle: (call) => ({ status: 200, body: backupStatus(call, requestedId(call)) }),
  },
  {
    id: "ProtectionIntent_Validate",
    method: "POST",
    path: subscriptionPath(`${location}/{azureRegion}/backupPreValidateProtection`),
    action: `${location}/backupPreValidateProtection/action`,
    witness: `${machines}/ProtectionIntent_Validate.json`,
    handle: (call) => ({ status: 200, body: preValidation(call, requestedId(call)) }),
  },
];

function requestedId(call: Call): string {
  return asText(requireBody(call).resourceId) ?? "";
}

/** The item that protects a machine; `undefined` when none does. */
function itemOf(call: Call, machineId: string): StoredResource | undefined {
  return call.estate.get(protectedMachines(call).get(machineId.toLowerCase()) ?? "");
}

function namesOf(item: StoredResource): JsonObject {
  const [, , , , , , , , , , , , container, , name] = item.id.split("/");
  return { containerName: container, protectedItemName: name };
}

function backupStatus(call: Call, machineId: string): JsonObject {
  const item = itemOf(call, machineId);
  if (item === undefined) {
    return {
      protectionStatus: "NotProtected",
      vaultId: "",
      fabricName: "Invalid",
      containerName: "",
      protectedItemName: "",
      errorCode: "Success",
      errorMessage: "",
      policyName: "",
      registrationStatus: "NotRegistered",
    };
  }
  return withoutUndefined({
    protectionStatus: isSoftDeleted(item) ? "NotProtected" : "Protected",
    vaultId: vaultOf(call, item.id)?.id,
    fabricName: "Azure",
    ...namesOf(item),
    errorCode: "Success",
    errorMessage: "",
    policyName: policyOf(call, item)?.name ?? "",
    registrationStatus: "Registered",
  });
}

/** Texts: the example's, of a machine that is protected; our own rules' for the rest. */
function preValidation(call: Call, machineId: string): JsonObject {
  const item = itemOf(call, machineId);
  if (item !== undefined) {
    return {
      status: "Failed",
      errorCode: "VirtualMachineAlreadyProtected",
      errorMessage:
        "Virtual machine with same name and same resource group is already protected. Please select " +
        "`Disable' choice above for backup and go to backup item corresponding to this VM in the vault",
      recommendation: "Please do not enable protection again.",
      ...namesOf(item),
    };
  }
  const machine = call.estate.get(machineId);
  if (machine?.type !== virtualMachineType) {
    return {
      status: "Failed",
      errorCode: "VirtualMachineNotFound",
      errorMessage: `The virtual machine '${machineId}' was not found.`,
      recommendation: "Name a virtual machine that is there.",
    };
  }
  const disks = disksOf(call, machine).map((disk) => {
    const { diskSizeGB } = asObject(disk.properties);
    return {
      name: disk.name,
      sizeInGiB: typeof diskSizeGB === "number" ? diskSizeGB : undefined,
      storageType: asText(valueAt(disk, "sku.name")),
    };
  });
  const [broken] = errorsAmong(
    backupDiskFindings(disks, { encrypted: false, enhancedPolicy: true }, ""),
  );
  return broken === undefined
    ? { status: "Succeeded", errorCode: "", errorMessage: "", recommendation: "" }
    : {
        status: "Failed",
        errorCode: "UserErrorUnsupportedDiskSize",
        errorMessage: broken.message,
        recommendation: broken.fix,
      };
}
