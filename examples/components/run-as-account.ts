import * as resources from "@pulumi/azure-native/resources";
import { AutomationAccount, RunAsAccount } from "azure-evergreen";

const group = new resources.ResourceGroup("automation", { location: "westeurope" });

const account = new AutomationAccount("automation", { resourceGroupName: group.name });

const runAs = new RunAsAccount("run-as", {
  automationAccountId: account.automationAccountId,
});

export const certificateEndsAt = runAs.certificateEndsAt;
