import * as resources from "@pulumi/azure-native/resources";
import { RecoveryVault } from "azure-evergreen";

const group = new resources.ResourceGroup("recovery", { location: "northeurope" });

export const vaultId = new RecoveryVault("recovery", {
  resourceGroupName: group.name,
  location: "northeurope",
}).vaultId;
