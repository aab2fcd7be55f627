import * as resources from "@pulumi/azure-native/resources";
import { RecoveryVault, SiteRecovery } from "azure-evergreen";

const group = new resources.ResourceGroup("recovery", { location: "northeurope" });
const vault = new RecoveryVault("recovery", {
  resourceGroupName: group.name,
  location: "northeurope",
});

// Without an automation account of yours one is made for the vault.
const replication = new SiteRecovery("recovery", {
  vaultId: vault.vaultId,
  sourceRegion: "westeurope",
  targetRegion: "northeurope",
});

export const scheduleName = replication.scheduleName;
