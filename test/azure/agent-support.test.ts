import assert from "node:assert/strict";
import fc from "fast-check";
import { agentSupport, agentSupportFindings, restartNeeded } from "../../src/azure/agent-support";
import { told } from "./told";

describe("support of a mobility agent", () => {
  it("ends four releases behind the newest", () => {
    const rows: [string, number, boolean, string[]][] = [
      ["9.24", 0, true, []],
      ["9.24.5000.1", 0, true, []],
      ["9.25.1.1", 0, true, []],
      ["9.23.1.1", 1, true, ["9.24.10.1"]],
      ["9.20.1.1", 4, true, ["9.24.10.1"]],
      ["9.19.1.1", 5, false, ["9.23", "9.24.10.1"]],
      ["9.16", 8, false, ["9.20", "9.24.10.1"]],
      ["9.15.1.1", 9, false, ["9.19", "9.23", "9.24.10.1"]],
    ];
    for (const [version, releasesBehind, supported, updatePath] of rows) {
      assert.deepEqual(
        agentSupport({ version, latest: "9.24.10.1" }),
        { releasesBehind, supported, updatePath },
        version,
      );
    }
  });

  it("cannot be told of versions whose releases cannot be counted", () => {
    for (const version of ["8.24.1", "Unknown", "", "9", "9.x"]) {
      assert.equal(agentSupport({ version, latest: "9.24" }), undefined, version);
      assert.equal(agentSupport({ version: "9.24", latest: version }), undefined, version);
    }
  });

  it("is told in a finding", () => {
    assert.deepEqual(
      told(agentSupportFindings({ version: "9.16.1.1", latest: "9.26.2.1" }, "agentVersion")),
      [
        "warning agentVersion: Mobility agent 9.16.1.1 is 10 releases behind 9.26.2.1, and no more than 4 are supported. Update it step by step: 9.20, then 9.24, then 9.26.2.1. [EVG-ASR-013]",
      ],
    );
    assert.deepEqual(
      told(agentSupportFindings({ version: "Unknown", latest: "9.26.2.1" }, "agentVersion")),
      [
        'warning agentVersion: How old mobility agent "Unknown" is beside "9.26.2.1" cannot be told from the two versions. Check in the vault whether an update is available. [EVG-ASR-012]',
      ],
    );
    assert.deepEqual(agentSupportFindings({ version: "9.22", latest: "9.26.2.1" }, "x"), []);
  });

  it("comes back by steps of at most four releases that end at the newest", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (release, newest) => {
        const latest = `9.${newest}.1.1`;
        const support = agentSupport({ version: `9.${release}.7.7`, latest });
        const steps = support?.updatePath ?? [];
        const releases = [release, ...steps.map((step) => Number(step.split(".")[1]))];
        assert.equal(steps.length === 0, newest <= release);
        assert.equal(steps.length === 0 || steps.at(-1) === latest, true);
        for (let index = 1; index < releases.length; index += 1) {
          const gap = (releases[index] ?? 0) - (releases[index - 1] ?? 0);
          assert.equal(gap >= 1 && gap <= 4, true);
        }
      }),
    );
  });
});

describe("restart after an agent update", () => {
  it("is needed more than four releases from the last one", () => {
    const rows: [string, string, boolean | undefined][] = [
      ["9.16", "9.18", false],
      ["9.16", "9.19", false],
      ["9.16", "9.20", false],
      ["9.16", "9.21", true],
      ["9.16.1.1", "9.16.2.1", false],
      ["8.16", "9.16", undefined],
    ];
    for (const [versionAtLastRestart, version, expected] of rows) {
      assert.equal(restartNeeded({ versionAtLastRestart, version }), expected, version);
    }
  });
});
