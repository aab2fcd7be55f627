import assert from "node:assert/strict";
import fc from "fast-check";
import { errorsAmong } from "../../src/azure/finding";
import {
  automaticUpdatesChangeFindings,
  derivePatchSettings,
  effectivePatchMode,
  guestPatchFindings,
  linuxAgentFindings,
  minimumLinuxAgentVersion,
  patchModeTransitionFindings,
  patchedByFindings,
  type GuestPatchSettings,
  type OperatingSystem,
  type PatchedBy,
} from "../../src/azure/guest-patching";
import { told } from "./told";

const operatingSystems: OperatingSystem[] = ["Windows", "Linux"];
const patchers: PatchedBy[] = ["Platform", "Schedule", "OperatingSystem", "Nobody"];

describe("settings that follow from who patches", () => {
  const common = { assessmentMode: "AutomaticByPlatform", provisionVmAgent: true };
  const expected: [OperatingSystem, PatchedBy, Omit<GuestPatchSettings, "operatingSystem">][] = [
    [
      "Windows",
      "Platform",
      {
        patchMode: "AutomaticByPlatform",
        enableAutomaticUpdates: true,
        bypassPlatformSafetyChecksOnUserSchedule: false,
        rebootSetting: "IfRequired",
      },
    ],
    [
      "Windows",
      "Schedule",
      {
        patchMode: "AutomaticByPlatform",
        enableAutomaticUpdates: true,
        bypassPlatformSafetyChecksOnUserSchedule: true,
      },
    ],
    ["Windows", "OperatingSystem", { patchMode: "AutomaticByOS", enableAutomaticUpdates: true }],
    ["Windows", "Nobody", { patchMode: "Manual", enableAutomaticUpdates: false }],
    [
      "Linux",
      "Platform",
      {
        patchMode: "AutomaticByPlatform",
        bypassPlatformSafetyChecksOnUserSchedule: false,
        rebootSetting: "IfRequired",
      },
    ],
    [
      "Linux",
      "Schedule",
      { patchMode: "AutomaticByPlatform", bypassPlatformSafetyChecksOnUserSchedule: true },
    ],
    ["Linux", "OperatingSystem", { patchMode: "ImageDefault" }],
    ["Linux", "Nobody", { patchMode: "ImageDefault" }],
  ];
  for (const [operatingSystem, patchedBy, settings] of expected) {
    it(`${operatingSystem} patched by ${patchedBy}`, () => {
      assert.deepEqual(derivePatchSettings(operatingSystem, patchedBy), {
        operatingSystem,
        ...common,
        ...settings,
      });
    });
  }

  it("break no rule, not even one that only warns", () => {
    for (const operatingSystem of operatingSystems) {
      for (const patchedBy of patchers) {
        const settings = derivePatchSettings(operatingSystem, patchedBy);
        assert.deepEqual(guestPatchFindings(settings, "patching"), []);
      }
    }
  });

  it("change in place exactly where enableAutomaticUpdates stays and the mode may change", () => {
    const inPlace = patchers.flatMap((from) =>
      patchers
        .filter((to) => {
          const before = derivePatchSettings("Windows", from);
          const after = derivePatchSettings("Windows", to);
          const { enableAutomaticUpdates } = before;
          const modes = { from: effectivePatchMode(before), to: effectivePatchMode(after) };
          return [
            automaticUpdatesChangeFindings(
              enableAutomaticUpdates,
              after.enableAutomaticUpdates,
              "",
            ),
            patchModeTransitionFindings(
              { operatingSystem: "Windows", enableAutomaticUpdates, ...modes },
              "",
            ),
          ].every((findings) => findings.length === 0);
        })
        .map((to) => `${from} to ${to}`),
    );
    assert.deepEqual(inPlace, [
      "Platform to Platform",
      "Platform to Schedule",
      "Platform to OperatingSystem",
      "Schedule to Platform",
      "Schedule to Schedule",
      "Schedule to OperatingSystem",
      "OperatingSystem to Platform",
      "OperatingSystem to Schedule",
      "OperatingSystem to OperatingSystem",
      "Nobody to Nobody",
    ]);
  });

  it("warn where Linux has no such mode", () => {
    assert.deepEqual(told(patchedByFindings("Linux", "Nobody", "patchedBy")), [
      'warning patchedBy: Nobody is to patch, but Azure can only set a Linux machine to "ImageDefault", in which the image\'s own updater goes on. Switch the updater off in the image or with cloud-init, for example unattended-upgrades on Ubuntu. [EVG-PATCH-018]',
    ]);
    assert.deepEqual(patchedByFindings("Windows", "Nobody", "patchedBy"), []);
    assert.deepEqual(patchedByFindings("Linux", "OperatingSystem", "patchedBy"), []);
  });
});

describe("patch mode in force when none is set", () => {
  it("follows the operating system and enableAutomaticUpdates", () => {
    assert.equal(effectivePatchMode({ operatingSystem: "Linux" }), "ImageDefault");
    assert.equal(effectivePatchMode({ operatingSystem: "Windows" }), "AutomaticByOS");
    const flagged = { operatingSystem: "Windows", enableAutomaticUpdates: false } as const;
    assert.equal(effectivePatchMode(flagged), "Manual");
    assert.equal(effectivePatchMode({ ...flagged, patchMode: "Other" }), "Other");
  });
});

describe("validity of patch settings", () => {
  const maybe = fc.option(fc.boolean(), { nil: undefined });
  const word = (...words: string[]) => fc.constantFrom(undefined, ...words);
  const anySettings: fc.Arbitrary<GuestPatchSettings> = fc.record({
    operatingSystem: fc.constantFrom(...operatingSystems),
    patchMode: word("AutomaticByPlatform", "AutomaticByOS", "Manual", "ImageDefault"),
    assessmentMode: word("ImageDefault", "AutomaticByPlatform", "Manual"),
    enableAutomaticUpdates: maybe,
    provisionVmAgent: maybe,
    bypassPlatformSafetyChecksOnUserSchedule: maybe,
    rebootSetting: word("Unknown", "IfRequired", "Never", "Always", "NeverReboot"),
    hotpatchingEnabled: maybe,
  });

  // The matrix of the guide and of the API, one line a rule; settings are valid when all hold.
  const matrix: ((s: GuestPatchSettings, mode: string) => boolean)[] = [
    (s, mode) =>
      s.operatingSystem === "Windows"
        ? ["AutomaticByOS", "Manual", "AutomaticByPlatform"].includes(mode)
        : ["ImageDefault", "AutomaticByPlatform"].includes(mode),
    (s) => ["ImageDefault", "AutomaticByPlatform"].includes(s.assessmentMode ?? "ImageDefault"),
    (s) => ["Unknown", "IfRequired", "Never", "Always"].includes(s.rebootSetting ?? "Unknown"),
    (s, mode) => mode !== "AutomaticByOS" || s.enableAutomaticUpdates !== false,
    (s, mode) => mode !== "Manual" || s.enableAutomaticUpdates === false,
    (s) => s.operatingSystem === "Windows" || s.enableAutomaticUpdates === undefined,
    (s, mode) => mode !== "AutomaticByPlatform" || s.provisionVmAgent !== false,
    (s) => s.assessmentMode !== "AutomaticByPlatform" || s.provisionVmAgent !== false,
    (s, mode) => mode === "AutomaticByPlatform" || s.rebootSetting === undefined,
    (s, mode) =>
      mode === "AutomaticByPlatform" || s.bypassPlatformSafetyChecksOnUserSchedule === undefined,
    (s) => s.operatingSystem === "Windows" || s.hotpatchingEnabled !== true,
    (s, mode) => mode === "AutomaticByPlatform" || s.hotpatchingEnabled !== true,
    (s) => s.provisionVmAgent !== false || s.hotpatchingEnabled !== true,
    (s) => s.hotpatchingEnabled !== true || s.bypassPlatformSafetyChecksOnUserSchedule !== true,
  ];

  it("refuses exactly what the matrix refuses", () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        const windowsDefault =
          settings.enableAutomaticUpdates === false ? "Manual" : "AutomaticByOS";
        const mode =
          settings.patchMode ??
          (settings.operatingSystem === "Windows" ? windowsDefault : "ImageDefault");
        assert.equal(
          errorsAmong(guestPatchFindings(settings, "")).length === 0,
          matrix.every((rule) => rule(settings, mode)),
        );
      }),
      { numRuns: 5000 },
    );
  });
});

describe("Linux agent", () => {
  it("must be 2.2.53.1 or later, number by number", () => {
    assert.equal(minimumLinuxAgentVersion, "2.2.53.1");
    for (const version of [
      "2.2.53.1",
      "2.2.53.10",
      "2.2.54",
      "2.2.100.0",
      "2.3",
      "2.10.0.8",
      "3",
    ]) {
      assert.deepEqual(linuxAgentFindings(version, "agent"), []);
    }
    for (const version of ["2.2.53", "2.2.53.0", "2.2.9.9", "2.1.100.100", "1.99"]) {
      assert.deepEqual(told(linuxAgentFindings(version, "vmAgentVersion")), [
        `error vmAgentVersion: Azure Linux agent ${version} is too old for guest patching, which needs 2.2.53.1 or later. Update the agent, for example with the distribution's package walinuxagent or WALinuxAgent. [EVG-PATCH-017]`,
      ]);
    }
  });

  it("is refused when its version cannot be read", () => {
    assert.deepEqual(told(linuxAgentFindings("Unknown", "vmAgentVersion")), [
      'error vmAgentVersion: "Unknown" is not a version of the Azure Linux agent. Give numbers with dots between them, for example "2.2.53.1". [EVG-PATCH-017]',
    ]);
    assert.equal(linuxAgentFindings("", "agent").length, 1);
    assert.equal(linuxAgentFindings("2..3", "agent").length, 1);
  });
});
