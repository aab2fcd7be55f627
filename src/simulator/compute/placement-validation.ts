import { placementConflict } from "../../azure/availability";
import { sameId } from "../../azure/resource-id";
import { normalizeRegion } from "../../azure/regions";
import type { StoredResource } from "../estate";
import { asArray, asText, type JsonObject, valueAt } from "../json";
import { requireZoneOfMachine } from "../network/address-zones";
import { ArmError, type Call } from "../operation";
import { invalidResourceReference } from "../resource-manager/arm-errors";
import { requireKnownZones, requireOneZone, zonesOf } from "../resource-manager/zones";
import { propertyChangeNotAllowed } from "./compute-errors";
import { virtualMachineType } from "./extensions";
import { type Membership, membershipOf } from "./placement";
import { requireAttachable } from "./scale-set-membership";

/** Refuses a machine whose set, scale set, zone, disks and addresses do not go together. */
export function requireValidPlacement(
  call: Call,
  machine: JsonObject,
  existing: StoredResource | undefined,
): void {
  const location = asText(machine.location) ?? "";
  const zones = zonesOf(machine);
  requireKnownZones(call, virtualMachineType, location, zones);
  requireOneZone(call, zones);
  requireSameSet(machine, existing);
  const set = requireContainer(call, machine, "availabilitySet");
  requireContainer(call, machine, "proximityPlacementGroup");
  const scaleSet = membershipOf(machine, "virtualMachineScaleSet");
  requireNoConflict(call, machine, existing, zones);
  if (set !== undefined) {
    requireDisksOfSet(call, machine, set);
  }
  requireAttachable(call, machine, existing, scaleSet);
  requireDiskZones(call, machine, zones);
  const interfaces = asArray(valueAt(machine, "properties.networkProfile.networkInterfaces"));
  requireZoneOfMachine(
    call,
    interfaces.map((nic) => call.estate.get(asText(valueAt(nic, "id")) ?? "")),
    call.path,
    zones,
  );
}

/** A machine joins a set with its creation or never. Source: learn.microsoft.com virtual-machines/windows/change-availability-set. */
function requireSameSet(machine: JsonObject, existing: StoredResource | undefined): void {
  const before = membershipOf(existing, "availabilitySet") ?? "";
  const now = membershipOf(machine, "availabilitySet") ?? "";
  if (existing !== undefined && !sameId(before, now)) {
    throw propertyChangeNotAllowed("availabilitySet.id");
  }
}

/** What a machine is a member of; refused when it is not there, or in another region. */
function requireContainer(
  call: Call,
  machine: JsonObject,
  membership: Membership,
): StoredResource | undefined {
  const id = membershipOf(machine, membership);
  const container = id === undefined ? undefined : call.estate.get(id);
  const location = normalizeRegion(asText(machine.location) ?? "");
  if (id !== undefined && container?.location !== location) {
    throw invalidResourceReference(id, call.path);
  }
  return container;
}

/**
 * Texts: for a machine of a set that is to join a scale set learn.microsoft.com
 * virtual-machine-scale-sets/virtual-machine-scale-sets-attach-detach-vm; for a set and a zone hashicorp/terraform-provider-azurerm issue 2246 and kubermatic/kubermatic
 * issue 6557, for a set and a scale set formed after it; for the zones of a scale set an assumption.
 */
function requireNoConflict(
  call: Call,
  machine: JsonObject,
  existing: StoredResource | undefined,
  zones: readonly string[],
): void {
  const scaleSetId = membershipOf(machine, "virtualMachineScaleSet");
  const scaleSetZones = zonesOf(call.estate.get(scaleSetId ?? "") ?? {});
  const [zone] = zones;
  const conflict = placementConflict(
    { availabilitySetId: membershipOf(machine, "availabilitySet"), scaleSetId, zone },
    scaleSetZones,
  );
  switch (conflict) {
    case "set and zone":
      throw notAllowed(
        "Virtual Machine cannot be created because both Availability Zone and Availability Set were " +
          "specified. Deploying an Availability Set to an Availability Zone isn't supported.",
      );
    case "set and scale set":
      throw existing === undefined
        ? notAllowed(
            "Virtual Machine cannot be created because both Virtual Machine Scale Set and Availability Set " +
              "were specified.",
          )
        : new ArmError(
            409,
            "VmssDoesNotSupportAttachingExistingAvsetVM",
            `Referenced Virtual Machine '${existing.name}' belongs to an Availability Set and attaching to a ` +
              "Virtual Machine Scale Set is not supported. For more information, see https://aka.ms/vmo/attachdetach.",
          );
    case "zone outside scale set":
      throw notAllowed(
        `Virtual Machine with zones '${zones.join()}' cannot be in the Virtual Machine Scale Set ` +
          `'${nameOf(scaleSetId)}' with zones '${scaleSetZones.join()}'.`,
      );
    case undefined:
  }
}

/** Text: fog/fog-azure-rm issue 302; status and target: hashicorp/terraform-provider-azurestack issue 100. */
function requireDisksOfSet(call: Call, machine: JsonObject, set: StoredResource): void {
  const managed = valueAt(machine, "properties.storageProfile.osDisk.vhd") === undefined;
  if (managed !== (valueAt(set, "sku.name") === "Aligned")) {
    throw notAllowed(
      "Addition of a VM with managed disks to non-managed Availability Set or addition of a VM with blob " +
        "based disks to managed Availability Set is not supported. Please create an Availability Set with " +
        "'Aligned' SKU in order to add a VM with managed disks to it.",
      nameOf(call.path),
    );
  }
}

/**
 * A disk stands in the machine's zone, unless it is in all zones.
 *
 * Texts: jrudlin/Azure pull request 7 (a disk without a zone), jenkins-infra/azure pull request 1406
 * (another zone), hashicorp/terraform-provider-azurerm issue 11992 (a set).
 */
function requireDiskZones(call: Call, machine: JsonObject, zones: readonly string[]): void {
  const profile = valueAt(machine, "properties.storageProfile");
  for (const disk of [valueAt(profile, "osDisk"), ...asArray(valueAt(profile, "dataDisks"))]) {
    const stored = call.estate.get(asText(valueAt(disk, "managedDisk.id")) ?? "");
    const everywhere = asText(valueAt(stored, "sku.name"))?.endsWith("_ZRS") === true;
    const there = stored === undefined ? [] : zonesOf(stored);
    if (stored === undefined || everywhere || there.join() === zones.join()) {
      continue;
    }
    if (membershipOf(machine, "availabilitySet") !== undefined) {
      throw badRequest(
        `Zonal Disk '${stored.id}' cannot be attached to resource '${nameOf(call.path)}' because the ` +
          "resource belongs to an Availability Set and this feature is not supported.",
      );
    }
    throw badRequest(
      there.length === 0
        ? `Disk ${stored.id} cannot be attached to the VM because it is not in zone '${zones.join()}'.`
        : `Disk ${stored.id} cannot be attached to the VM because it is not in the same zone as the VM. ` +
            `VM zone: '${zones.join()}'. Disk zone: '${there.join()}'.`,
    );
  }
}

function notAllowed(message: string, target?: string): ArmError {
  return new ArmError(409, "OperationNotAllowed", message, target);
}

function badRequest(message: string): ArmError {
  return new ArmError(400, "BadRequest", message);
}

function nameOf(id: string | undefined): string {
  return id?.slice(id.lastIndexOf("/") + 1) ?? "";
}
