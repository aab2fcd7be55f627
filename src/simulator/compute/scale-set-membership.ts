import { parentId, sameId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { valueAt } from "../json";
import { ArmError, type Call } from "../operation";
import type { ErrorCode } from "../witnesses";
import { invalidParameter, propertyChangeNotAllowed } from "./compute-errors";
import { membershipOf } from "./placement";

const more = "For more information, see https://aka.ms/vmo/attachdetach.";

/**
 * Refuses a scale set that a machine cannot join or leave.
 *
 * Codes and texts: learn.microsoft.com virtual-machine-scale-sets/virtual-machine-scale-sets-attach-detach-vm;
 * the statuses are assumptions.
 */
export function requireAttachable(
  call: Call,
  machine: unknown,
  existing: StoredResource | undefined,
  scaleSetId: string | undefined,
): void {
  const before = membershipOf(existing, "virtualMachineScaleSet");
  if (scaleSetId === undefined) {
    if (before !== undefined) {
      requireDetachable(call, before);
    }
    return;
  }
  const scaleSet = call.estate.get(scaleSetId);
  if (scaleSet === undefined) {
    throw refused(
      "OperationNotAllowed",
      `The Virtual Machine Scale Set '${scaleSetId}' referenced by the Virtual Machine does not exist.`,
    );
  }
  if (before !== undefined && !sameId(before, scaleSetId)) {
    throw propertyChangeNotAllowed("virtualMachineScaleSet.id");
  }
  requireSameGroup(call, scaleSet);
  requireFaultDomain(machine, existing, scaleSet);
  if (existing !== undefined && before === undefined) {
    requireAttachableLater(machine, existing, scaleSet);
  }
}

function requireSameGroup(call: Call, scaleSet: StoredResource): void {
  if (!sameId(parentId(call.path) ?? "", parentId(scaleSet.id) ?? "")) {
    throw refused(
      "OperationNotAllowed",
      `The Virtual Machine and the Virtual Machine Scale Set '${scaleSet.name}' must be in the same resource group.`,
    );
  }
}

/** Source: Compute API (`VirtualMachineProperties.platformFaultDomain`); the words are an assumption. */
function requireFaultDomain(
  machine: unknown,
  existing: StoredResource | undefined,
  scaleSet: StoredResource,
): void {
  const wanted = valueAt(machine, "properties.platformFaultDomain");
  const count = Number(valueAt(scaleSet, "properties.platformFaultDomainCount"));
  if (wanted === undefined) {
    return;
  }
  if (existing !== undefined && wanted !== valueAt(existing, "properties.platformFaultDomain")) {
    throw propertyChangeNotAllowed("platformFaultDomain");
  }
  if (count === 1 || !Number.isInteger(wanted) || Number(wanted) < 0 || Number(wanted) >= count) {
    throw invalidParameter(
      "The value of parameter platformFaultDomain is invalid.",
      "platformFaultDomain",
    );
  }
}

/** What holds for machines that were there before they join. */
function requireAttachableLater(
  machine: unknown,
  existing: StoredResource,
  scaleSet: StoredResource,
): void {
  const { name } = existing;
  if (valueAt(scaleSet, "properties.platformFaultDomainCount") !== 1) {
    throw refused(
      "VmssDoesNotSupportAttachingExistingVMMultiFD",
      `Referenced Virtual Machine Scale Set '${scaleSet.name}' does not support attaching an existing Virtual ` +
        `Machine to it because the Virtual Machine Scale Set has more than 1 fault domains. ${more}`,
    );
  }
  if (membershipOf(machine, "proximityPlacementGroup") !== undefined) {
    throw refused(
      "VmssDoesNotSupportAttachingPPGVM",
      `Referenced Virtual Machine '${name}' belongs to a proximity placement group (PPG) and attaching to a ` +
        `Virtual Machine Scale Set is not supported. ${more}`,
    );
  }
}

function requireDetachable(call: Call, scaleSetId: string): void {
  const scaleSet = call.estate.get(scaleSetId);
  if (scaleSet !== undefined && valueAt(scaleSet, "properties.platformFaultDomainCount") !== 1) {
    throw refused(
      "OperationNotAllowed",
      `Virtual Machine Scale Set '${scaleSet.name}' does not support detaching an existing Virtual Machine from ` +
        `it because the Virtual Machine Scale Set has more than 1 fault domains. ${more}`,
    );
  }
}

function refused(code: ErrorCode, message: string): ArmError {
  return new ArmError(409, code, message);
}
