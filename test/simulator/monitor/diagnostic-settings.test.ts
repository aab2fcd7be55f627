import assert from "node:assert/strict";
import { permission } from "../../../src/azure/permissions";
import { callerOf, errorOf, newAzure, newGroup } from "../caller";

const query = "api-version=2021-05-01-preview";

function setting(body: object): object {
  return { properties: { logs: [{ categoryGroup: "allLogs", enabled: true }], ...body } };
}

describe("diagnostic settings", () => {
  it("extend a resource, one for each name, and are listed at it", async () => {
    const caller = callerOf(newAzure(), "Owner");
    const group = await newGroup(caller);
    const resource = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id1`;
    await caller.send("PUT", `${resource}?api-version=2023-01-31`, { location: "westeurope" });
    const settings = `${resource}/providers/Microsoft.Insights/diagnosticSettings`;
    const workspaceId = `${group}/providers/Microsoft.OperationalInsights/workspaces/w`;

    const made = await caller.send(
      "PUT",
      `${settings}/central?${query}`,
      setting({ workspaceId, logAnalyticsDestinationType: "Dedicated" }),
    );
    assert.equal(made.status, 200);
    const expected = {
      id: `${settings}/central`,
      name: "central",
      type: "Microsoft.Insights/diagnosticSettings",
      properties: {
        logs: [{ categoryGroup: "allLogs", enabled: true }],
        workspaceId,
        logAnalyticsDestinationType: "Dedicated",
      },
    };
    assert.deepEqual(made.body, expected);
    const list = await caller.send("GET", `${settings}?${query}`);
    assert.deepEqual(list.body, { value: [expected] });

    assert.deepEqual(
      errorOf(await caller.send("PUT", `${settings}/again?${query}`, setting({ workspaceId }))),
      {
        status: 409,
        code: "Conflict",
        message: `Data sink '${workspaceId}' is already used in diagnostic setting 'central' for category 'allLogs'. Data sinks can't be reused in different settings on the same category for the same resource.`,
      },
    );
    const elsewhere = setting({ workspaceId: `${workspaceId}2` });
    assert.equal((await caller.send("PUT", `${settings}/again?${query}`, elsewhere)).status, 200);
  });

  it("need the keys of where they send to", async () => {
    const azure = newAzure();
    const owner = callerOf(azure, "Owner");
    const group = await newGroup(owner);
    const writer = callerOf(azure, {
      roleName: "Diagnostics",
      description: "Writes diagnostic settings.",
      permission: permission({ actions: ["Microsoft.Insights/diagnosticSettings/write"] }),
    });
    const path = `${group}/providers/Microsoft.Insights/diagnosticSettings/central?${query}`;
    const provider = `${group}/providers`;
    const destinations = {
      workspaceId: [
        `${provider}/Microsoft.OperationalInsights/workspaces/w`,
        "Microsoft.OperationalInsights/workspaces/sharedKeys/action",
      ],
      storageAccountId: [
        `${provider}/Microsoft.Storage/storageAccounts/s`,
        "Microsoft.Storage/storageAccounts/listKeys/action",
      ],
      eventHubAuthorizationRuleId: [
        `${provider}/Microsoft.EventHub/namespaces/n/authorizationRules/r`,
        "Microsoft.EventHub/namespaces/authorizationRules/listKeys/action",
      ],
    };
    await owner.wait(600);
    for (const [name, [id = "", action = ""]] of Object.entries(destinations)) {
      const { code, message } = errorOf(await writer.send("PUT", path, setting({ [name]: id })));
      assert.equal(code, "LinkedAuthorizationFailed");
      assert.ok(message.includes(`'${action}'`) && message.includes(`'${id}'`), message);
    }
  });
});
