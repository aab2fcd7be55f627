import assert from "node:assert/strict";
import { planPatchMode, setPatchMode } from "../../../src/operations/patch";
import { byPlatform, bySchedule, connectionOf, fleetOf, machineId } from "./patched-fleet";

const role = "Virtual Machine Contributor";

describe("patch mode", () => {
  it("changes what may change, says why the rest may not, and changes nothing a second time", async () => {
    const fleet = await fleetOf({
      manual: {
        windows: { enableAutomaticUpdates: false, patchSettings: { patchMode: "Manual" } },
      },
      own: { linux: {} },
      platform: { linux: { patchSettings: byPlatform } },
    });
    const connection = connectionOf(fleet, role);
    const plan = await planPatchMode({ connection }, { patchedBy: "OperatingSystem" });
    assert.deepEqual(
      plan.changes.map(({ name, change }) => [name, change]),
      [
        ["own", 'Set assessmentMode "ImageDefault" → "AutomaticByPlatform"'],
        ["platform", 'Set patchMode "AutomaticByPlatform" → "ImageDefault"'],
      ],
    );
    assert.equal(plan.skipped.length, 1);
    assert.match(
      plan.skipped.find(({ name }) => name === "manual")?.reason ?? "",
      /enableAutomaticUpdates.*\[EVG-PATCH-\d+\]$/s,
    );
    const report = await setPatchMode({ connection }, plan);
    assert.deepEqual([report.succeeded, report.failed], [2, 0]);
    const { body } = await fleet.owner.send(
      "GET",
      `${machineId("platform")}?api-version=2024-11-01`,
    );
    const { properties } = body as {
      properties: { osProfile: { linuxConfiguration: { patchSettings: { patchMode: string } } } };
    };
    assert.equal(properties.osProfile.linuxConfiguration.patchSettings.patchMode, "ImageDefault");
    const again = await setPatchMode({ connection }, plan);
    assert.equal(again.outcomes[0]?.detail, "It was so already.");
    const second = await planPatchMode({ connection }, { patchedBy: "OperatingSystem" });
    assert.deepEqual(second.changes, []);
  });

  it("sets the bypass flag with a schedule, and waits until Azure has switched it on", async () => {
    const fleet = await fleetOf({ web1: { linux: {} } });
    const connection = connectionOf(fleet, role);
    const plan = await planPatchMode({ connection }, { patchedBy: "Schedule", wait: true });
    assert.equal(
      plan.changes[0]?.change,
      'Set patchMode "ImageDefault" → "AutomaticByPlatform", assessmentMode "ImageDefault" → "AutomaticByPlatform", ' +
        "bypassPlatformSafetyChecksOnUserSchedule false → true",
    );
    const before = fleet.azure.clock.now().getTime();
    const report = await setPatchMode({ connection, timeoutInMinutes: 60 * 24 }, plan);
    assert.equal(report.outcomes[0]?.detail, "Set, and switched on.");
    assert.ok(fleet.azure.clock.now().getTime() > before);
  });

  it("takes the bypass flag away with the platform", async () => {
    const fleet = await fleetOf({ web1: { linux: { patchSettings: bySchedule } } });
    const connection = connectionOf(fleet, role);
    const plan = await planPatchMode({ connection }, { patchedBy: "Platform" });
    assert.match(
      plan.changes[0]?.change ?? "",
      /bypassPlatformSafetyChecksOnUserSchedule true → false/,
    );
  });

  it("refuses words that are none, all at once", async () => {
    const connection = connectionOf(await fleetOf({ web1: { linux: {} } }), role);
    await assert.rejects(
      planPatchMode(
        { connection },
        { patchedBy: "Platform", rebootSetting: "Sometimes", assessmentMode: "Daily" },
      ),
      { name: "InvalidInputError", message: /has 2 problems/ },
    );
  });
});
