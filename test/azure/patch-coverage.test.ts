import assert from "node:assert/strict";
import type { GuestPatchSettings } from "../../src/azure/guest-patching";
import { type CoveredMachine, patchCoverage } from "../../src/azure/patch-coverage";

const ubuntu = {
  publisher: "Canonical",
  offer: "0001-com-ubuntu-server-jammy",
  sku: "22_04-lts-gen2",
};

function told(settings: Partial<GuestPatchSettings>, others: Partial<CoveredMachine> = {}): string {
  const { patchedBy, because } = patchCoverage({
    settings: { operatingSystem: "Linux", ...settings },
    hasOsProfile: true,
    image: ubuntu,
    schedules: [],
    ...others,
  });
  return `${patchedBy}: ${because}`;
}

const byPlatform = { patchMode: "AutomaticByPlatform" };
const bypass = { bypassPlatformSafetyChecksOnUserSchedule: true };
const nightly = { schedules: ["nightly"] };
const fails =
  'The schedule "nightly" reaches it and fails: that takes "AutomaticByPlatform" and the bypass flag.';
const imageGoesOn = `OperatingSystem: patchMode is "ImageDefault": the image's own updater goes on, if it has one.`;
const windowsGoesOn =
  'OperatingSystem: patchMode is "AutomaticByOS": Windows Update goes on in its own time.';

describe("Who patches a machine", () => {
  describe("follows from each row of Azure's table of mode, bypass flag and schedule", () => {
    for (const [row, answer, expected] of [
      [
        "platform, bypass, schedule",
        told({ ...byPlatform, ...bypass }, nightly),
        'Schedule: The schedule "nightly" patches it in your own windows.',
      ],
      [
        "platform, bypass, no schedule",
        told({ ...byPlatform, ...bypass }),
        "Nobody: bypassPlatformSafetyChecksOnUserSchedule is true, but no maintenance schedule is attached, so nothing will patch the machine.",
      ],
      [
        "platform, no bypass, schedule",
        told(byPlatform, nightly),
        'Nobody: A maintenance schedule is attached, but nothing will patch the machine: patchMode is "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule is false.',
      ],
      [
        "platform, no bypass, no schedule",
        told(byPlatform),
        "Platform: Azure installs critical and security patches within 30 days, in off-peak hours.",
      ],
      ["another mode, bypass, schedule", told(bypass, nightly), `${imageGoesOn} ${fails}`],
      ["another mode, bypass, no schedule", told(bypass), imageGoesOn],
      ["another mode, no bypass, schedule", told({}, nightly), `${imageGoesOn} ${fails}`],
      ["another mode, no bypass, no schedule", told({}), imageGoesOn],
    ] as const) {
      it(row, () => {
        assert.equal(answer, expected);
      });
    }
  });

  for (const [what, answer, expected] of [
    ["Windows that patches itself", told({ operatingSystem: "Windows" }), windowsGoesOn],
    [
      "Windows by hand",
      told({ operatingSystem: "Windows", enableAutomaticUpdates: false }, nightly),
      `Nobody: patchMode is "Manual": only what you start yourself is installed. ${fails}`,
    ],
    [
      "several schedules",
      told({ ...byPlatform, ...bypass }, { schedules: ["nightly", "weekly"] }),
      'Schedule: The schedules "nightly" and "weekly" patch it in your own windows.',
    ],
    [
      "several schedules that fail",
      told({}, { schedules: ["nightly", "weekly"] }),
      `${imageGoesOn} The schedules "nightly" and "weekly" reach it and fail: that takes "AutomaticByPlatform" and the bypass flag.`,
    ],
    [
      "schedules that cannot be seen",
      told(byPlatform, { schedules: undefined }),
      "Unknown: Whether a schedule reaches it cannot be seen with these rights.",
    ],
    [
      "no agent",
      told({ ...byPlatform, provisionVmAgent: false }),
      "Nobody: provisionVMAgent is false: without the agent Azure can patch nothing.",
    ],
    [
      "an image of one's own",
      told(byPlatform, { image: undefined }),
      "Nobody: It was made from an image of your own or a disk, and Azure patches only listed marketplace images by itself.",
    ],
    [
      "an image of one's own, and a schedule",
      told({ ...byPlatform, ...bypass }, { image: undefined, ...nightly }),
      'Schedule: The schedule "nightly" patches it in your own windows.',
    ],
    [
      "an image that is not listed",
      told(byPlatform, { image: { publisher: "Debian", offer: "debian-12", sku: "12" } }),
      'Nobody: "Debian:debian-12:12" is not among the images that Azure patches by itself.',
    ],
    [
      "no osProfile",
      told({}, { hasOsProfile: false }),
      "OperatingSystem: Azure has no osProfile of it and no say: whatever updater its disk brought goes on.",
    ],
    [
      "no osProfile, and a schedule",
      told({}, { hasOsProfile: false, ...nightly }),
      `OperatingSystem: Azure has no osProfile of it and no say: whatever updater its disk brought goes on. ${fails}`,
    ],
  ] as const) {
    it(`of ${what}`, () => {
      assert.equal(answer, expected);
    });
  }
});
