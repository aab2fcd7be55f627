import assert from "node:assert/strict";
import type { Command } from "commander";
import { errorFinding, InvalidInputError } from "../../../src/azure/finding";
import { describedByOptions, optionsByPath } from "../../../src/cli/frame/option-names";
import { evergreenProgram } from "../../../src/cli/program";
import { newAzure, subscriptionId } from "../../simulator/caller";
import { vault } from "../../simulator/site-recovery/replicated-estate";
import { serveFleet, type ServedFleet } from "../patch/served-fleet";

function optionsOf(command: Command): string[] {
  return [...command.options.map(({ long }) => long ?? ""), ...command.commands.flatMap(optionsOf)];
}

/** Where a problem is told to be, by where it is in the operation's input and what was given. */
function place(path: string, given: object = {}): string | undefined {
  const error = new InvalidInputError("It", [errorFinding("EVG-X-001", path, "No.", "Mend it.")]);
  return /^ {2}- (.*?)(?:: )?No\. Mend it\. \[EVG-X-001\]$/m.exec(
    describedByOptions(error, given),
  )?.[1];
}

const idFix =
  'Give the whole id, for example "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}". [EVG-ID-001]';
const noId = (option: string, text: string) =>
  `  - ${option}: "${text}" is not a resource id: it starts neither with "/subscriptions/" nor with "/providers/". ${idFix}`;

/** Commands that are called wrongly, and the lines that say so. */
const wrong: readonly (readonly [line: readonly string[], told: readonly string[]])[] = [
  [
    ["agent-update", "status", "--vault", "one", "two"],
    [noId("--vault", "one"), noId("--vault", "two")],
  ],
  [
    ["agent-update", "status", "--vault", vault, "--price-per-minute", "1"],
    [
      "  - --currency: A price has a number and a currency, and only one of them is given. Give both, or none. [EVG-COST-003]",
    ],
  ],
  [
    ["agent-update", "enable", "--vault", vault, "--automation-account", "mine"],
    [noId("--automation-account", "mine")],
  ],
  [
    ["agent-update", "disable", "--vault", `${vault}x`],
    [
      `  - --vault: Azure knows no vault "${vault}x". Check subscription, resource group and name of the vault. [EVG-SCOPE-012]`,
    ],
  ],
  [
    ["agent-update", "repair", "--resource-group", "none"],
    [
      "  - There is no Recovery Services vault in resource group none, or none that you may read. Name a vault, another subscription or another resource group. [EVG-SCOPE-011]",
    ],
  ],
  [
    ["agent-update", "schedule", "set", "--time", "25:00", "--time-zone", "X"],
    [
      '  - --time: "25:00" is no time of day. Give it as "HH:MM", from 00:00 to 23:59. [EVG-SCHEDULE-009]',
      '  - --time-zone: "X" is neither a Windows time zone nor an IANA one. Did you mean "GB", "NZ" or "CET"? [EVG-TIME-002]',
    ],
  ],
  [["agent-update", "script", "--vault", "one"], [noId("--vault", "one")]],
  [
    ["agent-update", "run", "--name", ""],
    [
      "  - --name: It is empty, and would let nothing through. Leave it out, or give a text. [EVG-SCOPE-010]",
    ],
  ],
  [
    ["patch", "install", "--kb", "x", "--package", "a b", "--maximum-duration", "5"],
    [
      "  - --maximum-duration: The maximum duration 'PT300M' is not valid. Use an ISO 8601 duration of at most 4 hours, for example 'PT2H'. [EVG-INSTALL-002]",
      '  - --kb: "x" is no KB number. Give it like "KB5044281" or "5044281". [EVG-MAINTENANCE-012]',
      "  - --package: 'a b' is no name of a package. Give a name or 'name_version' without spaces, with * for anything. [EVG-INSTALL-006]",
    ],
  ],
  [
    ["patch", "explain", ""],
    [
      "  - machine: It is empty, and would let nothing through. Leave it out, or give a text. [EVG-SCOPE-010]",
    ],
  ],
  [
    ["backup", "run", "web1", "--vault", "none"],
    [
      `  - --vault: There is no vault "none" in subscription ${subscriptionId} that you may read. You may read no vault there: see --subscription. [EVG-BACKUP-075]`,
    ],
  ],
  [
    ["backup", "jobs", "--status", "Gone"],
    [
      '  - --status: "Gone" is no status of a job. Give one of InProgress, Completed, Failed, CompletedWithWarnings, Cancelled, Cancelling. [EVG-BACKUP-079]',
    ],
  ],
  [
    ["backup", "clean-restore-points", "--orphaned", "--tag", "a=b"],
    [
      "  - --tag: Machines that are gone have no tags. Choose them by resource group or name. [EVG-BACKUP-080]",
    ],
  ],
  [["login-check", "--scope", "rg"], [noId("--scope", "rg")]],
];

describe("the options by which wrong input is told", () => {
  it("are options of the command line", () => {
    const known = optionsOf(evergreenProgram());
    const named = Object.values(optionsByPath).flat();
    assert.deepEqual(
      named.filter((option) => !known.includes(option)),
      // The choice as a whole, and an argument.
      ["", "machine", "machine", ""],
    );
  });

  it("are those that were given, where several set the same", () => {
    assert.deepEqual(
      [
        place("rebootSetting", { reboot: "Never" }),
        place("rebootSetting", { rebootSetting: "Never" }),
        place("vaultIds[3]", { vault: ["a"], pulumiStack: "s" }),
        place("vaultIds[3]", { pulumiStack: "s" }),
        place("vaultIds", { resourceGroup: ["rg"] }),
        place("scope.resourceGroups[0]", { resourceGroup: ["rg"] }),
        place("scope", { name: ["web1"] }),
        place("scope", { scope: "rg" }),
        place("offPeakHours.toHour"),
      ],
      [
        ...["--reboot", "--reboot-setting", "--vault", "--pulumi-stack"],
        ...["", "--resource-group", "", "--scope", "--off-peak"],
      ],
    );
  });

  it("keep the names of arguments and of what no option sets", () => {
    assert.deepEqual(
      [place("machine"), place("code"), place("toString")],
      ["machine", "code", "toString"],
    );
  });
});

describe("what is wrong with input", () => {
  let served: ServedFleet;

  before(async () => {
    served = await serveFleet({ azure: newAzure() }, "Owner");
  });

  after(() => served.close());

  for (const [line, told] of wrong) {
    it(`is told by the options that were given: ${line.slice(0, 4).join(" ")}`, async () => {
      const { exitCode, stdout, stderr } = await served.run(...line);
      assert.deepEqual([exitCode, stdout], [2, ""], stderr);
      const lines = stderr.split("\n").filter((each) => each.startsWith("  - "));
      assert.deepEqual(lines, told);
    });
  }
});
