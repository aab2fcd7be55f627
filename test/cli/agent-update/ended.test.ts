import assert from "node:assert/strict";
import { Clock } from "../../../src/simulator/index";
import { releaseMobilityAgent } from "../../../src/simulator/site-recovery/mobility-agent";
import type { Estate } from "../../provider/vault-mappings-estate";
import { withTwoMappings } from "../../provider/vault-mappings-estate";
import { until } from "../../simulator/site-recovery/nightly-estate";
import { account, autoUpdate, vault } from "../../simulator/site-recovery/replicated-estate";
import { withItem } from "../../simulator/site-recovery/replicated-machine";
import { serveFleet } from "../patch/served-fleet";

const mappings = "replicationProtectionContainerMappings/write";

/** A command that is ended while Azure is at work for it. */
interface Case {
  readonly make: () => Promise<Estate>;
  readonly args: readonly string[];
  /** The action that begins its work, and how often it is asked for. */
  readonly action: string;
  readonly times: number;
  /** Names of what is under way. */
  readonly names: readonly string[];
}

const cases: readonly Case[] = [
  {
    make: async () => {
      const estate = await withItem();
      releaseMobilityAgent(estate.azure, "9.200.1.1");
      return estate;
    },
    args: ["run", "--vault", vault],
    action: "/updateMobilityService/action",
    times: 1,
    names: ["machine1"],
  },
  {
    make: withTwoMappings,
    args: ["enable", "--vault", vault, "--automation-account", account],
    action: mappings,
    times: 2,
    names: ["vault1/north/container1/back", "vault1/west/container1/mapping1"],
  },
  {
    make: async () => {
      const estate = await withItem(autoUpdate);
      await until(estate.azure, estate.owner, "2026-11-02T00:00:00Z");
      return estate;
    },
    args: ["repair", "--vault", vault],
    action: mappings,
    times: 1,
    names: ["vault1/west/container1/mapping1"],
  },
];

describe("evergreen agent-update, ended", () => {
  for (const { make, args, action, times, names } of cases) {
    it(`${args[0] ?? ""} by Ctrl-C: 130, what is under way and how to go on; the next run begins nothing twice`, async () => {
      const estate = await make();
      const served = await serveFleet(estate, "Owner");
      const command = ["agent-update", ...args, "--yes"];
      const { exitCode, stdout, stderr } = await served.runUntil(
        () => served.times(action) >= times,
        "SIGINT",
        ...command,
      );
      assert.equal(exitCode, 130, stderr);
      assert.match(stderr, /^Ending; once more ends at once\.$/m);
      for (const name of names) {
        assert.match(stdout, new RegExp(`^${name} +under way +The run was ended`, "m"));
      }
      assert.ok(
        stdout.includes(
          `Azure goes on with ${names.join(", ")}. Run the same command again: it waits for what is under way and begins nothing twice.`,
        ),
        stdout,
      );
      estate.azure.clock.advance(10 * 60_000);
      const again = await served.run(...command);
      assert.equal(again.exitCode, 0, again.stderr);
      assert.match(again.stdout, /: 0 selected, 0 started, 0 succeeded, 0 failed, 0 timed out\./);
      assert.equal(served.times(action), times);
      await served.close();
    });
  }

  it("repair by kill -9, between role and mapping: the next run gives no second role and enables the mapping once", async () => {
    const estate = await withItem(autoUpdate, { clock: new Clock({ speed: 600 }) });
    const { azure, owner } = estate;
    await until(azure, owner, "2026-11-02T00:00:00Z");
    const served = await serveFleet(estate, "Owner");
    const command = ["agent-update", "repair", "--vault", vault, "--yes"];
    const killed = await served.runUntil(
      () => served.times("roleAssignments/write") >= 1,
      "SIGKILL",
      ...command,
    );
    assert.deepEqual([killed.exitCode, killed.stdout], [null, ""]);
    const again = await served.run(...command);
    assert.equal(again.exitCode, 0, again.stderr);
    assert.deepEqual(
      ["roleDefinitions/write", "roleAssignments/write", mappings].map((action) =>
        served.times(action),
      ),
      [1, 1, 1],
    );
    await served.close();
  });
});
