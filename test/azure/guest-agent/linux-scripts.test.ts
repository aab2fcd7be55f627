import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { guestSteps, type GuestStepChoice } from "../../../src/azure/guest-agent/guest-steps";
import type { GuestStepId } from "../../../src/azure/guest-agent/guest-step";
import { guestSystems, type GuestSystemName } from "../../../src/azure/guest-agent/guest-systems";

const linux = (Object.keys(guestSystems) as GuestSystemName[]).filter((name) => name !== "windows");
const choices: readonly GuestStepChoice[] = [
  {},
  { collectLogs: true },
  { verboseAgentLog: "on" },
  { verboseAgentLog: "off" },
];

function scriptOf(
  id: GuestStepId,
  choice: GuestStepChoice = {},
  system: GuestSystemName = "ubuntu",
  throughAgent = false,
): string {
  const step = guestSteps(system, choice, { throughAgent }).find((each) => each.id === id);
  assert.ok(step);
  return step.script;
}

describe("the scripts for Linux machines", () => {
  it("are such that sh and bash can read them, for every system and both ways to run them", () => {
    const unread = linux.flatMap((system) =>
      choices.flatMap((choice) =>
        [true, false].flatMap((throughAgent) =>
          guestSteps(system, choice, { throughAgent }).flatMap(({ id, script }) =>
            ["sh", "bash"].flatMap((shell) => {
              const { status, stderr } = spawnSync(shell, ["-n"], { input: script });
              return status === 0 ? [] : [`${system} ${id} ${shell}: ${String(stderr)}`];
            }),
          ),
        ),
      ),
    );
    assert.deepEqual(unread, []);
  });

  describe("run for real", () => {
    let folder = "";
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "evergreen-guest-"));
      mkdirSync(join(folder, "bin"));
      mkdirSync(join(folder, "etc"));
      mkdirSync(join(folder, "var/log"), { recursive: true });
    });
    afterEach(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    /** Stands for a program of the machine: writes down how it was called. */
    function stub(name: string, body = ""): void {
      const file = join(folder, "bin", name);
      writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> "${join(folder, "calls")}"\n${body}\n`);
      chmodSync(file, 0o755);
    }

    /** Runs a script whose files are those of the test. */
    function run(script: string): { status: number | null; stdout: string; stderr: string } {
      const here = script.replaceAll(/(?<=[ =])\/(etc|var)\//g, `${folder}/$1/`);
      const { status, stdout, stderr } = spawnSync("sh", ["-c", here], {
        encoding: "utf8",
        env: { PATH: `${join(folder, "bin")}:${process.env.PATH ?? ""}` },
      });
      return { status, stdout, stderr };
    }

    const calls = (): string[] => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
    const configuration = (): string => readFileSync(join(folder, "etc/waagent.conf"), "utf8");

    const edits = {
      "what is missing is added after a last line that has no end": [
        "# Agent\nAutoUpdate.Enabled=y",
        "# Agent\nAutoUpdate.Enabled=y\nExtensions.Enabled=y\nProvisioning.Agent=auto\n",
      ],
      "what is wrong is put right in its place": [
        "Extensions.Enabled=n\nProvisioning.Agent=disabled\nLogs.Verbose=n\n",
        "Extensions.Enabled=y\nProvisioning.Agent=auto\nLogs.Verbose=n\n",
      ],
      "the name that Microsoft's page writes is read too": [
        "  Extensions.Enable = n\nProvisioning.Agent=auto\n",
        "Extensions.Enabled=y\nProvisioning.Agent=auto\n",
      ],
      "comments and names that are written alike are left alone": [
        "# Extensions.Enabled=n\nExtensions.EnabledX=n\nProvisioningXAgent=off\n",
        "# Extensions.Enabled=n\nExtensions.EnabledX=n\nProvisioningXAgent=off\nExtensions.Enabled=y\nProvisioning.Agent=auto\n",
      ],
      "an empty file gets both": ["", "Extensions.Enabled=y\nProvisioning.Agent=auto\n"],
    } as const;
    for (const [title, [before, after]] of Object.entries(edits)) {
      it(`set the agent's options: ${title}, and a second run changes nothing`, () => {
        writeFileSync(join(folder, "etc/waagent.conf"), before);
        for (let times = 0; times < 2; times += 1) {
          const { status, stdout } = run(scriptOf("agent-options"));
          assert.deepEqual([status, stdout], [0, "evergreen: step done\n"]);
          assert.equal(configuration(), after);
        }
      });
    }

    it("turn the verbose log on and off, and restart the service of the distribution", () => {
      stub("systemctl");
      writeFileSync(join(folder, "etc/waagent.conf"), "Logs.Verbose=n\n");
      run(scriptOf("verbose-log", { verboseAgentLog: "on" }, "debian"));
      assert.equal(configuration(), "Logs.Verbose=y\n");
      run(scriptOf("verbose-log", { verboseAgentLog: "off" }, "suse"));
      assert.equal(configuration(), "Logs.Verbose=n\n");
      assert.deepEqual(calls(), ["systemctl restart walinuxagent", "systemctl restart waagent"]);
    });

    it("restart the agent only after it has told, where the agent itself runs them", () => {
      stub("systemctl");
      stub("systemd-run");
      const { stdout } = run(scriptOf("agent-service", {}, "red-hat", true));
      assert.deepEqual(calls(), [
        "systemctl enable waagent",
        "systemd-run --on-active=15 systemctl restart waagent",
      ]);
      assert.equal(stdout, "waagent is restarted in 15 seconds.\nevergreen: step done\n");
    });

    it("let systemd restart the agent", () => {
      stub("systemctl");
      assert.equal(run(scriptOf("agent-restarts-itself")).status, 0);
      assert.equal(run(scriptOf("agent-restarts-itself")).status, 0);
      assert.equal(
        readFileSync(
          join(folder, "etc/systemd/system/walinuxagent.service.d/50-restart.conf"),
          "utf8",
        ),
        "[Service]\nRestart=always\nRestartSec=5\n",
      );
      assert.deepEqual(calls(), ["systemctl daemon-reload", "systemctl daemon-reload"]);
    });

    it("install with the distribution's package manager, and end at its first failure", () => {
      stub("apt-get");
      run(scriptOf("agent-package", {}, "ubuntu"));
      stub("rpm");
      stub("yum");
      run(scriptOf("agent-package", {}, "red-hat"));
      stub("rpm", "exit 1");
      run(scriptOf("agent-package", {}, "oracle-linux"));
      stub("zypper");
      run(scriptOf("agent-package", {}, "suse"));
      stub("tdnf", "exit 4");
      const { status, stdout } = run(scriptOf("agent-package", {}, "azure-linux"));
      assert.deepEqual([status, stdout], [4, ""]);
      assert.deepEqual(calls(), [
        "apt-get -qq update",
        "apt-get -y -q -o Dpkg::Options::=--force-confold install walinuxagent",
        "rpm -q WALinuxAgent",
        "yum -y update WALinuxAgent",
        "rpm -q WALinuxAgent",
        "yum -y install WALinuxAgent",
        "zypper --non-interactive refresh",
        "zypper --non-interactive install python-azure-agent",
        "rpm -q WALinuxAgent",
        "tdnf -y install WALinuxAgent",
      ]);
    });

    it("say what keeps programs below /var/lib from running", () => {
      stub("findmnt", "echo rw,noexec");
      stub("systemctl");
      assert.equal(
        run(scriptOf("application-control")).stdout.replaceAll(folder, ""),
        "/var/lib is mounted with noexec: mount it without.\n" +
          "fapolicyd is active: exempt /var/lib from it.\nevergreen: step done\n",
      );
    });

    it("see whether the agent runs", () => {
      stub("waagent", 'echo "WALinuxAgent-2.2.46"');
      stub("systemctl");
      assert.equal(run(scriptOf("verify")).stdout, "WALinuxAgent-2.2.46\nevergreen: step done\n");
      stub("systemctl", "exit 3");
      const { status, stdout, stderr } = run(scriptOf("verify"));
      assert.deepEqual([status, stdout, stderr], [1, "", "walinuxagent does not run.\n"]);
    });

    it("gather the three places of logs that there are, for their owner alone, and anew each time", () => {
      const script = scriptOf("collect-logs", { collectLogs: true });
      assert.deepEqual(run(script).stderr, "There are no logs of the agent.\n");
      mkdirSync(join(folder, "var/lib/waagent"), { recursive: true });
      mkdirSync(join(folder, "var/log/azure"), { recursive: true });
      writeFileSync(join(folder, "var/lib/waagent/GoalState.1.xml"), "<GoalState/>");
      writeFileSync(join(folder, "var/lib/waagent/secret.prv"), "not gathered");
      writeFileSync(join(folder, "var/log/azure/extension.log"), "one\n");
      writeFileSync(join(folder, "var/log/waagent.log"), "first\nlast\n");
      const archive = join(folder, "var/log/evergreen-agent-logs.tar.gz");
      for (let times = 0; times < 2; times += 1) {
        assert.equal(
          run(script).stdout,
          `first\nlast\nGathered in ${archive}.\nevergreen: step done\n`,
        );
      }
      const { stdout } = spawnSync("sh", ["-c", `ls -l "${archive}"; tar -tzf "${archive}"`], {
        encoding: "utf8",
      });
      const [listing = "", ...files] = stdout.trim().split("\n");
      assert.match(listing, /^-rw-------/);
      assert.deepEqual(files.map((file) => file.slice(file.indexOf("var/"))).sort(), [
        "var/lib/waagent/GoalState.1.xml",
        "var/log/azure/",
        "var/log/azure/extension.log",
        "var/log/waagent.log",
      ]);
    });
  });
});
