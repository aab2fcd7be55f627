import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const evergreen = join(__dirname, "../../bin/evergreen");
const canary = "canary-Passw0rd!";
const urn = "urn:pulumi:dev::fleet::azure-native:compute:VirtualMachine::web";
const path = "osProfile.linuxConfiguration.patchSettings.assessmentMode";
const message = `${path}: It is "ImageDefault", so nobody looks for missing patches. Set "AutomaticByPlatform": Azure then looks every 24 hours and installs nothing.`;

/** A state with one machine that nobody assesses. */
const state = {
  version: 3,
  deployment: {
    resources: [
      {
        urn,
        custom: true,
        type: "azure-native:compute:VirtualMachine",
        inputs: {
          osProfile: {
            adminPassword: {
              "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
              plaintext: JSON.stringify(canary),
            },
            linuxConfiguration: { patchSettings: { assessmentMode: "ImageDefault" } },
          },
        },
      },
    ],
  },
};
/** Other rules are not what these tests are about. */
const only = { all: "disabled", "EVG-PATCH-020": "mandatory" };

describe("evergreen policy check", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "evergreen-policy-"));
    writeFileSync(join(folder, "state.json"), JSON.stringify(state, undefined, 2));
    writeFileSync(join(folder, "only.json"), JSON.stringify(only));
    writeFileSync(join(folder, "unknown.json"), JSON.stringify({ "EVG-PATCH-02": "disabled" }));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function run(args: readonly string[], input = ""): [number | null, string, string] {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [evergreen, "policy", "check", ...args],
      { cwd: folder, encoding: "utf8", input },
    );
    assert.equal(`${stdout}${stderr}`.includes(canary), false, "a secret is shown");
    return [status, stdout, stderr];
  }

  it("tells people what a state breaks, without colour where nobody looks", () => {
    const table = [
      "LEVEL      SEVERITY  RULE           RESOURCE",
      "mandatory  medium    EVG-PATCH-020  web",
      `  ${message}`,
      "",
      "1 mandatory and 0 advisory: 1 resource judged by 1 rule (preset baseline).",
      "",
    ].join("\n");
    assert.deepEqual(run(["state.json", "--config", "only.json"]), [3, table, ""]);
    assert.deepEqual(run(["-", "--config", "only.json"], JSON.stringify(state)), [3, table, ""]);
  });

  it("answers JSON", () => {
    const [status, stdout] = run(["state.json", "--config", "only.json", "--output", "json"]);
    assert.equal(status, 3);
    const { version, ...answer } = JSON.parse(stdout) as Record<string, unknown>;
    assert.equal(typeof version, "string");
    assert.deepEqual(answer, {
      pack: "azure-evergreen",
      preset: "baseline",
      summary: { mandatory: 1, advisory: 0, rules: 1, resources: 1 },
      violations: [
        {
          rule: "EVG-PATCH-020",
          title: "Missing patches are looked for every day",
          level: "mandatory",
          severity: "medium",
          resource: urn,
          name: "web",
          property: path,
          message,
        },
      ],
    });
  });

  it("answers SARIF, whose results point at the file's line and at a rule", () => {
    const [, stdout] = run(["state.json", "--config", "only.json", "--output", "sarif"]);
    const { runs } = JSON.parse(stdout) as {
      runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleIndex: number }[] }[];
    };
    const [{ tool, results } = assert.fail()] = runs;
    const [{ ruleIndex, ...result } = assert.fail()] = results;
    assert.equal(tool.driver.rules[ruleIndex]?.id, "EVG-PATCH-020");
    assert.deepEqual(result, {
      ruleId: "EVG-PATCH-020",
      level: "error",
      message: { text: message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "state.json" },
            region: { startLine: 6 },
          },
          logicalLocations: [
            {
              name: "web",
              fullyQualifiedName: urn,
              kind: "resource",
              properties: { property: path },
            },
          ],
        },
      ],
    });
  });

  it("answers JUnit's XML", () => {
    const [, stdout] = run(["state.json", "--config", "only.json", "--output", "junit"]);
    const title = "Missing patches are looked for every day";
    assert.equal(
      stdout,
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="azure-evergreen" tests="1" failures="1" errors="0" skipped="0">',
        `  <testsuite name="EVG-PATCH-020 ${title}" tests="1" failures="1" errors="0" skipped="0">`,
        `    <testcase classname="EVG-PATCH-020" name="${urn}">`,
        `      <failure type="medium" message="${title}">${message.replaceAll('"', "&quot;")}</failure>`,
        "    </testcase>",
        "  </testsuite>",
        "</testsuites>",
        "",
      ].join("\n"),
    );
  });

  it("ends with 0 where nothing mandatory is found", () => {
    assert.deepEqual(run(["-", "--config", "only.json"], "[]"), [
      0,
      "0 mandatory and 0 advisory: 0 resources judged by 1 rule (preset baseline).\n",
      "",
    ]);
  });

  it("refuses what it is called wrongly with, and answers nothing then", () => {
    const said = "evergreen policy check: ";
    const read = "`evergreen policy check --help` tells what it takes.\n";
    const refused: readonly (readonly [readonly string[], string])[] = [
      [["nope.json"], `${said}nope.json: There is no such file.\n`],
      [["."], `${said}.: It is a directory.\n`],
      [["-"], `${said}stdin: It is empty.\n`],
      [["state.json", "--config", "nope"], `${said}nope: There is no such file.\n`],
      [
        ["state.json", "--otput", "json"],
        `error: unknown option '--otput'\n(Did you mean --output?)\n${read}`,
      ],
      [
        ["state.json", "--preset", "lax"],
        "error: option '--preset <name>' argument 'lax' is invalid. Allowed choices are baseline, strict, migration.\n",
      ],
      [[], `error: missing required argument 'file'\n${read}`],
    ];
    for (const [args, stderr] of refused) {
      assert.deepEqual(run(args), [2, "", stderr]);
    }
    const [status, stdout, stderr] = run(["state.json", "--config", "unknown.json"]);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, /EVG-PATCH-02: There is no such rule\./);
    assert.deepEqual(run(["-"], `{"password": ${canary}}`), [
      2,
      "",
      `${said}stdin: It is no JSON.\n`,
    ]);
  });
});
