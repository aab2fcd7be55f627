import assert from "node:assert/strict";
import { account, runbook, send, withRunbook } from "../automation/account";
import { makeCertificate } from "../graph/certificate";
import { Replay } from "./replay";

const common = { location: "westeurope", tags: { tag01: "value01" } };
const description = "my description goes here";

describe("official examples of Microsoft.Automation", () => {
  it("are answered", async () => {
    const { azure, owner } = await withRunbook();
    const replay = new Replay(owner, "Microsoft.Automation", "automation", {
      "AutomationAccount_CreateOrUpdate properties.lastModifiedBy": "not told",
      "JobSchedule_Create properties.runOn": "not given",
    });
    const free = account.replace("account1", "myAutomationAccount9");
    await replay.send("AutomationAccount_CreateOrUpdate", free, {
      name: "myAutomationAccount9",
      ...common,
      properties: { sku: { name: "Free" } },
    });
    await send(owner, "PUT", runbook, { ...common, properties: { runbookType: "PowerShell" } });
    const updated = await replay.send("Runbook_Update", runbook, {
      properties: { description, logVerbose: false, logProgress: true, logActivityTrace: 1 },
    });
    assert.match((updated.body as { etag: string }).etag, /^"\d{18}"$/);
    await replay.send("Job_Create", `${account}/jobs/foo`, {
      properties: { runbook: { name: "r" }, parameters: { key01: "value01" }, runOn: "" },
    });
    const webhook = `${account}/webhooks/TestWebhook`;
    await send(owner, "PUT", webhook, {
      name: "TestWebhook",
      properties: {
        isEnabled: true,
        expiryTime: "2027-03-29T22:18:13.7002872+00:00",
        runbook: { name: "r" },
      },
    });
    await replay.send("Webhook_Get", webhook);
    const module = `${account}/modules/OmsCompositeResources`;
    await send(owner, "PUT", module, {
      ...common,
      properties: { contentLink: { uri: "https://store/OmsCompositeResources.zip" } },
    });
    await replay.send("Module_Get", module);
    await replay.send("Schedule_CreateOrUpdate", `${account}/schedules/mySchedule`, {
      name: "mySchedule",
      properties: {
        description,
        advancedSchedule: {},
        expiryTime: "2027-04-01T17:28:57.2494819Z",
        frequency: "Hour",
        interval: 1,
        startTime: "2027-03-27T17:28:57.2494819Z",
      },
    });
    const link = "0fa462ba-3aa2-4138-83ca-9ebc3bc55cdc";
    await replay.send("JobSchedule_Create", `${account}/jobSchedules/${link}`, {
      properties: {
        schedule: { name: "mySchedule" },
        runbook: { name: "r" },
        parameters: { tag01: "value01" },
      },
    });
    await replay.send("Variable_CreateOrUpdate", `${account}/variables/sampleVariable`, {
      name: "sampleVariable",
      properties: { description, isEncrypted: false, value: '"ComputerName.domain.com"' },
    });
    await replay.send("Credential_CreateOrUpdate", `${account}/credentials/myCredential`, {
      name: "myCredential",
      properties: { userName: "mylingaiah", password: "<password>", description },
    });
    const now = azure.clock.now();
    const { base64, thumbprint } = await makeCertificate(
      now,
      new Date(now.getTime() + 365 * 86_400_000),
    );
    await replay.send("Certificate_CreateOrUpdate", `${account}/certificates/testCert`, {
      name: "testCert",
      properties: { base64Value: base64, description, thumbprint, isExportable: false },
    });
    await replay.send("Connection_CreateOrUpdate", `${account}/connections/mysConnection`, {
      name: "mysConnection",
      properties: {
        description,
        connectionType: { name: "Azure" },
        fieldDefinitionValues: {
          AutomationCertificateName: "mysCertificateName",
          SubscriptionID: azure.subscriptionId,
        },
      },
    });
    replay.end();
  });
});
