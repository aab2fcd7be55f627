import assert from "node:assert/strict";
import {
  diagnosticSettingFindings,
  sharedDestinationFindings,
  type DiagnosticSetting,
} from "../../src/azure/diagnostic-settings";
import { describeFinding } from "../../src/azure/finding";

const all: DiagnosticSetting = { workspaceId: "workspace", categories: ["allLogs"] };

describe("diagnostic settings", () => {
  it("send something somewhere", () => {
    const find = (setting: DiagnosticSetting) =>
      diagnosticSettingFindings(setting, "setting").map(describeFinding);

    assert.deepEqual(find(all), []);
    assert.deepEqual(find({ marketplacePartnerId: "partner", categories: ["allLogs"] }), []);
    assert.deepEqual(find({ eventHubName: "hub", categories: [] }), [
      "setting: The diagnostic setting has no destination. Give workspaceId, storageAccountId, eventHubAuthorizationRuleId or marketplacePartnerId. [EVG-DIAGNOSTIC-001]",
      'setting.eventHubName: The event hub "hub" is given without the right to send to it. Give eventHubAuthorizationRuleId, the id of an authorization rule of the event hub\'s namespace. [EVG-DIAGNOSTIC-002]',
      "setting: The diagnostic setting sends neither logs nor metrics. Give logCategoryGroups, logCategories or metricCategories, or leave all three out. [EVG-DIAGNOSTIC-003]",
    ]);
  });

  it("send a category to a destination once", () => {
    const find = (other: DiagnosticSetting) =>
      sharedDestinationFindings({ all, other }, "settings").map(describeFinding);

    assert.deepEqual(find({ workspaceId: "workspace", categories: ["AllMetrics"] }), []);
    assert.deepEqual(find({ workspaceId: "another", categories: ["allLogs"] }), []);
    assert.deepEqual(find({ ...all, workspaceId: "WORKSPACE" }), [
      'settings.other: "other" sends "allLogs" to the same workspaceId as "all", which Azure refuses. Send each category to a destination once. [EVG-DIAGNOSTIC-004]',
    ]);
  });
});
