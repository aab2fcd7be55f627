// Explicit providers of both packages, and a fabric whose region the configuration decides.

import * as azureNative from "@pulumi/azure-native/provider";
import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import {
  Provider,
  ReplicationFabric,
  ReplicationProtectionContainer,
} from "azure-evergreen/resources";

const config = new pulumi.Config();
const signIn = {
  clientId: config.require("clientId"),
  clientSecret: config.requireSecret("clientSecret"),
};
const native = { provider: new azureNative.Provider("native", signIn) };
const evergreen = { provider: new Provider("evergreen", signIn) };

const group = new resources.ResourceGroup("recovery", { location: "northeurope" }, native);
const vault = new recoveryservices.Vault(
  "vault",
  {
    resourceGroupName: group.name,
    location: "northeurope",
    sku: { name: "RS0", tier: "Standard" },
    properties: {},
  },
  native,
);
const fabric = new ReplicationFabric(
  "source",
  { vaultId: vault.id, location: config.require("region") },
  evergreen,
);
new ReplicationProtectionContainer("source", { fabricId: fabric.id }, evergreen);
