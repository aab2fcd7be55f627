import {
  resource,
  type RuleCases,
  subscriptionId,
  withArgs,
  without,
  withProperty,
} from "../../program";
import {
  otherAccountId,
  ownUpdated,
  updated,
  updaterRole,
  updateInput,
} from "../../fixtures-site-recovery";

const path = `${updateInput}.automationAccountArmId`;
const none =
  'The identity of the automation account "account" has no role on the vault "vault", so every update fails. Give it the agent updater\'s role, or Contributor, at the vault.';
const tooLittle = none.replace("no role", "no role that lets it update agents");
const roles = "/providers/Microsoft.Authorization/roleDefinitions";
const reader = `${roles}/acdd72a7-3385-48ef-bd42-f606fba81ae7`;

const definition = (action: string) =>
  resource("authorization:RoleDefinition", "definition", {
    scope: `/subscriptions/${subscriptionId}`,
    roleDefinitionId: "44444444-4444-4444-4444-444444444444",
    permissions: [{ actions: [action], notActions: [] }],
  });
const ofDefinition = { roleDefinitionId: { $resource: "definition", $property: "id" } };

export const cases: RuleCases = {
  rule: "EVG-AGENT-012",
  compliant: [
    updated,
    ownUpdated,
    // At the group, and at the subscription.
    withArgs(updated, "updater-role", { scope: { $resource: "group", $property: "id" } }),
    withArgs(updated, "updater-role", { scope: `/subscriptions/${subscriptionId}` }),
    // An account that the stack does not make has its role elsewhere.
    withProperty(without(updated, "updater-role"), "mapping", path, otherAccountId),
    withArgs(
      [...updated, definition("Microsoft.RecoveryServices/*")],
      "updater-role",
      ofDefinition,
    ),
    // Its identity may be a member of the group.
    withArgs(updated, "updater-role", {
      principalType: "Group",
      principalId: "55555555-5555-5555-5555-555555555555",
    }),
  ],
  failing: [
    {
      title: "no role",
      change: (program) => without(program, "updater-role"),
      resource: "mapping",
      messages: [`${path}: ${none}`],
    },
    {
      title: "a role that only reads",
      change: (program) => withArgs(program, "updater-role", { roleDefinitionId: reader }),
      messages: [`${path}: ${tooLittle}`],
    },
    {
      title: "a role of one's own that allows something else",
      change: (program) =>
        withArgs([...program, definition("Microsoft.Compute/*")], "updater-role", ofDefinition),
      messages: [`${path}: ${tooLittle}`],
    },
    {
      title: "a role for somebody else",
      change: (program) =>
        withArgs(program, "updater-role", { principalId: "66666666-6666-6666-6666-666666666666" }),
      messages: [`${path}: ${none}`],
      onlyWhenKnown: true,
    },
    {
      title: "a role for another identity of the program",
      change: (program) => [
        ...withArgs(program, "updater-role", {
          principalId: { $resource: "identity", $property: "principalId" },
        }),
        resource(
          "managedidentity:UserAssignedIdentity",
          "identity",
          { resourceGroupName: "fleet", resourceName: "other" },
          { outputs: { principalId: "77777777-7777-7777-7777-777777777777" } },
        ),
      ],
      messages: [`${path}: ${none}`],
    },
    {
      title: "a role at another group",
      change: (program) =>
        withArgs(program, "updater-role", {
          scope: `/subscriptions/${subscriptionId}/resourceGroups/fleet-2`,
        }),
      messages: [`${path}: ${none}`],
      onlyWhenKnown: true,
    },
    {
      title: "a role for a mapping of our provider that is missing",
      change: () => without(ownUpdated, updaterRole.name),
      resource: "own",
      messages: [`agentAutoUpdate.automationAccountId: ${none}`],
    },
  ],
  unknown: [{ resource: "mapping", property: `${updateInput}.agentAutoUpdateStatus` }],
};
