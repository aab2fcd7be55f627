import assert from "node:assert/strict";
import { permission } from "../../../src/azure/permission";
import { artifactsOf, deleteLink } from "../../operations/agent-update/error-causes";
import { makeBack } from "../../provider/vault-mappings-estate";
import { nightly } from "../../simulator/site-recovery/nightly-estate";
import { account, autoUpdate, vault } from "../../simulator/site-recovery/replicated-estate";
import { withItem } from "../../simulator/site-recovery/replicated-machine";
import { serveFleet } from "../patch/served-fleet";

const status = ["agent-update", "status", "--vault", vault];

describe("evergreen agent-update status", () => {
  it("tells a healthy vault, its machines and what an update does to them", async () => {
    const estate = await nightly();
    await makeBack(estate, autoUpdate);
    const served = await serveFleet(estate);
    const { exitCode, stdout, stderr } = await served.run(...status);
    const csv = await served.run(...status, "--output", "csv");
    await served.close();
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(stdout.replace(/as of .*\./, "as of T.").split("\n"), [
      "Agent updates of 1 vault with 1 machine, as of T.",
      "",
      "Mappings",
      "VAULT   MAPPING                   OPPOSITE                  AUTO-UPDATE  SIGN-IN                 HEALTH  MACHINES  NEXT RUN",
      "vault1  north/container1/back     west/container1/mapping1  Enabled      SystemAssignedIdentity  Normal  0         2026-11-02 00:00 GMT Standard Time",
      "vault1  west/container1/mapping1  north/container1/back     Enabled      SystemAssignedIdentity  Normal  1         2026-11-02 00:00 W. Europe Standard Time",
      "",
      "Automation accounts",
      "VAULT   ACCOUNT   IDENTITY        ROLES AT THE VAULT       LACKS",
      "vault1  account1  SystemAssigned  Evergreen Agent Updater",
      "",
      "Machines",
      "MACHINE   AGENT         LATEST        UPDATE  BEHIND (N-4)  RESTART  EXPIRES     AUTO-UPDATE  REPLICATION",
      "machine1  9.89.10768.1  9.89.10768.1  none    0 of 4        none     2027-03-15  on           Normal",
      "",
      "vault1: no job that updated agents is seen.",
      "An agent update restarts no machine and leaves replication alone. Only where it is more than four releases (N-4) from the agent that ran at the machine's last restart, a restart is needed after it.",
      "",
    ]);
    assert.equal(
      csv.stdout.trimEnd().split("\n").at(-1),
      "machine1,9.89.10768.1,9.89.10768.1,none,0 of 4,none,2027-03-15,on,Normal",
    );
  });

  it("tells an agent that nobody has updated: expired, beyond N-4, to be restarted after the update", async () => {
    const estate = await withItem();
    estate.azure.clock.advance(190 * 86_400_000);
    const served = await serveFleet(estate);
    const { exitCode, stdout } = await served.run(...status);
    await served.close();
    assert.equal(exitCode, 3);
    const lines = stdout.split("\n");
    assert.ok(
      lines.includes(
        "machine1  9.89.10768.1  9.95.11584.1 (estimated)  required  6 of 4        needed   2027-03-15  off          Normal",
      ),
      stdout,
    );
    const attention = lines.slice(lines.indexOf("What needs attention"));
    assert.deepEqual(attention.slice(2, 5), [
      "west/container1/mapping1  AutoUpdateOff  Agent auto-update is off: nobody updates the agents of the machines that replicate over it.",
      "machine1                  AgentExpired   Mobility agent 9.89.10768.1 is no longer supported since 2027-03-15.",
      "machine1                  AgentTooOld    Mobility agent 9.89.10768.1 is 6 releases behind 9.95.11584.1, and no more than 4 are supported.",
    ]);
    assert.ok(
      attention.includes(
        "  Fix: Update it step by step: 9.93, then 9.95.11584.1. A restart is needed after an update over more than four releases.",
      ),
    );
  });

  it("tells minutes when asked to, and a price only with its number and currency", async () => {
    const served = await serveFleet(await nightly());
    const run = (...args: string[]) => served.run(...status, ...args);
    const [plain, cost, priced, half] = [
      await run(),
      await run("--cost"),
      await run("--price-per-minute", "0.002", "--currency", "EUR"),
      await run("--price-per-minute", "0.002"),
    ];
    await served.close();
    assert.doesNotMatch(plain.stdout, /minutes/);
    const table = (text: string) => /Job minutes this month\n(.*)\n(.*)\n/.exec(text)?.slice(1);
    assert.deepEqual(table(cost.stdout), [
      "ACCOUNT   ACCOUNT'S  SUBSCRIPTION'S  FREE  BEYOND  PRICE",
      "account1  0          0               500   0",
    ]);
    assert.match(
      cost.stdout,
      /^500 job minutes a month are free: today for a subscription, all its automation accounts together; Microsoft's page on agent auto-update says for an account\./m,
    );
    assert.equal(
      table(priced.stdout)?.[1],
      "account1  0          0               500   0       0 EUR",
    );
    assert.deepEqual([half.exitCode, half.stdout], [2, ""]);
    assert.match(half.stderr, /only one of them is given\. Give both, or none\. \[EVG-COST-003\]/);
  });
});

describe("evergreen agent-update, where something is broken or hidden", () => {
  it("schedule show ends with 3 where a schedule starts nothing, and says what to do", async () => {
    const estate = await nightly();
    const { scheduleName } = await artifactsOf(estate.owner);
    await deleteLink(estate.owner);
    const served = await serveFleet(estate);
    const show = await served.run("agent-update", "schedule", "show", "--vault", vault);
    await served.close();
    assert.equal(show.exitCode, 3);
    assert.ok(
      show.stdout.endsWith(
        `\nThe schedule ${account}/schedules/${scheduleName} is not linked to the runbook, so nothing updates the agents of west/container1/mapping1. Run \`evergreen agent-update repair\`.\n`,
      ),
      show.stdout,
    );
  });

  it("repair ends with 3 where it may not read, and with 1 where one may read nothing", async () => {
    const hidden = permission({ actions: ["Microsoft.RecoveryServices/vaults/read"] });
    const role = { roleName: "vaults", description: "", permission: hidden };
    const endings: [Parameters<typeof serveFleet>[1], number, RegExp][] = [
      [
        role,
        3,
        /replicationProtectionContainerMappings\/read at .*; the preset rolePresets\.agentUpdaterMinimal grants it\.$/m,
      ],
      [
        null,
        1,
        /You lack the action Microsoft\.RecoveryServices\/vaults\/read at .*; the preset rolePresets\.agentUpdaterMinimal grants it\.$/m,
      ],
    ];
    for (const [held, exitCode, told] of endings) {
      const served = await serveFleet(await nightly(), held);
      const repair = await served.run("agent-update", "repair", "--vault", vault, "--yes");
      await served.close();
      assert.equal(repair.exitCode, exitCode, repair.stderr);
      assert.match(exitCode === 1 ? repair.stderr : repair.stdout, told);
    }
  });
});
