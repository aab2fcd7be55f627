import { deterministicGuid } from "../../azure/guid";
import type { StoredResource } from "../estate";
import {
  asArray,
  asObject,
  asText,
  type JsonObject,
  valueAt,
  without,
  withoutUndefined,
  numberOf,
} from "../json";
import type { Call } from "../operation";
import type { ResourceBody } from "../resource-manager/resource-type";
import { withPlacement } from "./placement";
import { completedConfiguration, configurationName, operatingSystemOf } from "./patch-settings";

/**
 * What is kept of a virtual machine: what was sent with Azure's own additions, and no secret.
 * Source: VirtualMachine_Get.json of 2024-11-01.
 */
export function storedMachine(
  call: Call,
  body: ResourceBody,
  existing: StoredResource | undefined,
): JsonObject {
  const before = asObject(existing?.properties);
  const placed = withPlacement(call, body, existing);
  const sent = asObject(placed.properties);
  const machine = withProfile(placed, before);
  return withoutUndefined({
    zones: placed.zones,
    plan: body.plan,
    placement: body.placement,
    extendedLocation: body.extendedLocation,
    properties: withoutUndefined({
      ...without(sent, "userData"),
      vmId:
        before.vmId ?? deterministicGuid("virtual machine", call.path, String(call.clock.now())),
      hardwareProfile: sent.hardwareProfile ?? before.hardwareProfile,
      storageProfile: storageProfile(call, machine),
      osProfile: osProfile(machine),
      timeCreated: before.timeCreated ?? call.clock.now().toISOString(),
    }),
  });
}

/** A machine that is written again without a profile keeps the one it has. */
export function withProfile(body: ResourceBody, before: JsonObject): JsonObject {
  const sent = asObject(body.properties);
  const profile = sent.osProfile ?? before.osProfile;
  const kept = asObject(before.osProfile);
  const name = configurationName(
    operatingSystemOf({ properties: { ...sent, osProfile: profile } }),
  );
  // Patch settings that are left out stay as they are.
  const configuration = asObject(asObject(profile)[name]);
  const settings = configuration.patchSettings ?? valueAt(kept, `${name}.patchSettings`);
  const osProfile =
    profile === undefined || settings === undefined
      ? profile
      : { ...asObject(profile), [name]: { ...configuration, patchSettings: settings } };
  return { ...body, properties: withoutUndefined({ ...sent, osProfile }) };
}

function osProfile(machine: JsonObject): JsonObject | undefined {
  const profile = valueAt(machine, "properties.osProfile");
  if (profile === undefined) {
    return undefined;
  }
  const sent = without(asObject(profile), "adminPassword", "customData");
  const name = configurationName(operatingSystemOf(machine));
  const configuration = completedConfiguration(machine);
  return {
    ...sent,
    [name]: withoutUnattendedContent(configuration),
    secrets: asArray(sent.secrets),
    allowExtensionOperations:
      sent.allowExtensionOperations ?? configuration.provisionVMAgent !== false,
    requireGuestProvisionSignal: sent.requireGuestProvisionSignal ?? true,
  };
}

/** The content of unattended set-up can hold passwords. */
function withoutUnattendedContent(configuration: JsonObject): JsonObject {
  const { additionalUnattendContent } = configuration;
  return additionalUnattendContent === undefined
    ? configuration
    : {
        ...configuration,
        additionalUnattendContent: asArray(additionalUnattendContent).map((entry) =>
          without(asObject(entry), "content"),
        ),
      };
}

/** Names and ids of the disks, as Azure gives them to disks that have none. */
function storageProfile(call: Call, machine: JsonObject): JsonObject {
  const profile = asObject(valueAt(machine, "properties.storageProfile"));
  const system = operatingSystemOf(machine);
  const osDisk = asObject(profile.osDisk);
  return withoutUndefined({
    ...profile,
    osDisk: diskOf(
      call,
      {
        ...osDisk,
        osType: osDisk.osType ?? system,
        diskSizeGB: osDisk.diskSizeGB ?? (system === "Windows" ? 127 : 30),
      },
      "OsDisk_1",
    ),
    dataDisks: asArray(profile.dataDisks).map((disk) => {
      const sent = asObject(disk);
      return diskOf(call, { toBeDetached: false, ...sent }, `disk${numberOf(sent.lun ?? 0) + 2}`);
    }),
    diskControllerType: profile.diskControllerType ?? "SCSI",
  });
}

function diskOf(call: Call, disk: JsonObject, role: string): JsonObject {
  const machine = call.path.slice(call.path.lastIndexOf("/") + 1);
  const guid = deterministicGuid("disk", call.path, role).replaceAll("-", "");
  const managed = asObject(disk.managedDisk);
  const attached = asText(managed.id);
  const name =
    asText(disk.name) ??
    (attached === undefined
      ? `${machine}_${role}_${guid}`
      : attached.slice(attached.lastIndexOf("/") + 1));
  const group = call.path.split("/").slice(0, 5).join("/");
  return {
    ...disk,
    name,
    caching: disk.caching ?? (role === "OsDisk_1" ? "ReadWrite" : "None"),
    deleteOption: disk.deleteOption ?? "Detach",
    managedDisk: {
      ...managed,
      id: attached ?? `${group}/providers/Microsoft.Compute/disks/${name}`,
      storageAccountType: managed.storageAccountType ?? "Standard_LRS",
    },
  };
}

/** The network interfaces that a machine has, in its order. */
export function interfaceIds(machine: unknown): string[] {
  return asArray(valueAt(machine, "properties.networkProfile.networkInterfaces")).flatMap(
    (nic) => asText(valueAt(nic, "id")) ?? [],
  );
}
