import * as resources from "@pulumi/azure-native/resources";
import { AutomationAccount } from "azure-evergreen";

const group = new resources.ResourceGroup("automation", { location: "westeurope" });

const account = new AutomationAccount("automation", { resourceGroupName: group.name });

export const principalId = account.principalId;
