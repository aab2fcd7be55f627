import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { runEvergreen } from "./running-simulation";

const evergreen = join(__dirname, "../../bin/evergreen");

describe("evergreen completion", () => {
  for (const [shell, sign] of [
    ["bash", /^complete -F __evergreen_complete evergreen$/m],
    ["zsh", /^#compdef evergreen$/m],
    ["fish", /^complete -c evergreen /m],
    ["powershell", /Register-ArgumentCompleter .*'evergreen'/],
  ] as const) {
    it(`prints a script for ${shell}`, () => {
      const { exitCode, stdout, stderr } = runEvergreen(["completion", shell]);
      assert.deepEqual([exitCode, stderr], [0, ""]);
      assert.match(stdout, sign);
    });
  }

  it("refuses a shell that it does not know, and none", () => {
    assert.deepEqual(runEvergreen(["completion", "tcsh"]), {
      exitCode: 2,
      stdout: "",
      stderr:
        "error: command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are zsh, bash, fish, powershell.\n",
    });
    assert.deepEqual(runEvergreen(["completion"]), {
      exitCode: 2,
      stdout: "",
      stderr:
        "error: missing required argument 'shell'\n`evergreen completion --help` tells what it takes.\n",
    });
  });

  it("answers a shell with one line a choice: commands, options and what these take", () => {
    const choices = (...words: string[]) =>
      runEvergreen(["complete", "--", ...words])
        .stdout.trimEnd()
        .split("\n");
    assert.deepEqual(choices("patch", ""), [
      "status\tShow who patches each machine and why, its last assessment and installation, and what needs attention.",
      "explain\tWalk through all that patching one machine takes: what is so, what is missing and what to do.",
      "assess\tLet machines look for missing patches now.",
      "install\tInstall patches on machines now, critical and security ones unless told otherwise.",
      "mode\tSet who patches machines: the platform off-peak, a schedule, their own system, or nobody.",
      "help\tdisplay help for command",
      ":4",
    ]);
    const names = (lines: readonly string[]) => lines.map((line) => line.split("\t")[0]);
    assert.deepEqual(names(choices("patch", "mode", "")), [
      "platform",
      "schedule",
      "os",
      "manual",
      ":4",
    ]);
    assert.deepEqual(names(choices("listing", "--")), [
      "--output",
      "--json",
      "--subscription",
      "--patches",
      "--help",
      ":4",
    ]);
    assert.deepEqual(names(choices("login-check", "--output", "m")), ["markdown", ":4"]);
  });

  it("completes in bash itself", () => {
    const folder = mkdtempSync(join(tmpdir(), "azure-evergreen-completion-"));
    try {
      symlinkSync(evergreen, join(folder, "evergreen"));
      symlinkSync(process.execPath, join(folder, "node"));
      const { stdout } = runEvergreen(["completion", "bash"]);
      writeFileSync(join(folder, "script.bash"), stdout);
      const typed = [
        // Of bash-completion, which a machine may not have: where the cursor is.
        "_get_comp_words_by_ref() { words=(evergreen backup d); cword=2; cur=d; prev=backup; }",
        `. "${join(folder, "script.bash")}"`,
        "__evergreen_complete",
        'printf "%s\\n" "${COMPREPLY[@]}"',
      ].join("\n");
      const completed = spawnSync("bash", ["-c", typed], {
        encoding: "utf8",
        env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ""}` },
      });
      assert.deepEqual([completed.stdout, completed.status], ["diagnose\n", 0], completed.stderr);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("evergreen help", () => {
  it("shows the help of a command however deep, as --help does", () => {
    for (const words of [[], ["patch"], ["agent-update", "schedule", "set"]]) {
      const help = runEvergreen(["help", ...words]);
      assert.deepEqual([help.exitCode, help.stderr], [0, ""]);
      assert.equal(help.stdout, runEvergreen([...words, "--help"]).stdout);
    }
  });

  it("refuses a command that is none", () => {
    assert.deepEqual(runEvergreen(["help", "patch", "stat"]), {
      exitCode: 2,
      stdout: "",
      stderr: "error: unknown command 'patch stat'\n`evergreen --help` tells what it takes.\n",
    });
  });
});
