// A fabric of a vault, and with `secondsForNorth` another one that may take no longer.

import * as pulumi from "@pulumi/pulumi";
import { ReplicationFabric } from "azure-evergreen/resources";

const config = new pulumi.Config();
const vaultId = config.require("vault");
const secondsForNorth = config.get("secondsForNorth");

new ReplicationFabric("west", { vaultId, location: "westeurope" });
if (secondsForNorth !== undefined) {
  new ReplicationFabric(
    "north",
    { vaultId, location: "northeurope" },
    { customTimeouts: { create: `${secondsForNorth}s` } },
  );
}
