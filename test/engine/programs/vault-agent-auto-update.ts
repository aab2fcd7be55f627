// A vault that stands in Azure already, with mappings that nobody declares, and one that this program does.

import * as pulumi from "@pulumi/pulumi";
import {
  ReplicationProtectionContainerMapping,
  VaultAgentAutoUpdate,
} from "azure-evergreen/resources";

const config = new pulumi.Config();
const declared = config.getBoolean("declared");

const agents = new VaultAgentAutoUpdate("agents", {
  vaultId: config.require("vault"),
  agentAutoUpdate: {
    status: config.get("status") ?? "Enabled",
    automationAccountId: config.require("account"),
    authenticationType: config.get("authenticationType") ?? "SystemAssignedIdentity",
  },
  disableOnDelete: config.getBoolean("disableOnDelete") ?? false,
  ...(config.get("except") === undefined ? {} : { exceptMappingIds: [config.require("except")] }),
});

if (declared === true) {
  new ReplicationProtectionContainerMapping("own", {
    protectionContainerId: config.require("target"),
    targetProtectionContainerId: config.require("source"),
    policyId: config.require("policy"),
    agentAutoUpdate: {
      status: "Enabled",
      automationAccountId: config.require("account"),
    },
  });
}

export const mappings = agents.mappings.apply((found) => Object.keys(found));
