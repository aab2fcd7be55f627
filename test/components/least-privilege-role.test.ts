import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { LeastPrivilegeRole, PrincipalType } from "../../src/components/least-privilege-role";
import { rolePresets } from "../../src/components/shared/role-presets";
import {
  childrenOf,
  deploy,
  groupId,
  inputsOf,
  lateRefusalOf,
  refusalOf,
  subscriptionId,
  unknownInput,
  unknownPaths,
  valueOf,
} from "./mocks";

const vaultId = `${groupId}/providers/Microsoft.RecoveryServices/vaults/fleet`;
const principalId = "11111111-1111-4111-8111-111111111111";
const userId = "22222222-2222-4222-8222-222222222222";
const definitions = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions`;
const canGiveRights =
  '  - actions: The role allows "Microsoft.Authorization/roleAssignments/write", "Microsoft.Authorization/roleDefinitions/write", "Microsoft.Authorization/roleAssignmentScheduleRequests/write", "Microsoft.Authorization/roleEligibilityScheduleRequests/write", "Microsoft.Authorization/roleManagementPolicies/write", "Microsoft.Authorization/classicAdministrators/write", "Microsoft.Authorization/elevateAccess/action": whoever holds it can give itself any right. Name narrower actions, or put "Microsoft.Authorization/*/Write" and "Microsoft.Authorization/elevateAccess/Action" into notActions. [EVG-ROLE-007]';
const read = "Microsoft.Compute/virtualMachines/read";

describe("LeastPrivilegeRole", () => {
  it("makes a role for one scope, with a name that tells scopes apart", async () => {
    const deployed = await deploy(
      (opts) => new LeastPrivilegeRole("reader", { scope: groupId, actions: [read] }, opts),
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:authorization:RoleDefinition reader-definition",
    ]);
    assert.deepEqual(inputsOf(deployed, "reader-definition"), {
      roleDefinitionId: "074b0c3a-06eb-5e61-9fca-41d4cb3e0b5a",
      scope: groupId,
      roleName: "reader (fleet 1104fa83)",
      roleType: "CustomRole",
      description: "",
      permissions: [{ actions: [read], notActions: [], dataActions: [], notDataActions: [] }],
      assignableScopes: [groupId],
    });
    assert.equal(
      await valueOf(deployed.result.roleDefinitionId),
      `${definitions}/074b0c3a-06eb-5e61-9fca-41d4cb3e0b5a`,
    );
    assert.equal(await valueOf(deployed.result.roleName), "reader (fleet 1104fa83)");
  });

  it("takes every argument and assigns the role to each principal", async () => {
    const deployed = await deploy(
      (opts) =>
        new LeastPrivilegeRole(
          "operator",
          {
            scope: vaultId,
            roleName: "Fleet operator",
            description: "Runs the fleet.",
            actions: ["Microsoft.Compute/*"],
            notActions: ["Microsoft.Compute/*/delete"],
            dataActions: ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*"],
            notDataActions: [
              "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete",
            ],
            assignableScopes: [groupId],
            principals: {
              account: { principalId },
              person: { principalId: userId, principalType: PrincipalType.User },
            },
          },
          opts,
        ),
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:authorization:RoleDefinition operator-definition",
      "azure-native:authorization:RoleAssignment operator-assignment-account",
      "azure-native:authorization:RoleAssignment operator-assignment-person",
    ]);
    assert.deepEqual(inputsOf(deployed, "operator-definition"), {
      roleDefinitionId: "b655faa4-71f0-54b3-b210-1d385101db3d",
      scope: groupId,
      roleName: "Fleet operator",
      roleType: "CustomRole",
      description: "Runs the fleet.",
      permissions: [
        {
          actions: ["Microsoft.Compute/*"],
          notActions: ["Microsoft.Compute/*/delete"],
          dataActions: ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*"],
          notDataActions: [
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete",
          ],
        },
      ],
      assignableScopes: [groupId],
    });
    assert.deepEqual(inputsOf(deployed, "operator-assignment-account"), {
      roleAssignmentName: "432c31fe-515b-569e-96b7-02b559b47684",
      scope: vaultId,
      principalId,
      principalType: "ServicePrincipal",
      roleDefinitionId: `${definitions}/b655faa4-71f0-54b3-b210-1d385101db3d`,
    });
    assert.equal(inputsOf(deployed, "operator-assignment-person").principalType, "User");
  });

  it("assigns a built-in role without making one", async () => {
    const deployed = await deploy(
      (opts) =>
        new LeastPrivilegeRole(
          "updater",
          {
            ...rolePresets.agentUpdaterDocumented(),
            scope: vaultId,
            principals: { account: { principalId } },
          },
          opts,
        ),
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:authorization:RoleAssignment updater-assignment-account",
    ]);
    const contributor = `${definitions}/b24988ac-6180-42a0-ab88-20f7382dd24c`;
    assert.equal(inputsOf(deployed, "updater-assignment-account").roleDefinitionId, contributor);
    assert.equal(await valueOf(deployed.result.roleDefinitionId), contributor);
    assert.equal(await valueOf(deployed.result.roleName), "Contributor");
  });

  it("takes every preset at a fitting scope", async () => {
    const presets = {
      agentUpdater: rolePresets.agentUpdater(),
      agentUpdaterMinimal: rolePresets.agentUpdaterMinimal(),
      patchOperator: rolePresets.patchOperator(),
      patchScheduler: rolePresets.patchScheduler(),
      backupOperator: rolePresets.backupOperator(),
      backupDiagnostician: rolePresets.backupDiagnostician(),
      backupKeyReader: rolePresets.backupKeyReader(),
      runAsContributor: rolePresets.runAsContributor(["Microsoft.Network/*"]),
    };
    const { result, failures } = await deploy((opts) =>
      Object.entries(presets).map(
        ([name, preset]) => new LeastPrivilegeRole(name, { ...preset, scope: vaultId }, opts),
      ),
    );

    assert.deepEqual(failures, []);
    assert.deepEqual(await Promise.all(result.map(({ roleName }) => valueOf(roleName))), [
      "Evergreen Agent Updater (fleet cd4c9367)",
      "Evergreen Agent Updater (documented calls) (fleet cd4c9367)",
      "Evergreen Patch Operator (fleet cd4c9367)",
      "Evergreen Patch Scheduler (fleet cd4c9367)",
      "Evergreen Backup Operator (fleet cd4c9367)",
      "Evergreen Backup Diagnostician (fleet cd4c9367)",
      "Evergreen Backup Key Reader (fleet cd4c9367)",
      "Automation RunAs Contributor (fleet cd4c9367)",
    ]);
  });

  it("names definition and assignments alike in every run, and apart at another scope", async () => {
    const program = (scope: string) =>
      deploy(
        (opts) =>
          new LeastPrivilegeRole(
            "reader",
            { scope, actions: [read], principals: { account: { principalId } } },
            opts,
          ),
      );

    const [first, second, elsewhere] = [
      await program(groupId),
      await program(groupId),
      await program(vaultId),
    ];
    assert.deepEqual(first.resources, second.resources);
    assert.notEqual(
      inputsOf(first, "reader-definition").roleDefinitionId,
      inputsOf(elsewhere, "reader-definition").roleDefinitionId,
    );
    assert.notEqual(
      inputsOf(first, "reader-definition").roleName,
      inputsOf(elsewhere, "reader-definition").roleName,
    );
  });

  it("tells all problems at once: an id, an action, a principal", async () => {
    const message = await refusalOf(
      (opts) =>
        new LeastPrivilegeRole(
          "reader",
          {
            scope: "/subscriptions/fleet",
            actions: ["Microsoft.Compute/*/*"],
            principals: { account: { principalId: vaultId } },
          },
          opts,
        ),
    );

    assert.equal(
      message,
      [
        'LeastPrivilegeRole "reader" has 3 problems:',
        '  - actions[0]: "Microsoft.Compute/*/*" has 2 wildcards; Azure takes one "*" in an action string. Write one string for each case that the wildcards were to cover. [EVG-ROLE-002]',
        '  - scope: "/subscriptions/fleet" is not a resource id: segment 2, "fleet", is not a subscription id, which is a GUID. Correct that segment, or copy the id from the resource\'s JSON view in the portal. [EVG-ID-002]',
        `  - principals.account.principalId: "${vaultId}" is not the object id of a principal, which is a GUID. Give the principalId of the managed identity, or the object id that Microsoft Entra ID shows for a user, a group or a service principal. [EVG-IDENTITY-003]`,
      ].join("\n"),
    );
  });

  it("refuses a role that allows nothing", async () => {
    const message = await refusalOf(
      (opts) => new LeastPrivilegeRole("nothing", { scope: groupId }, opts),
    );

    assert.equal(
      message,
      [
        'LeastPrivilegeRole "nothing" has 1 problem:',
        "  - actions: The role allows nothing: it has neither actions nor dataActions. List what its holder must be able to do. [EVG-ROLE-006]",
      ].join("\n"),
    );
  });

  it("refuses a role that can give rights", async () => {
    const message = await refusalOf(
      (opts) => new LeastPrivilegeRole("owner", { scope: groupId, actions: ["*"] }, opts),
    );

    assert.equal(message, `LeastPrivilegeRole "owner" has 1 problem:\n${canGiveRights}`);
  });

  it("refuses a role of Azure's that can give rights, by its name and by its id", async () => {
    const owner = `${definitions}/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`;
    const message = (existingRole: string) =>
      refusalOf(
        (opts) =>
          new LeastPrivilegeRole(
            "all",
            { scope: groupId, existingRole, principals: { account: { principalId } } },
            opts,
          ),
      );

    const text = [
      'LeastPrivilegeRole "all" has 1 problem:',
      canGiveRights
        .replace("actions: The role", "existingRole: The role Owner")
        .replace(
          /Name narrower.*(?= \[)/,
          "Use a narrower role, or list the actions that its holder needs.",
        ),
    ].join("\n");
    assert.equal(await message("Owner"), text);
    assert.equal(await message(owner), text);
  });

  it("refuses a kind of principal that Azure does not have", async () => {
    const message = await refusalOf(
      (opts) =>
        new LeastPrivilegeRole(
          "reader",
          {
            scope: groupId,
            actions: [read],
            principals: { account: { principalId, principalType: "Robot" as PrincipalType } },
          },
          opts,
        ),
    );

    assert.equal(
      message,
      [
        'LeastPrivilegeRole "reader" has 1 problem:',
        '  - principals.account.principalType: "Robot" is none of the words that principals.account.principalType takes. Use "ServicePrincipal", "User", "Group" or "ForeignGroup". [EVG-ARGUMENT-003]',
      ].join("\n"),
    );
  });

  it("takes everything but the giving of rights", async () => {
    const { failures } = await deploy(
      (opts) =>
        new LeastPrivilegeRole(
          "contributor",
          {
            scope: groupId,
            actions: ["*"],
            notActions: [
              "Microsoft.Authorization/*/Write",
              "Microsoft.Authorization/elevateAccess/Action",
            ],
          },
          opts,
        ),
    );

    assert.deepEqual(failures, []);
  });

  it("refuses a scope at which the role cannot be assigned", async () => {
    const message = await refusalOf(
      (opts) =>
        new LeastPrivilegeRole(
          "reader",
          { scope: groupId, actions: [read], assignableScopes: [vaultId] },
          opts,
        ),
    );

    assert.equal(
      message,
      [
        'LeastPrivilegeRole "reader" has 1 problem:',
        `  - scope: The role cannot be assigned at "${groupId}": it stands at or below none of its assignable scopes (${vaultId}). Assign it at or below one of them, or add the scope to assignableScopes. [EVG-ROLE-013]`,
      ].join("\n"),
    );
  });

  it("refuses the description of a role beside a built-in one, and an unknown built-in one", async () => {
    const message = await refusalOf(
      (opts) =>
        new LeastPrivilegeRole(
          "reader",
          { scope: groupId, existingRole: "Raeder", actions: [read], roleName: "Reader of mine" },
          opts,
        ),
    );

    assert.equal(
      message,
      [
        'LeastPrivilegeRole "reader" has 3 problems:',
        "  - roleName: roleName is given beside existingRole: a role that exists is assigned as it is. Leave roleName or existingRole out. [EVG-ARGUMENT-002]",
        "  - actions: actions is given beside existingRole: a role that exists is assigned as it is. Leave actions or existingRole out. [EVG-ARGUMENT-002]",
        '  - existingRole: "Raeder" is not the name of a built-in role that is known here. Did you mean "Reader" or "Owner"? Give the id of the role definition for any other role. [EVG-ROLE-014]',
      ].join("\n"),
    );
  });

  it("judges arguments that are outputs once they are known, all together", async () => {
    const refusal = await lateRefusalOf(
      (opts) =>
        new LeastPrivilegeRole(
          "owner",
          {
            scope: pulumi.output(groupId),
            actions: pulumi.output(["*"]),
            principals: { account: { principalId: pulumi.output("me") } },
          },
          opts,
        ),
    );

    assert.deepEqual(refusal, {
      message: [
        'LeastPrivilegeRole "owner" has 2 problems:',
        canGiveRights,
        '  - principals.account.principalId: "me" is not the object id of a principal, which is a GUID. Give the principalId of the managed identity, or the object id that Microsoft Entra ID shows for a user, a group or a service principal. [EVG-IDENTITY-003]',
      ].join("\n"),
      registered: [],
    });
  });

  it("judges nothing that is unknown in a preview", async () => {
    const deployed = await deploy(
      (opts) =>
        new LeastPrivilegeRole(
          "reader",
          {
            scope: unknownInput(),
            roleName: unknownInput(),
            description: unknownInput(),
            actions: unknownInput(),
            notActions: unknownInput(),
            dataActions: unknownInput(),
            notDataActions: unknownInput(),
            assignableScopes: unknownInput(),
            principals: {
              account: { principalId: unknownInput(), principalType: unknownInput() },
            },
          },
          opts,
        ),
      { preview: "create" },
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:authorization:RoleDefinition reader-definition",
      "azure-native:authorization:RoleAssignment reader-assignment-account",
    ]);
    assert.deepEqual(deployed.failures, []);
  });

  it("does not judge a role to assign that is unknown in a preview", async () => {
    const deployed = await deploy(
      (opts) =>
        new LeastPrivilegeRole(
          "reader",
          {
            scope: unknownInput(),
            existingRole: unknownInput(),
            principals: {
              account: { principalId: unknownInput(), principalType: unknownInput() },
            },
          },
          opts,
        ),
      { preview: "create" },
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:authorization:RoleAssignment reader-assignment-account",
    ]);
    assert.deepEqual(deployed.failures, []);
  });

  it("knows in the preview of a change what its assignment is", async () => {
    const deployed = await deploy(
      (opts) =>
        new LeastPrivilegeRole(
          "reader",
          { scope: groupId, actions: [read], principals: { account: { principalId } } },
          opts,
        ),
      { preview: "update" },
    );

    assert.deepEqual(unknownPaths(inputsOf(deployed, "reader-assignment-account")), []);
  });
});
