import { LinuxVirtualMachine, PatchedBy, RecoveryVault, SiteRecovery } from "azure-evergreen";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";

/** A resource group with a network in it: where a machine of the examples stands. */
export function place(name: string): {
  readonly resourceGroupName: pulumi.Output<string>;
  readonly subnetId: pulumi.Output<string>;
} {
  const group = new resources.ResourceGroup(name, { location: "westeurope" });
  const virtualNetwork = new network.VirtualNetwork(name, {
    resourceGroupName: group.name,
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
  });
  const subnet = new network.Subnet(name, {
    resourceGroupName: group.name,
    virtualNetworkName: virtualNetwork.name,
    addressPrefix: "10.0.0.0/24",
  });
  return { resourceGroupName: group.name, subnetId: subnet.id };
}

/** A machine, the replication of its region to another one, and the group there that takes it in. */
export function replicatedPlace(): {
  readonly machine: LinuxVirtualMachine;
  readonly replication: SiteRecovery;
  readonly recoveryGroup: resources.ResourceGroup;
} {
  const { resourceGroupName, subnetId } = place("machines");
  const machine = new LinuxVirtualMachine("web", {
    resourceGroupName,
    subnetId,
    image: "Canonical:ubuntu-24_04-lts:server:latest",
    adminUsername: "fleet",
    sshPublicKey: new pulumi.Config().require("sshPublicKey"),
    patchedBy: PatchedBy.Platform,
  });
  const recoveryGroup = new resources.ResourceGroup("recovery", { location: "northeurope" });
  const vault = new RecoveryVault("recovery", {
    resourceGroupName: recoveryGroup.name,
    location: "northeurope",
  });
  const replication = new SiteRecovery("recovery", {
    vaultId: vault.vaultId,
    sourceRegion: "westeurope",
    targetRegion: "northeurope",
  });
  return { machine, replication, recoveryGroup };
}
