// An automation account with a runbook, and its Run As account.

import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { AutomationAccount, RunAsAccount } from "azure-evergreen";

const config = new pulumi.Config();
const pfx = config.getSecret("pfx");
const password = config.getSecret("password");

const group = new resources.ResourceGroup("automation", { location: "westeurope" });
const account = new AutomationAccount("automation", { resourceGroupName: group.name });

if (config.getBoolean("migrated") !== true) {
  const runAs = new RunAsAccount("legacy", {
    automationAccountId: account.automationAccountId,
    ...(pfx !== undefined && {
      certificate: { pfx, ...(password !== undefined && { password }) },
    }),
  });
  module.exports = { thumbprint: runAs.certificateThumbprint };
}
