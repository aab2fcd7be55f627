import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AutomationAccount } from "../../src/components/automation-account";
import { agentUpdateRunbook } from "../../src/components/automation-account/agent-update-runbook";
import {
  childrenOf,
  deploy,
  groupId,
  inputsOf,
  isKnown,
  lateRefusalOf,
  principalIdOf,
  refusalOf,
  subscriptionId,
  unknownInput,
  unknownPaths,
  valueOf,
} from "./mocks";

const accountId = `${groupId}/providers/Microsoft.Automation/automationAccounts/updates`;
const vaultId = `${groupId}/providers/Microsoft.RecoveryServices/vaults/fleet`;
const identityId = `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/fleet`;
const contributor = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c`;

describe("AutomationAccount", () => {
  it("makes an account with its own identity, without keys and public access", async () => {
    const deployed = await deploy(
      (opts) => new AutomationAccount("updates", { resourceGroupName: "fleet" }, opts),
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:automation:AutomationAccount updates-account",
    ]);
    assert.deepEqual(inputsOf(deployed, "updates-account"), {
      resourceGroupName: "fleet",
      identity: { type: "SystemAssigned" },
      sku: { name: "Basic" },
      disableLocalAuth: true,
      publicNetworkAccess: false,
    });
    const { result } = deployed;
    assert.equal(
      await valueOf(result.automationAccountId),
      `${groupId}/providers/Microsoft.Automation/automationAccounts/updates-account`,
    );
    assert.equal(await valueOf(result.automationAccountName), "updates-account");
    assert.equal(await valueOf(result.principalId), principalIdOf("updates-account"));
    assert.equal(await valueOf(result.location), "northeurope");
  });

  it("takes the runbook of agent auto-update as content", async () => {
    const content = agentUpdateRunbook({ vaultId });
    const deployed = await deploy(
      (opts) =>
        new AutomationAccount(
          "updates",
          {
            resourceGroupName: "fleet",
            runbooks: { agents: { runbookType: "PowerShell72", content } },
          },
          opts,
        ),
    );

    assert.equal(inputsOf(deployed, "updates-runbook-agents").content, content);
  });

  it("takes every argument and gives its identity the roles", async () => {
    const deployed = await deploy(
      (opts) =>
        new AutomationAccount(
          "updates",
          {
            resourceGroupName: "fleet",
            accountName: "updates",
            location: "West Europe",
            userAssignedIdentityIds: [identityId],
            localAuthenticationEnabled: true,
            publicNetworkAccessEnabled: true,
            roleAssignments: {
              vault: { role: "Contributor", scope: vaultId },
              group: { role: contributor, scope: groupId },
            },
            tags: { workload: "fleet" },
          },
          opts,
        ),
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:automation:AutomationAccount updates-account",
      "azure-native:authorization:RoleAssignment updates-role-vault",
      "azure-native:authorization:RoleAssignment updates-role-group",
    ]);
    assert.deepEqual(inputsOf(deployed, "updates-account"), {
      resourceGroupName: "fleet",
      automationAccountName: "updates",
      location: "West Europe",
      identity: {
        type: "SystemAssigned, UserAssigned",
        userAssignedIdentities: [identityId],
      },
      sku: { name: "Basic" },
      disableLocalAuth: false,
      publicNetworkAccess: true,
      tags: { workload: "fleet" },
    });
    assert.deepEqual(inputsOf(deployed, "updates-role-vault"), {
      roleAssignmentName: "ab1da02c-75bd-5e56-876d-f06d5ed55108",
      scope: vaultId,
      principalId: principalIdOf("updates"),
      principalType: "ServicePrincipal",
      roleDefinitionId: contributor,
    });
  });

  it("names its role assignments alike in every run", async () => {
    const program = () =>
      deploy(
        (opts) =>
          new AutomationAccount(
            "updates",
            {
              resourceGroupName: "fleet",
              roleAssignments: { vault: { role: "Contributor", scope: vaultId } },
            },
            opts,
          ),
      );

    const [first, second] = [await program(), await program()];
    assert.deepEqual(first.resources, second.resources);
  });

  it("adopts an account by its id: reads it, changes nothing, gives it its roles", async () => {
    const deployed = await deploy(
      (opts) =>
        new AutomationAccount(
          "updates",
          {
            existingAccountId: accountId,
            roleAssignments: { vault: { role: contributor, scope: vaultId } },
          },
          opts,
        ),
      {
        answers: {
          "azure-native:automation:getAutomationAccount": {
            location: "uksouth",
            identity: { type: "SystemAssigned", principalId: principalIdOf("another") },
          },
        },
      },
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:authorization:RoleAssignment updates-role-vault",
    ]);
    assert.equal(inputsOf(deployed, "updates-role-vault").principalId, principalIdOf("another"));
    const { result } = deployed;
    assert.equal(await valueOf(result.automationAccountId), accountId);
    assert.equal(await valueOf(result.automationAccountName), "updates");
    assert.equal(await valueOf(result.principalId), principalIdOf("another"));
    assert.equal(await valueOf(result.location), "uksouth");
  });

  it("has no principal when the account has only user-assigned identities", async () => {
    const { result, failures } = await deploy(
      (opts) =>
        new AutomationAccount(
          "updates",
          {
            resourceGroupName: "fleet",
            systemAssignedIdentityEnabled: false,
            userAssignedIdentityIds: [identityId],
          },
          opts,
        ),
    );

    assert.equal(await valueOf(result.principalId), "");
    assert.deepEqual(failures, []);
  });

  it("refuses an account that exists and has no identity for the roles", async () => {
    const refusal = await lateRefusalOf(
      (opts) =>
        new AutomationAccount(
          "updates",
          {
            existingAccountId: accountId,
            roleAssignments: { vault: { role: "Contributor", scope: vaultId } },
          },
          opts,
        ),
      { answers: { "azure-native:automation:getAutomationAccount": { identity: undefined } } },
    );

    assert.deepEqual(refusal, {
      message: [
        'AutomationAccount "updates" has 1 problem:',
        "  - roleAssignments: Roles are given to the system-assigned identity, and there is none. Switch the system-assigned identity on, or give the roles to the user-assigned identities where those are made. [EVG-IDENTITY-002]",
      ].join("\n"),
      registered: [],
    });
  });

  it("waits in a preview for an identity that the account does not have yet", async () => {
    const { result, failures } = await deploy(
      (opts) =>
        new AutomationAccount(
          "updates",
          {
            existingAccountId: accountId,
            roleAssignments: { vault: { role: "Contributor", scope: vaultId } },
          },
          opts,
        ),
      {
        preview: "update",
        answers: { "azure-native:automation:getAutomationAccount": { identity: undefined } },
      },
    );

    assert.deepEqual(failures, []);
    assert.equal(await isKnown(result.principalId), false);
  });

  it("tells all problems at once, before anything is registered", async () => {
    const message = await refusalOf(
      (opts) =>
        new AutomationAccount(
          "updates",
          {
            location: "westeurop",
            systemAssignedIdentityEnabled: false,
            userAssignedIdentityIds: [],
            roleAssignments: { vault: { role: "Contributer", scope: "/subscriptions/fleet" } },
          },
          opts,
        ),
    );

    assert.equal(
      message,
      [
        'AutomationAccount "updates" has 6 problems:',
        "  - resourceGroupName: Neither resourceGroupName nor existingAccountId is given. Give resourceGroupName or existingAccountId. [EVG-ARGUMENT-001]",
        "  - systemAssignedIdentityEnabled: Neither a system-assigned nor a user-assigned identity is asked for. Leave the system-assigned identity on, or give the ids of user-assigned ones. [EVG-IDENTITY-001]",
        "  - roleAssignments: Roles are given to the system-assigned identity, and there is none. Switch the system-assigned identity on, or give the roles to the user-assigned identities where those are made. [EVG-IDENTITY-002]",
        '  - location: "westeurop" is not an Azure region. Did you mean "westeurope"? [EVG-REGION-001]',
        '  - roleAssignments.vault.role: "Contributer" is not the name of a built-in role that is known here. Did you mean "Contributor"? Give the id of the role definition for any other role. [EVG-ROLE-014]',
        '  - roleAssignments.vault.scope: "/subscriptions/fleet" is not a resource id: segment 2, "fleet", is not a subscription id, which is a GUID. Correct that segment, or copy the id from the resource\'s JSON view in the portal. [EVG-ID-002]',
      ].join("\n"),
    );
  });

  it("refuses everything but roles beside an account that exists", async () => {
    const message = await refusalOf(
      (opts) =>
        new AutomationAccount(
          "updates",
          {
            existingAccountId: vaultId,
            resourceGroupName: "fleet",
            tags: { workload: "fleet" },
          },
          opts,
        ),
    );

    assert.equal(
      message,
      [
        'AutomationAccount "updates" has 3 problems:',
        "  - resourceGroupName: resourceGroupName is given beside existingAccountId: an account that exists is read and never changed. Leave resourceGroupName or existingAccountId out. [EVG-ARGUMENT-002]",
        "  - tags: tags is given beside existingAccountId: an account that exists is read and never changed. Leave tags or existingAccountId out. [EVG-ARGUMENT-002]",
        `  - existingAccountId: "${vaultId}" is the id of a Microsoft.RecoveryServices/vaults, not of a Microsoft.Automation/automationAccounts. Give the id of a Microsoft.Automation/automationAccounts. [EVG-ID-003]`,
      ].join("\n"),
    );
  });

  it("judges arguments that are outputs once they are known, and makes nothing of bad ones", async () => {
    const refusal = await lateRefusalOf(
      (opts) =>
        new AutomationAccount(
          "updates",
          { resourceGroupName: "fleet", location: pulumi.output("nowhere") },
          opts,
        ),
    );

    assert.deepEqual(refusal, {
      message: [
        'AutomationAccount "updates" has 1 problem:',
        '  - location: "nowhere" is not an Azure region. Did you mean "northeurope", "ukwest" or "norwayeast"? [EVG-REGION-001]',
      ].join("\n"),
      registered: [],
    });
  });

  it("judges nothing that is unknown in a preview", async () => {
    const deployed = await deploy(
      (opts) =>
        new AutomationAccount(
          "updates",
          {
            resourceGroupName: unknownInput(),
            accountName: unknownInput(),
            location: unknownInput(),
            userAssignedIdentityIds: [unknownInput()],
            localAuthenticationEnabled: unknownInput(),
            publicNetworkAccessEnabled: unknownInput(),
            roleAssignments: { vault: { role: unknownInput(), scope: unknownInput() } },
            tags: unknownInput(),
          },
          opts,
        ),
      { preview: "create" },
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:automation:AutomationAccount updates-account",
      "azure-native:authorization:RoleAssignment updates-role-vault",
    ]);
    assert.deepEqual(deployed.failures, []);
  });

  it("does not judge an account to adopt that is unknown in a preview", async () => {
    const deployed = await deploy(
      (opts) =>
        new AutomationAccount(
          "updates",
          {
            existingAccountId: unknownInput(),
            roleAssignments: { vault: { role: unknownInput(), scope: unknownInput() } },
          },
          opts,
        ),
      { preview: "create" },
    );

    assert.deepEqual(deployed.failures, []);
    assert.deepEqual(childrenOf(deployed), [
      "azure-native:authorization:RoleAssignment updates-role-vault",
    ]);
  });

  it("knows in the preview of a change what its role assignments are", async () => {
    const deployed = await deploy(
      (opts) =>
        new AutomationAccount(
          "updates",
          {
            resourceGroupName: "fleet",
            roleAssignments: { vault: { role: "Contributor", scope: vaultId } },
          },
          opts,
        ),
      { preview: "update" },
    );

    assert.deepEqual(unknownPaths(inputsOf(deployed, "updates-role-vault")), []);
  });
});
