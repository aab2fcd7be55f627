import assert from "node:assert/strict";
import type { GuestPatchSettings } from "../../src/azure/guest-patching";
import {
  automaticOsPatchState,
  isHotpatchBaseline,
  isHotpatched,
  platformPatchingObstacles,
  rebootSettingInForce,
} from "../../src/azure/platform-patching";

const ubuntu = {
  publisher: "Canonical",
  offer: "0001-com-ubuntu-server-jammy",
  sku: "22_04-lts-gen2",
};
const azureEdition = {
  publisher: "MicrosoftWindowsServer",
  offer: "WindowsServer",
  sku: "2022-datacenter-azure-edition-core",
};
const linux: GuestPatchSettings = { operatingSystem: "Linux", patchMode: "AutomaticByPlatform" };
const windows: GuestPatchSettings = {
  operatingSystem: "Windows",
  patchMode: "AutomaticByPlatform",
  hotpatchingEnabled: true,
};

describe("what keeps Azure from patching a machine", () => {
  const told = (settings: GuestPatchSettings, image = ubuntu, scheduleAttached = false): string[] =>
    platformPatchingObstacles({ settings, image, scheduleAttached });

  it("is nothing with the platform's mode, an agent and a supported image", () => {
    assert.deepEqual(told(linux), []);
  });

  it("is another mode, a schedule, a missing agent, an image, or all of them", () => {
    const bypassing = { ...linux, bypassPlatformSafetyChecksOnUserSchedule: true };
    assert.deepEqual(told({ operatingSystem: "Linux" }), ["PatchMode"]);
    assert.deepEqual(told(bypassing), ["Bypass"]);
    assert.deepEqual(told(bypassing, ubuntu, true), ["Bypass"]);
    assert.deepEqual(told(linux, ubuntu, true), ["Schedule"]);
    assert.deepEqual(told({ ...linux, provisionVmAgent: false }), ["Agent"]);
    assert.deepEqual(told(linux, { ...ubuntu, sku: "26_04-lts" }), ["Image"]);
    assert.deepEqual(told(linux, azureEdition), ["Image"]);
    assert.deepEqual(
      platformPatchingObstacles({
        settings: { operatingSystem: "Linux", provisionVmAgent: false },
        image: undefined,
        scheduleAttached: true,
      }),
      ["PatchMode", "Schedule", "Agent", "Image"],
    );
  });
});

describe("the reboot setting in force", () => {
  it("is the machine's own, else the schedule's, else as required", () => {
    assert.equal(rebootSettingInForce("Never", "Always"), "Never");
    assert.equal(rebootSettingInForce("Unknown", "Always"), "Always");
    assert.equal(rebootSettingInForce(undefined, "Never"), "Never");
    assert.equal(rebootSettingInForce(undefined), "IfRequired");
  });
});

describe("hotpatching", () => {
  it("needs the setting, the platform's mode and a hotpatch image", () => {
    assert.equal(isHotpatched(windows, azureEdition), true);
    assert.equal(isHotpatched({ ...windows, hotpatchingEnabled: false }, azureEdition), false);
    assert.equal(isHotpatched({ ...windows, patchMode: "AutomaticByOS" }, azureEdition), false);
    assert.equal(isHotpatched(windows, { ...azureEdition, sku: "2019-Datacenter" }), false);
    assert.equal(isHotpatched(windows, undefined), false);
  });

  it("has a baseline every three months", () => {
    const months = Array.from({ length: 12 }, (_, month) => month);
    assert.deepEqual(
      months.filter((month) => isHotpatchBaseline(new Date(Date.UTC(2026, month, 12)))),
      [0, 3, 6, 9],
    );
  });
});

describe("the operating system's own updates", () => {
  it("are off once Azure patches, but on Red Hat", () => {
    assert.equal(automaticOsPatchState("Linux", ubuntu), "Disabled");
    assert.equal(automaticOsPatchState("Windows", azureEdition), "Disabled");
    assert.equal(
      automaticOsPatchState("Linux", { publisher: "RedHat", offer: "RHEL", sku: "8_4" }),
      "Enabled",
    );
  });
});
