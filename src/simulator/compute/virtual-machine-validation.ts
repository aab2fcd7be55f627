import { normalizeRegion } from "../../azure/regions";
import { sameId } from "../../azure/resource-id";
import { invalidResourceReference } from "../resource-manager/arm-errors";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt, wordOf } from "../json";
import { ArmError, type Call, type LinkedScope } from "../operation";
import type { ResourceBody } from "../resource-manager/resource-type";
import { requireKnownMembers } from "./api-version-shape";
import { invalidParameter, propertyChangeNotAllowed, requiredParameter } from "./compute-errors";
import { requireValidPatchSettings } from "./guest-patch-validation";
import {
  requireAllowedChange,
  requireDeallocatedFor,
  requireEncryptionFeature,
} from "./machine-changes";
import { withPlacement } from "./placement";
import { requireValidPlacement } from "./placement-validation";
import { interfaceIds, withProfile } from "./virtual-machine-body";

/** Refuses a virtual machine as Azure does before it begins any work. */
export function requireValidMachine(
  call: Call,
  body: ResourceBody,
  existing: StoredResource | undefined,
): void {
  // A PATCH has been merged into what is stored, which may be newer than its api-version.
  requireKnownMembers(call.apiVersion, call.body);
  const machine = withPlacement(call, withProfile(body, asObject(existing?.properties)), existing);
  if (existing === undefined) {
    requireSignIn(machine);
  } else {
    requireUnchanged(machine, existing);
    requireAllowedChange(machine, existing);
  }
  requireEncryptionFeature(call, machine);
  requireAgentForExtensions(machine);
  requireValidPatchSettings(call, machine, existing);
  requireValidPlacement(call, machine, existing);
  requireInterfaces(call, machine);
  if (existing !== undefined) {
    requireDeallocatedFor(call, machine, existing);
  }
}

/** Rights on what a virtual machine joins. Source: learn.microsoft.com role-based-access-control/built-in-roles/compute (Virtual Machine Contributor). */
export function machineLinks(body: ResourceBody): LinkedScope[] {
  const interfaces = interfaceIds(body).map((scope) => ({
    action: "Microsoft.Network/networkInterfaces/join/action",
    scope,
  }));
  const attached = asArray(valueAt(body, "properties.storageProfile.dataDisks")).flatMap((disk) => {
    const scope = asText(valueAt(disk, "managedDisk.id"));
    return scope === undefined || valueAt(disk, "createOption") !== "Attach"
      ? []
      : [{ action: "Microsoft.Compute/disks/write", scope }];
  });
  return [...interfaces, ...attached];
}

/** Azure's error for a property that must be there; only the last part of its path is told. */
export function missingParameter(path: string): ArmError {
  return requiredParameter(path.slice(path.lastIndexOf(".") + 1));
}

// Some of the names that learn.microsoft.com virtual-machines/windows/faq lists as not allowed.
const refusedNames = new Set([
  "1",
  "123",
  "a",
  "actuser",
  "adm",
  "admin",
  "administrator",
  "root",
  "guest",
  "user",
  "test",
]);

function requireSignIn(machine: JsonObject): void {
  const profile = valueAt(machine, "properties.osProfile");
  if (valueAt(machine, "properties.storageProfile.osDisk.createOption") !== "FromImage") {
    return;
  }
  if (profile === undefined) {
    throw requiredParameter("osProfile");
  }
  const { adminUsername, adminPassword, computerName, linuxConfiguration } = asObject(profile);
  for (const [name, value] of Object.entries({ computerName, adminUsername })) {
    if (asText(value) === undefined) {
      throw requiredParameter(name);
    }
  }
  // Text: hashicorp/terraform issue 5793.
  if (refusedNames.has(wordOf(adminUsername).toLowerCase())) {
    throw invalidParameter("The Admin Username specified is not allowed.", "adminUsername");
  }
  const byKey = asArray(valueAt(linuxConfiguration, "ssh.publicKeys")).length > 0;
  if (asText(adminPassword) === undefined && !byKey) {
    throw requiredParameter("adminPassword");
  }
}

/** What cannot change after creation. */
function requireUnchanged(machine: JsonObject, existing: StoredResource): void {
  const before = asObject(existing.properties);
  const fixed: readonly (readonly [target: string, path: string])[] = [
    ["imageReference.publisher", "storageProfile.imageReference.publisher"],
    ["imageReference.offer", "storageProfile.imageReference.offer"],
    ["imageReference.sku", "storageProfile.imageReference.sku"],
    ["imageReference.id", "storageProfile.imageReference.id"],
    ["osDisk.createOption", "storageProfile.osDisk.createOption"],
    ["osProfile.adminUsername", "osProfile.adminUsername"],
    ["osProfile.computerName", "osProfile.computerName"],
  ];
  for (const [target, path] of fixed) {
    const now = asText(valueAt(machine, `properties.${path}`));
    const then = asText(valueAt(before, path));
    if (now !== undefined && then !== undefined && now.toLowerCase() !== then.toLowerCase()) {
      throw propertyChangeNotAllowed(
        target.startsWith("imageReference") ? "imageReference" : target,
      );
    }
  }
  const zones = (value: unknown): string => asArray(value).map(wordOf).join();
  if (machine.zones !== undefined && zones(machine.zones) !== zones(existing.zones)) {
    throw propertyChangeNotAllowed("zones");
  }
}

/** Text: hashicorp/terraform-provider-azurerm pull request 8001. */
function requireAgentForExtensions(machine: JsonObject): void {
  const profile = asObject(valueAt(machine, "properties.osProfile"));
  const configuration = asObject(profile.windowsConfiguration ?? profile.linuxConfiguration);
  if (configuration.provisionVMAgent === false && profile.allowExtensionOperations === true) {
    throw invalidParameter(
      "The value of parameter allowExtensionOperations is invalid.",
      "allowExtensionOperations",
    );
  }
}

/** Network interfaces must be there, in the same region, and free. */
function requireInterfaces(call: Call, machine: JsonObject): void {
  for (const id of interfaceIds(machine)) {
    const nic = call.estate.get(id);
    if (nic?.location !== normalizeRegion(asText(machine.location) ?? "")) {
      throw invalidResourceReference(id, call.path);
    }
    const user = asText(valueAt(nic, "properties.virtualMachine.id"));
    if (user !== undefined && !sameId(user, call.path)) {
      throw new ArmError(
        400,
        "NicInUse",
        `Network Interface ${nic.id} is used by existing resource ${user}. In order to delete the ` +
          "network interface, it must be dissociated from the resource. To learn more, see aka.ms/deletenic.",
      );
    }
  }
}
