// A policy in an immutable vault, whose daily retention comes from the configuration.

import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { BackupPolicy, RecoveryVault } from "azure-evergreen";

const group = new resources.ResourceGroup("recovery", { location: "westeurope" });
const vault = new RecoveryVault("recovery", {
  resourceGroupName: group.name,
  location: "westeurope",
});

new BackupPolicy("nightly", {
  vaultId: vault.vaultId,
  dailyRetentionInDays: new pulumi.Config().requireNumber("days"),
});
