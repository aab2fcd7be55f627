import assert from "node:assert/strict";
import { propertiesOf, account, runbook, send, withRunbook } from "./account";

/*
 * The properties, with their types, that the official examples of 2024-10-23 answer
 * (azure-rest-api-specs, automation). `null` stands for any type.
 */
const examples = {
  runbook: {
    description: "",
    creationTime: "",
    jobCount: 0,
    lastModifiedBy: "",
    lastModifiedTime: "",
    logActivityTrace: 0,
    logProgress: true,
    logVerbose: true,
    outputTypes: [],
    parameters: {},
    provisioningState: "",
    runbookType: "",
    runtimeEnvironment: "",
    state: "",
  },
  job: {
    creationTime: "",
    endTime: null,
    exception: null,
    jobId: "",
    jobRuntimeEnvironment: { runtimeEnvironmentName: "" },
    lastModifiedTime: "",
    lastStatusModifiedTime: "",
    parameters: {},
    provisioningState: "",
    runOn: "",
    runbook: { name: "" },
    startTime: null,
    status: "",
    statusDetails: "",
  },
  webhook: {
    creationTime: "",
    expiryTime: "",
    isEnabled: true,
    lastInvokedTime: null,
    lastModifiedBy: "",
    lastModifiedTime: "",
    parameters: null,
    runOn: null,
    runbook: { name: "" },
    uri: "",
  },
  module: {
    activityCount: 0,
    creationTime: "",
    error: { code: null, message: "" },
    isComposite: true,
    isGlobal: true,
    lastModifiedTime: "",
    provisioningState: "",
    sizeInBytes: 0,
    version: null,
  },
} as const;

function assertHas(actual: unknown, expected: unknown, at: string): void {
  if (expected === null) {
    assert.notEqual(actual, undefined, at);
  } else if (Array.isArray(expected) || typeof expected !== "object") {
    assert.equal(Array.isArray(actual), Array.isArray(expected), at);
    assert.equal(typeof actual, typeof expected, at);
  } else {
    for (const [name, value] of Object.entries(expected)) {
      assertHas((actual as Record<string, unknown>)[name], value, `${at}.${name}`);
    }
  }
}

describe("simulated Automation", () => {
  it("answers every property of the official examples, with its type", async () => {
    const { owner } = await withRunbook();
    const read = await send(owner, "GET", runbook);
    assertHas(propertiesOf(read), examples.runbook, "runbook");
    assert.match((read.body as { etag: string }).etag, /^"\d{18}"$/);
    const job = await send(owner, "PUT", `${account}/jobs/foo`, {
      properties: { parameters: { key01: "value01" }, runOn: "", runbook: { name: "r" } },
    });
    assertHas(propertiesOf(job), examples.job, "job");
    const webhook = `${account}/webhooks/TestWebhook`;
    await send(owner, "PUT", webhook, {
      name: "TestWebhook",
      properties: {
        isEnabled: true,
        expiryTime: "2027-03-29T22:18:13.7002872+00:00",
        parameters: { param01: "value01" },
        runOn: "group-edprev",
        runbook: { name: "r" },
      },
    });
    const patched = await send(owner, "PATCH", webhook, {
      name: "TestWebhook",
      properties: { description: "updated webhook", isEnabled: false },
    });
    assertHas(propertiesOf(patched), examples.webhook, "webhook");
    const module = await send(owner, "PUT", `${account}/modules/m`, {
      properties: { contentLink: { uri: "https://store/OmsCompositeResources.zip" } },
    });
    assertHas(propertiesOf(module), examples.module, "module");
  });
});
