import * as resources from "@pulumi/azure-native/resources";
import { BackupPolicy, RecoveryVault } from "azure-evergreen";

const group = new resources.ResourceGroup("recovery", { location: "westeurope" });
const vault = new RecoveryVault("recovery", { resourceGroupName: group.name });

export const policyId = new BackupPolicy("nightly", { vaultId: vault.vaultId }).policyId;
