import assert from "node:assert/strict";
import { assumedOffPeakHours } from "../../../src/azure/off-peak";
import type { AgentView } from "../../../src/operations/patch/instance-view";
import type { PatchMachine } from "../../../src/operations/patch/machines";
import { nextPatchingAfter } from "../../../src/operations/patch/next-patching";
import { patchProblems } from "../../../src/operations/patch/problems";
import { linuxAgentFindings } from "../../../src/azure/guest-patching";
import { bypass, nightly, now, patchMachine } from "./patch-machine";

function told(machine: PatchMachine, agent?: AgentView): string[] {
  const next = nextPatchingAfter(now, assumedOffPeakHours)(machine);
  return patchProblems(machine, { now, staleAfterInHours: 48, next, agent }).map(
    ({ kind, needsAttention, message, fix }) =>
      `${kind}${needsAttention ? "!" : ""} ${message} -> ${fix}`,
  );
}

const windows = { operatingSystem: "Windows" } as const;
const windowsServer = {
  publisher: "MicrosoftWindowsServer",
  offer: "WindowsServer",
  sku: "2022-datacenter-g2",
};

describe("The problems of a machine's patches", () => {
  it("are none where Azure or a schedule patches it", () => {
    assert.deepEqual(told(patchMachine()), []);
    assert.deepEqual(told(patchMachine({ settings: bypass, schedules: [nightly] })), []);
    assert.deepEqual(
      told(patchMachine({ settings: { ...windows, patchMode: "AutomaticByOS" } })),
      [],
    );
  });

  for (const [name, machine, expected] of [
    [
      "the bypass flag without a schedule",
      patchMachine({ settings: bypass }),
      "NobodyPatches! Nobody patches it. bypassPlatformSafetyChecksOnUserSchedule is true, but no maintenance schedule is attached, so nothing will patch the machine. -> Attach a schedule, or let Azure patch it with `evergreen patch mode platform --name vm`.",
    ],
    [
      "a schedule without the bypass flag",
      patchMachine({ schedules: [nightly] }),
      'NobodyPatches! Nobody patches it. A maintenance schedule is attached, but nothing will patch the machine: patchMode is "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule is false. -> Let the schedule patch it with `evergreen patch mode schedule --name vm`, or take the schedule away.',
    ],
    [
      "a schedule of a machine whose own system patches",
      patchMachine({ settings: { patchMode: "ImageDefault" }, schedules: [nightly] }),
      'ScheduleFails! patchMode is "ImageDefault": the image\'s own updater goes on, if it has one. The schedule "nightly" reaches it and fails: that takes "AutomaticByPlatform" and the bypass flag. -> Let the schedule patch it with `evergreen patch mode schedule --name vm`, or take the schedule away.',
    ],
    [
      "a schedule and the bypass flag in a mode of its own system",
      patchMachine({
        settings: { ...windows, ...bypass, patchMode: "AutomaticByOS" },
        schedules: [nightly],
      }),
      'ScheduleFails! patchMode is "AutomaticByOS": Windows Update goes on in its own time. The schedule "nightly" reaches it and fails: that takes "AutomaticByPlatform" and the bypass flag. -> Let the schedule patch it with `evergreen patch mode schedule --name vm`, or take the schedule away.',
    ],
    [
      "patching by hand",
      patchMachine({ settings: { ...windows, patchMode: "Manual" } }),
      'NobodyPatches! Nobody patches it. patchMode is "Manual": only what you start yourself is installed. -> Choose who patches it, unless your own tools do: a schedule with `evergreen patch mode schedule --name vm`.',
    ],
    [
      "patching by hand, and a schedule",
      patchMachine({ settings: { ...windows, patchMode: "Manual" }, schedules: [nightly] }),
      'NobodyPatches! Nobody patches it. patchMode is "Manual": only what you start yourself is installed. The schedule "nightly" reaches it and fails: that takes "AutomaticByPlatform" and the bypass flag. -> Let the schedule patch it with `evergreen patch mode schedule --name vm`, or take the schedule away.',
    ],
    [
      "an image of one's own",
      patchMachine({ image: null }),
      "NobodyPatches! Nobody patches it. It was made from an image of your own or a disk, and Azure patches only listed marketplace images by itself. -> Attach a schedule and set the bypass flag with `evergreen patch mode schedule --name vm`: schedules take such machines.",
    ],
    [
      "an image that Azure does not patch",
      patchMachine({ image: { publisher: "Debian", offer: "debian-12", sku: "12" } }),
      'NobodyPatches! Nobody patches it. "Debian:debian-12:12" is not among the images that Azure patches by itself. -> Attach a schedule and set the bypass flag with `evergreen patch mode schedule --name vm`: schedules take more images.',
    ],
    [
      "no agent",
      patchMachine({ settings: { provisionVmAgent: false } }),
      "NobodyPatches! Nobody patches it. provisionVMAgent is false: without the agent Azure can patch nothing. -> Install the agent in the machine, and make the machine anew with provisionVMAgent true.",
    ],
    [
      "schedules that cannot be seen",
      patchMachine({ settings: bypass, schedulesHidden: true }),
      "SchedulesNotSeen! Whether a schedule reaches it cannot be seen with these rights. -> Look with the rights to read schedules: rolePresets.patchOperator has them.",
    ],
    [
      "no osProfile",
      patchMachine({ settings: { patchMode: undefined }, hasOsProfile: false, image: null }),
      "NoOsProfile Azure has no osProfile of it, as of machines made from a specialised disk or image, and so no patch settings. -> Assess and install on demand, or patch it from inside.",
    ],
    [
      "a schedule that has ended",
      patchMachine({
        settings: bypass,
        schedules: [
          {
            ...nightly,
            schedule: {
              ...(nightly.schedule ?? assert.fail()),
              expirationDateTime: "2026-11-05 00:00",
            },
          },
        ],
      }),
      "NoFurtherWindow! None of its schedules opens a window any more. -> Give a schedule a later end, or attach another.",
    ],
    [
      "a failed change",
      patchMachine({ row: { provisioningState: "Failed" } }),
      "ProvisioningFailed! Its last change failed: its provisioning state is Failed. -> Apply it again: `az vm reapply --ids /subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm`.",
    ],
    [
      "a failed extension",
      patchMachine({ row: { patchExtensionState: "Failed" } }),
      "ExtensionFailed! The extension that patches it failed to be installed. -> See the agent's log in the machine, and assess it again with `evergreen patch assess --name vm`.",
    ],
    [
      "a machine that is off",
      patchMachine({ row: { powerState: "PowerState/stopped" } }),
      "NotRunning It is stopped, and only a running machine is assessed and patched. -> Let it run when it is patched, a quarter of an hour before a window opens.",
    ],
    [
      "no assessment",
      patchMachine({ row: { assessedAt: "" } }),
      "AssessmentMissing! Azure knows of no assessment in the last 7 days. -> Assess it with `evergreen patch assess --name vm`; `evergreen patch explain vm` walks its requirements.",
    ],
    [
      "no assessment yet",
      patchMachine({ row: { assessedAt: "", createdAt: "2026-11-10T10:00:00Z" } }),
      "AssessmentMissing Azure has not looked at it yet: it is younger than a day. -> Wait a day, or assess it with `evergreen patch assess --name vm`.",
    ],
    [
      "no assessment, since nobody asks for one",
      patchMachine({
        settings: { assessmentMode: undefined, patchMode: "ImageDefault" },
        row: { assessedAt: "" },
      }),
      'AssessmentMissing! Azure knows of no assessment in the last 7 days. assessmentMode is "ImageDefault", so nobody looks each day. -> Set assessmentMode to "AutomaticByPlatform" with `evergreen patch mode os --name vm`, or assess it with `evergreen patch assess --name vm`.',
    ],
    [
      "patching by hand of an image that Azure patches",
      patchMachine({ settings: { ...windows, patchMode: "Manual" }, image: windowsServer }),
      'NobodyPatches! Nobody patches it. patchMode is "Manual": only what you start yourself is installed. -> Choose who patches it, unless your own tools do: Azure with `evergreen patch mode platform --name vm`, a schedule with `evergreen patch mode schedule --name vm`.',
    ],
    [
      "the bypass flag without a schedule, and an image of one's own",
      patchMachine({ settings: bypass, image: null }),
      "NobodyPatches! Nobody patches it. bypassPlatformSafetyChecksOnUserSchedule is true, but no maintenance schedule is attached, so nothing will patch the machine. -> Attach a schedule.",
    ],
    [
      "an old assessment",
      patchMachine({ row: { assessedAt: "2026-11-08T12:00:00Z" } }),
      "AssessmentStale! Its last assessment is 48 hours old. -> Assess it with `evergreen patch assess --name vm`; `evergreen patch explain vm` walks its requirements.",
    ],
    [
      "a failed assessment",
      patchMachine({ row: { assessmentStatus: "Failed" } }),
      "AssessmentFailed! Its last assessment failed, at 2026-11-10 06:00 UTC. -> Assess it again with `evergreen patch assess --name vm`.",
    ],
    [
      "a repository that cannot be reached",
      patchMachine({
        row: {
          assessmentStatus: "Failed",
          assessmentErrors:
            '{"code":"1","message":"1 error/s reported.","details":[{"code":"PACKAGE_MANAGER_FAILURE","message":"Failed to fetch http://azure.archive.ubuntu.com"}]}',
        },
      }),
      "SourceUnreachable! PACKAGE_MANAGER_FAILURE: Failed to fetch http://azure.archive.ubuntu.com. -> Let the machine reach what it is configured for: Windows Update, its WSUS, or its package repositories.",
    ],
    [
      "a Windows Update service that is off",
      patchMachine({
        row: {
          assessmentStatus: "Failed",
          assessmentErrors:
            '{"code":"Failed","details":[{"code":"Exception","message":"Exception from HRESULT: 0x80070422"}]}',
        },
      }),
      "WindowsUpdateDisabled! Exception: Exception from HRESULT: 0x80070422. -> Switch the service on in the machine: Set-Service wuauserv -StartupType Manual; Start-Service wuauserv.",
    ],
    [
      "patches for subscribers",
      patchMachine({
        row: {
          assessmentErrors:
            '{"code":"1","details":[{"code":"UA_ESM_REQUIRED","message":"3 patches need Ubuntu Pro."}]}',
        },
      }),
      "SubscriptionNeeded! UA_ESM_REQUIRED: 3 patches need Ubuntu Pro. -> Attach the machine to Ubuntu Pro, or upgrade its release.",
    ],
    [
      "a restart that the last installation left",
      patchMachine({ row: { rebootStatus: "Required" } }),
      "RebootPending! It waits for a restart, without which its patches are not in force. -> Restart it, or wait for its next window.",
    ],
    [
      "patching by a schedule in a subscription that is not seen",
      patchMachine({ settings: bypass, schedules: [{ ...nightly, schedule: undefined }, nightly] }),
      'SeveralSchedules 2 schedules patch it: "nightly", "nightly". -> See that their windows do not overlap: of two at a time only one runs.',
    ],
    [
      "a restart that is due",
      patchMachine({ row: { rebootPending: true } }),
      "RebootPending! It waits for a restart, without which its patches are not in force. -> Restart it, or wait for its next window.",
    ],
    [
      "a restart that nobody may begin",
      patchMachine({ row: { rebootPending: true, rebootSetting: "Never" } }),
      'RebootPending! It waits for a restart, without which its patches are not in force. -> Restart it yourself: its rebootSetting is "Never".',
    ],
    [
      "patches that failed",
      patchMachine({
        row: {
          installationStatus: "Failed",
          installationStartedAt: "2026-11-09T22:00:00Z",
          installedCount: 3,
          failedCount: 1,
          pendingCount: 2,
        },
      }),
      "InstallationFailed! Its last installation, at 2026-11-09 22:00 UTC, ended as Failed: 3 installed, 1 failed, 2 pending. -> See why with `evergreen patch explain vm`, and install with `evergreen patch install --name vm`.",
    ],
    [
      "a window that was too short",
      patchMachine({
        row: {
          installationStatus: "CompletedWithWarnings",
          installationStartedAt: "2026-11-09T22:00:00Z",
          maintenanceWindowExceeded: true,
          pendingCount: 2,
        },
      }),
      "WindowExceeded! Its last installation, at 2026-11-09 22:00 UTC, did not end in its window: 2 patches are pending. -> Give the schedule a longer window, at most 3 hours and 55 minutes.",
    ],
    [
      "an image that Update Manager's policies pass over",
      patchMachine({
        settings: bypass,
        schedules: [nightly],
        image: { publisher: "acme", offer: "os", sku: "1" },
      }),
      'ImageNotListed "acme:os:1" is not among the images that Azure Update Manager\'s built-in policies look at, so they will call the machine not applicable. -> Check in Update Manager that the machine is assessed, or use a listed image.',
    ],
    [
      "several schedules",
      patchMachine({
        settings: bypass,
        schedules: [nightly, { ...nightly, id: "/other", name: "weekly" }],
      }),
      'SeveralSchedules 2 schedules patch it: "nightly", "weekly". -> See that their windows do not overlap: of two at a time only one runs.',
    ],
  ] as const) {
    it(`tell of ${name}`, () => {
      assert.deepEqual(told(machine), [expected]);
    });
  }

  it("name the mode that a machine has where only its assessments are to change", () => {
    for (const [word, settings] of [
      ["platform", {}],
      ["schedule", bypass],
      ["os", { patchMode: "ImageDefault" }],
      ["os", { ...windows, patchMode: undefined }],
      ["manual", { ...windows, patchMode: "Manual" }],
    ] as const) {
      const machine = patchMachine({
        settings: { ...settings, assessmentMode: undefined },
        row: { assessedAt: "" },
      });
      assert.equal(
        told(machine).find((line) => line.startsWith("AssessmentMissing!")),
        `AssessmentMissing! Azure knows of no assessment in the last 7 days. assessmentMode is "ImageDefault", so nobody looks each day. -> Set assessmentMode to "AutomaticByPlatform" with \`evergreen patch mode ${word} --name vm\`, or assess it with \`evergreen patch assess --name vm\`.`,
      );
    }
  });

  it("tell of an agent that is old or silent", () => {
    const ready = { version: "2.2.45", isReady: true, message: "" };
    const findings = linuxAgentFindings("2.2.45", "vmAgent");
    assert.deepEqual(told(patchMachine(), { ...ready, findings }), [
      "AgentTooOld! Azure Linux agent 2.2.45 is too old for guest patching, which needs 2.2.53.1 or later. -> Update the agent, for example with the distribution's package walinuxagent or WALinuxAgent.",
    ]);
    const silent = {
      version: "Unknown",
      isReady: false,
      message: "VM status blob is not yet populated.",
    };
    assert.deepEqual(told(patchMachine(), { ...silent, findings: [] }), [
      "AgentNotReady! Its agent is not ready: VM status blob is not yet populated. -> Wait some minutes after a start; else restart the agent in the machine.",
    ]);
  });

  it("come with the worst first", () => {
    const machine = patchMachine({
      settings: bypass,
      row: {
        rebootPending: true,
        powerState: "PowerState/deallocated",
        assessedAt: "2026-11-04T00:00:00Z",
      },
    });
    assert.deepEqual(
      told(machine).map((text) => text.split(" ")[0]),
      ["NobodyPatches!", "AssessmentStale!", "RebootPending!", "NotRunning"],
    );
  });
});
