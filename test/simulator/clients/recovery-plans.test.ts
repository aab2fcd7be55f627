import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Clock } from "../../../src/simulator/index";
import { newAzure } from "../caller";
import { north, west } from "../site-recovery/replicated-estate";
import { drillNetwork, withItems } from "../site-recovery/planned-estate";
import { item, machine } from "../site-recovery/replicated-machine";

const run = promisify(execFile);

describe("Microsoft's own Site Recovery client, unmodified", () => {
  it("makes, tests and deletes a recovery plan, and reads what else the vault holds", async () => {
    const { azure: made } = await withItems(1);
    const azure = newAzure({
      from: made.save(),
      clock: new Clock({ start: made.clock.now(), speed: 6000 }),
      permissionPropagationInSeconds: 0,
    });
    const owner = azure.createServicePrincipal("sdk");
    azure.grant({ principalId: owner.objectId, role: "Owner" });
    const directory = mkdtempSync(join(tmpdir(), "evergreen-"));
    const served = await azure.serve();
    try {
      const { stdout } = await run(
        process.execPath,
        ["-r", "ts-node/register/transpile-only", join(__dirname, "recovery-plans.ts")],
        {
          env: {
            PATH: process.env.PATH,
            PROTECTED_ITEM_ID: item,
            MACHINE_ID: machine,
            NETWORK_ID: drillNetwork,
            PRIMARY_FABRIC_ID: west,
            RECOVERY_FABRIC_ID: north,
            ...served.environment(owner, directory),
          },
        },
      );
      assert.deepEqual(JSON.parse(stdout), {
        made: ["Shutdown", "Failover", "Boot"],
        early: [409, "Conflict"],
        job: [
          "Suspended",
          ["Prerequisites check for the recovery plan", "Group 1: pre-steps", "Group 1: Start"],
        ],
        resumed: "TestFailover",
        tested: "TestFailover",
        cleaned: "Succeeded",
        events: ["Test failover completed"],
        event: ["A2A", "JobStatus"],
        alerts: "en-US",
        setting: "/subscriptions/s/solution",
        exported: "ExportJobDetails",
        eligible: ["AzureVmIsAlreadyProtected"],
        systems: ["A2A"],
        intent: [true, "Succeeded"],
        plans: [],
      });
    } finally {
      await served.close();
      rmSync(directory, { recursive: true });
    }
  });
});
