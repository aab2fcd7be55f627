/* An account with a runbook and a schedule: `@azure/arm-automation`. */
import { AutomationClient } from "@azure/arm-automation";
import { ResourceManagementClient } from "@azure/arm-resources";
import { clientOptions, endpoint, secretCredential, show, subscriptionId } from "./set-up";

const location = "westeurope";
const group = "rg";
const account = "account1";

show(async () => {
  const credential = secretCredential();
  const resources = new ResourceManagementClient(credential, subscriptionId, {
    ...clientOptions,
    $host: endpoint,
  });
  await resources.resourceGroups.createOrUpdate(group, { location });
  const client = new AutomationClient(credential, subscriptionId, "status", { baseUri: endpoint });
  const made = await client.automationAccount.createOrUpdate(group, account, {
    name: account,
    location,
    sku: { name: "Basic" },
  });
  const runbook = await client.runbook.createOrUpdate(group, account, "runbook1", {
    name: "runbook1",
    location,
    runbookType: "PowerShell",
    draft: {},
  });
  const schedule = await client.schedule.createOrUpdate(group, account, "schedule1", {
    name: "schedule1",
    startTime: new Date("2027-01-01T00:00:00Z"),
    frequency: "Day",
    interval: 1,
    timeZone: "UTC",
  });
  await client.schedule.deleteMethod(group, account, "schedule1");
  await client.automationAccount.deleteMethod(group, account);
  return {
    account: [made.name, made.state],
    runbook: [runbook.name, runbook.runbookType],
    schedule: [schedule.name, schedule.frequency],
  };
});
