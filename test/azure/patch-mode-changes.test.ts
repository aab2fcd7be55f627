import assert from "node:assert/strict";
import fc from "fast-check";
import {
  automaticUpdatesChangeFindings,
  guestPatchFindings,
  patchModeTransitionFindings,
  type OperatingSystem,
} from "../../src/azure/guest-patching";
import { told } from "./told";

const windowsModes = ["AutomaticByOS", "Manual", "AutomaticByPlatform"];
const linuxModes = ["ImageDefault", "AutomaticByPlatform"];

function allowed(
  operatingSystem: OperatingSystem,
  enableAutomaticUpdates: boolean | undefined,
  from: string,
  to: string,
): boolean {
  const transition = { operatingSystem, enableAutomaticUpdates, from, to };
  return patchModeTransitionFindings(transition, "patchMode").length === 0;
}

describe("change of the patch mode", () => {
  const table: [boolean, string, string, boolean][] = [
    [true, "AutomaticByPlatform", "AutomaticByOS", true],
    [true, "AutomaticByOS", "AutomaticByPlatform", true],
    [true, "AutomaticByPlatform", "Manual", false],
    [true, "AutomaticByOS", "Manual", false],
    [true, "Manual", "AutomaticByOS", false],
    [false, "AutomaticByPlatform", "Manual", true],
    [false, "Manual", "AutomaticByPlatform", true],
    [false, "AutomaticByPlatform", "AutomaticByOS", false],
    [false, "Manual", "AutomaticByOS", false],
    [false, "AutomaticByOS", "Manual", false],
  ];
  for (const [flag, from, to, expected] of table) {
    it(`${from} to ${to} with enableAutomaticUpdates ${flag}: ${expected ? "yes" : "no"}`, () => {
      assert.equal(allowed("Windows", flag, from, to), expected);
    });
  }

  it("is free on Linux", () => {
    for (const from of linuxModes) {
      for (const to of linuxModes) {
        assert.equal(allowed("Linux", undefined, from, to), true);
      }
    }
  });

  it("takes automatic updates for true when nothing is said", () => {
    assert.equal(allowed("Windows", undefined, "AutomaticByPlatform", "AutomaticByOS"), true);
    assert.equal(allowed("Windows", undefined, "AutomaticByPlatform", "Manual"), false);
  });

  it("says why it is refused, and what is left", () => {
    const transition = {
      operatingSystem: "Windows",
      enableAutomaticUpdates: true,
      from: "AutomaticByPlatform",
      to: "Manual",
    } as const;
    assert.deepEqual(told(patchModeTransitionFindings(transition, "patching.patchMode")), [
      'error patching.patchMode: The patch mode of a Windows machine with enableAutomaticUpdates true cannot change from "AutomaticByPlatform" to "Manual". Keep to "AutomaticByPlatform" or "AutomaticByOS": enableAutomaticUpdates cannot change after creation, so "Manual" takes a new machine. [EVG-PATCH-013]',
    ]);
    assert.deepEqual(
      told(
        patchModeTransitionFindings(
          { ...transition, enableAutomaticUpdates: false, from: "Manual", to: "AutomaticByOS" },
          "patchMode",
        ),
      ),
      [
        'error patchMode: The patch mode of a Windows machine with enableAutomaticUpdates false cannot change from "Manual" to "AutomaticByOS". Keep to "AutomaticByPlatform" or "Manual": enableAutomaticUpdates cannot change after creation, so "AutomaticByOS" takes a new machine. [EVG-PATCH-013]',
      ],
    );
    assert.deepEqual(
      told(
        patchModeTransitionFindings(
          { ...transition, enableAutomaticUpdates: false, from: "AutomaticByOS", to: "Manual" },
          "patchMode",
        ),
      ),
      [
        'error patchMode: The patch mode of a Windows machine with enableAutomaticUpdates false cannot change from "AutomaticByOS" to "Manual". Change to "AutomaticByPlatform" first. [EVG-PATCH-013]',
      ],
    );
  });

  it("leaves words that are no modes to the rule on words", () => {
    assert.equal(allowed("Windows", true, "AutomaticByPlatform", "ImageDefault"), true);
    assert.equal(allowed("Linux", undefined, "ImageDefault", "Manual"), true);
  });

  it("reaches every mode in which the machine is valid, and no other", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.constantFrom(...windowsModes), (flag, start) => {
        const settings = (patchMode: string) =>
          ({ operatingSystem: "Windows", enableAutomaticUpdates: flag, patchMode }) as const;
        const valid = (mode: string) =>
          guestPatchFindings(settings(mode), "").every((finding) => finding.severity !== "error");
        fc.pre(valid(start));
        const reached = new Set([start]);
        for (const from of reached) {
          windowsModes
            .filter((to) => allowed("Windows", flag, from, to))
            .forEach((to) => reached.add(to));
        }
        assert.deepEqual([...reached].sort(), windowsModes.filter(valid).sort());
      }),
    );
  });

  it("allows the way back of every allowed change between valid modes, and staying", () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.constantFrom(...windowsModes),
        fc.constantFrom(...windowsModes),
        (flag, from, to) => {
          assert.equal(allowed("Windows", flag, from, from), true);
          const outside = flag ? "Manual" : "AutomaticByOS";
          fc.pre(from !== outside && to !== outside);
          assert.equal(allowed("Windows", flag, from, to), true);
          assert.equal(allowed("Windows", flag, to, from), true);
        },
      ),
    );
  });
});

describe("change of enableAutomaticUpdates", () => {
  it("is refused, because Azure takes the flag at creation alone", () => {
    assert.deepEqual(told(automaticUpdatesChangeFindings(true, false, "enableAutomaticUpdates")), [
      "error enableAutomaticUpdates: enableAutomaticUpdates cannot change from true to false: Azure takes it only when the machine is created, and refuses the update (PropertyChangeNotAllowed). Leave it at true, or replace the machine on purpose. [EVG-PATCH-014]",
    ]);
    assert.deepEqual(told(automaticUpdatesChangeFindings(false, undefined, "flag")), [
      "error flag: enableAutomaticUpdates cannot change from false to true: Azure takes it only when the machine is created, and refuses the update (PropertyChangeNotAllowed). Leave it at false, or replace the machine on purpose. [EVG-PATCH-014]",
    ]);
  });

  it("is none when the value stays, said or not", () => {
    assert.deepEqual(automaticUpdatesChangeFindings(true, true, "flag"), []);
    assert.deepEqual(automaticUpdatesChangeFindings(false, false, "flag"), []);
    assert.deepEqual(automaticUpdatesChangeFindings(undefined, true, "flag"), []);
    assert.deepEqual(automaticUpdatesChangeFindings(true, undefined, "flag"), []);
  });
});
