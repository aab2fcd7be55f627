import assert from "node:assert/strict";
import { linuxAgentFindings } from "../../../src/azure/guest-patching";
import type { PatchInstanceView } from "../../../src/operations/patch/instance-view";
import type { PatchMachine } from "../../../src/operations/patch/machines";
import type { ExplainedMachine } from "../../../src/operations/patch/requirement";
import { patchRequirements } from "../../../src/operations/patch/requirements";
import { bypass, nightly, now, patchMachine } from "./patch-machine";

const view = (changes: Partial<PatchInstanceView> = {}): PatchInstanceView => ({
  agent: { version: "2.14.0.1", isReady: true, message: "", findings: [] },
  extension: { version: "1.6", isReady: true, status: "Provisioning succeeded", message: "" },
  row: patchMachine().row,
  ...changes,
});

function told(machine: PatchMachine, changes: Partial<ExplainedMachine> = {}): string[] {
  const explained = {
    ...{ machine, view: view(), now, staleAfterInHours: 48, ofSet: undefined },
    ...{ sourceTag: undefined, ...changes },
  };
  return patchRequirements(explained).map(
    ({ name, state, found, fix, commands = [] }) =>
      `${name}: ${state}. ${found}${fix === undefined ? "" : ` -> ${fix}`}${commands.length === 0 ? "" : ` $ ${commands.join("; ")}`}`,
  );
}

/** What is told of a machine that is not told of one that Azure patches and with which all is well. */
const otherwise = (machine: PatchMachine, changes?: Partial<ExplainedMachine>): string[] => {
  const well = told(patchMachine());
  return told(machine, changes).filter((line) => !well.includes(line));
};

const windows = {
  operatingSystem: "Windows",
  patchMode: "AutomaticByOS",
  assessmentMode: "ImageDefault",
} as const;
const source =
  "$ grep -rhE '^(deb|URIs:)' /etc/apt/sources.list /etc/apt/sources.list.d; apt-config dump Acquire::http::Proxy";

describe("What patching a machine takes", () => {
  it("is all there where Azure patches it, and what only the machine knows is asked for", () => {
    assert.deepEqual(told(patchMachine()), [
      "osProfile: met. Azure has one, and in it the patch settings.",
      "power: met. It is running.",
      "agent: met. It is ready.",
      "agent version: met. It is 2.14.0.1.",
      "image: met. Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2 is among the images that Azure patches by itself.",
      'patch mode: met. It is "AutomaticByPlatform": Azure patches, or a schedule where the bypass flag is set.',
      "schedule and bypass flag: notNeeded. bypassPlatformSafetyChecksOnUserSchedule is false, and no schedule reaches the machine.",
      "assessment mode: met. Azure looks for missing patches every 24 hours.",
      "last assessment: met. It is of 2026-11-10 06:00 UTC.",
      "patch extension: met. It is there, version 1.6.",
      'reboot setting: met. "IfRequired" is in force.',
      "patch source reached: met. The last assessment reached it.",
      `patch source: unknown. The APT repositories that the machine is configured for, public or private. Azure does not set it: it is configured in the machine. ${source}`,
    ]);
  });

  it("is told of a Windows machine that nobody has looked at", () => {
    const machine = patchMachine({
      settings: windows,
      image: {
        publisher: "MicrosoftWindowsServer",
        offer: "WindowsServer",
        sku: "2019-Datacenter",
      },
      row: {
        ...{ assessedAt: "", assessmentStatus: "", patchService: "", patchExtensionState: "" },
        powerState: "PowerState/deallocated",
      },
    });
    const lines = otherwise(machine, { view: view({ extension: undefined }) });
    const wsus = "HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate";
    assert.deepEqual(lines, [
      "power: notMet. It is deallocated. -> Start it, and let it run a quarter of an hour before a window opens and in off-peak hours.",
      "agent: unknown. It reports only while the machine runs.",
      "agent version: notNeeded. Windows takes any version.",
      "image: notNeeded. It counts where Azure or a schedule patches.",
      'patch mode: met. It is "AutomaticByOS": the machine\'s own system patches, and neither Azure nor a schedule does. To let them: Azure with `evergreen patch mode platform --name vm`, a schedule with `evergreen patch mode schedule --name vm`.',
      'assessment mode: notMet. It is "ImageDefault": nobody looks for missing patches each day. -> Set "AutomaticByPlatform" with `evergreen patch mode os --name vm`; it installs nothing.',
      "last assessment: notMet. Azure knows of none in the last 7 days. -> Assess it with `evergreen patch assess --name vm`, which installs nothing.",
      "Windows Update service: unknown. Only the machine tells whether it runs. $ Get-Service wuauserv",
      "patch extension: unknown. It is not there yet: Azure brings it with the first assessment, in off-peak hours, which can take more than three hours. -> Do not declare it; bring it now with `evergreen patch assess --name vm`.",
      "patch source reached: unknown. Only the machine tells whether it reaches it. $ Test-NetConnection sls.update.microsoft.com -Port 443  # or the host and port of WUServer",
      `patch source: unknown. Nothing is known of it before the machine has been assessed. Azure does not set it: it is configured in the machine. $ Get-ItemProperty ${wsus} -ErrorAction SilentlyContinue | Format-List WUServer, WUStatusServer; Get-ItemProperty ${wsus}\\AU -ErrorAction SilentlyContinue | Format-List UseWUServer, NoAutoUpdate`,
    ]);
  });

  for (const [what, machine, expected, changes] of [
    [
      "no osProfile",
      patchMachine({ hasOsProfile: false }),
      [
        "osProfile: notMet. There is none: the machine was made from a specialised disk or image, and Azure knows no patch settings. -> Assess and install on demand, patch it from inside, or make it anew from an image with an osProfile.",
      ],
    ],
    [
      "no agent",
      patchMachine({ settings: { provisionVmAgent: false } }),
      [
        "agent: notMet. provisionVMAgent is false. -> Install the agent in the machine, and make the machine anew with provisionVMAgent true.",
      ],
    ],
    [
      "a silent agent",
      patchMachine(),
      [
        "agent: notMet. It is not ready: no report. -> Wait some minutes after a start; else restart it in the machine. $ sudo systemctl restart walinuxagent || sudo systemctl restart waagent",
        "agent version: unknown. The agent tells it when it is ready.",
      ],
      {
        view: view({
          agent: { version: "Unknown", isReady: false, message: "no report.", findings: [] },
        }),
      },
    ],
    [
      "an old agent",
      patchMachine(),
      [
        "agent version: notMet. Azure Linux agent 2.2.45 is too old for guest patching, which needs 2.2.53.1 or later. -> Update the agent, for example with the distribution's package walinuxagent or WALinuxAgent.",
      ],
      {
        view: view({
          agent: {
            ...{ version: "2.2.45", isReady: true, message: "" },
            findings: linuxAgentFindings("2.2.45", ""),
          },
        }),
      },
    ],
    [
      "no instance view",
      patchMachine(),
      [
        "agent: unknown. Only the instance view tells of it.",
        "agent version: unknown. The agent tells it when it is ready.",
        "patch extension: met. It is there.",
      ],
      { view: undefined },
    ],
    [
      "an image of one's own",
      patchMachine({ image: null }),
      [
        "image: notMet. It was made from an image of your own or a disk. Azure patches only listed marketplace images by itself. -> Let a schedule or the operating system patch the machine.",
      ],
    ],
    [
      "an image of one's own, and a schedule",
      patchMachine({ image: null, settings: bypass, schedules: [nightly] }),
      [
        "image: met. It was made from an image of your own or a disk. Schedules take such machines.",
        'patch mode: met. It is "AutomaticByPlatform": a schedule may patch.',
        'schedule and bypass flag: met. bypassPlatformSafetyChecksOnUserSchedule is true, and it is reached by "nightly" (assigned).',
      ],
    ],
    [
      "the bypass flag and no schedule",
      patchMachine({ settings: bypass }),
      [
        "schedule and bypass flag: notMet. bypassPlatformSafetyChecksOnUserSchedule is true, and no schedule reaches the machine: nobody patches it. -> Attach a schedule, or let Azure patch it with `evergreen patch mode platform --name vm`.",
      ],
    ],
    [
      "a schedule and no bypass flag",
      patchMachine({ schedules: [{ ...nightly, by: "DynamicScope" }] }),
      [
        'schedule and bypass flag: notMet. bypassPlatformSafetyChecksOnUserSchedule is false and the mode is "AutomaticByPlatform", but it is reached by "nightly" (by a dynamic scope): each run of that fails. -> Let the schedule patch it with `evergreen patch mode schedule --name vm`, or take the schedule away.',
      ],
    ],
    [
      "schedules that cannot be seen",
      patchMachine({ schedulesHidden: true }),
      [
        "schedule and bypass flag: unknown. Whether a schedule reaches it cannot be seen with these rights.",
      ],
    ],
    [
      "patching by hand",
      patchMachine({ settings: { patchMode: "Manual" } }),
      [
        "image: notNeeded. It counts where Azure or a schedule patches.",
        'patch mode: notMet. It is "Manual": nobody patches. -> Choose who patches it: Azure with `evergreen patch mode platform --name vm`, a schedule with `evergreen patch mode schedule --name vm`.',
      ],
    ],
    [
      "a repository that cannot be reached",
      patchMachine({
        row: {
          assessmentStatus: "Failed",
          assessmentErrors: '{"code":"PACKAGE_MANAGER_FAILURE","message":"Failed to fetch x"}',
        },
      }),
      [
        "last assessment: notMet. That of 2026-11-10 06:00 UTC ended as Failed. PACKAGE_MANAGER_FAILURE: Failed to fetch x. -> Let the machine reach what it is configured for: Windows Update, its WSUS, or its package repositories.",
        "patch source reached: notMet. PACKAGE_MANAGER_FAILURE: Failed to fetch x. -> Let the machine reach what it is configured for: Windows Update, its WSUS, or its package repositories. $ sudo apt-get update",
      ],
    ],
    [
      "a network that may not be read",
      patchMachine(),
      ["way to the internet: unknown. It may not be read."],
      { wayOut: { reason: "It may not be read." } },
    ],
    [
      "a subnet without a way out",
      patchMachine(),
      [
        "way to the internet: notMet. Its subnet is private (defaultOutboundAccess is false), and it has no NAT gateway, public address or load balancer to get out by. -> Give the subnet a NAT gateway, or configure a WSUS or repository inside the network in the machine.",
      ],
      {
        wayOut: {
          way: { securityGroups: [], routes: [], isPrivate: true, hasOwnWayOut: false },
        },
      },
    ],
    [
      "an old assessment",
      patchMachine({ row: { assessedAt: "2026-11-07T12:00:00Z" } }),
      [
        "last assessment: notMet. It is 72 hours old, of 2026-11-07 12:00 UTC. -> Assess it with `evergreen patch assess --name vm`, which installs nothing.",
      ],
    ],
    [
      "a failed extension",
      patchMachine({ row: { patchExtensionState: "Failed" } }),
      [
        "patch extension: notMet. It failed to be installed. Disk full. -> See the agent's log in the machine, and assess it again with `evergreen patch assess --name vm`.",
      ],
      {
        view: view({
          extension: {
            ...{ version: "1.6", isReady: false },
            ...{ status: "Provisioning failed", message: "Disk full." },
          },
        }),
      },
    ],
    [
      "a restart that is due and that nobody may begin",
      patchMachine({ settings: { rebootSetting: "Never" }, row: { rebootPending: true } }),
      [
        'reboot setting: notMet. "Never" is in force, and the machine waits for a restart. -> Restart it yourself.',
      ],
    ],
    [
      "a set with several sources",
      patchMachine(),
      [
        `one source in its set: notMet. Of 2 machines of the availability set web: they use different services: "APT" of a; "YUM" of b. -> Configure the same source in each: else the same rollout installs different patches. ${source}`,
      ],
      {
        ofSet: {
          name: "the availability set web",
          machines: [
            patchMachine({ row: { name: "a" } }).row,
            patchMachine({ row: { name: "b", patchService: "YUM" } }).row,
          ],
        },
      },
    ],
    [
      "a set whose tag tells one source, whatever the case of its name",
      patchMachine(),
      [
        'one source in its set: met. Of 2 machines of the scale set web: the tag "patch-source" says "mirror" of each.',
      ],
      {
        sourceTag: "patch-source",
        ofSet: {
          name: "the scale set web",
          machines: ["a", "b"].map(
            (name) => patchMachine({ row: { name, tags: { "Patch-Source": "mirror" } } }).row,
          ),
        },
      },
    ],
  ] as const satisfies readonly (readonly [
    string,
    PatchMachine,
    readonly string[],
    Partial<ExplainedMachine>?,
  ])[]) {
    it(`is told of ${what}`, () => {
      assert.deepEqual(otherwise(machine, changes), expected);
    });
  }

  it("is told of a Windows Update service that is off", () => {
    const machine = patchMachine({
      settings: windows,
      row: {
        assessmentStatus: "Failed",
        assessmentErrors: '{"code":"Failed","message":"Exception from HRESULT: 0x80070422"}',
      },
    });
    assert.deepEqual(
      told(machine).filter((line) => line.startsWith("Windows Update service")),
      [
        "Windows Update service: notMet. Failed: Exception from HRESULT: 0x80070422. -> Switch the service on in the machine: Set-Service wuauserv -StartupType Manual; Start-Service wuauserv.",
      ],
    );
  });
});
