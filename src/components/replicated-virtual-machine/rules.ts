import type * as pulumi from "@pulumi/pulumi";
import {
  recoveryPlacementFindings,
  replicationTargetFindings,
  replicationVaultFindings,
  replicationWaitFindings,
} from "../../azure/replicated-machine-rules";
import { parentId, resourceIdFindings } from "../../azure/resource-id";
import type { ReplicatedVirtualMachineArgs } from "../replicated-virtual-machine";
import { rule, ruleOn, type Rule } from "../shared/inputs";
import { diskRules } from "./disks";
import { interfaceRules } from "./network";

const vaults = "Microsoft.RecoveryServices/vaults";
const containers = `${vaults}/replicationFabrics/replicationProtectionContainers`;

/** Resource types of the ids among the arguments. */
const idTypes = {
  virtualMachineId: "Microsoft.Compute/virtualMachines",
  containerMappingId: `${containers}/replicationProtectionContainerMappings`,
  targetContainerId: containers,
  replicationPolicyId: `${vaults}/replicationPolicies`,
  cacheStorageAccountId: "Microsoft.Storage/storageAccounts",
  recoveryResourceGroupId: "Microsoft.Resources/resourceGroups",
  recoveryNetworkId: "Microsoft.Network/virtualNetworks",
  testNetworkId: "Microsoft.Network/virtualNetworks",
  bootDiagnosticsStorageAccountId: "Microsoft.Storage/storageAccounts",
} as const;

const placementTypes = {
  availabilitySetId: "Microsoft.Compute/availabilitySets",
  virtualMachineScaleSetId: "Microsoft.Compute/virtualMachineScaleSets",
  proximityPlacementGroupId: "Microsoft.Compute/proximityPlacementGroups",
  capacityReservationGroupId: "Microsoft.Compute/capacityReservationGroups",
} as const;

const places = {
  availabilitySet: "availabilitySetId",
  availabilityZone: "availabilityZone",
  scaleSet: "virtualMachineScaleSetId",
};

/** What can be said of the arguments by themselves. */
export function replicatedMachineRules(args: ReplicatedVirtualMachineArgs): Rule[] {
  const { containerMappingId, targetContainerId, replicationPolicyId, placement = {} } = args;
  return [
    ...idRules(args, idTypes, ""),
    rule(
      { containerMappingId, targetContainerId, replicationPolicyId },
      ({ containerMappingId: id, ...others }) =>
        replicationVaultFindings({ path: "containerMappingId", id }, others),
    ),
    rule({ containerMappingId, targetContainerId }, (known) =>
      replicationTargetFindings(
        parentId(known.containerMappingId) ?? "",
        known.targetContainerId,
        "targetContainerId",
      ),
    ),
    ...idRules(placement, placementTypes, "placement."),
    rule({}, () => recoveryPlacementFindings(placement, places, "placement")),
    ...diskRules(args.disks),
    ...interfaceRules(args.networkInterfaces ?? {}),
    ...ruleOn(args.waitInMinutes, (minutes) => replicationWaitFindings(minutes, "waitInMinutes")),
  ];
}

function idRules<T extends string>(
  args: Readonly<Partial<Record<NoInfer<T>, pulumi.Input<string> | undefined>>>,
  types: Readonly<Record<T, string>>,
  path: string,
): Rule[] {
  return Object.entries<string>(types).flatMap(([name, type]) =>
    ruleOn(args[name as T], (id) => resourceIdFindings(id, `${path}${name}`, type)),
  );
}
