import assert from "node:assert/strict";
import { callerOf } from "../caller";
import { propertiesOf, vault } from "./replicated-estate";
import { item, machine, withItem } from "./replicated-machine";

describe("the health of a vault", () => {
  it("counts items, fabrics and containers by their health, and tells each issue once", async () => {
    const { azure, owner } = await withItem();
    const health = async (): Promise<Record<string, Record<string, unknown>>> =>
      (await propertiesOf(owner, `${vault}/replicationVaultHealth`)) as never;
    assert.deepEqual(await health(), {
      vaultErrors: [],
      protectedItemsHealth: {
        resourceCount: 1,
        issues: [],
        categorizedResourceCounts: { Normal: 1 },
      },
      fabricsHealth: { resourceCount: 2, issues: [], categorizedResourceCounts: { Normal: 2 } },
      containersHealth: { resourceCount: 2, issues: [], categorizedResourceCounts: { Normal: 2 } },
    });
    azure.faults.strike("agent silent", machine);
    await owner.wait(2 * 3600);
    const { protectedItemsHealth } = await health();
    const { lifecycleId } = (await propertiesOf(owner, item)).providerSpecificDetails as Record<
      string,
      unknown
    >;
    assert.deepEqual(protectedItemsHealth, {
      resourceCount: 1,
      issues: [
        {
          summaryCode: "78174",
          category: "Replication",
          severity: "Error",
          summaryMessage: "There is no heartbeat from the mobility agent.",
          affectedResourceType: "replicationProtectedItems",
          affectedResourceSubtype: "",
          affectedResourceCorrelationIds: [lifecycleId],
        },
        {
          summaryCode: "153007",
          category: "Replication",
          severity: "Error",
          summaryMessage:
            "No crash consistent recovery point available for the VM in the last 60 minutes.",
          affectedResourceType: "replicationProtectedItems",
          affectedResourceSubtype: "",
          affectedResourceCorrelationIds: [lifecycleId],
        },
      ],
      categorizedResourceCounts: { Critical: 1 },
    });
  });

  it("takes its own right to read and another to refresh", async () => {
    const { azure } = await withItem();
    const caller = callerOf(azure);
    const url = `${vault}/replicationVaultHealth`;
    assert.equal((await caller.send("GET", `${url}?api-version=2023-06-01`)).status, 403);
    const actions = [
      "Microsoft.RecoveryServices/vaults/replicationVaultHealth/read",
      "Microsoft.RecoveryServices/vaults/replicationVaultHealth/refresh/action",
    ];
    for (const [action = "", statuses] of [
      [actions[0], [200, 403]],
      [actions[1], [403, 202]],
    ] as const) {
      const permission = { actions: [action], notActions: [], dataActions: [], notDataActions: [] };
      const one = callerOf(azure, { roleName: action, description: "One action.", permission });
      assert.deepEqual(
        [
          (await one.send("GET", `${url}?api-version=2023-06-01`)).status,
          (await one.send("POST", `${url}/default/refresh?api-version=2023-06-01`)).status,
        ],
        statuses,
      );
    }
  });
});
