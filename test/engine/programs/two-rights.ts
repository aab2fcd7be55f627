// One fabric for each of two explicit providers, who sign in as two principals.

import * as pulumi from "@pulumi/pulumi";
import { Provider, ReplicationFabric } from "azure-evergreen/resources";

const config = new pulumi.Config();
const vaultId = config.require("vault");

for (const [name, location] of [
  ["west", "westeurope"],
  ["north", "northeurope"],
] as const) {
  const provider = new Provider(name, {
    clientId: config.require(`${name}ClientId`),
    clientSecret: config.requireSecret(`${name}ClientSecret`),
  });
  new ReplicationFabric(name, { vaultId, location }, { provider });
}
