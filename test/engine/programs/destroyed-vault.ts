// A locked vault with the replication of a region in it; what becomes of its backups is configured.

import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import {
  AgentAutoUpdateMode,
  RecoveryVault,
  SiteRecovery,
  VaultImmutability,
  type VaultProtectedItemsOnDestroy,
} from "azure-evergreen";

const location = "northeurope";
const group = new resources.ResourceGroup("recovery", { location, resourceGroupName: "recovery" });
const onDestroy = new pulumi.Config().get<VaultProtectedItemsOnDestroy>("onDestroy");

const vault = new RecoveryVault("recovery", {
  resourceGroupName: group.name,
  vaultName: "recovery",
  location,
  immutability: VaultImmutability.Disabled,
  deletionLock: { notes: "backups of the fleet" },
  ...(onDestroy !== undefined && { protectedItemsOnDestroy: onDestroy }),
});

new SiteRecovery("west", {
  vaultId: vault.vaultId,
  sourceRegion: "westeurope",
  targetRegion: location,
  agentAutoUpdate: { mode: AgentAutoUpdateMode.Manual },
});
