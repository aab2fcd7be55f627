import assert from "node:assert/strict";
import { type ModeInput, planPatchMode, setPatchMode } from "../../../src/operations/patch";
import type { ArmConnection } from "../../../src/arm/transport";
import { propertiesOf } from "../../simulator/compute/small-estate";
import {
  assignTo,
  byPlatform,
  bySchedule,
  connectionOf,
  type Fleet,
  fleetOf,
  machineId,
  makeSchedule,
} from "./patched-fleet";
import { watched } from "./watched-connection";

const writer = "Contributor";

async function settingsOf({ owner }: Fleet, name: string): Promise<unknown> {
  const { osProfile } = (await propertiesOf(owner, machineId(name))) as {
    osProfile: Record<string, { patchSettings?: unknown } | undefined>;
  };
  return (osProfile.linuxConfiguration ?? osProfile.windowsConfiguration)?.patchSettings;
}

async function change(connection: ArmConnection, input: ModeInput): Promise<unknown[]> {
  const report = await setPatchMode({ connection }, await planPatchMode({ connection }, input));
  return report.outcomes.map(({ name, state, detail }) => [name, state, detail]);
}

describe("Setting who patches", () => {
  it("goes the legal ways, names the rule of the others, and changes nothing in a second run", async () => {
    const fleet = await fleetOf({
      linux: {},
      automatic: { windows: {} },
      manual: {
        windows: { enableAutomaticUpdates: false, patchSettings: { patchMode: "Manual" } },
      },
      ready: {
        linux: {
          patchSettings: { ...byPlatform, automaticByPlatformSettings: { rebootSetting: "Never" } },
        },
      },
    });
    const { connection, sent } = watched(connectionOf(fleet, writer));
    const plan = await planPatchMode({ connection }, { patchedBy: "Platform" });
    assert.deepEqual(
      plan.changes.map(({ name, change: what, reason }) => [name, what, reason]),
      [
        [
          "automatic",
          'Set patchMode "AutomaticByOS" → "AutomaticByPlatform", assessmentMode "ImageDefault" → "AutomaticByPlatform", rebootSetting not set → "IfRequired"',
          undefined,
        ],
        [
          "linux",
          'Set patchMode "ImageDefault" → "AutomaticByPlatform", assessmentMode "ImageDefault" → "AutomaticByPlatform", rebootSetting not set → "IfRequired"',
          undefined,
        ],
        [
          "manual",
          'Set patchMode "Manual" → "AutomaticByPlatform", assessmentMode "ImageDefault" → "AutomaticByPlatform", rebootSetting not set → "IfRequired"',
          undefined,
        ],
      ],
    );
    assert.deepEqual(
      plan.skipped.map(({ name, reason }) => [name, reason]),
      [["ready", "It is so already."]],
    );
    const report = await setPatchMode({ connection }, plan);
    assert.equal(report.succeeded, 3);
    assert.deepEqual(await settingsOf(fleet, "manual"), {
      patchMode: "AutomaticByPlatform",
      assessmentMode: "AutomaticByPlatform",
      automaticByPlatformSettings: {
        bypassPlatformSafetyChecksOnUserSchedule: false,
        rebootSetting: "IfRequired",
      },
    });
    const again = await planPatchMode({ connection }, { patchedBy: "Platform" });
    assert.deepEqual([again.changes, again.skipped.length], [[], 4]);
    // The old plan once more: what has its settings by now is left alone.
    await setPatchMode({ connection }, plan);
    assert.equal(sent("PATCH"), 3);

    const back = await planPatchMode({ connection }, { patchedBy: "Nobody" });
    assert.deepEqual(
      back.skipped.map(({ name, reason }) => [name, reason]),
      [
        [
          "automatic",
          'The patch mode of a Windows machine with enableAutomaticUpdates true cannot change from "AutomaticByPlatform" to "Manual". Keep to "AutomaticByPlatform" or "AutomaticByOS": enableAutomaticUpdates cannot change after creation, so "Manual" takes a new machine. [EVG-PATCH-013]',
        ],
      ],
    );
    assert.equal((await setPatchMode({ connection }, back)).succeeded, 3);
    assert.deepEqual(await settingsOf(fleet, "manual"), {
      patchMode: "Manual",
      assessmentMode: "AutomaticByPlatform",
    });
    assert.match(
      back.notes[0] ?? "",
      /^Nobody is to patch, but Azure can only set a Linux machine/,
    );
  });

  it("lets the bypass flag and the reboot setting follow the mode, and says who patches then", async () => {
    const fleet = await fleetOf({
      assigned: {
        linux: {
          patchSettings: { ...byPlatform, automaticByPlatformSettings: { rebootSetting: "Never" } },
        },
      },
      lonely: { linux: {} },
    });
    await makeSchedule(fleet);
    await assignTo(fleet, "assigned");
    const connection = connectionOf(fleet, "Contributor");
    const plan = await planPatchMode({ connection }, { patchedBy: "Schedule" });
    assert.deepEqual(
      plan.changes.map(({ name, reason }) => [name, reason]),
      [
        ["assigned", undefined],
        [
          "lonely",
          "Patched by Nobody then: bypassPlatformSafetyChecksOnUserSchedule is true, but no maintenance schedule is attached, so nothing will patch the machine.",
        ],
      ],
    );
    assert.equal((await setPatchMode({ connection }, plan)).succeeded, 2);
    const scheduled = {
      patchMode: "AutomaticByPlatform",
      assessmentMode: "AutomaticByPlatform",
      automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
    };
    assert.deepEqual(await settingsOf(fleet, "assigned"), scheduled);
    assert.deepEqual(await settingsOf(fleet, "lonely"), scheduled);
    await change(connection, {
      patchedBy: "Schedule",
      rebootSetting: "Always",
      assessmentMode: "ImageDefault",
      scope: { names: ["lonely"] },
    });
    assert.deepEqual(await settingsOf(fleet, "lonely"), {
      patchMode: "AutomaticByPlatform",
      assessmentMode: "ImageDefault",
      automaticByPlatformSettings: {
        bypassPlatformSafetyChecksOnUserSchedule: true,
        rebootSetting: "Always",
      },
    });
  });

  it("takes the bypass flag away with the platform", async () => {
    const fleet = await fleetOf({ waiting: { linux: { patchSettings: bySchedule } } });
    const connection = connectionOf(fleet, writer);
    await change(connection, { patchedBy: "Platform" });
    assert.deepEqual(await settingsOf(fleet, "waiting"), {
      ...byPlatform,
      automaticByPlatformSettings: {
        bypassPlatformSafetyChecksOnUserSchedule: false,
        rebootSetting: "IfRequired",
      },
    });
  });

  it("keeps hotpatching safe", async () => {
    const fleet = await fleetOf({
      hot: {
        windows: { patchSettings: { ...byPlatform, enableHotpatching: true } },
        imageReference: {
          publisher: "MicrosoftWindowsServer",
          offer: "WindowsServer",
          sku: "2022-datacenter-azure-edition",
          version: "latest",
        },
      },
    });
    const { skipped } = await planPatchMode(
      { connection: connectionOf(fleet, writer) },
      { patchedBy: "Schedule" },
    );
    assert.deepEqual(
      skipped.map(({ reason }) => reason),
      [
        "Hotpatch updates require platform safety checks, and bypassPlatformSafetyChecksOnUserSchedule is true. Set bypassPlatformSafetyChecksOnUserSchedule to false, or switch hotpatching off to patch by a schedule of your own. [EVG-PATCH-012]",
      ],
    );
  });

  it("waits on request until extension and patch status are there", async () => {
    const fleet = await fleetOf({ linux: {} });
    const connection = connectionOf(fleet, writer);
    const input = { patchedBy: "Platform", wait: true } as const;
    const plan = await planPatchMode({ connection }, input);
    const short = await setPatchMode({ connection, timeoutInMinutes: 30 }, plan);
    assert.deepEqual([short.timedOut, short.outcomes[0]?.state], [1, "timedOut"]);
    const again = await planPatchMode({ connection }, input);
    assert.deepEqual(
      again.changes.map(({ change: what, patchSettings }) => [what, patchSettings]),
      [["Wait until Azure has switched it on", {}]],
    );
    const long = await setPatchMode({ connection, timeoutInMinutes: 2880 }, again);
    assert.deepEqual(
      long.outcomes.map(({ state, detail }) => [state, detail]),
      [["succeeded", "Set, and switched on."]],
    );
    assert.deepEqual((await planPatchMode({ connection }, input)).changes, []);
  });

  it("names the missing action, which no preset grants", async () => {
    const fleet = await fleetOf({ linux: {} });
    const connection = connectionOf(fleet, "Reader");
    assert.match(
      JSON.stringify(await change(connection, { patchedBy: "Platform" })),
      /"failed".*You lack the action Microsoft\.Compute\/virtualMachines\/write .*no preset of rolePresets grants it/,
    );
  });

  it("refuses words that Azure does not know, all at once", async () => {
    const fleet = await fleetOf({ linux: {} });
    const { connection, sent } = watched(connectionOf(fleet, writer));
    const input = {
      patchedBy: "OperatingSystem",
      rebootSetting: "NeverReboot",
      assessmentMode: "x",
    };
    await assert.rejects(async () => planPatchMode({ connection }, input as ModeInput), {
      message: [
        "The input has 3 problems:",
        '  - assessmentMode: "x" is not an assessment mode; the modes are "ImageDefault" and "AutomaticByPlatform". Use "AutomaticByPlatform" to have missing patches looked up every 24 hours, or "ImageDefault" to leave it to the image. [EVG-PATCH-002]',
        '  - rebootSetting: "NeverReboot" is not a reboot setting; the settings are "Unknown", "IfRequired", "Never" and "Always". Use "Never". [EVG-PATCH-003]',
        '  - rebootSetting: rebootSetting is set, but only patch mode "AutomaticByPlatform" takes it, and the mode is "AutomaticByOS". Leave rebootSetting out, or set patchMode to "AutomaticByPlatform". [EVG-PATCH-009]',
      ].join("\n"),
    });
    assert.equal(sent(""), 0);
  });

  it("changes each machine once, after whichever request it was ended", async () => {
    for (let last = 1; ; last++) {
      const fleet = await fleetOf({ one: {}, two: {} });
      const watch = watched(connectionOf(fleet, writer));
      const { connection } = watch;
      const plan = await planPatchMode({ connection }, { patchedBy: "Platform" });
      const signal = watch.endAfter(last);
      const first = await setPatchMode({ connection, signal }, plan);
      await change(connection, { patchedBy: "Platform" });
      assert.equal(watch.sent("PATCH"), 2, `ended after request ${last}`);
      if (!first.interrupted) {
        break;
      }
    }
  });
});
