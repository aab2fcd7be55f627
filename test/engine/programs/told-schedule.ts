// A locked schedule that tells a webhook of its runs, and the machines that its dynamic scope is to reach.

import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { LinuxVirtualMachine, MaintenanceSchedule, PatchedBy } from "azure-evergreen";

const config = new pulumi.Config();
const change = config.get("change");
const location = "westeurope";

const group = new resources.ResourceGroup("machines", { location });
const virtualNetwork = new network.VirtualNetwork("network", {
  resourceGroupName: group.name,
  location,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});
const subnet = new network.Subnet("subnet", {
  resourceGroupName: group.name,
  virtualNetworkName: virtualNetwork.name,
  addressPrefix: "10.0.0.0/24",
});

const schedule = new MaintenanceSchedule("weekly", {
  resourceGroupName: group.name,
  location,
  recurEvery: "Week Saturday",
  scheduleName: change === "renamed" ? "saturdays" : "weekly",
  systemTopicName: "weekly-events",
  dynamicScopes: { tagged: { resourceGroupName: group.name, tags: { patching: ["weekly"] } } },
  preEvents: { announce: { webhookUri: "https://example.com/hook?token=very-secret" } },
  postEvents: { announce: { webhookUri: config.requireSecret("webhookUri") } },
  deletionLock: { notes: "Patches the fleet." },
  tags: { stage: change === "tagged" ? "second" : "first" },
});

// It comes after the schedule, and in a group whose name only Azure tells.
new LinuxVirtualMachine("web", {
  resourceGroupName: group.name,
  location,
  subnetId: subnet.id,
  image: "Canonical:ubuntu-24_04-lts:server:latest",
  adminUsername: "fleet",
  sshPublicKey: config.require("sshPublicKey"),
  patchedBy: change === "unfit" ? PatchedBy.Platform : PatchedBy.Schedule,
  tags: { patching: "weekly" },
});

export const scheduleName = schedule.scheduleName;
export const systemTopicId = schedule.systemTopicId;
