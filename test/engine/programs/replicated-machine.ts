// A machine that stands in Azure already, replicated by the component.

import * as pulumi from "@pulumi/pulumi";
import { ReplicatedVirtualMachine } from "azure-evergreen";

const config = new pulumi.Config();
const replicated = new ReplicatedVirtualMachine("item1", {
  virtualMachineId: config.require("machine"),
  containerMappingId: config.require("mapping"),
  targetContainerId: config.require("target"),
  replicationPolicyId: config.require("policy"),
  cacheStorageAccountId: config.require("cache"),
  recoveryResourceGroupId: config.require("recoveryGroup"),
  recoveryNetworkId: config.require("network"),
  testNetworkId: config.require("network"),
  recoveryVmSize: "Standard_B2ms",
  waitInMinutes: config.getNumber("waitInMinutes") ?? 180,
  adopt: config.getBoolean("adopt") ?? false,
  purgeOnDestroy: config.getBoolean("purge") ?? false,
});

export const { protectedItemId, protectionState } = replicated;
