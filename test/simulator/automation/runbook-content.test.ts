import assert from "node:assert/strict";
import { callerOf, errorOf } from "../caller";
import {
  account,
  propertiesOf,
  runbook,
  send,
  sendText,
  withAccount,
  withRunbook,
} from "./account";

const draft = `${runbook}/draft/content`;

describe("the content of a simulated runbook", () => {
  it("is a draft until it is published, and read as text", async () => {
    const { azure, owner } = await withAccount();
    await send(owner, "PUT", runbook, {
      location: "westeurope",
      properties: { runbookType: "PowerShell" },
    });
    assert.deepEqual(errorOf(await send(owner, "GET", draft)), {
      status: 404,
      code: "NotFound",
      message: "The runbook draft 'r' was not found.",
    });
    const put = await sendText(azure, owner.objectId, draft, 'Write-Output "1"');
    assert.equal(put.status, 202);
    const location = put.headers.location ?? "";
    assert.match(location, /\/runbooks\/r\/draft\/operationResults\/[0-9a-f-]{36}\?api-version=/);
    assert.equal((await owner.send("GET", location)).status, 202);
    await owner.wait(5);
    assert.equal((await owner.send("GET", location)).status, 204);
    const read = await send(owner, "GET", draft);
    assert.equal(read.body, 'Write-Output "1"');
    assert.equal(read.headers["content-type"], "text/plain");
    assert.equal(propertiesOf(await send(owner, "GET", runbook)).state, "New");
    assert.equal((await send(owner, "GET", `${runbook}/content`)).status, 404);

    const published = await send(owner, "POST", `${runbook}/publish`);
    assert.equal(published.status, 202);
    assert.match(published.headers.location ?? "", /\/runbooks\/r\/publish\/operationResults\//);
    await owner.wait(5);
    assert.equal((await owner.send("GET", published.headers.location ?? "")).status, 204);
    assert.equal(propertiesOf(await send(owner, "GET", runbook)).state, "Published");
    assert.equal((await send(owner, "GET", `${runbook}/content`)).body, 'Write-Output "1"');
    assert.equal((await send(owner, "GET", draft)).status, 404);
  });

  it("can be edited beside what is published, and the edit undone", async () => {
    const { azure, owner } = await withRunbook("old");
    await sendText(azure, owner.objectId, draft, "new");
    await owner.wait(5);
    assert.equal(propertiesOf(await send(owner, "GET", runbook)).state, "Edit");
    const view = (await send(owner, "GET", `${runbook}/draft`)).body as Record<string, unknown>;
    assert.equal(view.inEdit, true);
    assert.equal((await send(owner, "GET", `${runbook}/content`)).body, "old");
    assert.equal((await send(owner, "POST", `${runbook}/draft/undoEdit`)).status, 200);
    assert.equal(propertiesOf(await send(owner, "GET", runbook)).state, "Published");
    assert.equal(
      errorOf(await send(owner, "POST", `${runbook}/draft/undoEdit`)).message,
      "The runbook 'r' has no draft beside what has been published.",
    );
  });

  it("changes nothing when the same is written again", async () => {
    const { azure, owner } = await withRunbook("a");
    await sendText(azure, owner.objectId, draft, "b");
    await owner.wait(5);
    const before = azure.estate.version;
    assert.equal((await sendText(azure, owner.objectId, draft, "b")).status, 202);
    await owner.wait(5);
    assert.equal(azure.estate.version, before);
  });

  it("is written nowhere when its runbook goes meanwhile", async () => {
    const { azure, owner } = await withRunbook("a");
    const put = await sendText(azure, owner.objectId, draft, "b");
    const published = await send(owner, "POST", `${runbook}/publish`);
    await send(owner, "DELETE", runbook);
    await owner.wait(5);
    for (const { headers } of [put, published]) {
      assert.deepEqual(errorOf(await owner.send("GET", headers.location ?? "")), {
        status: 404,
        code: "NotFound",
        message: "The runbook 'r' was not found.",
      });
    }
    assert.equal(azure.estate.get(runbook), undefined);
  });

  it("does not outlive its runbook", async () => {
    const { owner } = await withRunbook("a");
    assert.equal((await send(owner, "DELETE", account)).status, 200);
    await send(owner, "PUT", account, { location: "westeurope", properties: {} });
    await send(owner, "PUT", runbook, {
      location: "westeurope",
      properties: { runbookType: "PowerShell" },
    });
    assert.equal((await send(owner, "GET", draft)).status, 404);
    assert.equal((await send(owner, "GET", `${runbook}/content`)).status, 404);
  });

  it("takes text and no JSON, and needs its own rights", async () => {
    const { azure, owner } = await withRunbook();
    assert.equal(
      errorOf(await send(owner, "PUT", draft, { script: "x" })).message,
      "The content of a runbook draft is text, not JSON.",
    );
    const reader = callerOf(azure, "Reader");
    assert.equal((await send(reader, "GET", `${runbook}/content`)).status, 200);
    assert.equal(
      errorOf(await sendText(azure, reader.objectId, draft, "x")).message.includes(
        "'Microsoft.Automation/automationAccounts/runbooks/draft/content/write'",
      ),
      true,
    );
    assert.equal(errorOf(await send(reader, "POST", `${runbook}/publish`)).status, 403);
  });

  it("knows the kinds of runbook and their runtime environments", async () => {
    const { owner } = await withAccount();
    const put = (properties: object) =>
      send(owner, "PUT", runbook, { location: "westeurope", properties });
    assert.equal(
      errorOf(await put({ runbookType: "Bash" })).message,
      "The runbook type 'Bash' is not one of 'Script', 'Graph', 'PowerShellWorkflow', 'PowerShell', " +
        "'PowerShell72', 'GraphPowerShellWorkflow', 'GraphPowerShell', 'Python', 'Python2', 'Python3'.",
    );
    assert.equal(
      errorOf(await put({ runbookType: "PowerShell", runtimeEnvironment: "mine" })).message,
      "The runtime environment 'mine' was not found.",
    );
    const made = await put({ runbookType: "PowerShell", runtimeEnvironment: "PowerShell-7.2" });
    assert.equal(propertiesOf(made).runtimeEnvironment, "PowerShell-7.2");
  });
});

describe("a simulated test job", () => {
  const job = `${runbook}/draft/testJob`;

  it("runs the draft of a runbook by the clock", async () => {
    const { azure, owner } = await withRunbook();
    assert.equal(
      errorOf(await send(owner, "PUT", job, {})).message,
      "The runbook draft 'r' was not found.",
    );
    await sendText(azure, owner.objectId, draft, "new");
    await owner.wait(5);
    assert.equal((await send(owner, "GET", job)).status, 404);
    assert.equal((await send(owner, "PUT", job, { parameters: {} })).status, 201);
    const status = async (): Promise<unknown> =>
      ((await send(owner, "GET", job)).body as Record<string, unknown>).status;
    assert.equal(await status(), "New");
    await owner.wait(20);
    assert.equal(await status(), "Running");
    assert.equal((await send(owner, "POST", `${job}/suspend`)).status, 200);
    await owner.wait(10);
    assert.equal(await status(), "Suspended");
    assert.equal((await send(owner, "POST", `${job}/resume`)).status, 200);
    await owner.wait(70);
    assert.equal(await status(), "Completed");
    assert.deepEqual(errorOf(await send(owner, "POST", `${job}/stop`)), {
      status: 400,
      code: "BadRequest",
      message: "The test job cannot stop in the state 'Completed'.",
    });
  });
});
