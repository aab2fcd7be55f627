import * as pulumi from "@pulumi/pulumi";
import { parentId } from "../azure/resource-id";
import { ReplicationProtectedItem } from "../resources/replication-protected-item";
import { disksOf, type ReplicatedVirtualMachineDiskArgs } from "./replicated-virtual-machine/disks";
import { given } from "./replicated-virtual-machine/given";
import {
  interfacesOf,
  type ReplicatedVirtualMachineNetworkInterfaceArgs,
} from "./replicated-virtual-machine/network";
import { replicatedMachineRules } from "./replicated-virtual-machine/rules";
import { explicitProviderFindings } from "./shared/argument-rules";
import { judge, mapInput, rule } from "./shared/inputs";
import { standsInVaultOf } from "./shared/residents";

/** Where a failover puts the machine. What is left out stays as Azure holds it. */
export interface ReplicatedVirtualMachinePlacementArgs {
  /** Availability zone, for example `2`. Defaults to none. Changing it replaces the replication: the machine is copied anew. */
  availabilityZone?: pulumi.Input<string>;
  /** Name of the edge zone, for example `attdallas1`. Defaults to none. Changing it replaces the replication: the machine is copied anew. */
  edgeZone?: pulumi.Input<string>;
  /** Id of the availability set; not together with a zone or a scale set. Defaults to none. */
  availabilitySetId?: pulumi.Input<string>;
  /** Id of the Flexible scale set. Defaults to none. */
  virtualMachineScaleSetId?: pulumi.Input<string>;
  /** Id of the proximity placement group. Defaults to none. */
  proximityPlacementGroupId?: pulumi.Input<string>;
  /** Id of the capacity reservation group. Defaults to none. */
  capacityReservationGroupId?: pulumi.Input<string>;
}

export interface ReplicatedVirtualMachineArgs {
  /** Id of the virtual machine. Changing it replaces the replication by that of the other machine. */
  virtualMachineId: pulumi.Input<string>;
  /** Id of the container mapping by which it is replicated, for example `sourceToTargetMappingId` of a `SiteRecovery`. Changing it replaces the replication: the machine is copied anew. */
  containerMappingId: pulumi.Input<string>;
  /** Id of the container to which the mapping leads, for example `targetContainerId` of a `SiteRecovery`. Changing it replaces the replication: the machine is copied anew. */
  targetContainerId: pulumi.Input<string>;
  /** Id of the mapping's replication policy, for example `replicationPolicyId` of a `SiteRecovery`. Changing it replaces the replication: the machine is copied anew. */
  replicationPolicyId: pulumi.Input<string>;
  /** Id of the storage account in the machine's region through which changes go, for example `cacheStorageAccountId` of a `SiteRecovery`. Changing it replaces the replication: the machine is copied anew. */
  cacheStorageAccountId: pulumi.Input<string>;
  /** Id of the resource group in which a failover makes the machine and its disks. */
  recoveryResourceGroupId: pulumi.Input<string>;
  /** Name of the protected item in Azure. Defaults to the component's. Changing it replaces the replication: the machine is copied anew. */
  itemName?: pulumi.Input<string>;
  /** Managed disks that are replicated, each by a key of your own. Left out, all that the machine has: one that is attached later is added by the next deployment. */
  disks?: Record<string, ReplicatedVirtualMachineDiskArgs>;
  /** Whether Azure replicates a data disk that is attached later by itself, without a deployment. Left out, it stays as Azure holds it: of a new item, off. Changing it replaces the replication: the machine is copied anew. */
  autoProtectionOfDataDisksEnabled?: pulumi.Input<boolean>;
  /** Id of the virtual network after a failover. Left out, Azure follows the network mapping. */
  recoveryNetworkId?: pulumi.Input<string>;
  /** Id of the virtual network of test failovers. Defaults to none. */
  testNetworkId?: pulumi.Input<string>;
  /** Network interfaces and their addresses, each by a key of your own. Defaults to `{}`: all stay as Azure holds them. */
  networkInterfaces?: Record<string, ReplicatedVirtualMachineNetworkInterfaceArgs>;
  /** Name of the machine that a failover makes. Defaults to the machine's. */
  recoveryVmName?: pulumi.Input<string>;
  /** Size of the machine that a failover makes. Defaults to the machine's. */
  recoveryVmSize?: pulumi.Input<string>;
  /** Name of the machine that a test failover makes. Left out, Azure makes one up. */
  testVmName?: pulumi.Input<string>;
  /** Where a failover puts the machine. Defaults to `{}`. */
  placement?: ReplicatedVirtualMachinePlacementArgs;
  /** Id of the storage account for the boot diagnostics after a failover. Defaults to none. */
  bootDiagnosticsStorageAccountId?: pulumi.Input<string>;
  /** Name of the group of machines that share recovery points. Defaults to none. Changing it replaces the replication: the machine is copied anew. */
  multiVmGroupName?: pulumi.Input<string>;
  /** Minutes for which the initial replication is waited for. Defaults to `180`. Then it goes on in Azure, and the next deployment waits again. Changing it changes nothing in Azure. */
  waitInMinutes?: pulumi.Input<number>;
  /** Whether an item of the machine that is there already is taken over. Defaults to `false`. Changing it changes nothing in Azure. */
  adopt?: pulumi.Input<boolean>;
  /** Whether a change may replicate the machine anew, without recovery points until it is done. Defaults to `false`. Changing it changes nothing in Azure. */
  reReplicationAllowed?: pulumi.Input<boolean>;
  /** Whether removal purges, which leaves agent and replica disks behind, instead of disabling replication. Defaults to `false`. Changing it changes nothing in Azure. */
  purgeOnDestroy?: pulumi.Input<boolean>;
}

/**
 * A virtual machine that Site Recovery replicates: enabled first, given its network and its name once it is
 * protected, changed in place after that, and disabled in order when it is removed.
 *
 * Source: learn.microsoft.com site-recovery/azure-to-azure-how-to-enable-replication, site-recovery/azure-to-azure-customize-networking.
 */
export class ReplicatedVirtualMachine extends pulumi.ComponentResource {
  /** ARM id of the protected item. */
  public readonly protectedItemId!: pulumi.Output<string>;
  /** Azure's word for the state: `Protected` when the machine can be failed over. */
  public readonly protectionState!: pulumi.Output<string>;
  /** Azure's word for the health of the replication: `Normal`, `Warning` or `Critical`. */
  public readonly replicationHealth!: pulumi.Output<string>;
  /** Version of the mobility agent; empty when Azure tells none. */
  public readonly agentVersion!: pulumi.Output<string>;
  /** Whether a newer mobility agent is to be installed. */
  public readonly agentUpdateRequired!: pulumi.Output<boolean>;
  /** When the mobility agent expires, in ISO 8601; empty when Azure tells no time. */
  public readonly agentExpiryDate!: pulumi.Output<string>;

  /** Throws one `InvalidInputError` with every problem of the arguments: a wrong id, objects of several vaults, a set beside a zone, no disk, a wait that is none. */
  constructor(
    name: string,
    args: ReplicatedVirtualMachineArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const subject = `ReplicatedVirtualMachine "${name}"`;
    const verdict = judge(subject, [
      ...replicatedMachineRules(args),
      rule({}, () => explicitProviderFindings(opts ?? {})),
    ]);
    super("azure-evergreen:index:ReplicatedVirtualMachine", name, args, opts);
    verdict.showWarnings(this);
    standsInVaultOf(args.containerMappingId, this);

    const child = { parent: this };
    const virtualMachineId = verdict.gate(args.virtualMachineId);
    const machine = { virtualMachineId, cacheStorageAccountId: args.cacheStorageAccountId };
    const item = new ReplicationProtectedItem(
      `${name}-item`,
      {
        protectionContainerId: mapInput(args.containerMappingId, (id) => parentId(id) ?? ""),
        virtualMachineId,
        targetProtectionContainerId: args.targetContainerId,
        policyId: args.replicationPolicyId,
        itemName: args.itemName ?? name,
        settings: {
          ...settingsOf(args),
          disks: disksOf(subject, args.disks, machine, child),
        },
        ...optionsOf(args),
      },
      child,
    );

    this.protectedItemId = item.id;
    this.protectionState = item.protectionState;
    this.replicationHealth = item.replicationHealth;
    this.agentVersion = item.agentVersion;
    this.agentUpdateRequired = item.agentUpdateRequired;
    this.agentExpiryDate = item.agentExpiryDate;
    this.registerOutputs({
      protectedItemId: this.protectedItemId,
      protectionState: this.protectionState,
      replicationHealth: this.replicationHealth,
      agentVersion: this.agentVersion,
      agentUpdateRequired: this.agentUpdateRequired,
      agentExpiryDate: this.agentExpiryDate,
    });
  }
}

function settingsOf(args: ReplicatedVirtualMachineArgs) {
  const { networkInterfaces, placement = {} } = args;
  return given({
    recoveryResourceGroupId: args.recoveryResourceGroupId,
    recoveryNetworkId: args.recoveryNetworkId,
    testNetworkId: args.testNetworkId,
    recoveryVmName: args.recoveryVmName,
    recoveryVmSize: args.recoveryVmSize,
    testVmName: args.testVmName,
    recoveryAvailabilitySetId: placement.availabilitySetId,
    recoveryAvailabilityZone: placement.availabilityZone,
    recoveryEdgeZone: placement.edgeZone,
    recoveryVirtualMachineScaleSetId: placement.virtualMachineScaleSetId,
    recoveryProximityPlacementGroupId: placement.proximityPlacementGroupId,
    recoveryCapacityReservationGroupId: placement.capacityReservationGroupId,
    bootDiagnosticsStorageAccountId: args.bootDiagnosticsStorageAccountId,
    multiVmGroupName: args.multiVmGroupName,
    autoProtectionOfDataDisksEnabled: args.autoProtectionOfDataDisksEnabled,
    networkInterfaces:
      networkInterfaces === undefined ? undefined : interfacesOf(networkInterfaces),
  });
}

function optionsOf(args: ReplicatedVirtualMachineArgs) {
  return given({
    waitInMinutes: args.waitInMinutes,
    adopt: args.adopt,
    reReplicationAllowed: args.reReplicationAllowed,
    purgeOnDelete: args.purgeOnDestroy,
  });
}
