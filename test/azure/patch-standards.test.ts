import assert from "node:assert/strict";
import { describeFinding } from "../../src/azure/finding";
import {
  allowedPatchModeFindings,
  assessmentByPlatformFindings,
  explicitRebootFindings,
  unpatchedMachineFindings,
} from "../../src/azure/patch-standards";

describe("standards of patching", () => {
  it("ask for assessment by the platform", () => {
    assert.deepEqual(assessmentByPlatformFindings("AutomaticByPlatform", "mode"), []);
    assert.deepEqual(assessmentByPlatformFindings(undefined, "mode").map(describeFinding), [
      'mode: It is not set, so nobody looks for missing patches. Set "AutomaticByPlatform": Azure then looks every 24 hours and installs nothing. [EVG-PATCH-020]',
    ]);
    assert.deepEqual(assessmentByPlatformFindings("ImageDefault", "mode").map(describeFinding), [
      'mode: It is "ImageDefault", so nobody looks for missing patches. Set "AutomaticByPlatform": Azure then looks every 24 hours and installs nothing. [EVG-PATCH-020]',
    ]);
  });

  it("ask for one of the allowed modes, and offer those that the system has", () => {
    const allowed = ["AutomaticByPlatform", "AutomaticByOS"];
    const told = (mode: string, system: "Linux" | "Windows", modes = allowed): string[] =>
      allowedPatchModeFindings(mode, system, modes, "mode").map(describeFinding);
    assert.deepEqual(told("AutomaticByOS", "Windows"), []);
    assert.deepEqual(told("Manual", "Windows"), [
      'mode: The patch mode is "Manual", which is not among those that are allowed. Set "AutomaticByOS" or "AutomaticByPlatform". [EVG-PATCH-021]',
    ]);
    assert.deepEqual(told("ImageDefault", "Linux"), [
      'mode: The patch mode is "ImageDefault", which is not among those that are allowed. Set "AutomaticByPlatform". [EVG-PATCH-021]',
    ]);
    assert.deepEqual(told("ImageDefault", "Linux", ["Manual"]), [
      'mode: The patch mode is "ImageDefault", which is not among those that are allowed. Allow a mode of Linux. [EVG-PATCH-021]',
    ]);
  });

  it("refuse a machine that nobody patches", () => {
    assert.deepEqual(unpatchedMachineFindings("AutomaticByOS", "mode"), []);
    assert.deepEqual(unpatchedMachineFindings("Manual", "mode").map(describeFinding), [
      'mode: In mode "Manual" nobody installs patches unless somebody signs in and does. Set "AutomaticByPlatform". [EVG-PATCH-022]',
    ]);
  });

  it("ask for a word on reboots where the platform patches, and only there", () => {
    const byPlatform = { patchMode: "AutomaticByPlatform" };
    const bypassed = { ...byPlatform, bypassPlatformSafetyChecksOnUserSchedule: true };
    assert.deepEqual(explicitRebootFindings({ patchMode: "ImageDefault" }, "reboot"), []);
    assert.deepEqual(explicitRebootFindings(bypassed, "reboot"), []);
    assert.deepEqual(
      explicitRebootFindings({ ...byPlatform, rebootSetting: "Never" }, "reboot"),
      [],
    );
    assert.deepEqual(explicitRebootFindings(byPlatform, "reboot").map(describeFinding), [
      'reboot: The platform patches the machine, and nothing says whether it may reboot it. Set "IfRequired", "Never" or "Always". [EVG-PATCH-023]',
    ]);
  });
});
