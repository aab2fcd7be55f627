import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { Clock } from "../../../src/simulator/index";
import {
  detailsOf,
  makeBack,
  mappingWrites,
  withTwoMappings,
  type Estate,
} from "../../provider/vault-mappings-estate";
import { account, mapping, vault } from "../../simulator/site-recovery/replicated-estate";
import { withItem } from "../../simulator/site-recovery/replicated-machine";
import { serveFleet, type ServedFleet } from "../patch/served-fleet";
import { runEvergreen } from "../running-simulation";

const enable = ["agent-update", "enable", "--vault", vault, "--automation-account", account];

/** How often the jobs of a vault were listed. */
function jobsListed({ azure }: Estate): number {
  return azure
    .recorded()
    .filter(({ action }) => /vaults\/replicationJobs\/read$/i.test(action))
    .reduce((sum, { times }) => sum + times, 0);
}

describe("evergreen agent-update, what changes something", () => {
  let estate: Estate;
  let served: ServedFleet;
  let turning: NodeJS.Timeout | undefined;

  beforeEach(async () => {
    estate = await withTwoMappings();
    served = await serveFleet(estate, "Owner");
  });

  afterEach(() => {
    clearInterval(turning);
    return served.close();
  });

  /** From now on work in Azure ends within a moment. */
  const turnClock = (): void => {
    turning = setInterval(() => {
      estate.azure.clock.advance(60_000);
    }, 200);
  };

  it("enable shows every machine first, and changes nothing unless somebody agrees", async () => {
    const writes = mappingWrites(estate);
    const { exitCode, stdout, stderr } = await served.run(...enable);
    assert.deepEqual([exitCode, stdout.trim()], [4, ""], stderr);
    assert.match(stderr, /vault1\/west\/container1\/mapping1: machine1\.$/m);
    assert.match(stderr, /No machine is restarted, and replication goes on\./);
    assert.equal(mappingWrites(estate), writes);
    const planned = await served.run(...enable, "--plan", "--json");
    const plan = JSON.parse(planned.stdout) as { changes: { machines: string[] }[] };
    assert.deepEqual(
      plan.changes.map(({ machines }) => machines),
      [[], ["machine1"]],
    );
  });

  it("enable refuses everything that is wrong at once, with 2", async () => {
    const wrong = await served.run(
      ...["agent-update", "enable", "--vault", `${vault}x`],
      ...["--automation-account", `${account}x`, "--yes"],
    );
    assert.equal(wrong.exitCode, 2);
    assert.match(wrong.stderr, /has 2 problems:\n.*EVG-SCOPE-012\]\n.*EVG-SCOPE-013\]/);
    const none = await served.run("agent-update", "disable", "--yes");
    assert.equal(none.exitCode, 2);
    assert.match(none.stderr, /No vault is chosen\./);
    const filter = await served.run("agent-update", "run", "--name", "nobody", "--yes");
    assert.equal(filter.exitCode, 2);
    assert.match(
      filter.stderr,
      /There is no replicated machine in name nobody, or none that you may read\./,
    );
  });

  it("enable is killed, and the next run waits for what is under way and begins nothing twice", async () => {
    const writes = mappingWrites(estate);
    const { azure } = estate;
    const killed = await serveFleet({ azure }, "Owner");
    await killed.runUntil(() => mappingWrites(estate) >= writes + 2, "SIGKILL", ...enable, "--yes");
    await killed.close();
    const again = served.run(...enable, "--yes");
    // Only now does the work of the first run end, so the second one meets it under way.
    while (jobsListed(estate) < 2) {
      await pause(20);
    }
    turnClock();
    const { exitCode, stdout, stderr } = await again;
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /2 selected, 2 started, 2 succeeded/);
    assert.equal(mappingWrites(estate), writes + 2);
    clearInterval(turning);
    assert.equal((await detailsOf(estate, mapping)).agentAutoUpdateStatus, "Enabled");
  });

  it("enable ends with 5 when Azure does not end its work in time", async () => {
    const { azure, owner } = await withItem(
      { instanceType: "A2A" },
      { clock: new Clock({ speed: 1200 }) },
    );
    await makeBack({ azure, owner });
    azure.faults.strike("operation never ends", mapping);
    const fast = await serveFleet({ azure }, "Owner");
    const { exitCode, stdout, stderr } = await fast.run(...enable, "--yes", "--timeout", "100");
    await fast.close();
    assert.equal(exitCode, 5, stderr);
    assert.match(stdout, /2 selected, 2 started, 1 succeeded, 0 failed, 1 timed out\./);
  });

  it("script prints a runbook without asking Azure, and refuses what is no vault", () => {
    const printed = runEvergreen(["agent-update", "script", "--vault", vault]);
    assert.equal(printed.exitCode, 0);
    assert.ok(printed.stdout.includes(`[string] $VaultResourceId = '${vault}'`));
    const refused = runEvergreen(["agent-update", "script", "--vault", account]);
    assert.deepEqual([refused.exitCode, refused.stdout], [2, ""]);
  });
});
