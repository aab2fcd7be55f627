import assert from "node:assert/strict";
import { unknownValue } from "../../src/plugin/handlers";
import type { SimulatedAzure } from "../../src/simulator";
import type { Caller } from "../simulator/caller";
import { account, propertiesOf, send, withAccount } from "../simulator/automation/account";
import { Deployment, halfMade } from "./harness";

const runbookId = `${account}/runbooks/greet`;
const scheduleId = `${account}/schedules/nightly`;
const webhookId = `${account}/webhooks/deploy`;
const linkId = `${account}/jobSchedules/11111111-1111-4111-8111-111111111111`;

const runbook = {
  automationAccountId: account,
  runbookName: "greet",
  runbookType: "PowerShell",
  content: 'Write-Output "one"',
};
const schedule = { automationAccountId: account, scheduleName: "nightly", frequency: "Day" };
const webhook = {
  automationAccountId: account,
  webhookName: "deploy",
  runbookName: "greet",
  expiryTime: "2027-06-30T00:00:00Z",
};

async function ready(): Promise<{ azure: SimulatedAzure; owner: Caller; deployment: Deployment }> {
  const { azure, owner } = await withAccount();
  return { azure, owner, deployment: new Deployment(azure.connect(owner).transport) };
}

async function contentOf(owner: Caller): Promise<unknown> {
  return (await send(owner, "GET", `${runbookId}/content`)).body;
}

async function link(owner: Caller): Promise<void> {
  const made = await send(owner, "PUT", linkId, {
    properties: {
      runbook: { name: "greet" },
      schedule: { name: "nightly" },
      parameters: { Name: "world" },
    },
  });
  assert.equal(made.status, 201);
}

describe("AutomationRunbook", () => {
  it("is made, uploaded and published, changed in place, and deleted", async () => {
    const { owner, deployment, azure } = await ready();
    const made = await deployment.create("AutomationRunbook", runbook);
    assert.deepEqual(made, { id: runbookId, outputs: { ...runbook, state: "Published" } });
    assert.equal(await contentOf(owner), runbook.content);

    const read = await deployment.read("AutomationRunbook", runbookId, runbook);
    assert.deepEqual(read, {
      id: runbookId,
      inputs: runbook,
      outputs: { ...runbook, state: "Published" },
    });
    const before = azure.estate.version;
    await deployment.update("AutomationRunbook", runbookId, runbook, runbook);
    assert.deepEqual(azure.estate.changes(before), []);

    const second = { ...runbook, content: 'Write-Output "two"', description: "Greets." };
    assert.deepEqual(await deployment.diff("AutomationRunbook", runbookId, runbook, second), {
      changes: { content: "update", description: "add" },
      deleteBeforeReplace: true,
    });
    await deployment.update("AutomationRunbook", runbookId, runbook, second);
    assert.equal(await contentOf(owner), second.content);
    assert.equal(propertiesOf(await send(owner, "GET", runbookId)).description, "Greets.");

    await deployment.delete("AutomationRunbook", runbookId);
    await deployment.delete("AutomationRunbook", runbookId);
    assert.equal(await deployment.read("AutomationRunbook", runbookId, second), undefined);
  });

  it("keeps its links to schedules through every change", async () => {
    const { owner, deployment } = await ready();
    await deployment.create("AutomationRunbook", runbook);
    await deployment.create("AutomationSchedule", schedule);
    await link(owner);
    const linked = (await send(owner, "GET", linkId)).body;

    const { content, ...place } = runbook;
    const fetched = { ...place, contentUri: "https://example.com/greet.ps1" };
    await deployment.update("AutomationRunbook", runbookId, { ...runbook, content }, fetched);
    assert.deepEqual((await send(owner, "GET", linkId)).body, linked);
    await deployment.update("AutomationSchedule", scheduleId, schedule, {
      ...schedule,
      interval: 2,
    });
    assert.deepEqual((await send(owner, "GET", linkId)).body, linked);
  });

  it("shows as drift what somebody published", async () => {
    const { owner, deployment } = await ready();
    await deployment.create("AutomationRunbook", runbook);
    const other = { ...runbook, content: "other" };
    await deployment.update("AutomationRunbook", runbookId, runbook, other);
    const read = await deployment.read("AutomationRunbook", runbookId, runbook);
    assert.equal(read?.inputs.content, "other");
    assert.equal(await contentOf(owner), "other");
  });

  it("takes over what an interrupted deployment left, and nothing else", async () => {
    const { owner, deployment } = await ready();
    await send(owner, "PUT", runbookId, {
      location: "westeurope",
      properties: { runbookType: "PowerShell" },
    });
    const made = await deployment.create("AutomationRunbook", runbook);
    assert.equal(made.outputs.state, "Published");
    await assert.rejects(deployment.create("AutomationRunbook", runbook), {
      message: `The runbook already exists: ${runbookId}. Give another runbookName, or import it: pulumi import azure-evergreen:index:AutomationRunbook it "${runbookId}". A resource that was only renamed in the program needs an alias instead.`,
    });
  });

  it("is kept half made when its text cannot be published, and goes on in the next update", async () => {
    const { azure, owner } = await withAccount();
    const limited = azure.createServicePrincipal("limited");
    azure.grant({
      principalId: limited.objectId,
      role: {
        roleName: "Maker of runbooks without text",
        description: "Makes runbooks.",
        permission: {
          actions: [
            "Microsoft.Automation/automationAccounts/read",
            "Microsoft.Automation/automationAccounts/runbooks/read",
            "Microsoft.Automation/automationAccounts/runbooks/write",
            "Microsoft.Automation/automationAccounts/runbooks/content/read",
          ],
          notActions: [],
          dataActions: [],
          notDataActions: [],
        },
      },
    });
    const poor = new Deployment(azure.connect(limited).transport);
    const error = await halfMade(poor.create("AutomationRunbook", runbook));
    assert.equal(error.id, runbookId);
    assert.match(error.reasons.join(), /^The runbook is not complete: PUT .* 403 /);
    assert.doesNotMatch(error.reasons.join(), /Write-Output/);
    const deployment = new Deployment(azure.connect(owner).transport);
    await deployment.update("AutomationRunbook", runbookId, error.inputs, runbook);
    assert.equal(await contentOf(owner), runbook.content);
  });

  it("refuses to become one of another type, and tells every problem at once", async () => {
    const { deployment } = await ready();
    const { failures } = await deployment.check(
      "AutomationRunbook",
      { ...runbook, runbookType: "Python3" },
      runbook,
    );
    assert.deepEqual(failures, [
      {
        property: "runbookType",
        reason:
          "A runbook cannot become one of another type: it is PowerShell, and Python3 is asked for. Give the runbook of the other type another name.",
      },
    ]);
    assert.deepEqual(
      (await deployment.check("AutomationRunbook", { runbookName: "1st", content: 7, more: 1 }))
        .failures,
      [
        {
          property: "more",
          reason:
            "There is no property more. Use one of automationAccountId, runbookName, runbookType, runtimeEnvironment, content, contentUri, contentSha256, contentVersion, description, verboseLogged, progressLogged, activityTraceLevel, tags.",
        },
        {
          property: "automationAccountId",
          reason: "automationAccountId must be a text, but it is missing.",
        },
        { property: "runbookType", reason: "runbookType must be a text, but it is missing." },
        { property: "content", reason: "content must be a text." },
      ],
    );
  });

  it("judges nothing that is unknown", async () => {
    const { deployment } = await ready();
    const { failures } = await deployment.check("AutomationRunbook", {
      automationAccountId: unknownValue,
      runbookName: unknownValue,
      runbookType: unknownValue,
      content: unknownValue,
    });
    assert.deepEqual(failures, []);
  });
});

describe("AutomationSchedule", () => {
  it("starts at the next such time of day, and stays so when it is described anew", async () => {
    const { owner, deployment, azure } = await ready();
    const berlin = { ...schedule, startTime: "22:00", timeZone: "Europe/Berlin" };
    const { outputs } = await deployment.create("AutomationSchedule", berlin);
    assert.equal(outputs.effectiveStartTime, "2026-11-01T22:00:00+01:00");

    azure.clock.advance(3 * 86_400_000);
    const described = { ...berlin, description: "Every night.", isEnabled: false };
    const updated = await deployment.update("AutomationSchedule", scheduleId, berlin, described);
    assert.equal(updated.outputs.effectiveStartTime, "2026-11-01T22:00:00+01:00");
    assert.equal(propertiesOf(await send(owner, "GET", scheduleId)).isEnabled, false);
  });

  it("goes on with its next run when it is changed after its start", async () => {
    const { deployment, azure } = await ready();
    const weekly = {
      ...schedule,
      frequency: "Week",
      weekDays: ["Tuesday"],
      startTime: "2026-11-03 06:30",
      timeZone: "W. Europe Standard Time",
    };
    await deployment.create("AutomationSchedule", weekly);
    azure.clock.advance(5 * 86_400_000);
    const { outputs } = await deployment.update("AutomationSchedule", scheduleId, weekly, {
      ...weekly,
      expiryTime: "2027-11-03 06:30",
    });
    assert.equal(outputs.effectiveStartTime, "2026-11-10T06:30:00+01:00");
  });

  it("reads back what it was given, in the words that were given", async () => {
    const { deployment } = await ready();
    const monthly = {
      ...schedule,
      frequency: "Month",
      interval: 2,
      startTime: "2026-12-01 03:00",
      expiryTime: "2027-12-01 03:00",
      timeZone: "Europe/Berlin",
      monthlyOccurrences: [{ occurrence: -1, day: "Sunday" }],
    };
    const made = await deployment.create("AutomationSchedule", monthly);
    const read = await deployment.read("AutomationSchedule", scheduleId, monthly);
    assert.deepEqual(read, { id: scheduleId, inputs: monthly, outputs: made.outputs });
    const imported = await deployment.read("AutomationSchedule", scheduleId);
    assert.deepEqual(imported?.inputs, {
      automationAccountId: account,
      scheduleName: "nightly",
      frequency: "Month",
      interval: 2,
      expiryTime: "2027-12-01T02:00:00+00:00",
      timeZone: "Europe/Berlin",
      monthlyOccurrences: [{ occurrence: -1, day: "Sunday" }],
      isEnabled: true,
    });
  });

  it("refuses to run once in the past", async () => {
    const { deployment } = await ready();
    await assert.rejects(
      deployment.create("AutomationSchedule", {
        ...schedule,
        frequency: "OneTime",
        startTime: "2026-10-31 08:00",
      }),
      {
        message:
          "The schedule runs once, at 2026-10-31 08:00, and that has passed. Give a startTime that lies at least 5 minutes ahead.",
      },
    );
  });
});

describe("AutomationWebhook", () => {
  it("keeps the address that Azure tells once, and is replaced for another expiry", async () => {
    const { owner, deployment } = await ready();
    await deployment.create("AutomationRunbook", runbook);
    const made = await deployment.create("AutomationWebhook", webhook);
    const uri = String(made.outputs.uri);
    assert.match(uri, /^https:\/\/.*token=/);

    const read = await deployment
      .handler("AutomationWebhook")
      .read(
        { id: webhookId, inputs: webhook, outputs: made.outputs },
        deployment.context("AutomationWebhook"),
      );
    assert.deepEqual(read?.inputs, webhook);
    assert.equal(read.outputs.uri, uri);

    const off = { ...webhook, isEnabled: false, parameters: { Name: "world" } };
    const { outputs } = await deployment.handler("AutomationWebhook").update(
      {
        id: webhookId,
        oldInputs: webhook,
        oldOutputs: made.outputs,
        newInputs: off,
        preview: false,
      },
      deployment.context("AutomationWebhook"),
    );
    assert.equal(outputs.uri, uri);
    assert.equal(propertiesOf(await send(owner, "GET", webhookId)).isEnabled, false);
    const { changes } = await deployment.diff("AutomationWebhook", webhookId, webhook, {
      ...webhook,
      expiryTime: "2028-06-30T00:00:00Z",
    });
    assert.deepEqual(changes, { expiryTime: "update-replace" });
    await deployment.delete("AutomationWebhook", webhookId);
    assert.equal((await send(owner, "GET", webhookId)).status, 404);
  });

  it("is not made when it would have expired by Azure's clock", async () => {
    const { deployment, azure } = await ready();
    await deployment.create("AutomationRunbook", runbook);
    azure.clock.advance(400 * 86_400_000);
    await assert.rejects(deployment.create("AutomationWebhook", webhook), {
      message:
        /^The webhook would have expired: its expiryTime is 2027-06-30T00:00:00Z, and it is 2027-12-06T/,
    });
  });
});
