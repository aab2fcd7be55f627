import { deterministicGuid } from "../../azure/guid";
import type { StoredResource } from "../estate";
import { asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import { ArmError, type Call, type Operation } from "../operation";
import { groupPath } from "../resource-manager/path-template";
import { subscriptionPath } from "../resource-manager/path-template";
import { resourceType, type ResourceBody } from "../resource-manager/resource-type";
import { requireKnownZones, zonesOf } from "../resource-manager/zones";
import { faultDomainsIn, requireDomainCount } from "./availability-sets";
import { invalidParameter, propertyChangeNotAllowed, requiredParameter } from "./compute-errors";
import { examples, working } from "./compute-work";
import { requireValidPatchSettings } from "./guest-patch-validation";
import { membersOf } from "./placement";
import { requirePlacementGroup } from "./proximity-placement-groups";
import { machineOfProfile, storedProfile } from "./scale-set-profile";
import { scaleSetMachineOperations, scaleSetPath, scaleSetType } from "./scale-set-machines";

const own = `${examples}/virtualMachineScaleSetExamples`;

/**
 * Scale sets whose orchestration is Flexible: machines join them by naming them. No instances are made
 * from the profile, and there are no Uniform scale sets.
 */
export const scaleSetOperations: Operation[] = [
  ...resourceType({
    type: scaleSetType,
    path: scaleSetPath,
    location: "required",
    identity: true,
    get: {
      id: "VirtualMachineScaleSets_Get",
      witness: `${own}/VirtualMachineScaleSet_Get.json`,
    },
    put: {
      id: "VirtualMachineScaleSets_CreateOrUpdate",
      witness: `${own}/VirtualMachineScaleSet_Create_WithVMsInDifferentZones.json; learn.microsoft.com virtual-machine-scale-sets/virtual-machine-scale-sets-orchestration-modes`,
      longRunning: working(20),
    },
    patch: {
      id: "VirtualMachineScaleSets_Update",
      witness: `${own}/VirtualMachineScaleSet_Update_MinimumSet_Gen.json`,
      longRunning: working(20),
    },
    delete: {
      id: "VirtualMachineScaleSets_Delete",
      witness: `${own}/VirtualMachineScaleSet_Delete_MinimumSet_Gen.json`,
      longRunning: working(20),
    },
    lists: [
      {
        id: "VirtualMachineScaleSets_List",
        path: groupPath(scaleSetType),
        witness: `${own}/VirtualMachineScaleSet_List_MinimumSet_Gen.json`,
      },
      {
        id: "VirtualMachineScaleSets_ListAll",
        path: subscriptionPath(scaleSetType),
        witness: `${own}/VirtualMachineScaleSet_ListAll_MinimumSet_Gen.json`,
      },
    ],
    validate: requireValidScaleSet,
    complete: storedScaleSet,
    beforeDelete: requireEmpty,
  }),
  ...scaleSetMachineOperations,
];

function requireValidScaleSet(
  call: Call,
  body: ResourceBody,
  existing: StoredResource | undefined,
): void {
  const mode = modeOf(body, existing);
  // Source: Compute API (`OrchestrationMode`: Uniform where nothing is asked for).
  if (mode === "Uniform") {
    throw notSimulated(
      "Scale sets of the orchestration mode 'Uniform' are not simulated. Set 'orchestrationMode' to 'Flexible'.",
    );
  }
  if (mode !== "Flexible") {
    throw invalidParameter(
      "The value of parameter orchestrationMode is invalid.",
      "orchestrationMode",
    );
  }
  if (Number(valueAt(body, "sku.capacity") ?? 0) > 0) {
    throw notSimulated(
      "Instances of scale sets are not made. Set 'sku.capacity' to 0, and let virtual machines name the scale set.",
    );
  }
  requireDomainsAndZones(call, body, existing);
  requirePlacementGroup(call, body);
  const profile = valueAt(body, "properties.virtualMachineProfile");
  if (profile !== undefined) {
    const before = valueAt(existing, "properties.virtualMachineProfile");
    requireValidPatchSettings(
      call,
      machineOfProfile(profile),
      existing === undefined || before === undefined
        ? undefined
        : { ...existing, ...machineOfProfile(before) },
    );
  }
}

/** Texts: Azure/azure-cli pull request 11153; on zones kubernetes-sigs/cluster-api-provider-azure issue 4451. */
function requireDomainsAndZones(
  call: Call,
  body: ResourceBody,
  existing: StoredResource | undefined,
): void {
  const location = asText(body.location) ?? "";
  const count = domainCountOf(body, existing);
  const zones = zonesOf(body.zones === undefined && existing !== undefined ? existing : body);
  if (count === undefined) {
    throw requiredParameter("platformFaultDomainCount");
  }
  requireDomainCount("fault", count, faultDomainsIn(call, location));
  requireKnownZones(call, scaleSetType, location, zones);
  if (zones.length > 0 && count !== 1) {
    throw invalidParameter(
      "Specifying Availability Zones is not allowed when Virtual Machine Scale Set has " +
        "platformFaultDomainCount higher than 1 with OrchestrationMode: 'Flexible'.",
      "platformFaultDomainCount",
    );
  }
  if (existing === undefined) {
    return;
  }
  for (const name of ["platformFaultDomainCount", "singlePlacementGroup"]) {
    const now = valueAt(body, `properties.${name}`);
    if (now !== undefined && now !== valueAt(existing, `properties.${name}`)) {
      throw propertyChangeNotAllowed(name);
    }
  }
  // Zones can be added: learn.microsoft.com virtual-machine-scale-sets/virtual-machine-scale-sets-use-availability-zones.
  if (!zonesOf(existing).every((zone) => zones.includes(zone))) {
    throw propertyChangeNotAllowed("zones");
  }
}

function storedScaleSet(
  call: Call,
  body: ResourceBody,
  existing: StoredResource | undefined,
): JsonObject {
  const sent = body.properties as JsonObject | undefined;
  const profile = sent?.virtualMachineProfile;
  return withoutUndefined({
    sku: body.sku ?? existing?.sku,
    plan: body.plan,
    zones: body.zones ?? existing?.zones,
    properties: withoutUndefined({
      ...sent,
      orchestrationMode: modeOf(body, existing),
      platformFaultDomainCount: domainCountOf(body, existing),
      singlePlacementGroup: sent?.singlePlacementGroup ?? false,
      virtualMachineProfile: profile === undefined ? undefined : storedProfile(profile),
      uniqueId:
        valueAt(existing, "properties.uniqueId") ??
        deterministicGuid("scale set", call.path, String(call.clock.now())),
      timeCreated: valueAt(existing, "properties.timeCreated") ?? call.clock.now().toISOString(),
    }),
  });
}

function modeOf(body: ResourceBody, existing: StoredResource | undefined): unknown {
  const mode = valueAt(body, "properties.orchestrationMode");
  return mode ?? valueAt(existing, "properties.orchestrationMode") ?? "Uniform";
}

function domainCountOf(body: ResourceBody, existing: StoredResource | undefined): unknown {
  const count = valueAt(body, "properties.platformFaultDomainCount");
  return count ?? valueAt(existing, "properties.platformFaultDomainCount");
}

/** What becomes of machines that joined by naming their scale set is not published: an assumption keeps them. */
function requireEmpty(call: Call, scaleSet: StoredResource): void {
  if (membersOf(call, "virtualMachineScaleSet", scaleSet.id).length > 0) {
    throw new ArmError(
      409,
      "OperationNotAllowed",
      `Virtual Machine Scale Set '${scaleSet.name}' cannot be deleted while virtual machines are in it.`,
    );
  }
}

function notSimulated(message: string): ArmError {
  return new ArmError(501, "ScaleSetNotSimulated", message);
}
