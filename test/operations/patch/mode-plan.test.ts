import assert from "node:assert/strict";
import type { GuestPatchSettings } from "../../../src/azure/guest-patching";
import type { PatchMachine } from "../../../src/operations/patch/machines";
import { modePlan } from "../../../src/operations/patch/mode-plan";
import { patchedByWords, type PatchedByWord } from "../../../src/operations/patch/patched-by-words";
import type { PlannedFleet } from "../../../src/operations/patch/planned-fleet";
import { bypass, nightly, now, patchMachine } from "./patch-machine";

const words = Object.keys(patchedByWords) as PatchedByWord[];

function fleetOfOne(machine: PatchMachine): PlannedFleet {
  return {
    source: {
      takenAt: now,
      isLive: true,
      answers: () => true,
      rows: () => Promise.resolve([]),
    },
    machines: [machine],
    schedulesHidden: false,
    anyScheduleSeen: true,
    notes: [],
  };
}

/** What is planned for a machine by a word: the settings that change, or why it stays as it is. */
function told(machine: PatchMachine, word: PatchedByWord): string {
  const { changes, skipped } = modePlan(fleetOfOne(machine), { patchedBy: patchedByWords[word] });
  const [change] = changes;
  return change === undefined ? `- ${skipped[0]?.reason}` : change.change.replace(/^Set /, "");
}

const windows = (enableAutomaticUpdates: boolean | undefined, patchMode?: string) =>
  patchMachine({
    settings: { operatingSystem: "Windows", enableAutomaticUpdates, patchMode },
    image: {
      publisher: "MicrosoftWindowsServer",
      offer: "WindowsServer",
      sku: "2022-datacenter-g2",
    },
  });
const linux = (settings: Partial<GuestPatchSettings>) => patchMachine({ settings });

describe("The ways from one patch mode to another", () => {
  const toPlatform = (from: string): string =>
    `platform: patchMode "${from}" → "AutomaticByPlatform", rebootSetting not set → "IfRequired"`;
  const toSchedule = (from: string): string =>
    `schedule: patchMode "${from}" → "AutomaticByPlatform", bypassPlatformSafetyChecksOnUserSchedule false → true`;
  const never = (word: PatchedByWord, flag: boolean, from: string, to: string, own: string) =>
    `${word}: - The patch mode of a Windows machine with enableAutomaticUpdates ${flag} cannot change from "${from}" to "${to}". Keep to "AutomaticByPlatform" or "${own}": enableAutomaticUpdates cannot change after creation, so "${to}" takes a new machine. [EVG-PATCH-013]`;
  const notManual = (from: string): string =>
    never("manual", true, from, "Manual", "AutomaticByOS");
  const notOs = (from: string): string => never("os", false, from, "AutomaticByOS", "Manual");
  const bypassOn = "schedule: bypassPlatformSafetyChecksOnUserSchedule false → true";
  const noAgent = (what: "patch" | "assessment"): string =>
    `- provisionVmAgent is false, but ${what} mode "AutomaticByPlatform" works through the VM agent. Set provisionVmAgent to true, or leave it out. [EVG-PATCH-008]`;
  const noProfile =
    "- Azure has no osProfile of it, because it was made from a specialised disk or image, and so no patch settings: its own system patches it.";

  for (const [name, machine, expected] of [
    [
      "Windows, by its own system",
      windows(true, "AutomaticByOS"),
      [
        toPlatform("AutomaticByOS"),
        toSchedule("AutomaticByOS"),
        "os: - It is so already.",
        notManual("AutomaticByOS"),
      ],
    ],
    [
      "Windows, by Azure, automatic updates on",
      windows(true, "AutomaticByPlatform"),
      [
        "platform: - It is so already.",
        bypassOn,
        'os: patchMode "AutomaticByPlatform" → "AutomaticByOS"',
        notManual("AutomaticByPlatform"),
      ],
    ],
    [
      "Windows that tells no mode",
      windows(undefined),
      [
        toPlatform("AutomaticByOS"),
        toSchedule("AutomaticByOS"),
        "os: - It is so already.",
        notManual("AutomaticByOS"),
      ],
    ],
    [
      "Windows that tells no mode, automatic updates off",
      windows(false),
      [toPlatform("Manual"), toSchedule("Manual"), notOs("Manual"), "manual: - It is so already."],
    ],
    [
      "Windows, by hand",
      windows(false, "Manual"),
      [toPlatform("Manual"), toSchedule("Manual"), notOs("Manual"), "manual: - It is so already."],
    ],
    [
      "Windows, by Azure, automatic updates off",
      windows(false, "AutomaticByPlatform"),
      [
        "platform: - It is so already.",
        bypassOn,
        notOs("AutomaticByPlatform"),
        'manual: patchMode "AutomaticByPlatform" → "Manual"',
      ],
    ],
    [
      "Windows in a mode that is none",
      windows(true, "Sometimes"),
      [
        toPlatform("Sometimes"),
        toSchedule("Sometimes"),
        'os: patchMode "Sometimes" → "AutomaticByOS"',
        'manual: - Patch mode "Manual" needs enableAutomaticUpdates false, and it is true. Create the machine with enableAutomaticUpdates false, or use "AutomaticByPlatform" or "AutomaticByOS". [EVG-PATCH-005]',
      ],
    ],
    ...(["ImageDefault", undefined] as const).map(
      (patchMode) =>
        [
          `Linux, by its image, ${patchMode === undefined ? "which it does not tell" : "which it tells"}`,
          linux({ patchMode }),
          [
            toPlatform("ImageDefault"),
            toSchedule("ImageDefault"),
            "os: - It is so already.",
            "manual: - It is so already.",
          ],
        ] as const,
    ),
    [
      "Linux, by Azure",
      linux({}),
      [
        "platform: - It is so already.",
        bypassOn,
        'os: patchMode "AutomaticByPlatform" → "ImageDefault"',
        'manual: patchMode "AutomaticByPlatform" → "ImageDefault"',
      ],
    ],
    [
      "Linux, by a schedule",
      patchMachine({ settings: bypass, schedules: [nightly] }),
      [
        'platform: bypassPlatformSafetyChecksOnUserSchedule true → false, rebootSetting not set → "IfRequired"',
        "schedule: - It is so already.",
        'os: patchMode "AutomaticByPlatform" → "ImageDefault", bypassPlatformSafetyChecksOnUserSchedule true → false',
        'manual: patchMode "AutomaticByPlatform" → "ImageDefault", bypassPlatformSafetyChecksOnUserSchedule true → false',
      ],
    ],
    [
      "a machine without an agent",
      linux({ provisionVmAgent: false, patchMode: "ImageDefault", assessmentMode: "ImageDefault" }),
      [
        ...(["platform", "schedule"] as const).map((word) => `${word}: ${noAgent("patch")}`),
        ...(["os", "manual"] as const).map((word) => `${word}: ${noAgent("assessment")}`),
      ],
    ],
    [
      "a machine without an osProfile",
      patchMachine({ hasOsProfile: false }),
      words.map((word) => `${word}: ${noProfile}`),
    ],
  ] as const) {
    it(`are these for ${name}`, () => {
      assert.deepEqual(
        words.map((word) => `${word}: ${told(machine, word)}`),
        expected,
      );
    });
  }

  it("tell of Linux that Azure cannot let nobody patch it, though nothing is to change", () => {
    const plan = modePlan(fleetOfOne(linux({ patchMode: "ImageDefault" })), {
      patchedBy: "Nobody",
    });
    assert.deepEqual(plan.changes, []);
    assert.deepEqual(plan.notes, [
      'Nobody is to patch, but Azure can only set a Linux machine to "ImageDefault", in which the image\'s own updater goes on. Switch the updater off in the image or with cloud-init, for example unattended-upgrades on Ubuntu.',
    ]);
  });
});
