// A mapping that stands in Azure already.

import * as pulumi from "@pulumi/pulumi";
import { ReplicationProtectionContainerMapping } from "azure-evergreen/resources";

const config = new pulumi.Config();
const adopt = config.getBoolean("adopt");

new ReplicationProtectionContainerMapping("mapping1", {
  protectionContainerId: config.require("source"),
  targetProtectionContainerId: config.require("target"),
  policyId: config.require("policy"),
  ...(adopt === undefined ? {} : { adopt }),
});
