import assert from "node:assert/strict";
import { declaredResources } from "../../src/policy/judge";
import { DeclaredStack } from "../../src/policy/model/declared-stack";
import { unknownValue } from "../../src/policy/model/reader";
import { runAsPiece } from "../../src/policy/readings/run-as";

const account =
  "/subscriptions/s/resourceGroups/shared/providers/Microsoft.Automation/automationAccounts/updater";
const chain = "azure-evergreen:index:RunAsAccount$azure-evergreen:index:LeastPrivilegeRole$";

/** A stack whose account stands elsewhere: a setting of its vault, and parts of Run As accounts. */
function stackOf(automationAccountId: string, authenticationType = "SystemAssignedIdentity") {
  const facts = (token: string, name: string, inputs: Record<string, unknown>, parents = "") => ({
    urn: `urn:pulumi:dev::fleet::${parents}${token}::${name}`,
    name,
    token,
    inputs,
  });
  const [updates, ...pieces] = declaredResources([
    facts("azure-evergreen:index:VaultAgentAutoUpdate", "updates", {
      vaultId: "/subscriptions/s/resourceGroups/r/providers/Microsoft.RecoveryServices/vaults/v",
      agentAutoUpdate: { status: "Enabled", automationAccountId, authenticationType },
    }),
    facts("azure-evergreen:index:RunAsAssets", "assets", { automationAccountId: account }),
    facts("azure-native:automation:Connection", "connection", {
      resourceGroupName: "SHARED",
      automationAccountName: "updater",
      connectionName: "AzureRunAsConnection",
      connectionType: { name: "AzureServicePrincipal" },
    }),
    facts(
      "azure-native:authorization:RoleAssignment",
      "assignment",
      { scope: "/subscriptions/s", roleAssignmentName: "a", roleDefinitionId: unknownValue },
      chain,
    ),
    facts("azure-native:authorization:RoleAssignment", "other", {
      scope: "/subscriptions/s",
      roleAssignmentName: "b",
      roleDefinitionId: unknownValue,
    }),
  ]);
  assert.ok(updates !== undefined);
  const stack = new DeclaredStack([updates, ...pieces]);
  return pieces.map((piece) => {
    const found = runAsPiece(piece, stack);
    return found && [found.what, found.updaters.map(({ name, signsIn }) => `${name} ${signsIn}`)];
  });
}

describe("what belongs to a Run As account", () => {
  it("is told with what updates agents by the same account, which may stand elsewhere", () => {
    const by = ["updates identity"];
    assert.deepEqual(stackOf(account.toUpperCase()), [
      ["the pair of connection and certificate", by],
      ['the connection "AzureRunAsConnection"', by],
      ["the role assignment", by],
      undefined,
    ]);
    assert.deepEqual(stackOf(account, "RunAsAccount")[0], [
      "the pair of connection and certificate",
      ["updates runAs"],
    ]);
  });

  it("has nothing to do with another account, except for the role assignment", () => {
    assert.deepEqual(stackOf(`${account}-2`), [
      ["the pair of connection and certificate", []],
      ['the connection "AzureRunAsConnection"', []],
      ["the role assignment", ["updates identity"]],
      undefined,
    ]);
  });

  it("is not known yet while it is not known who updates agents, or how", () => {
    assert.throws(() => stackOf(unknownValue), { name: "NotYetKnown" });
    assert.throws(() => stackOf(account, unknownValue), { name: "NotYetKnown" });
  });
});
