import assert from "node:assert/strict";
import { guestPatchFindings, type GuestPatchSettings } from "../../src/azure/guest-patching";
import { told } from "./told";

/** What each row of the matrix refuses, word for word; `patching` is the base path. */
const refusals: [string, GuestPatchSettings, string[]][] = [
  [
    "a mode of Windows on Linux",
    { operatingSystem: "Linux", patchMode: "Manual" },
    [
      'error patching.patchMode: "Manual" is not a patch mode of Linux, whose modes are "ImageDefault" and "AutomaticByPlatform". Use "AutomaticByPlatform" to let Azure or a schedule patch, or "ImageDefault" to leave it to the image. [EVG-PATCH-001]',
    ],
  ],
  [
    "the other mode of Windows on Linux",
    { operatingSystem: "Linux", patchMode: "AutomaticByOS" },
    [
      'error patching.patchMode: "AutomaticByOS" is not a patch mode of Linux, whose modes are "ImageDefault" and "AutomaticByPlatform". Use "AutomaticByPlatform" to let Azure or a schedule patch, or "ImageDefault" to leave it to the image. [EVG-PATCH-001]',
    ],
  ],
  [
    "a mode of Linux on Windows",
    { operatingSystem: "Windows", patchMode: "ImageDefault" },
    [
      'error patching.patchMode: "ImageDefault" is not a patch mode of Windows, whose modes are "AutomaticByOS", "Manual" and "AutomaticByPlatform". Use "AutomaticByPlatform" to let Azure or a schedule patch, "AutomaticByOS" for Windows Update, or "Manual" for neither. [EVG-PATCH-001]',
    ],
  ],
  [
    "a mode in other letters, without guessing what else would be wrong",
    { operatingSystem: "Windows", patchMode: "automaticbyplatform", rebootSetting: "Never" },
    [
      'error patching.patchMode: "automaticbyplatform" is not a patch mode of Windows, whose modes are "AutomaticByOS", "Manual" and "AutomaticByPlatform". Use "AutomaticByPlatform" to let Azure or a schedule patch, "AutomaticByOS" for Windows Update, or "Manual" for neither. [EVG-PATCH-001]',
    ],
  ],
  [
    "an unknown assessment mode",
    { operatingSystem: "Linux", assessmentMode: "Daily" },
    [
      'error patching.assessmentMode: "Daily" is not an assessment mode; the modes are "ImageDefault" and "AutomaticByPlatform". Use "AutomaticByPlatform" to have missing patches looked up every 24 hours, or "ImageDefault" to leave it to the image. [EVG-PATCH-002]',
    ],
  ],
  [
    "an unknown reboot setting",
    { operatingSystem: "Linux", patchMode: "AutomaticByPlatform", rebootSetting: "Sometimes" },
    [
      'error patching.rebootSetting: "Sometimes" is not a reboot setting; the settings are "Unknown", "IfRequired", "Never" and "Always". Use "IfRequired" to reboot when a patch asks for it, or "Never" or "Always". [EVG-PATCH-003]',
    ],
  ],
  [
    "the reboot setting that Update Manager's pages print",
    { operatingSystem: "Linux", patchMode: "AutomaticByPlatform", rebootSetting: "NeverReboot" },
    [
      'error patching.rebootSetting: "NeverReboot" is not a reboot setting; the settings are "Unknown", "IfRequired", "Never" and "Always". Use "Never". [EVG-PATCH-003]',
    ],
  ],
  [
    "AutomaticByOS without automatic updates",
    { operatingSystem: "Windows", patchMode: "AutomaticByOS", enableAutomaticUpdates: false },
    [
      'error patching.patchMode: Patch mode "AutomaticByOS" needs enableAutomaticUpdates true, and it is false. Create the machine with enableAutomaticUpdates true, or use "AutomaticByPlatform" or "Manual". [EVG-PATCH-004]',
    ],
  ],
  [
    "Manual with automatic updates",
    { operatingSystem: "Windows", patchMode: "Manual", enableAutomaticUpdates: true },
    [
      'error patching.patchMode: Patch mode "Manual" needs enableAutomaticUpdates false, and it is true. Create the machine with enableAutomaticUpdates false, or use "AutomaticByPlatform" or "AutomaticByOS". [EVG-PATCH-005]',
    ],
  ],
  [
    "Manual with Azure's default of automatic updates",
    { operatingSystem: "Windows", patchMode: "Manual" },
    [
      'error patching.patchMode: Patch mode "Manual" needs enableAutomaticUpdates false, and it is not set, which means true. Create the machine with enableAutomaticUpdates false, or use "AutomaticByPlatform" or "AutomaticByOS". [EVG-PATCH-005]',
    ],
  ],
  [
    "nothing, but warns of AutomaticByPlatform without automatic updates",
    { operatingSystem: "Windows", patchMode: "AutomaticByPlatform", enableAutomaticUpdates: false },
    [
      'warning patching.enableAutomaticUpdates: Patch mode "AutomaticByPlatform" stands beside enableAutomaticUpdates false: the guide to automatic guest patching allows it, the text of the Compute API asks for true. Set enableAutomaticUpdates to true unless the machine must be able to change to "Manual" later. [EVG-PATCH-006]',
    ],
  ],
  [
    "automatic updates on Linux",
    { operatingSystem: "Linux", enableAutomaticUpdates: true },
    [
      "error patching.enableAutomaticUpdates: enableAutomaticUpdates is true, but a Linux machine has no such property. Leave enableAutomaticUpdates out. [EVG-PATCH-007]",
    ],
  ],
  [
    "platform patching on Windows without the agent",
    { operatingSystem: "Windows", patchMode: "AutomaticByPlatform", provisionVmAgent: false },
    [
      'error patching.provisionVmAgent: provisionVmAgent is false, but patch mode "AutomaticByPlatform" works through the VM agent. Set provisionVmAgent to true, or leave it out. [EVG-PATCH-008]',
    ],
  ],
  [
    "platform patching on Linux without the agent",
    { operatingSystem: "Linux", patchMode: "AutomaticByPlatform", provisionVmAgent: false },
    [
      'error patching.provisionVmAgent: provisionVmAgent is false, but patch mode "AutomaticByPlatform" works through the VM agent. Set provisionVmAgent to true, or leave it out. [EVG-PATCH-008]',
    ],
  ],
  [
    "assessment by the platform without the agent",
    { operatingSystem: "Linux", assessmentMode: "AutomaticByPlatform", provisionVmAgent: false },
    [
      'error patching.provisionVmAgent: provisionVmAgent is false, but assessment mode "AutomaticByPlatform" works through the VM agent. Set provisionVmAgent to true, or leave it out. [EVG-PATCH-008]',
    ],
  ],
  [
    "platform settings in another mode of Windows",
    {
      operatingSystem: "Windows",
      patchMode: "AutomaticByOS",
      bypassPlatformSafetyChecksOnUserSchedule: false,
      rebootSetting: "IfRequired",
    },
    [
      'error patching.bypassPlatformSafetyChecksOnUserSchedule: bypassPlatformSafetyChecksOnUserSchedule is set, but only patch mode "AutomaticByPlatform" takes it, and the mode is "AutomaticByOS". Leave bypassPlatformSafetyChecksOnUserSchedule out, or set patchMode to "AutomaticByPlatform". [EVG-PATCH-009]',
      'error patching.rebootSetting: rebootSetting is set, but only patch mode "AutomaticByPlatform" takes it, and the mode is "AutomaticByOS". Leave rebootSetting out, or set patchMode to "AutomaticByPlatform". [EVG-PATCH-009]',
    ],
  ],
  [
    "platform settings in Linux's default mode",
    { operatingSystem: "Linux", rebootSetting: "Never" },
    [
      'error patching.rebootSetting: rebootSetting is set, but only patch mode "AutomaticByPlatform" takes it, and the mode is "ImageDefault". Leave rebootSetting out, or set patchMode to "AutomaticByPlatform". [EVG-PATCH-009]',
    ],
  ],
  [
    "hotpatching on Linux",
    { operatingSystem: "Linux", patchMode: "AutomaticByPlatform", hotpatchingEnabled: true },
    [
      "error patching.hotpatchingEnabled: hotpatchingEnabled is true, but hotpatching exists only for Windows. Leave hotpatchingEnabled out. [EVG-PATCH-010]",
    ],
  ],
  [
    "hotpatching in another mode",
    { operatingSystem: "Windows", hotpatchingEnabled: true },
    [
      'error patching.hotpatchingEnabled: Hotpatching needs patch mode "AutomaticByPlatform", and the mode is "AutomaticByOS". Set patchMode to "AutomaticByPlatform", or switch hotpatching off. [EVG-PATCH-011]',
    ],
  ],
  [
    "hotpatching by a schedule",
    {
      operatingSystem: "Windows",
      patchMode: "AutomaticByPlatform",
      hotpatchingEnabled: true,
      bypassPlatformSafetyChecksOnUserSchedule: true,
    },
    [
      "error patching.bypassPlatformSafetyChecksOnUserSchedule: Hotpatch updates require platform safety checks, and bypassPlatformSafetyChecksOnUserSchedule is true. Set bypassPlatformSafetyChecksOnUserSchedule to false, or switch hotpatching off to patch by a schedule of your own. [EVG-PATCH-012]",
    ],
  ],
];

const accepted: [string, GuestPatchSettings][] = [
  ["Windows with nothing set", { operatingSystem: "Windows" }],
  ["Linux with nothing set", { operatingSystem: "Linux" }],
  [
    "Windows without automatic updates",
    { operatingSystem: "Windows", enableAutomaticUpdates: false },
  ],
  [
    "AutomaticByOS",
    { operatingSystem: "Windows", patchMode: "AutomaticByOS", enableAutomaticUpdates: true },
  ],
  ["Manual", { operatingSystem: "Windows", patchMode: "Manual", enableAutomaticUpdates: false }],
  [
    "ImageDefault",
    { operatingSystem: "Linux", patchMode: "ImageDefault", provisionVmAgent: false },
  ],
  [
    "hotpatching by the platform",
    {
      operatingSystem: "Windows",
      patchMode: "AutomaticByPlatform",
      assessmentMode: "AutomaticByPlatform",
      hotpatchingEnabled: true,
      bypassPlatformSafetyChecksOnUserSchedule: false,
      rebootSetting: "Unknown",
    },
  ],
  ["hotpatching switched off on Linux", { operatingSystem: "Linux", hotpatchingEnabled: false }],
];

describe("patch settings that break a rule", () => {
  for (const [name, settings, expected] of refusals) {
    it(`refuses ${name}`, () => {
      assert.deepEqual(told(guestPatchFindings(settings, "patching")), expected);
    });
  }

  it("tells all problems at once", () => {
    const findings = guestPatchFindings(
      {
        operatingSystem: "Windows",
        patchMode: "Manual",
        assessmentMode: "AutomaticByPlatform",
        provisionVmAgent: false,
        rebootSetting: "AlwaysReboot",
        hotpatchingEnabled: true,
        bypassPlatformSafetyChecksOnUserSchedule: true,
      },
      "",
    );
    assert.deepEqual(
      findings.map((finding) => `${finding.ruleId} ${finding.propertyPath}`),
      [
        "EVG-PATCH-003 rebootSetting",
        "EVG-PATCH-005 patchMode",
        "EVG-PATCH-008 provisionVmAgent",
        "EVG-PATCH-008 provisionVmAgent",
        "EVG-PATCH-009 bypassPlatformSafetyChecksOnUserSchedule",
        "EVG-PATCH-009 rebootSetting",
        "EVG-PATCH-011 hotpatchingEnabled",
        "EVG-PATCH-012 bypassPlatformSafetyChecksOnUserSchedule",
      ],
    );
    assert.deepEqual(
      findings.slice(2, 4).map((finding) => finding.message),
      [
        'provisionVmAgent is false, but assessment mode "AutomaticByPlatform" works through the VM agent.',
        "provisionVmAgent is false, but hotpatching works through the VM agent.",
      ],
    );
  });
});

describe("patch settings that break none", () => {
  for (const [name, settings] of accepted) {
    it(name, () => {
      assert.deepEqual(guestPatchFindings(settings, "patching"), []);
    });
  }
});
