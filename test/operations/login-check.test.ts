import assert from "node:assert/strict";
import { permission } from "../../src/azure/permissions";
import { patchOperatorRole, patchSchedulerRole, type RoleTemplate } from "../../src/azure/roles";
import { checkLogin } from "../../src/operations";
import {
  callerOf,
  newAzure,
  newGroup,
  subscription,
  subscriptionId,
  tenantId,
} from "../simulator/caller";

/** Somebody with roles, each at a scope. */
function somebody(...grants: readonly (readonly [string | RoleTemplate, string])[]) {
  const azure = newAzure();
  const principal = azure.createServicePrincipal("somebody");
  for (const [role, scope] of grants) {
    azure.grant({ principalId: principal.objectId, role, scope });
  }
  return { azure, principal, options: { connection: azure.connect(principal) } };
}

const group = `${subscription}/resourceGroups/rg`;
const sufficing = ({ duties }: Awaited<ReturnType<typeof checkLogin>>) =>
  duties.filter(({ missingActions }) => missingActions.length === 0).map(({ preset }) => preset);

describe("checking a sign-in", () => {
  it("tells who is signed in, and that an owner's rights suffice for everything", async () => {
    const { principal, options } = somebody(["Owner", subscription]);
    const { duties, ...who } = await checkLogin(options);
    assert.deepEqual(who, {
      subscriptionId,
      tenantId,
      objectId: principal.objectId,
      clientId: principal.clientId,
      method: "a connection of the caller's own",
      scope: subscription,
    });
    assert.deepEqual(
      duties.map(({ preset, missingActions }) => [preset, missingActions.length]),
      [
        ["agentUpdaterMinimal", 0],
        ["agentUpdater", 0],
        ["patchOperator", 0],
        ["patchScheduler", 0],
        ["backupOperator", 0],
        ["backupDiagnostician", 0],
      ],
    );
  });

  it("adds the roles up that hold at a scope, and names each action that is missing", async () => {
    const { azure, options } = somebody(
      [patchOperatorRole(), subscription],
      [patchSchedulerRole(), group],
    );
    await newGroup(callerOf(azure, "Owner"));
    const at = await checkLogin(options);
    assert.deepEqual(sufficing(at), ["patchOperator"]);
    const { actions } = patchSchedulerRole().permission;
    assert.deepEqual(
      at.duties.find(({ preset }) => preset === "patchScheduler")?.missingActions,
      actions.filter((action) => !patchOperatorRole().permission.actions.includes(action)),
    );
    const below = await checkLogin(options, { scope: `${group}/` });
    assert.equal(below.scope, group);
    assert.deepEqual(sufficing(below), ["patchOperator", "patchScheduler"]);
  });

  it("takes out what a role does not allow, unless another does", async () => {
    const { actions } = patchOperatorRole().permission;
    const [first = ""] = actions;
    const role = {
      ...patchOperatorRole(),
      permission: permission({ actions: ["*"], notActions: [first] }),
    };
    const { options } = somebody([role, subscription]);
    const { duties } = await checkLogin(options);
    assert.deepEqual(duties.find(({ preset }) => preset === "patchOperator")?.missingActions, [
      first,
    ]);
    const both = somebody([role, subscription], [patchOperatorRole(), subscription]);
    assert.ok(sufficing(await checkLogin(both.options)).includes("patchOperator"));
  });

  it("tells who is signed in though the rights may not be read", async () => {
    const { principal, options } = somebody();
    const { objectId, duties, unknownRights = "" } = await checkLogin(options);
    assert.deepEqual([objectId, duties], [principal.objectId, []]);
    assert.match(
      unknownRights,
      new RegExp(
        `\nYou lack the action Microsoft.Authorization/permissions/read at ${subscription}`,
      ),
    );
  });

  it("refuses a scope that is none or is not there", async () => {
    const { options } = somebody(["Reader", subscription]);
    await assert.rejects(
      checkLogin(options, { scope: group }),
      /answered 404 ResourceGroupNotFound/,
    );
    await assert.rejects(checkLogin(options, { scope: "rg" }), {
      name: "InvalidInputError",
      message:
        'The login check has 1 problem:\n  - scope: "rg" is not a resource id: it starts neither with "/subscriptions/" nor with "/providers/". Give the whole id, for example "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}". [EVG-ID-001]',
    });
  });
});
