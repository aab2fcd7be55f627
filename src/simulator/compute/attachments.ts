import { deterministicGuid } from "../../azure/guid";
import { sameId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt, without } from "../json";
import type { Platform } from "../operation";
import { newDisk } from "./disks";
import { interfaceIds } from "./virtual-machine-body";

/** Brings disks and network interfaces in line with a machine: new disks are made, what it left is freed. */
export function attach(
  call: Platform,
  machine: StoredResource,
  before: StoredResource | undefined,
): void {
  const disks = disksOf(machine);
  for (const disk of disks) {
    const id = asText(valueAt(disk, "managedDisk.id")) ?? "";
    const stored = call.estate.get(id) ?? newDisk(call, id, disk, machine);
    call.estate.put(withManager(stored, machine.id));
  }
  const kept = new Set(disks.map((disk) => asText(valueAt(disk, "managedDisk.id"))?.toLowerCase()));
  for (const disk of attachedDisks(call, before)) {
    if (!kept.has(disk.id.toLowerCase())) {
      call.estate.put(withManager(disk, undefined));
    }
  }
  const wanted = interfaceIds(machine);
  for (const id of wanted) {
    setMachine(call, id, {
      virtualMachine: { id: machine.id },
      primary: isPrimary(machine, id),
      macAddress: macAddressOf(id),
    });
  }
  for (const nic of attachedInterfaces(call, before)) {
    if (!wanted.some((id) => sameId(id, nic.id))) {
      setMachine(call, nic.id, undefined);
    }
  }
}

/** What becomes of disks and network interfaces of a deleted machine: their `deleteOption` decides. */
export function release(call: Platform, machine: StoredResource): void {
  const goesWithMachine = new Set(
    [
      ...disksOf(machine)
        .filter(({ deleteOption }) => deleteOption === "Delete")
        .map((disk) => asText(valueAt(disk, "managedDisk.id"))),
      ...asArray(valueAt(machine, "properties.networkProfile.networkInterfaces"))
        .filter((nic) => valueAt(nic, "properties.deleteOption") === "Delete")
        .map((nic) => asText(valueAt(nic, "id"))),
    ].map((id) => id?.toLowerCase()),
  );
  for (const disk of attachedDisks(call, machine)) {
    if (goesWithMachine.has(disk.id.toLowerCase())) {
      call.estate.delete(disk.id);
    } else {
      call.estate.put(withManager(disk, undefined));
    }
  }
  for (const nic of attachedInterfaces(call, machine)) {
    if (goesWithMachine.has(nic.id.toLowerCase())) {
      call.estate.delete(nic.id);
    } else {
      setMachine(call, nic.id, undefined);
    }
  }
}

function disksOf(machine: StoredResource): JsonObject[] {
  const profile = asObject(valueAt(machine, "properties.storageProfile"));
  return [profile.osDisk, ...asArray(profile.dataDisks)].map(asObject);
}

/** The disks that a machine declares and holds. */
function attachedDisks(call: Platform, machine: StoredResource | undefined): StoredResource[] {
  return machine === undefined
    ? []
    : disksOf(machine)
        .flatMap((disk) => call.estate.get(asText(valueAt(disk, "managedDisk.id")) ?? "") ?? [])
        .filter((disk) => sameId(asText(disk.managedBy) ?? "", machine.id));
}

/** The network interfaces that a machine declares and holds. */
function attachedInterfaces(call: Platform, machine: StoredResource | undefined): StoredResource[] {
  return machine === undefined
    ? []
    : interfaceIds(machine)
        .flatMap((id) => call.estate.get(id) ?? [])
        .filter((nic) =>
          sameId(asText(valueAt(nic, "properties.virtualMachine.id")) ?? "", machine.id),
        );
}

function withManager(disk: StoredResource, managedBy: string | undefined): StoredResource {
  const diskState = managedBy === undefined ? "Unattached" : "Attached";
  return {
    ...without(disk, "managedBy"),
    id: disk.id,
    name: disk.name,
    type: disk.type,
    ...(managedBy === undefined ? {} : { managedBy }),
    properties: { ...asObject(disk.properties), diskState },
  };
}

/** Writes into a network interface what a machine makes of it, or takes it out. */
function setMachine(call: Platform, nicId: string, attachment: JsonObject | undefined): void {
  const nic = call.estate.get(nicId);
  if (nic !== undefined) {
    const others = without(asObject(nic.properties), "virtualMachine", "primary", "macAddress");
    call.estate.put({ ...nic, properties: { ...others, ...attachment } });
  }
}

/** The first interface is the primary one where the machine does not say which is. */
function isPrimary(machine: StoredResource, nicId: string): boolean {
  const nics = asArray(valueAt(machine, "properties.networkProfile.networkInterfaces"));
  const told = nics.find((nic) => valueAt(nic, "properties.primary") === true) ?? nics[0];
  return sameId(asText(valueAt(told, "id")) ?? "", nicId);
}

/** A hardware address of Microsoft's own range, `00-0D-3A`. */
function macAddressOf(nicId: string): string {
  const digits = deterministicGuid("hardware address", nicId).slice(0, 6).toUpperCase();
  return `00-0D-3A-${digits.match(/../g)?.join("-") ?? ""}`;
}
