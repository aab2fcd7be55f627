import {
  AutomationAccount,
  LinuxVirtualMachine,
  MaintenanceSchedule,
  PatchedBy,
} from "azure-evergreen";
import * as pulumi from "@pulumi/pulumi";
import { place } from "./place";

const { resourceGroupName, subnetId } = place("machines");
const machine = new LinuxVirtualMachine("web", {
  resourceGroupName,
  subnetId,
  image: "Canonical:ubuntu-24_04-lts:server:latest",
  adminUsername: "fleet",
  sshPublicKey: new pulumi.Config().require("sshPublicKey"),
  patchedBy: PatchedBy.Schedule,
  tags: { patching: "monthly" },
});

// What Event Grid calls must be reached from the internet.
const account = new AutomationAccount("runbooks", {
  resourceGroupName,
  publicNetworkAccessEnabled: true,
  runbooks: {
    announce: { runbookType: "PowerShell", content: "Write-Output 'The fleet is patched soon.'" },
  },
  webhooks: { announce: { runbook: "announce", expiryTime: "2030-01-01T00:00:00Z" } },
});

// Four days after each month's patch Tuesday, and what is tagged so besides.
const schedule = new MaintenanceSchedule("monthly", {
  resourceGroupName,
  recurEvery: "Month Second Tuesday Offset4",
  timeZone: "W. Europe Standard Time",
  virtualMachines: { web: { virtualMachineId: machine.virtualMachineId } },
  dynamicScopes: { tagged: { resourceGroupName, tags: { patching: ["monthly"] } } },
  preEvents: {
    announce: { webhookUri: account.webhookUris.apply(({ announce = "" }) => announce) },
  },
});

export const maintenanceConfigurationId = schedule.maintenanceConfigurationId;
