// A fleet of virtual machines in three sizes: `pulumi config set size defaults`, `max` or `resilient`.

import * as pulumi from "@pulumi/pulumi";
import { makeDefaults } from "./defaults";
import { makeMax } from "./max";
import { makeResilient } from "./resilient";

const sizes = { defaults: makeDefaults, max: makeMax, resilient: makeResilient };

const config = new pulumi.Config();
const size = config.get<keyof typeof sizes>("size", {
  allowedValues: ["defaults", "max", "resilient"],
});

export const { vaultId, recoveryPlanId, machineIds, privateAddresses } = sizes[size ?? "defaults"]({
  sshPublicKey: config.require("sshPublicKey"),
  adminPassword: config.requireSecret("adminPassword"),
});
