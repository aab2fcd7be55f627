import assert from "node:assert/strict";
import type { PackConfiguration } from "../../src/policy/pack/configuration";
import { analyze } from "./analyzer";
import { group, linuxMachine } from "./fixtures";
import { packOf, saidOf } from "./packs";
import { type Program, withArgs, withProperty } from "./program";

const rule = "EVG-PATCH-020";
const path = "osProfile.linuxConfiguration.patchSettings.assessmentMode";
const violation = `${path}: It is "ImageDefault", so nobody looks for missing patches. Set "AutomaticByPlatform": Azure then looks every 24 hours and installs nothing.`;
const because = "The vendor patches it (platform team, T-1, until 2027-01-31)";

/** Two machines that break the rule, one with a tag. */
const program: Program = [
  group,
  ...["web-1", "web-2"].flatMap((name) =>
    withProperty([linuxMachine(name)], name, path, "ImageDefault"),
  ),
];
const tagged = withArgs(program, "web-1", { tags: { patched: "by-vendor" } });

function exempt(given: Record<string, unknown>): Record<string, unknown> {
  return {
    rule,
    reason: "The vendor patches it",
    owner: "platform team",
    ticket: "T-1",
    expires: "2027-01-31",
    ...given,
  };
}

function exempting(...exemptions: readonly Record<string, unknown>[]): PackConfiguration {
  return { "EVG-PACK-001": { exemptions } };
}

async function said(
  stack: Program,
  exemptions: readonly Record<string, unknown>[],
  deployment: Parameters<typeof saidOf>[3] = {},
): Promise<string[]> {
  const all = await saidOf(packOf("strict", [rule]), stack, exempting(...exemptions), deployment);
  return all.map(({ policy, level, resource, message }) =>
    [policy, level, resource, message].filter((word) => word !== "").join(" | "),
  );
}

describe("an exemption", () => {
  const used = (name: string) =>
    `EVG-PACK-001 | advisory | ${name} | Exempt from ${rule}: ${because}.`;
  const broken = (name: string) => `${rule} | mandatory | ${name} | ${violation}`;
  const urn = "urn:pulumi:dev::fleet::azure-native:compute:VirtualMachine::web-1";

  for (const [title, place] of Object.entries({
    "the URN": { resource: urn },
    "the name": { resource: "web-1" },
    "a pattern of the name": { resource: "*-1" },
    "a tag": { tag: "patched" },
    "a tag with its value": { tag: "patched=by-vendor" },
    "a tag with a pattern of its value": { tag: "patched=by-*" },
  })) {
    it(`by ${title} is printed where it is used, and holds nowhere else`, async () => {
      assert.deepEqual(await said(tagged, [exempt(place)]), [used("web-1"), broken("web-2")]);
    });
  }

  it("by a pattern is printed for each resource", async () => {
    assert.deepEqual(await said(program, [exempt({ resource: "web-*" })]), [
      used("web-1"),
      used("web-2"),
    ]);
  });

  it("takes letters such as dots as they are", async () => {
    const [first] = await said(program, [exempt({ resource: "web.1" })]);
    assert.equal(first, broken("web-1"));
  });

  it("that has expired is an error, and what it was for is told again", async () => {
    assert.deepEqual(
      await said(
        [group, ...program.slice(1, 2)],
        [exempt({ resource: "web-1", expires: "2026-11-25" })],
      ),
      [
        broken("web-1"),
        `EVG-PACK-001 | mandatory | web-1 | The exemption from ${rule} has expired: The vendor patches it (platform team, T-1, until 2026-11-25).`,
      ],
    );
  });

  it("holds on its last day, and gives way to one that still holds", async () => {
    const one = [group, ...program.slice(1, 2)];
    assert.equal(
      (await said(one, [exempt({ resource: "web-1", expires: "2026-11-26" })])).length,
      1,
    );
    const old = exempt({ resource: "web-*", expires: "2026-01-01" });
    assert.deepEqual((await said(one, [old, exempt({ resource: "web-1" })]))[0], used("web-1"));
  });

  it("that matches nothing is a warning", async () => {
    assert.deepEqual(await said([group, linuxMachine()], [exempt({ resource: "web" })]), [
      `EVG-PACK-001 | advisory | The exemption from ${rule} for web matches nothing: take it away (platform team, T-1).`,
    ]);
    assert.deepEqual(await said([group], [exempt({ tag: "patched=by-vendor" })]), [
      `EVG-PACK-001 | advisory | The exemption from ${rule} for patched=by-vendor matches nothing: take it away (platform team, T-1).`,
    ]);
  });

  it("of what is not known yet is of use, and holds when it stays unknown", async () => {
    const unknown = [{ resource: "web-1", property: path }];
    const one = [group, ...program.slice(1, 2)];
    const exemptions = [exempt({ resource: "web-1" })];
    assert.deepEqual(await said(one, exemptions, { mode: "preview", unknown }), []);
    assert.deepEqual(await said(one, exemptions, { unknown }), [used("web-1")]);
    const expired = [exempt({ resource: "web-1", expires: "2026-01-01" })];
    assert.equal((await said(one, expired, { mode: "preview", unknown })).length, 1);
  });

  const refusals: Readonly<Record<string, readonly [Record<string, unknown>, readonly string[]]>> =
    {
      "of a rule that there is not": [
        exempt({ resource: "web", rule: "EVG-NONE-001" }),
        ['[0].rule: There is no rule "EVG-NONE-001". Look it up in docs/policies.'],
      ],
      "without a place": [
        exempt({}),
        ['[0]: It names no resource, or names it twice. Give either "resource" or "tag".'],
      ],
      "with a resource and a tag": [
        exempt({ resource: "web", tag: "patched" }),
        ['[0]: It names no resource, or names it twice. Give either "resource" or "tag".'],
      ],
      "without reason, owner and ticket": [
        { rule, resource: "web", reason: " ", expires: "2027-01-31" },
        [
          "[0].reason: It is missing. Every exemption has one.",
          "[0].owner: It is missing. Every exemption has one.",
          "[0].ticket: It is missing. Every exemption has one.",
        ],
      ],
      "without an end": [
        exempt({ resource: "web", expires: undefined }),
        ["[0].expires: It is missing. Every exemption has one."],
      ],
      "with an end that is no day": [
        exempt({ resource: "web", expires: "2027-02-30" }),
        ['[0].expires: "2027-02-30" is no date. Write it as 2027-01-31.'],
      ],
      "with a word that is not known": [
        exempt({ resource: "web", until: "2027-01-31" }),
        [
          "[0].until: It is not known. Known are rule, reason, owner, ticket, expires, resource, tag.",
        ],
      ],
    };
  for (const [title, [exemption, messages]] of Object.entries(refusals)) {
    it(`${title} is refused, and nothing runs`, async () => {
      await assert.rejects(
        analyze(packOf("strict", [rule]), program, {
          mode: "up",
          configuration: exempting(
            Object.fromEntries(
              Object.entries(exemption).filter(([, value]) => value !== undefined),
            ),
          ),
        }),
        (error: Error) => {
          const lines = error.message.split("\n").slice(1);
          assert.deepEqual(
            lines,
            messages.map((message) => `  - EVG-PACK-001.exemptions${message} [EVG-PACK-001]`),
          );
          return true;
        },
      );
    });
  }

  it("is refused where the list is none", async () => {
    await assert.rejects(
      analyze(packOf("strict", [rule]), program, {
        mode: "up",
        configuration: { "EVG-PACK-001": { exemptions: "none" } },
      }),
      {
        message:
          "The configuration of the policy pack has 1 problem:\n  - EVG-PACK-001.exemptions: It is no list. Give a list of exemptions. [EVG-PACK-001]",
      },
    );
  });
});
