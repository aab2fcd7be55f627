import assert from "node:assert/strict";
import { warningFinding } from "../../src/azure/finding";
import { resourceRule } from "../../src/policy/rule";
import { analyze, remediate } from "./analyzer";
import { automationAccount, group, linuxMachine } from "./fixtures";
import { runAsConnection, runbook } from "./fixtures-automation";
import { asEngineSends, lines, packOf } from "./packs";
import { type Program, withArgs, withProperty } from "./program";

const assessment = "EVG-PATCH-020";
const localKeys = "EVG-AUTOMATION-032";
const runbookType = "EVG-RUNBOOK-001";
const runAs = "EVG-AUTOMATION-016";
const chosen = [assessment, localKeys, runbookType, runAs];
const path = "osProfile.linuxConfiguration.patchSettings.assessmentMode";

/** Breaks each of the chosen rules: two of medium weight, two of high, one of these about Run As accounts. */
const broken: Program = [
  group,
  ...withProperty([linuxMachine()], "web", path, "ImageDefault"),
  ...withArgs([automationAccount], "account", { disableLocalAuth: false }),
  ...withArgs([runbook], "runbook", { runbookType: "Sript", runtimeEnvironment: undefined }),
  runAsConnection,
];
const migration = (day: string) => ({ "EVG-PACK-002": { runAsAllowedUntil: day } });

describe("the presets of the policy pack", () => {
  it("stop what is critical or high, and tell of the rest, in baseline", async () => {
    assert.deepEqual(await lines(packOf("baseline", chosen), broken), [
      `${assessment} advisory web`,
      `${localKeys} advisory account`,
      `${runbookType} mandatory runbook`,
      `${runAs} mandatory connection`,
    ]);
  });

  it("stop everything in strict", async () => {
    assert.deepEqual(await lines(packOf("strict", chosen), broken), [
      `${assessment} mandatory web`,
      `${localKeys} mandatory account`,
      `${runbookType} mandatory runbook`,
      `${runAs} mandatory connection`,
    ]);
  });

  it("are baseline that only tells of Run As accounts in migration", async () => {
    assert.deepEqual(await lines(packOf("migration", chosen), broken, migration("2027-01-31")), [
      `${assessment} advisory web`,
      `${localKeys} advisory account`,
      `${runbookType} mandatory runbook`,
      `${runAs} advisory connection`,
    ]);
  });

  for (const [day, level] of [
    ["2027-01-31", "advisory"],
    ["2027-02-01", "mandatory"],
  ] as const) {
    it(`stop Run As accounts from the day after the migration's last: ${level} on ${day}`, async () => {
      const pack = packOf("migration", [runAs], day);
      assert.deepEqual(await lines(pack, broken, migration("2027-01-31")), [
        `${runAs} ${level} connection`,
      ]);
      // A caller that sends what is configured and nothing else is understood alike.
      const configuration = migration("2027-01-31");
      const said = await analyze(pack, broken, { mode: "up", configuration });
      assert.deepEqual(
        said.map((each) => each.level),
        [level],
      );
    });
  }

  it("leave what is configured for Run As accounts in force after the migration's end", async () => {
    const ended = packOf("migration", [runAs], "2027-02-01");
    const end = migration("2027-01-31");
    assert.deepEqual(await lines(ended, broken, { ...end, [runAs]: "disabled" }), []);
    assert.deepEqual(await lines(ended, broken, { ...end, all: "disabled" }), []);
    assert.deepEqual(await lines(ended, broken, { ...end, all: "advisory" }), [
      `${runAs} advisory connection`,
    ]);
    const inTime = packOf("migration", [runAs]);
    assert.deepEqual(await lines(inTime, broken, { ...end, [runAs]: "mandatory" }), [
      `${runAs} mandatory connection`,
    ]);
  });
});

describe("the levels of the policy pack", () => {
  it("are those of all rules, unless a rule has one of its own", async () => {
    const pack = packOf("strict", chosen);
    assert.deepEqual(await lines(pack, broken, { all: "advisory", [runbookType]: "mandatory" }), [
      `${assessment} advisory web`,
      `${localKeys} advisory account`,
      `${runbookType} mandatory runbook`,
      `${runAs} advisory connection`,
    ]);
    assert.deepEqual(await lines(pack, broken, { all: "disabled", [runAs]: "advisory" }), [
      `${runAs} advisory connection`,
    ]);
    assert.deepEqual(await lines(pack, broken, { all: "disabled" }), []);
  });

  it("stay where a rule has parameters and no level", async () => {
    const pack = packOf("baseline", ["EVG-AUTOMATION-033"]);
    const open = withArgs([automationAccount], "account", { publicNetworkAccess: true });
    const program = [group, ...open];
    assert.deepEqual(await lines(pack, program, {}), ["EVG-AUTOMATION-033 advisory account"]);
    assert.deepEqual(
      await lines(pack, program, { "EVG-AUTOMATION-033": { publicNetworkAccess: true } }),
      [],
    );
  });

  it("mend where a rule can, and stop what it cannot", async () => {
    const pack = packOf("strict", chosen);
    const configuration = asEngineSends(pack, { all: "remediate" });
    const deployment = { mode: "up", configuration } as const;
    const [mended, ...others] = await remediate(pack, broken, "account", deployment);
    assert.deepEqual(others, []);
    assert.equal(mended?.policy, localKeys);
    assert.equal(mended.properties.disableLocalAuth, true);
    assert.equal(mended.properties.automationAccountName, "updater");
    assert.deepEqual(await remediate(pack, broken, "runbook", deployment), []);
    assert.deepEqual(await lines(pack, broken, { all: "disabled", [runAs]: "remediate" }), [
      `${runAs} mandatory connection`,
    ]);
  });

  it("mend nothing unless they say so, nor what is right, exempt or not known yet", async () => {
    const pack = packOf("strict", chosen);
    const mend = (program: Program, configuration = {}, rest = {}) =>
      remediate(pack, program, "web", {
        mode: "up",
        configuration: asEngineSends(pack, configuration),
        ...rest,
      });
    const on = { [assessment]: "remediate" };
    const exemptions = [
      {
        rule: assessment,
        resource: "web",
        reason: "An appliance.",
        owner: "platform team",
        ticket: "T-1",
        expires: "2027-01-31",
      },
    ];
    const unknown = [{ resource: "web", property: path }];
    assert.equal((await mend(broken, on)).length, 1);
    assert.deepEqual(await mend(broken), []);
    assert.deepEqual(await mend([group, linuxMachine()], on), []);
    assert.deepEqual(await mend(broken, { ...on, "EVG-PACK-001": { exemptions } }), []);
    assert.deepEqual(await mend(broken, on, { unknown }), []);
  });

  it("mend one after another: each goes on from what the one before made", async () => {
    const tagged = (tag: string) =>
      resourceRule({
        id: `EVG-TRIED-${tag}`,
        title: `There is a tag ${tag}`,
        severity: "low",
        why: "Tried.",
        remediation: [],
        tags: [],
        references: [],
        types: ["Microsoft.Resources/resourceGroups"],
        findings: ({ inputs }) =>
          inputs.text(`tags.${tag}`) === undefined
            ? [warningFinding(`EVG-TRIED-${tag}`, `tags.${tag}`, "It is missing.", "Give it.")]
            : [],
        remediate: (properties) => ({
          ...properties,
          tags: { ...(properties.tags as object | undefined), [tag]: "set" },
        }),
      });
    const pack = packOf("strict", [tagged("first"), tagged("second")]);
    const mended = await remediate(pack, [group], "group", {
      mode: "up",
      configuration: asEngineSends(pack, { all: "remediate" }),
    });
    assert.deepEqual(
      mended.map(({ policy, properties }) => [policy, properties.tags]),
      [
        ["EVG-TRIED-first", { first: "set" }],
        ["EVG-TRIED-second", { first: "set", second: "set" }],
      ],
    );
  });

  it("keep a secret secret in what they mend", async () => {
    const pack = packOf("strict", [assessment]);
    const program = withArgs(broken, "web", { osProfile: { adminPassword: "hunter2-hunter2" } });
    const [mended] = await remediate(pack, program, "web", {
      mode: "up",
      configuration: asEngineSends(pack, { all: "remediate" }),
      secrets: { web: { osProfile: { adminPassword: true } } },
    });
    assert.deepEqual(mended?.secrets, { osProfile: { adminPassword: true } });
  });
});
