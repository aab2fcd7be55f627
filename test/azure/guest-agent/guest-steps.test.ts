import assert from "node:assert/strict";
import { guestSteps } from "../../../src/azure/guest-agent/guest-steps";
import {
  guestSystemOf,
  guestSystems,
  type GuestSystemName,
} from "../../../src/azure/guest-agent/guest-systems";
import { readRunCommandOutput } from "../../../src/azure/guest-agent/run-command-output";
import { platformImages } from "../../../src/azure/images";

const byHand = { throughAgent: false };

describe("the system of a machine", () => {
  it("is known for every image that Azure patches by itself", () => {
    const found = platformImages().map((image) => guestSystemOf({ ...image, image }));
    assert.equal(found.includes(undefined), false);
    assert.deepEqual([...new Set(found)].sort(), [
      "azure-linux",
      "red-hat",
      "suse",
      "ubuntu",
      "windows",
    ]);
  });

  it("is told by the words of other images, and by what the agent says before them", () => {
    const ofImage = (publisher: string, offer: string, sku = "1", osName?: string) =>
      guestSystemOf({ operatingSystem: "Linux", image: { publisher, offer, sku }, osName });
    assert.deepEqual(
      [
        ofImage("Debian", "debian-12", "12-gen2"),
        ofImage("Oracle", "Oracle-Linux", "ol89-lvm-gen2"),
        ofImage("OpenLogic", "CentOS", "7_9"),
        ofImage("resf", "rockylinux-x86_64", "9-base"),
        ofImage("almalinux", "almalinux-x86_64", "9-gen2"),
        ofImage("center-for-internet-security-inc", "cis-oracle", "cis-oracle8-l1"),
        ofImage("kinvolk", "flatcar-container-linux-free", "stable"),
        ofImage("kinvolk", "own", "1", "Debian GNU/Linux"),
      ],
      [
        "debian",
        "oracle-linux",
        "red-hat",
        "red-hat",
        "red-hat",
        "oracle-linux",
        undefined,
        "debian",
      ],
    );
    assert.equal(guestSystemOf({ operatingSystem: "Windows" }), "windows");
    assert.equal(guestSystemOf({ operatingSystem: undefined }), undefined);
  });
});

describe("the steps inside a machine", () => {
  it("come in the order of the page, on each system", () => {
    assert.deepEqual(
      guestSteps("suse", {}, byHand).map(({ id }) => id),
      [
        "agent-package",
        "agent-options",
        "agent-restarts-itself",
        "agent-service",
        "application-control",
        "verify",
      ],
    );
    assert.deepEqual(
      guestSteps("windows", {}, byHand).map(({ id }) => id),
      ["net-framework", "agent-service", "agent-installation", "application-control", "verify"],
    );
  });

  it("can be chosen, and are refused with all that is wrong at once", () => {
    const chosen = guestSteps("debian", { steps: ["verify", "agent-options"] }, byHand);
    assert.deepEqual(
      chosen.map(({ id }) => id),
      ["agent-options", "verify"],
    );
    assert.throws(
      () => guestSteps("windows", { steps: ["agent-servce"], verboseAgentLog: "on" }, byHand),
      {
        name: "InvalidInputError",
        message:
          "The steps has 3 problems:\n" +
          '  - steps: "agent-servce" is no step for Windows. Did you mean "agent-service"? The steps are net-framework, agent-service, agent-installation, application-control, verify. [EVG-BACKUP-085]\n' +
          "  - steps: Steps, the gathering of logs and the verbose log are wanted at once. Ask for one of them at a time. [EVG-BACKUP-086]\n" +
          "  - verboseAgentLog: The agent of Windows has no verbose log that can be turned on. Gather its logs instead. [EVG-BACKUP-087]",
      },
    );
  });

  it("never load an agent from GitHub, and say who else can help", () => {
    const [update] = guestSteps("oracle-linux", {}, byHand);
    assert.equal(
      update?.title,
      "Update the agent from the repository of Oracle Linux, never from GitHub",
    );
    assert.equal(
      update.otherwise,
      "The add-ons repository of Oracle Linux must be enabled. Where the repository has no newer package, ask the distribution's support.",
    );
    assert.doesNotMatch(update.script, /github/i);
  });

  it("are of each distribution's own package, package manager and service", () => {
    const names = (Object.keys(guestSystems) as GuestSystemName[]).filter(
      (name) => name !== "windows",
    );
    const commandsOf = (system: GuestSystemName): readonly string[] =>
      guestSteps(system, { steps: ["agent-package", "agent-service"] }, byHand).flatMap(
        ({ script }) =>
          script
            .split("\n")
            .filter((line) => /install|systemctl restart|waagent --version/.test(line)),
      );
    const installed = (manager: string): string =>
      `if rpm -q WALinuxAgent > /dev/null; then ${manager} -y update WALinuxAgent; else ${manager} -y install WALinuxAgent; fi`;
    const apt = "apt-get -y -q -o Dpkg::Options::=--force-confold install";
    assert.deepEqual(Object.fromEntries(names.map((name) => [name, commandsOf(name)])), {
      ubuntu: [`${apt} walinuxagent`, "systemctl restart walinuxagent"],
      debian: [`${apt} waagent`, "systemctl restart walinuxagent"],
      "red-hat": [installed("yum"), "systemctl restart waagent"],
      "oracle-linux": [installed("yum"), "systemctl restart waagent"],
      suse: ["zypper --non-interactive install python-azure-agent", "systemctl restart waagent"],
      "azure-linux": [installed("tdnf"), "systemctl restart waagent"],
      "other-linux": ["waagent --version", "systemctl restart waagent"],
    });
    const [look] = guestSteps("other-linux", {}, byHand);
    assert.deepEqual(
      [look?.title, look?.changes, look?.otherwise],
      [
        "See which agent there is: it is updated by the distribution, never from GitHub",
        false,
        "Ask the distribution's support how the agent is updated.",
      ],
    );
  });

  it("restart both services of Windows, later where the agent itself runs them", () => {
    const scriptOf = (throughAgent: boolean) =>
      guestSteps("windows", { steps: ["agent-service"] }, { throughAgent })[0]?.script ?? "";
    assert.match(
      scriptOf(false),
      /'RdAgent', 'WindowsAzureGuestAgent'[^]*\$services \| Restart-Service -Force\n/,
    );
    assert.match(
      scriptOf(true),
      /Start-Sleep 15; Restart-Service -Force -Name 'RdAgent', 'WindowsAzureGuestAgent'"/,
    );
  });

  it("install on Windows only what Microsoft signed, and only where services are missing", () => {
    const [step] = guestSteps("windows", { steps: ["agent-installation"] }, byHand);
    assert.match(
      step?.script ?? "",
      /^\$ErrorActionPreference = 'Stop'\nif \(@\(Get-Service [^\n]+\.Count -eq 2\) \{/,
    );
    assert.match(step?.script ?? "", /LinkID=394789[^]*Get-AuthenticodeSignature[^]*msiexec\.exe/);
  });

  it("exempt Azure Backup's program from AppLocker where that has rules", () => {
    const [step] = guestSteps("windows", { steps: ["application-control"] }, byHand);
    assert.match(step?.script ?? "", /AppLocker has no rules for programs/);
    assert.match(
      step?.script ?? "",
      /Path="%OSDRIVE%\\Packages\\Plugins\\Microsoft\.Azure\.RecoveryServices\.VMSnapshot\\\*"/,
    );
  });

  it("gather the log of the extension on Windows", () => {
    const [step] = guestSteps("windows", { collectLogs: true }, byHand);
    assert.equal(
      step?.title,
      "Gather C:\\WindowsAzure\\Logs\\Plugins\\Microsoft.Azure.RecoveryServices.VMSnapshot, and show its last lines",
    );
  });
});

describe("what Run Command answers", () => {
  it("is read on Linux and on Windows, and tells whether a step came to its end", () => {
    const linux = (stdout: string, stderr: string) =>
      readRunCommandOutput([
        {
          code: "ProvisioningState/succeeded",
          message: `Enable succeeded: \n[stdout]\n${stdout}\n[stderr]\n${stderr}`,
        },
      ]);
    assert.deepEqual(linux("2.2.46\nevergreen: step done\n", ""), {
      stdout: "2.2.46",
      stderr: "",
      isDone: true,
    });
    assert.deepEqual(linux("evergreen: step done\nmore\n", "E: no package\n"), {
      stdout: "evergreen: step done\nmore",
      stderr: "E: no package",
      isDone: false,
    });
    assert.deepEqual(
      readRunCommandOutput([
        { code: "ComponentStatus/StdOut/succeeded", message: "fine\r\nevergreen: step done" },
        { code: "ComponentStatus/StdErr/succeeded", message: "" },
      ]),
      { stdout: "fine", stderr: "", isDone: true },
    );
    assert.deepEqual(readRunCommandOutput([]), { stdout: "", stderr: "", isDone: false });
  });
});
