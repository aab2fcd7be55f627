// A vault with a fabric, and with `crash` set a program that dies when the fabric is there.

import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { ReplicationFabric, ReplicationProtectionContainer } from "azure-evergreen/resources";

const crash = new pulumi.Config().getBoolean("crash") ?? false;

const group = new resources.ResourceGroup("recovery", { location: "northeurope" });
const vault = new recoveryservices.Vault("vault", {
  resourceGroupName: group.name,
  location: "northeurope",
  sku: { name: "RS0", tier: "Standard" },
  properties: {},
});
const fabric = new ReplicationFabric("west", { vaultId: vault.id, location: "westeurope" });
const fabricId = fabric.id.apply((id) => {
  if (crash) {
    process.kill(process.pid, "SIGKILL");
  }
  return id;
});
new ReplicationProtectionContainer("west", { fabricId });
