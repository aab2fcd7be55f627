import assert from "node:assert/strict";
import { rules } from "../../src/policy/rules";
import { type PackConfiguration, settingsOf } from "../../src/policy/pack/configuration";
import type { Preset } from "../../src/policy/pack/levels";
import { analyze } from "./analyzer";
import { automationAccount, group } from "./fixtures";
import { packOf } from "./packs";

const days = "EVG-AUTOMATION-036";
const open = "EVG-AUTOMATION-033";
const logs = "EVG-AUTOMATION-035";
const plain = "EVG-PATCH-020";
const chosen = [days, open, logs, plain];

/** Configures a pack over the protocol and answers what it refuses, without the line that counts. */
async function refused(
  configuration: PackConfiguration,
  preset: Preset = "strict",
): Promise<string[]> {
  const pack = packOf(preset, chosen);
  let judged = 0;
  const counted = {
    ...pack,
    analyze: (resource: Parameters<typeof pack.analyze>[0]) => {
      judged += 1;
      return pack.analyze(resource);
    },
  };
  const error = await analyze(counted, [group, automationAccount], {
    mode: "up",
    configuration,
  }).then(
    () => assert.fail("Nothing was refused."),
    (reason: unknown) => reason as Error,
  );
  assert.equal(judged, 0, "Something was judged all the same.");
  // An engine that went on all the same would get no further.
  assert.throws(() => pack.analyzeStack([]), { message: error.message });
  const [head, ...lines] = error.message.split("\n");
  assert.equal(
    head,
    `The configuration of the policy pack has ${lines.length === 1 ? "1 problem" : `${lines.length} problems`}:`,
  );
  return lines.map((line) => line.replace(/^ {2}- | \[EVG-PACK-001\]$/g, ""));
}

describe("a configuration of the policy pack", () => {
  const cases: Readonly<Record<string, readonly [PackConfiguration, readonly string[]]>> = {
    "a rule that there is not": [
      { "EVG-PATCH-02": "advisory" },
      ['EVG-PATCH-02: There is no such rule. Did you mean "EVG-PATCH-020" or "EVG-PACK-002"?'],
    ],
    "a parameter of a rule that has none": [
      { [plain]: { mode: "x" } },
      [`${plain}.mode: The rule has no such parameter. It has none.`],
    ],
    "a parameter that the rule does not have": [
      { [days]: { days: 30 } },
      [`${days}.days: The rule has no such parameter. It has maximumDays.`],
    ],
    "a parameter for all rules": [
      { all: { enforcementLevel: "advisory", maximumDays: 30 } },
      ["all.maximumDays: There is no such parameter. Take it away."],
    ],
    "a text for a number": [
      { [days]: { maximumDays: "30" } },
      [
        `${days}.maximumDays: "30" is not of type integer. How many days from now a webhook may live.`,
      ],
    ],
    "half a day": [
      { [days]: { maximumDays: 0.5 } },
      [
        `${days}.maximumDays: 0.5 is not of type integer. How many days from now a webhook may live.`,
      ],
    ],
    "too few days": [
      { [days]: { maximumDays: 0 } },
      [`${days}.maximumDays: 0 is below 1. How many days from now a webhook may live.`],
    ],
    "too many days": [
      { [days]: { maximumDays: 3651 } },
      [`${days}.maximumDays: 3651 is above 3650. How many days from now a webhook may live.`],
    ],
    "a number for a yes or no": [
      { [open]: { publicNetworkAccess: 1 } },
      [
        `${open}.publicNetworkAccess: 1 is not of type boolean. Whether accounts may be open to the internet, for example for webhooks that come from there.`,
      ],
    ],
    "a word for a list": [
      { [logs]: { logCategories: "JobLogs" } },
      [
        `${logs}.logCategories: "JobLogs" is not of type array. Categories of logs that a diagnostic setting of the stack has to collect.`,
      ],
    ],
    "a word that the list does not take": [
      { [logs]: { logCategories: ["JobLogs", "Jobs"] } },
      [
        `${logs}.logCategories: ["JobLogs","Jobs"] is wrong at "Jobs": its items are JobLogs, JobStreams, DscNodeStatus, AuditEvent. Categories of logs that a diagnostic setting of the stack has to collect.`,
      ],
    ],
    "several mistakes at once": [
      { "EVG-NONE-001": "advisory", [days]: { maximumDays: 0, days: 1 } },
      [
        'EVG-NONE-001: There is no such rule. Did you mean "EVG-PACK-001", "EVG-PACK-002" or "EVG-PACK-003"?',
        `${days}.maximumDays: 0 is below 1. How many days from now a webhook may live.`,
        `${days}.days: The rule has no such parameter. It has maximumDays.`,
      ],
    ],
    "the end of a migration in another preset": [
      { "EVG-PACK-002": { runAsAllowedUntil: "2027-01-31" } },
      ["EVG-PACK-002.runAsAllowedUntil: Only the preset migration has an end. Take it away."],
    ],
  };
  for (const [title, [configuration, messages]] of Object.entries(cases)) {
    it(`is refused with ${title}, and nothing runs`, async () => {
      // The protocol's maps have no order.
      assert.deepEqual((await refused(configuration)).sort(), [...messages].sort());
    });
  }

  const give = "Give the last day on which Run As accounts are only told of, such as 2027-01-31.";
  for (const [end, message] of [
    [undefined, `It is missing. ${give}`],
    ["next summer", `"next summer" is no date. ${give}`],
    ["2027-02-30", `"2027-02-30" is no date. ${give}`],
    [20270131, `20270131 is no date. ${give}`],
  ] as const) {
    it(`is refused in the preset migration whose end is ${end ?? "missing"}`, async () => {
      const configuration = end === undefined ? {} : { "EVG-PACK-002": { runAsAllowedUntil: end } };
      assert.deepEqual(await refused(configuration, "migration"), [
        `EVG-PACK-002.runAsAllowedUntil: ${message}`,
      ]);
    });
  }

  it("is refused with a level that there is not, whatever a file holds", () => {
    for (const [value, text] of [
      ["loud", `${plain}: "loud" is no level.`],
      [null, `${plain}: null is no level.`],
      [true, `${plain}: true is no level.`],
      [["advisory"], `${plain}: ["advisory"] is no level.`],
      [{ enforcementLevel: "loud" }, `${plain}.enforcementLevel: "loud" is no level.`],
      [{ enforcementLevel: null }, `${plain}.enforcementLevel: null is no level.`],
    ] as const) {
      const configuration = { [plain]: value } as unknown as PackConfiguration;
      assert.throws(() => settingsOf(rules, "strict", configuration, new Date()), {
        message: `The configuration of the policy pack has 1 problem:\n  - ${text} Give one of advisory, mandatory, remediate, disabled. [EVG-PACK-001]`,
      });
    }
  });
});
