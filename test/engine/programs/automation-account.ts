// An account with a runbook that runs every night, and one of everything that is secret.

import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { AutomationAccount } from "azure-evergreen";

const config = new pulumi.Config();
const canary = config.require("canary");
const text = config.require("text");

const group = new resources.ResourceGroup("automation", { location: "westeurope" });

const account = new AutomationAccount("runbooks", {
  resourceGroupName: group.name,
  accountName: "runbooks",
  runbooks: { greet: { runbookType: "PowerShell", content: text } },
  schedules: {
    nightly: { frequency: "Day", startTime: "22:00", interval: config.getNumber("interval") ?? 1 },
  },
  jobSchedules: {
    greeting: { runbook: "greet", schedule: "nightly", parameters: { Name: "fleet" } },
  },
  variables: { token: { text: `${canary}-variable` }, note: { json: `["${canary}-json"]` } },
  credentials: { admin: { userName: "fleet", password: `${canary}-password` } },
  certificates: { sign: { base64: config.require("certificate") } },
  connections: {},
  webhooks: {
    deploy: {
      runbook: "greet",
      expiryTime: "2035-01-01T00:00:00Z",
      parameters: { Key: pulumi.secret(`${canary}-parameter`) },
    },
  },
});

export const webhookUri = account.webhookUris.apply((uris) => uris.deploy);
