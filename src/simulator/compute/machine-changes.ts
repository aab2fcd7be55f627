import { sameId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asArray, asText, type JsonObject, valueAt } from "../json";
import { ArmError, type Call } from "../operation";
import { invalidParameter, propertyChangeNotAllowed } from "./compute-errors";
import { powerOf } from "./power-state";
import { interfaceIds } from "./virtual-machine-body";

const encryptionAtHost = "securityProfile.encryptionAtHost";
const terraform = "hashicorp/terraform-provider-azurerm";

/** Where each refusal's text comes from; a status or code that its source leaves out is that of its neighbours. */
export const machineChangeSources = {
  encryptionAtHostFeature: "Azure/ResourceModules pull request 1242",
  storageType: `${terraform} issue 921`,
  diskName: `${terraform} pull request 16323`,
  publicKeys: "Azure/azure-quickstart-templates issue 5442",
  whileRunning: `${terraform} linux_virtual_machine_resource.go (comments on its updates)`,
} as const;

/** Refuses host encryption, of either value, in a subscription that has not registered it. */
export function requireEncryptionFeature(call: Call, machine: JsonObject): void {
  if (
    valueAt(machine, `properties.${encryptionAtHost}`) !== undefined &&
    !call.featureInForce("Microsoft.Compute", "EncryptionAtHost")
  ) {
    throw invalidParameter(
      `The property '${encryptionAtHost}' is not valid because the 'Microsoft.Compute/EncryptionAtHost' ` +
        "feature is not enabled for this subscription.",
      encryptionAtHost,
    );
  }
}

/** Refuses changes of the system's disk and of keys that Azure refuses always. */
export function requireAllowedChange(machine: JsonObject, existing: StoredResource): void {
  requireSameSystemDisk(machine, existing);
  requireSameKeys(machine, existing);
}

function requireSameSystemDisk(machine: JsonObject, existing: StoredResource): void {
  const disk = "properties.storageProfile.osDisk";
  if (differs(machine, existing, `${disk}.name`)) {
    throw propertyChangeNotAllowed("osDisk.name");
  }
  if (differs(machine, existing, `${disk}.managedDisk.storageAccountType`)) {
    throw new ArmError(
      409,
      "OperationNotAllowed",
      `Managed disk storage account type change through Virtual Machine '${existing.name}' is not allowed. ` +
        `Please update disk resource at ${asText(valueAt(existing, `${disk}.managedDisk.id`)) ?? ""}.`,
    );
  }
}

function requireSameKeys(machine: JsonObject, existing: StoredResource): void {
  const keys = (of: unknown): string[] =>
    asArray(valueAt(of, "properties.osProfile.linuxConfiguration.ssh.publicKeys")).map(
      (key) => asText(valueAt(key, "keyData")) ?? "",
    );
  const [before, after] = [keys(existing), keys(machine)];
  if (before.length > 0 && after.length > 0 && before.join("\n") !== after.join("\n")) {
    throw propertyChangeNotAllowed("linuxConfiguration.ssh.publicKeys");
  }
}

/** Refuses changes that Azure takes of a deallocated machine alone. */
export function requireDeallocatedFor(
  call: Call,
  machine: JsonObject,
  existing: StoredResource,
): void {
  if (powerOf(call, existing).state === "deallocated") {
    return;
  }
  if (differs(machine, existing, "properties.storageProfile.osDisk.diskSizeGB")) {
    throw new ArmError(
      409,
      "Conflict",
      "Disk resizing is allowed only when creating a VM or when the VM is deallocated.",
      "disk.diskSizeGB",
    );
  }
  if (
    valueOf(machine, "proximityPlacementGroup") !== valueOf(existing, "proximityPlacementGroup")
  ) {
    throw new ArmError(
      409,
      "OperationNotAllowed",
      "Updating proximity placement group of VM is not allowed while the VM is running. Please " +
        "stop/deallocate the VM and retry the operation.",
    );
  }
  for (const host of ["host", "hostGroup"]) {
    if (valueOf(machine, host) !== valueOf(existing, host)) {
      throw new ArmError(
        409,
        "PropertyChangeNotAllowed",
        `Updating Host of VM '${existing.name}' is not allowed as the VM is currently allocated. ` +
          "Please Deallocate the VM and retry the operation.",
      );
    }
  }
  if (differs(machine, existing, `properties.${encryptionAtHost}`, false)) {
    throw new ArmError(
      409,
      "OperationNotAllowed",
      `'${encryptionAtHost}' can be updated only when VM is in deallocated state`,
    );
  }
  requireSameSecondaryInterfaces(machine, existing);
}

function requireSameSecondaryInterfaces(machine: JsonObject, existing: StoredResource): void {
  const [before, after] = [interfaceIds(existing), interfaceIds(machine)];
  const same =
    before.length === after.length && before.every((id) => after.some((own) => sameId(id, own)));
  if (!same && before.length + after.length > 2) {
    throw new ArmError(
      409,
      "CannotAddOrRemoveNetworkInterfacesFromARunningVirtualMachine",
      "Secondary network interfaces cannot be added or removed from a running virtual machine.",
    );
  }
}

/** Whether something is sent that is not as it was; `otherwise` is what it is where nothing was said. */
function differs(
  machine: JsonObject,
  existing: StoredResource,
  path: string,
  otherwise?: unknown,
): boolean {
  const [before = otherwise, after] = [valueAt(existing, path), valueAt(machine, path)];
  return before !== undefined && after !== undefined && before !== after;
}

/** Id of what a machine is put to, in lower case. */
function valueOf(machine: unknown, property: string): string | undefined {
  return asText(valueAt(machine, `properties.${property}.id`))?.toLowerCase();
}
