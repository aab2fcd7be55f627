import assert from "node:assert/strict";
import { backupOperatorRole } from "../../../src/azure/roles";
import type { RoleTemplate } from "../../../src/azure/roles";
import { type Caller, callerOf, errorOf } from "../caller";
import { machine } from "../compute/small-estate";
import {
  ask,
  backUp,
  itemBody,
  itemId,
  list,
  policyId,
  read,
  vaultId,
  withItem,
  withVault,
} from "./backed-up-estate";

const item = "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems";

/** Everything that an operator of backups does, day by day. */
async function operate(operator: Caller): Promise<void> {
  const first = await backUp(operator);
  assert.match(first, /backupJobs/);
  assert.equal((await ask(operator, "POST", `${first}/cancel`)).status, 202);
  const second = await backUp(operator);
  await operator.wait(4000);
  assert.equal((await read(operator, second)).status, "Completed");
  assert.equal((await list(operator, `${vaultId}/backupJobs`)).length, 3);
  assert.equal((await list(operator, `${itemId}/recoveryPoints`)).length, 1);
  assert.equal((await list(operator, `${vaultId}/backupProtectedItems`)).length, 1);
  assert.equal((await list(operator, `${vaultId}/backupPolicies`)).length, 1);
  const stop = itemBody({ protectionState: "ProtectionStopped", policyId: "" });
  assert.equal((await ask(operator, "PUT", itemId, stop)).status, 202);
  assert.equal((await ask(operator, "PUT", itemId, itemBody())).status, 202);
  assert.equal(
    (await ask(operator, "POST", `${vaultId}/backupFabrics/Azure/refreshContainers`)).status,
    202,
  );
}

async function refusedAction(answer: ReturnType<typeof ask>): Promise<string> {
  const { status, code, message } = errorOf(await answer);
  assert.deepEqual([status, code], [403, "AuthorizationFailed"]);
  return /perform action '([^']+)'/.exec(message)?.[1] ?? "";
}

describe("permission for backups", () => {
  for (const [name, role] of [
    ["Backup Operator", "Backup Operator"],
    ["our own operator", backupOperatorRole()],
  ] as const satisfies readonly (readonly [string, string | RoleTemplate])[]) {
    it(`of ${name} is enough for its work, and not for the removal of backups and policies`, async () => {
      const { azure } = await withItem();
      const operator = callerOf(azure, role);
      await operate(operator);
      assert.equal(await refusedAction(ask(operator, "DELETE", itemId)), `${item}/delete`);
      assert.equal(
        await refusedAction(ask(operator, "DELETE", policyId)),
        "Microsoft.RecoveryServices/vaults/backupPolicies/delete",
      );
      assert.equal(
        await refusedAction(ask(operator, "PUT", policyId, { properties: {} })),
        "Microsoft.RecoveryServices/vaults/backupPolicies/write",
      );
      assert.equal(
        await refusedAction(ask(operator, "DELETE", vaultId)),
        "Microsoft.RecoveryServices/vaults/delete",
      );
    });
  }

  it("to protect a machine needs rights on it too", async () => {
    const { azure } = await withVault();
    const operator = callerOf(azure, "Backup Operator");
    const refused = errorOf(await ask(operator, "PUT", itemId, itemBody()));
    assert.deepEqual([refused.status, refused.code], [403, "LinkedAuthorizationFailed"]);
    assert.ok(
      refused.message.includes(
        "action(s) 'Microsoft.Compute/virtualMachines/read,Microsoft.Compute/virtualMachines/write'",
      ),
      refused.message,
    );
    azure.grant({
      principalId: operator.objectId,
      role: "Virtual Machine Contributor",
      scope: machine,
    });
    assert.equal((await ask(operator, "PUT", itemId, itemBody())).status, 202);
  });

  it("to remove backups is Backup Contributor's", async () => {
    const { azure } = await withItem();
    const contributor = callerOf(azure, "Backup Contributor");
    assert.equal((await ask(contributor, "DELETE", itemId)).status, 202);
  });

  it("of a reader is for reading only", async () => {
    const { azure, owner } = await withItem();
    const reader = callerOf(azure, "Backup Reader");
    const job = await backUp(owner);
    assert.equal((await read(reader, job)).status, "InProgress");
    assert.equal(
      await refusedAction(ask(reader, "POST", `${job}/cancel`)),
      "Microsoft.RecoveryServices/vaults/backupJobs/cancel/action",
    );
    assert.equal(
      await refusedAction(ask(reader, "POST", `${itemId}/backup`)),
      `${item}/backup/action`,
    );
    assert.equal(await refusedAction(ask(reader, "PUT", itemId, itemBody())), `${item}/write`);
  });
});
