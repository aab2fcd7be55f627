import assert from "node:assert/strict";
import { Provider as AzureNativeProvider } from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import {
  AgentAutoUpdateMode,
  AgentUpdaterRole,
} from "../../src/components/site-recovery/agent-updater";
import { RecoveryVault } from "../../src/components/recovery-vault";
import { SiteRecovery, type SiteRecoveryArgs } from "../../src/components/site-recovery";
import {
  childrenOf,
  deploy,
  groupId,
  inputsOf,
  lateRefusalOf,
  principalIdOf,
  refusalOf,
  subscriptionId,
  unknownInput,
  unknownPaths,
  valueOf,
} from "./mocks";

const vaultId = `${groupId}/providers/Microsoft.RecoveryServices/vaults/recovery`;
const accountId = `${groupId}/providers/Microsoft.Automation/automationAccounts/updates`;
const otherAccountId = `${groupId}/providers/Microsoft.Automation/automationAccounts/others`;
const sourceNetworkId = `${groupId}/providers/Microsoft.Network/virtualNetworks/source`;
const targetNetworkId = `${groupId}/providers/Microsoft.Network/virtualNetworks/target`;
const sourceFabricId = `${vaultId}/replicationFabrics/fleet-source-fabric`;
const targetFabricId = `${vaultId}/replicationFabrics/fleet-target-fabric`;
const sourceContainerId = `${sourceFabricId}/replicationProtectionContainers/fleet-source-container`;
const targetContainerId = `${targetFabricId}/replicationProtectionContainers/fleet-target-container`;

const smallest: SiteRecoveryArgs = {
  vaultId,
  sourceRegion: "westeurope",
  targetRegion: "northeurope",
};

function make(args: Partial<SiteRecoveryArgs> = {}) {
  return (opts: pulumi.ComponentResourceOptions) =>
    new SiteRecovery("fleet", { ...smallest, ...args }, opts);
}

describe("SiteRecovery", () => {
  it("makes both sides, the ways between them, and an account that holds its role", async () => {
    const deployed = await deploy(make());

    assert.deepEqual(deployed.failures, []);
    assert.deepEqual(deployed.warnings, []);
    assert.deepEqual(childrenOf(deployed), [
      "azure-evergreen:index:ReplicationFabric fleet-source-fabric",
      "azure-evergreen:index:ReplicationFabric fleet-target-fabric",
      "azure-evergreen:index:ReplicationProtectionContainer fleet-source-container",
      "azure-evergreen:index:ReplicationProtectionContainer fleet-target-container",
      "azure-native:recoveryservices:ReplicationPolicy fleet-policy",
      "azure-native:storage:StorageAccount fleet-cache",
      "azure-native:authorization:RoleAssignment fleet-cache-contributor",
      "azure-native:authorization:RoleAssignment fleet-cache-data",
      "azure-evergreen:index:AutomationAccount fleet-automation",
      "azure-native:automation:AutomationAccount fleet-automation-account",
      "azure-evergreen:index:LeastPrivilegeRole fleet-updater-role",
      "azure-native:authorization:RoleDefinition fleet-updater-role-definition",
      "azure-native:authorization:RoleAssignment fleet-updater-role-assignment-automation",
      "azure-evergreen:index:ReplicationProtectionContainerMapping fleet-source-to-target",
      "azure-evergreen:index:ReplicationProtectionContainerMapping fleet-target-to-source",
    ]);
    assert.deepEqual(inputsOf(deployed, "fleet-source-fabric"), {
      vaultId,
      location: "westeurope",
    });
    assert.deepEqual(inputsOf(deployed, "fleet-target-container"), { fabricId: targetFabricId });
    assert.deepEqual(inputsOf(deployed, "fleet-policy"), {
      resourceGroupName: "fleet",
      resourceName: "recovery",
      policyName: "fleet-policy",
      properties: {
        providerSpecificInput: {
          instanceType: "A2A",
          recoveryPointHistory: 1440,
          appConsistentFrequencyInMinutes: 240,
          crashConsistentFrequencyInMinutes: 5,
          multiVmSyncStatus: "Enable",
        },
      },
    });
    assert.deepEqual(inputsOf(deployed, "fleet-automation-account"), {
      resourceGroupName: "fleet",
      location: "northeurope",
      identity: { type: "SystemAssigned" },
      sku: { name: "Basic" },
      disableLocalAuth: true,
      publicNetworkAccess: false,
    });
  });

  it("keeps the cache in the source region, for the vault's identity", async () => {
    const deployed = await deploy(make());

    const cacheName = "asr7d255dd133ac56e5acb07";
    assert.deepEqual(inputsOf(deployed, "fleet-cache"), {
      resourceGroupName: "fleet",
      accountName: cacheName,
      location: "westeurope",
      kind: "StorageV2",
      sku: { name: "Standard_LRS" },
      allowBlobPublicAccess: false,
      enableHttpsTrafficOnly: true,
      minimumTlsVersion: "TLS1_2",
      networkRuleSet: { bypass: "AzureServices", defaultAction: "Allow" },
    });
    const scope = `${groupId}/providers/Microsoft.Storage/storageAccounts/${cacheName}`;
    const grants = ["fleet-cache-contributor", "fleet-cache-data"].map((name) => {
      const { roleAssignmentName, roleDefinitionId, ...grant } = inputsOf(deployed, name);
      assert.deepEqual(grant, {
        scope,
        principalId: principalIdOf("recovery"),
        principalType: "ServicePrincipal",
      });
      assert.equal(typeof roleAssignmentName, "string");
      return roleDefinitionId;
    });
    const definitions = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions`;
    assert.deepEqual(grants, [
      `${definitions}/b24988ac-6180-42a0-ab88-20f7382dd24c`,
      `${definitions}/ba92f5b4-2d11-453d-a403-e96b0029c9fe`,
    ]);
  });

  it("gives the account its role on the vault before a mapping uses it, and says how to sign in", async () => {
    const deployed = await deploy(make({ agentAutoUpdate: { automationAccountId: accountId } }));

    const role = inputsOf(deployed, "fleet-updater-role-assignment-automation");
    assert.equal(role.scope, vaultId);
    assert.equal(role.principalId, principalIdOf("updates"));
    assert.equal(
      inputsOf(deployed, "fleet-updater-role-definition").roleName,
      "Evergreen Agent Updater (recovery 9d7152be)",
    );
    const mapping = (name: string) => deployed.resources.find((each) => each.name === name);
    const agentAutoUpdate = {
      status: "Enabled",
      automationAccountId: accountId,
      authenticationType: "SystemAssignedIdentity",
    };
    const policyId = `${vaultId}/replicationPolicies/fleet-policy`;
    assert.deepEqual(mapping("fleet-source-to-target")?.dependsOn, ["fleet-updater-role"]);
    assert.deepEqual(mapping("fleet-source-to-target")?.inputs, {
      protectionContainerId: sourceContainerId,
      targetProtectionContainerId: targetContainerId,
      policyId,
      agentAutoUpdate,
    });
    assert.deepEqual(mapping("fleet-target-to-source")?.dependsOn, [
      "fleet-updater-role",
      "fleet-source-to-target",
    ]);
    assert.deepEqual(mapping("fleet-target-to-source")?.inputs, {
      protectionContainerId: targetContainerId,
      targetProtectionContainerId: sourceContainerId,
      policyId,
      agentAutoUpdate,
    });
  });

  it("tells what it made, the schedule that Site Recovery made too", async () => {
    const { result } = await deploy(make({ agentAutoUpdate: { automationAccountId: accountId } }));

    const outputs = Object.fromEntries(
      await Promise.all(
        (
          [
            "sourceFabricId",
            "targetFabricId",
            "sourceContainerId",
            "targetContainerId",
            "replicationPolicyId",
            "sourceToTargetMappingId",
            "targetToSourceMappingId",
            "automationAccountId",
            "scheduleName",
            "jobScheduleName",
          ] as const
        ).map(async (name) => [name, await valueOf(result[name])] as const),
      ),
    );
    assert.deepEqual(outputs, {
      sourceFabricId,
      targetFabricId,
      sourceContainerId,
      targetContainerId,
      replicationPolicyId: `${vaultId}/replicationPolicies/fleet-policy`,
      sourceToTargetMappingId: `${sourceContainerId}/replicationProtectionContainerMappings/fleet-source-to-target`,
      targetToSourceMappingId: `${targetContainerId}/replicationProtectionContainerMappings/fleet-target-to-source`,
      automationAccountId: accountId,
      scheduleName: "fleet-source-to-target_schedule",
      jobScheduleName: "857dd24e-3daf-5ac0-9476-76463d51ccb5",
    });
  });

  it("takes every argument", async () => {
    const tags = { workload: "fleet" };
    const deployed = await deploy(
      make({
        networkMappings: { main: { sourceNetworkId, targetNetworkId } },
        replicationPolicy: {
          recoveryPointRetentionInMinutes: 4320,
          appConsistentFrequencyInMinutes: 0,
          crashConsistentFrequencyInMinutes: 5,
          multiVmConsistencyEnabled: false,
        },
        cacheStorage: {
          accountName: "fleetcache",
          storageType: "Premium_LRS",
          subnetIds: [`${sourceNetworkId}/subnets/default`],
          diagnosticSettings: {
            central: {
              workspaceId: `${groupId}/providers/Microsoft.OperationalInsights/workspaces/w`,
            },
          },
        },
        agentAutoUpdate: {
          mode: AgentAutoUpdateMode.Automatic,
          automationAccountId: accountId,
          role: AgentUpdaterRole.Minimal,
        },
        adoptExisting: true,
        reReplicationAllowed: true,
        tags,
      }),
    );

    assert.deepEqual(deployed.failures, []);
    assert.deepEqual(childrenOf(deployed), [
      "azure-evergreen:index:ReplicationFabric fleet-source-fabric",
      "azure-evergreen:index:ReplicationFabric fleet-target-fabric",
      "azure-evergreen:index:ReplicationProtectionContainer fleet-source-container",
      "azure-evergreen:index:ReplicationProtectionContainer fleet-target-container",
      "azure-native:recoveryservices:ReplicationPolicy fleet-policy",
      "azure-native:storage:StorageAccount fleet-cache",
      "azure-native:authorization:RoleAssignment fleet-cache-contributor",
      "azure-native:authorization:RoleAssignment fleet-cache-data",
      "azure-native:monitor:DiagnosticSetting fleet-cache-diagnostics-central",
      "azure-evergreen:index:LeastPrivilegeRole fleet-updater-role",
      "azure-native:authorization:RoleDefinition fleet-updater-role-definition",
      "azure-native:authorization:RoleAssignment fleet-updater-role-assignment-automation",
      "azure-evergreen:index:ReplicationProtectionContainerMapping fleet-source-to-target",
      "azure-evergreen:index:ReplicationProtectionContainerMapping fleet-target-to-source",
      "azure-native:recoveryservices:ReplicationNetworkMapping fleet-network-main",
      "azure-native:recoveryservices:ReplicationNetworkMapping fleet-network-main-back",
    ]);
    for (const name of [
      "fleet-source-fabric",
      "fleet-target-fabric",
      "fleet-source-container",
      "fleet-target-container",
      "fleet-source-to-target",
      "fleet-target-to-source",
    ]) {
      const { adopt, reReplicationAllowed } = inputsOf(deployed, name);
      assert.deepEqual([name, adopt, reReplicationAllowed], [name, true, true]);
    }
    assert.deepEqual(inputsOf(deployed, "fleet-policy").properties, {
      providerSpecificInput: {
        instanceType: "A2A",
        recoveryPointHistory: 4320,
        appConsistentFrequencyInMinutes: 0,
        crashConsistentFrequencyInMinutes: 5,
        multiVmSyncStatus: "Disable",
      },
    });
    assert.deepEqual(inputsOf(deployed, "fleet-cache"), {
      resourceGroupName: "fleet",
      accountName: "fleetcache",
      location: "westeurope",
      kind: "BlockBlobStorage",
      sku: { name: "Premium_LRS" },
      allowBlobPublicAccess: false,
      enableHttpsTrafficOnly: true,
      minimumTlsVersion: "TLS1_2",
      networkRuleSet: {
        bypass: "AzureServices",
        defaultAction: "Deny",
        virtualNetworkRules: [{ virtualNetworkResourceId: `${sourceNetworkId}/subnets/default` }],
      },
      tags,
    });
    assert.equal(
      inputsOf(deployed, "fleet-cache-data").roleDefinitionId,
      `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/b7e6dc6d-f1e8-4753-8033-0f276bb0955b`,
    );
    assert.deepEqual(inputsOf(deployed, "fleet-network-main"), {
      resourceGroupName: "fleet",
      resourceName: "recovery",
      fabricName: "fleet-source-fabric",
      networkName: "azureNetwork",
      networkMappingName: "fleet-network-main",
      properties: {
        recoveryFabricName: "fleet-target-fabric",
        recoveryNetworkId: targetNetworkId,
        fabricSpecificDetails: {
          instanceType: "AzureToAzure",
          primaryNetworkId: sourceNetworkId,
        },
      },
    });
    assert.deepEqual(inputsOf(deployed, "fleet-network-main-back"), {
      resourceGroupName: "fleet",
      resourceName: "recovery",
      fabricName: "fleet-target-fabric",
      networkName: "azureNetwork",
      networkMappingName: "fleet-network-main-back",
      properties: {
        recoveryFabricName: "fleet-source-fabric",
        recoveryNetworkId: sourceNetworkId,
        fabricSpecificDetails: {
          instanceType: "AzureToAzure",
          primaryNetworkId: targetNetworkId,
        },
      },
    });
  });

  it("gives the documented role without making one", async () => {
    const deployed = await deploy(
      make({
        agentAutoUpdate: { automationAccountId: accountId, role: AgentUpdaterRole.Documented },
      }),
    );

    assert.deepEqual(
      deployed.resources
        .filter(({ parent }) => parent === "fleet-updater-role")
        .map((each) => each.name),
      ["fleet-updater-role-assignment-automation"],
    );
    assert.equal(
      inputsOf(deployed, "fleet-updater-role-assignment-automation").roleDefinitionId,
      `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c`,
    );
  });

  it("has one fabric and two containers between zones", async () => {
    const deployed = await deploy(
      (opts) =>
        new SiteRecovery(
          "fleet",
          { vaultId, sourceRegion: "northeurope", sourceZone: "1", targetZone: "2" },
          opts,
        ),
    );

    assert.deepEqual(deployed.failures, []);
    assert.deepEqual(childrenOf(deployed).slice(0, 4), [
      "azure-evergreen:index:ReplicationFabric fleet-source-fabric",
      "azure-evergreen:index:ReplicationProtectionContainer fleet-source-container",
      "azure-evergreen:index:ReplicationProtectionContainer fleet-target-container",
      "azure-native:recoveryservices:ReplicationPolicy fleet-policy",
    ]);
    for (const name of ["fleet-source-container", "fleet-target-container"]) {
      assert.deepEqual(inputsOf(deployed, name), { fabricId: sourceFabricId });
    }
    assert.equal(await valueOf(deployed.result.targetFabricId), sourceFabricId);
  });

  it("leaves agent updates manual without an account or a role", async () => {
    const deployed = await deploy(make({ agentAutoUpdate: { mode: AgentAutoUpdateMode.Manual } }));

    assert.deepEqual(
      childrenOf(deployed).filter((each) => /automation|updater/i.test(each)),
      [],
    );
    assert.deepEqual(inputsOf(deployed, "fleet-source-to-target").agentAutoUpdate, {
      status: "Disabled",
      authenticationType: "SystemAssignedIdentity",
    });
    assert.equal(await valueOf(deployed.result.automationAccountId), "");
  });

  it("names a Run As account only by the legacy choice, with a dated warning", async () => {
    const deployed = await deploy(
      make({ agentAutoUpdate: { automationAccountId: accountId, legacyRunAs: true } }),
    );

    assert.deepEqual(deployed.warnings, [
      "agentAutoUpdate.legacyRunAs: Run As accounts were retired on 30 September 2023: agent auto-update stops for good when the account's certificate ends. Switch the automation account's system-assigned identity on, give it the agent updater's role, and drop the legacy choice. [EVG-AUTOMATION-004]",
    ]);
    assert.deepEqual(
      childrenOf(deployed).filter((each) => /automation|updater/i.test(each)),
      [],
    );
    assert.deepEqual(inputsOf(deployed, "fleet-target-to-source").agentAutoUpdate, {
      status: "Enabled",
      automationAccountId: accountId,
      authenticationType: "RunAsAccount",
    });
  });

  it("names everything alike in every run", async () => {
    const [first, second] = [await deploy(make()), await deploy(make())];

    assert.deepEqual(first.resources, second.resources);
  });

  describe("several of one vault", () => {
    const both = (
      vault: pulumi.Input<string>,
      first: Partial<SiteRecoveryArgs>,
      second: Partial<SiteRecoveryArgs>,
    ) => {
      return (opts: pulumi.ComponentResourceOptions) => [
        new SiteRecovery("west", { ...smallest, vaultId: vault, ...first }, opts),
        new SiteRecovery(
          "south",
          { ...smallest, vaultId: vault, sourceRegion: "uksouth", ...second },
          opts,
        ),
      ];
    };

    it("share the account with its role, and the fabric of a region", async () => {
      const deployed = await deploy(both(vaultId, {}, { targetRegion: "North Europe" }));

      assert.deepEqual(deployed.failures, []);
      assert.deepEqual(
        deployed.resources.filter(({ parent }) => parent === "south").map(({ name }) => name),
        [
          "south-source-fabric",
          "south-source-container",
          "south-target-container",
          "south-policy",
          "south-cache",
          "south-cache-contributor",
          "south-cache-data",
          "south-source-to-target",
          "south-target-to-source",
        ],
      );
      assert.deepEqual(
        inputsOf(deployed, "south-source-to-target").agentAutoUpdate,
        inputsOf(deployed, "west-source-to-target").agentAutoUpdate,
      );
      assert.deepEqual(inputsOf(deployed, "south-target-container"), {
        fabricId: `${vaultId}/replicationFabrics/west-target-fabric`,
      });
    });

    it("share them when the vault is of the same program", async () => {
      const deployed = await deploy((opts) => {
        const vault = new RecoveryVault("recovery", { resourceGroupName: "fleet" }, opts);
        return both(vault.vaultId, {}, {})(opts);
      });

      assert.deepEqual(deployed.failures, []);
      assert.equal(
        childrenOf(deployed).filter((each) => each.includes("AutomationAccount ")).length,
        2,
      );
    });

    it("are refused with two accounts, before anything of the second is made", async () => {
      const message = await refusalOf(
        both(
          vaultId,
          { agentAutoUpdate: { automationAccountId: accountId } },
          { agentAutoUpdate: { automationAccountId: otherAccountId } },
        ),
      );

      assert.equal(
        message,
        [
          'SiteRecovery "south" has 1 problem:',
          `  - agentAutoUpdate.automationAccountId: The vault "${vaultId}" already updates agents with "${accountId}", and a vault takes one automation account, not also "${otherAccountId}". Use "${accountId}", or switch agent auto-update off for the whole vault before changing the account. [EVG-AUTOMATION-003]`,
        ].join("\n"),
      );
    });

    it("are refused with two accounts that become known late, of a vault that was not recognised", async () => {
      const refusal = await lateRefusalOf((opts) => [
        new SiteRecovery(
          "west",
          {
            ...smallest,
            vaultId: pulumi.output(vaultId),
            agentAutoUpdate: { automationAccountId: pulumi.output(accountId) },
          },
          opts,
        ),
        new SiteRecovery(
          "south",
          {
            ...smallest,
            vaultId: pulumi.output(vaultId),
            sourceRegion: "uksouth",
            agentAutoUpdate: { automationAccountId: pulumi.output(otherAccountId) },
          },
          opts,
        ),
      ]);

      assert.equal(
        refusal.message,
        [
          'SiteRecovery "south" has 1 problem:',
          `  - agentAutoUpdate.automationAccountId: The vault "${vaultId}" already updates agents with "${accountId}", and a vault takes one automation account, not also "${otherAccountId}". Use "${accountId}", or switch agent auto-update off for the whole vault before changing the account. [EVG-AUTOMATION-003]`,
        ].join("\n"),
      );
      assert.deepEqual(
        refusal.registered.filter((name) => name.startsWith("south")),
        [],
      );
    });

    it("are refused with two roles for the account", async () => {
      const message = await refusalOf(
        both(vaultId, {}, { agentAutoUpdate: { role: AgentUpdaterRole.Documented } }),
      );

      assert.equal(
        message,
        [
          'SiteRecovery "south" has 1 problem:',
          '  - agentAutoUpdate.role: The role is "Documented", but another SiteRecovery of this vault gave "Narrow", and they share one account. Say the role once, or the same each time. [EVG-ARGUMENT-004]',
        ].join("\n"),
      );
    });

    it("are refused with two ways to sign in", async () => {
      const given = { automationAccountId: accountId };
      const legacy = { ...given, legacyRunAs: true };

      assert.equal(
        await refusalOf(both(vaultId, { agentAutoUpdate: given }, { agentAutoUpdate: legacy })),
        [
          'SiteRecovery "south" has 1 problem:',
          "  - agentAutoUpdate.legacyRunAs: legacyRunAs is true, but another SiteRecovery of this vault signs in with the account's identity, and they share one account. Say it once, or the same each time. [EVG-ARGUMENT-004]",
        ].join("\n"),
      );
      assert.equal(
        await refusalOf(
          both(
            vaultId,
            { agentAutoUpdate: legacy },
            { agentAutoUpdate: { ...given, legacyRunAs: false } },
          ),
        ),
        [
          'SiteRecovery "south" has 1 problem:',
          "  - agentAutoUpdate.legacyRunAs: legacyRunAs is false, but another SiteRecovery of this vault signs in with the account's Run As account, and they share one account. Say it once, or the same each time. [EVG-ARGUMENT-004]",
        ].join("\n"),
      );
    });
  });

  describe("refuses", () => {
    it("an explicit azure-native provider without one of its own", async () => {
      const message = await refusalOf((opts) => {
        const provider = new AzureNativeProvider("elsewhere", { subscriptionId });
        return make()({ ...opts, providers: [provider] });
      });

      assert.equal(
        message,
        [
          'SiteRecovery "fleet" has 1 problem:',
          '  - opts.providers: An explicit azure-native provider is given, but no azure-evergreen one, so part of the resources would be made with other credentials. Give both, providers: [azureNativeProvider, azureEvergreenProvider], the second made with new Provider(...) of "azure-evergreen/resources" and the same arguments. [EVG-PROVIDER-001]',
        ].join("\n"),
      );
    });

    it("equal regions without zones", async () => {
      assert.equal(
        await refusalOf(make({ targetRegion: "West Europe" })),
        [
          'SiteRecovery "fleet" has 1 problem:',
          '  - targetRegion: The source and the target region are both "westeurope", and no zones are given. Give another target region, or a source zone and a different target zone. [EVG-ASR-001]',
        ].join("\n"),
      );
    });

    it("neither a target region nor zones", async () => {
      const message = await refusalOf(
        (opts) => new SiteRecovery("fleet", { vaultId, sourceRegion: "westeurope" }, opts),
      );

      assert.equal(
        message,
        [
          'SiteRecovery "fleet" has 1 problem:',
          '  - targetRegion: Replication from "westeurope" has neither a target region nor zones. Give another target region, or a source zone and a different target zone. [EVG-ASR-001]',
        ].join("\n"),
      );
    });

    it("equal zones, zones of no region, and zones between regions", async () => {
      const zones = (args: Partial<SiteRecoveryArgs>) =>
        refusalOf(
          (opts) =>
            new SiteRecovery("fleet", { vaultId, sourceRegion: "westeurope", ...args }, opts),
        );

      assert.equal(
        await zones({ sourceZone: "1", targetZone: "1" }),
        [
          'SiteRecovery "fleet" has 1 problem:',
          '  - targetZone: The source and the target zone are both "1". Give a different target zone. [EVG-ASR-003]',
        ].join("\n"),
      );
      assert.equal(
        await zones({ sourceZone: "1", targetZone: "4" }),
        [
          'SiteRecovery "fleet" has 1 problem:',
          '  - targetZone: "4" is not an availability zone of the region westeurope, which has 1, 2, 3. Give one of them. [EVG-REGION-002]',
        ].join("\n"),
      );
      assert.equal(
        await zones({ sourceZone: "1" }),
        [
          'SiteRecovery "fleet" has 1 problem:',
          '  - targetZone: Replication inside "westeurope" needs two zones, and targetZone is not given. Give targetZone. [EVG-ASR-002]',
        ].join("\n"),
      );
      assert.equal(
        await zones({ targetRegion: "northeurope", sourceZone: "1" }),
        [
          'SiteRecovery "fleet" has 1 problem:',
          '  - sourceZone: sourceZone is "1", but zones are for replication inside one region, and this goes from "westeurope" to "northeurope". Leave sourceZone out, or leave targetRegion out. [EVG-ASR-004]',
        ].join("\n"),
      );
    });

    it("a vault in the source region, once Azure has said where it stands", async () => {
      const refusal = await lateRefusalOf(
        make({ sourceRegion: "northeurope", targetRegion: "westeurope" }),
      );

      assert.deepEqual(refusal, {
        message: [
          'SiteRecovery "fleet" has 1 problem:',
          '  - vaultId: The vault stands in "northeurope", the region that is replicated: when that region fails, nothing could be failed over. Use a vault in another region, best in "westeurope". [EVG-ASR-005]',
        ].join("\n"),
        registered: [],
      });
    });

    it("an account in another subscription than the vault", async () => {
      const elsewhere = accountId.replace(subscriptionId, "00000000-0000-4000-8000-000000000002");
      const message = await refusalOf(
        make({ agentAutoUpdate: { automationAccountId: elsewhere } }),
      );

      assert.equal(
        message,
        [
          'SiteRecovery "fleet" has 1 problem:',
          `  - agentAutoUpdate.automationAccountId: The automation account "/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/fleet/providers/Microsoft.Automation/automationAccounts/updates" is in subscription 00000000-0000-4000-8000-000000000002, the vault in ${subscriptionId}: agent auto-update needs both in one subscription. Use an automation account of subscription ${subscriptionId}. [EVG-AUTOMATION-001]`,
        ].join("\n"),
      );
    });

    it("an account with user-assigned identities alone, once Azure has said so", async () => {
      const refusal = await lateRefusalOf(
        make({ agentAutoUpdate: { automationAccountId: accountId } }),
        {
          answers: {
            "azure-native:automation:getAutomationAccount": { identity: { type: "UserAssigned" } },
          },
        },
      );

      assert.equal(
        refusal.message,
        [
          'SiteRecovery "fleet" has 1 problem:',
          `  - agentAutoUpdate.automationAccountId: The automation account "${accountId}" has only user-assigned identities, but agent auto-update signs in with the system-assigned one. Switch the account's system-assigned identity on. [EVG-AUTOMATION-002]`,
        ].join("\n"),
      );
      assert.deepEqual(
        refusal.registered.filter((name) => /role|-to-/.test(name)),
        [],
      );
    });

    it("a vault without an identity for the cache, once Azure has said so", async () => {
      const refusal = await lateRefusalOf(make(), {
        answers: { "azure-native:recoveryservices:getVault": { identity: { type: "None" } } },
      });

      assert.equal(
        refusal.message,
        [
          'SiteRecovery "fleet" has 1 problem:',
          `  - vaultId: The vault "${vaultId}" has no identity, so it cannot be given rights on the cache storage account. Switch the vault's system-assigned identity on. [EVG-VAULT-003]`,
        ].join("\n"),
      );
    });

    it("app-consistent recovery points less often than they are kept", async () => {
      const message = await refusalOf(
        make({
          replicationPolicy: {
            recoveryPointRetentionInMinutes: 120,
            appConsistentFrequencyInMinutes: 240,
          },
        }),
      );

      assert.equal(
        message,
        [
          'SiteRecovery "fleet" has 1 problem:',
          "  - replicationPolicy.appConsistentFrequencyInMinutes: appConsistentFrequencyInMinutes is 240, above the retention of 120: each app-consistent recovery point would be gone before the next one is made. Give a frequency within the retention, or 0 for no app-consistent recovery points, or keep recovery points longer. [EVG-ASR-008]",
        ].join("\n"),
      );
    });

    it("a Run As account beside a role, and without its account", async () => {
      const message = await refusalOf(
        make({ agentAutoUpdate: { legacyRunAs: true, role: AgentUpdaterRole.Narrow } }),
      );

      assert.equal(
        message,
        [
          'SiteRecovery "fleet" has 2 problems:',
          "  - agentAutoUpdate.automationAccountId: automationAccountId is not given. Give automationAccountId. [EVG-ARGUMENT-001]",
          "  - agentAutoUpdate.role: role is given beside legacyRunAs: a Run As account has roles of its own. Leave role or legacyRunAs out. [EVG-ARGUMENT-002]",
        ].join("\n"),
      );
    });

    it("an account beside manual updates", async () => {
      const message = await refusalOf(
        make({
          agentAutoUpdate: {
            mode: AgentAutoUpdateMode.Manual,
            automationAccountId: accountId,
            role: AgentUpdaterRole.Narrow,
          },
        }),
      );

      assert.equal(
        message,
        [
          'SiteRecovery "fleet" has 2 problems:',
          "  - agentAutoUpdate.automationAccountId: automationAccountId is given beside mode: nobody updates the agents through an account. Leave automationAccountId or mode out. [EVG-ARGUMENT-002]",
          "  - agentAutoUpdate.role: role is given beside mode: nobody updates the agents through an account. Leave role or mode out. [EVG-ARGUMENT-002]",
        ].join("\n"),
      );
    });

    it("all problems at once", async () => {
      const message = await refusalOf(
        make({
          vaultId: groupId,
          sourceRegion: "westeurop",
          networkMappings: { main: { sourceNetworkId: vaultId, targetNetworkId: "target" } },
          replicationPolicy: { recoveryPointRetentionInMinutes: 30000 },
          cacheStorage: { subnetIds: [sourceNetworkId], diagnosticSettings: { central: {} } },
          agentAutoUpdate: {
            mode: "Auto" as AgentAutoUpdateMode,
            automationAccountId: vaultId,
          },
        }),
      );

      assert.equal(
        message,
        [
          'SiteRecovery "fleet" has 9 problems:',
          `  - vaultId: "${groupId}" is the id of a Microsoft.Resources/resourceGroups, not of a Microsoft.RecoveryServices/vaults. Give the id of a Microsoft.RecoveryServices/vaults. [EVG-ID-003]`,
          '  - sourceRegion: "westeurop" is not an Azure region. Did you mean "westeurope"? [EVG-REGION-001]',
          "  - replicationPolicy.recoveryPointRetentionInMinutes: recoveryPointRetentionInMinutes is 30000, above the 21600 (15 days) for which recovery points of managed disks are kept at most. Give at most 21600. [EVG-ASR-007]",
          `  - networkMappings.main.sourceNetworkId: "${vaultId}" is the id of a Microsoft.RecoveryServices/vaults, not of a Microsoft.Network/virtualNetworks. Give the id of a Microsoft.Network/virtualNetworks. [EVG-ID-003]`,
          '  - networkMappings.main.targetNetworkId: "target" is not a resource id: it starts neither with "/subscriptions/" nor with "/providers/". Give the whole id, for example "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}". [EVG-ID-001]',
          "  - cacheStorage.diagnosticSettings.central: The diagnostic setting has no destination. Give workspaceId, storageAccountId, eventHubAuthorizationRuleId or marketplacePartnerId. [EVG-DIAGNOSTIC-001]",
          `  - cacheStorage.subnetIds[0]: "${sourceNetworkId}" is the id of a Microsoft.Network/virtualNetworks, not of a Microsoft.Network/virtualNetworks/subnets. Give the id of a Microsoft.Network/virtualNetworks/subnets. [EVG-ID-003]`,
          '  - agentAutoUpdate.mode: "Auto" is none of the words that agentAutoUpdate.mode takes. Use "Automatic" or "Manual". [EVG-ARGUMENT-003]',
          `  - agentAutoUpdate.automationAccountId: "${vaultId}" is the id of a Microsoft.RecoveryServices/vaults, not of a Microsoft.Automation/automationAccounts. Give the id of a Microsoft.Automation/automationAccounts. [EVG-ID-003]`,
        ].join("\n"),
      );
    });
  });

  it("judges arguments that are outputs once they are known, and makes nothing of bad ones", async () => {
    const refusal = await lateRefusalOf(
      make({
        sourceRegion: pulumi.output("westeurope"),
        targetRegion: pulumi.output("westeurope"),
        replicationPolicy: { appConsistentFrequencyInMinutes: pulumi.output(2000) },
      }),
    );

    assert.deepEqual(refusal, {
      message: [
        'SiteRecovery "fleet" has 2 problems:',
        '  - targetRegion: The source and the target region are both "westeurope", and no zones are given. Give another target region, or a source zone and a different target zone. [EVG-ASR-001]',
        "  - replicationPolicy.appConsistentFrequencyInMinutes: appConsistentFrequencyInMinutes is 2000, above the retention of 1440: each app-consistent recovery point would be gone before the next one is made. Give a frequency within the retention, or 0 for no app-consistent recovery points, or keep recovery points longer. [EVG-ASR-008]",
      ].join("\n"),
      registered: [],
    });
  });

  it("judges nothing that is unknown in a preview", async () => {
    const deployed = await deploy(
      (opts) =>
        new SiteRecovery(
          "fleet",
          {
            vaultId: unknownInput(),
            sourceRegion: unknownInput(),
            targetRegion: unknownInput(),
            networkMappings: {
              main: { sourceNetworkId: unknownInput(), targetNetworkId: unknownInput() },
            },
            replicationPolicy: {
              recoveryPointRetentionInMinutes: unknownInput(),
              appConsistentFrequencyInMinutes: unknownInput(),
              crashConsistentFrequencyInMinutes: unknownInput(),
              multiVmConsistencyEnabled: unknownInput(),
            },
            cacheStorage: {
              accountName: unknownInput(),
              storageType: unknownInput(),
              subnetIds: [unknownInput()],
              diagnosticSettings: { central: { workspaceId: unknownInput() } },
            },
            agentAutoUpdate: { automationAccountId: unknownInput() },
            adoptExisting: unknownInput(),
            reReplicationAllowed: unknownInput(),
            tags: unknownInput(),
          },
          opts,
        ),
      { preview: "create" },
    );

    assert.deepEqual(deployed.failures, []);
    assert.equal(childrenOf(deployed).length, 16);
  });

  it("judges no zones that are unknown in a preview", async () => {
    const deployed = await deploy(
      (opts) =>
        new SiteRecovery(
          "fleet",
          {
            vaultId: unknownInput(),
            sourceRegion: unknownInput(),
            sourceZone: unknownInput(),
            targetZone: unknownInput(),
            agentAutoUpdate: { mode: AgentAutoUpdateMode.Manual },
          },
          opts,
        ),
      { preview: "create" },
    );

    assert.deepEqual(deployed.failures, []);
    assert.deepEqual(childrenOf(deployed), [
      "azure-evergreen:index:ReplicationFabric fleet-source-fabric",
      "azure-evergreen:index:ReplicationProtectionContainer fleet-source-container",
      "azure-evergreen:index:ReplicationProtectionContainer fleet-target-container",
      "azure-native:recoveryservices:ReplicationPolicy fleet-policy",
      "azure-native:storage:StorageAccount fleet-cache",
      "azure-native:authorization:RoleAssignment fleet-cache-contributor",
      "azure-native:authorization:RoleAssignment fleet-cache-data",
      "azure-evergreen:index:ReplicationProtectionContainerMapping fleet-source-to-target",
      "azure-evergreen:index:ReplicationProtectionContainerMapping fleet-target-to-source",
    ]);
  });

  it("hands on nothing unknown in the preview of a change, so nothing shows as replaced", async () => {
    const deployed = await deploy(
      (opts) => {
        const vault = new RecoveryVault("recovery", { resourceGroupName: "fleet" }, opts);
        return make({
          vaultId: vault.vaultId,
          networkMappings: { main: { sourceNetworkId, targetNetworkId } },
        })(opts);
      },
      { preview: "update" },
    );

    assert.deepEqual(deployed.failures, []);
    const unknown = deployed.resources.flatMap(({ name, inputs }) =>
      unknownPaths(inputs).map((path) => `${name}: ${path}`),
    );
    assert.deepEqual(unknown, []);
  });
});
