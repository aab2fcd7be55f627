import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { deterministicGuid } from "../../../src/azure/guid";
import {
  customerManagedKeyRules,
  grantKeyAccess,
  type CustomerManagedKeyArgs,
} from "../../../src/components/shared/customer-managed-key";
import {
  diagnosticSettingRules,
  makeDiagnosticSettings,
  type DiagnosticSettingArgs,
} from "../../../src/components/shared/diagnostics";
import { judge } from "../../../src/components/shared/inputs";
import {
  makePrivateEndpoints,
  privateEndpointRules,
  type PrivateEndpointArgs,
} from "../../../src/components/shared/private-endpoints";
import {
  deletionLockRules,
  makeDeletionLock,
  type DeletionLockArgs,
} from "../../../src/components/shared/resource-lock";
import {
  childrenOf,
  deploy,
  groupId,
  inputsOf,
  principalIdOf,
  refusalOf,
  unknownInput,
} from "../mocks";

const accountType = "Microsoft.Automation/automationAccounts";
const accountId = `${groupId}/providers/${accountType}/fleet`;
const network = `${groupId}/providers/Microsoft.Network`;
const subnetId = `${network}/virtualNetworks/fleet/subnets/endpoints`;
const zoneId = `${network}/privateDnsZones/privatelink.azure-automation.net`;
const identityId = `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/keys`;
const keyVaultId = `${groupId}/providers/Microsoft.KeyVault/vaults/fleet`;
const keyUri = "https://fleet.vault.azure.net/keys/account";

interface AroundArgs {
  readonly privateEndpoints?: Record<string, PrivateEndpointArgs>;
  readonly diagnosticSettings?: Record<string, DiagnosticSettingArgs>;
  readonly deletionLock?: DeletionLockArgs;
  readonly customerManagedKey?: CustomerManagedKeyArgs;
  readonly userAssignedIdentityIds?: pulumi.Input<string>[];
}

/** A component of the four building blocks, as those that use them are put together. */
class Around extends pulumi.ComponentResource {
  constructor(name: string, args: AroundArgs, opts: pulumi.ComponentResourceOptions) {
    judge(`Around "${name}"`, [
      ...customerManagedKeyRules(args.customerManagedKey, {
        systemAssigned: true,
        userAssignedIdentityIds: args.userAssignedIdentityIds,
      }),
      ...privateEndpointRules(args.privateEndpoints, accountType, "westeurope"),
      ...diagnosticSettingRules(args.diagnosticSettings),
      ...deletionLockRules(args.deletionLock),
    ]);
    super("test:index:Around", name, {}, opts);
    const child = { parent: this };
    const target = {
      id: accountId,
      resourceGroupName: "fleet",
      location: "westeurope",
      tags: { workload: "fleet" },
    };
    const others = [
      ...grantKeyAccess(name, args.customerManagedKey, principalIdOf("fleet"), child),
      ...makePrivateEndpoints(name, args.privateEndpoints, target, child),
      ...makeDiagnosticSettings(name, args.diagnosticSettings, accountId, child),
    ];
    makeDeletionLock(name, args.deletionLock, accountId, others, child);
  }
}

describe("what stands around a resource", () => {
  it("is nothing unless it is asked for", async () => {
    assert.deepEqual(childrenOf(await deploy((opts) => new Around("fleet", {}, opts))), []);
  });

  it("is made in order, and the lock after all of it", async () => {
    const deployed = await deploy(
      (opts) =>
        new Around(
          "fleet",
          {
            customerManagedKey: { keyUri, keyVaultId },
            privateEndpoints: {
              hooks: {
                groupId: "Webhook",
                subnetId,
                resourceGroupName: "network",
                endpointName: "fleet-hooks",
                location: "northeurope",
                networkInterfaceName: "fleet-hooks-nic",
                fixedAddresses: {
                  webhook: { memberName: "Webhook", privateIpAddress: "10.0.1.5" },
                },
                privateDnsZoneIds: { automation: zoneId },
                applicationSecurityGroupIds: [`${network}/applicationSecurityGroups/hooks`],
              },
            },
            diagnosticSettings: {
              central: {
                settingName: "central",
                workspaceId: `${groupId}/providers/Microsoft.OperationalInsights/workspaces/w`,
                dedicatedTablesEnabled: false,
                logCategories: ["JobLogs"],
              },
              archive: {
                storageAccountId: `${groupId}/providers/Microsoft.Storage/storageAccounts/archive`,
              },
            },
            deletionLock: { lockName: "keep", notes: "ask the fleet's team" },
          },
          opts,
        ),
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:authorization:RoleAssignment fleet-key-access",
      "azure-native:network:PrivateEndpoint fleet-endpoint-hooks",
      "azure-native:network:PrivateDnsZoneGroup fleet-dns-hooks",
      "azure-native:monitor:DiagnosticSetting fleet-diagnostics-central",
      "azure-native:monitor:DiagnosticSetting fleet-diagnostics-archive",
      "azure-native:authorization:ManagementLockByScope fleet-lock",
    ]);
    const roleId = "e147488a-f6f5-4113-8e2d-b22465e65bf6";
    assert.deepEqual(inputsOf(deployed, "fleet-key-access"), {
      scope: keyVaultId,
      principalId: principalIdOf("fleet"),
      principalType: "ServicePrincipal",
      roleAssignmentName: deterministicGuid(keyVaultId, principalIdOf("fleet"), roleId),
      roleDefinitionId: `${groupId.split("/resourceGroups")[0] ?? ""}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`,
    });
    assert.deepEqual(inputsOf(deployed, "fleet-endpoint-hooks"), {
      resourceGroupName: "network",
      privateEndpointName: "fleet-hooks",
      location: "northeurope",
      // The two policies are defaults that azure-native's own class adds.
      subnet: {
        id: subnetId,
        privateEndpointNetworkPolicies: "Disabled",
        privateLinkServiceNetworkPolicies: "Enabled",
      },
      privateLinkServiceConnections: [
        { name: "connection", privateLinkServiceId: accountId, groupIds: ["Webhook"] },
      ],
      customNetworkInterfaceName: "fleet-hooks-nic",
      ipConfigurations: [
        {
          name: "webhook",
          groupId: "Webhook",
          memberName: "Webhook",
          privateIPAddress: "10.0.1.5",
        },
      ],
      applicationSecurityGroups: [{ id: `${network}/applicationSecurityGroups/hooks` }],
      tags: { workload: "fleet" },
    });
    assert.deepEqual(inputsOf(deployed, "fleet-dns-hooks"), {
      resourceGroupName: "network",
      privateEndpointName: "fleet-hooks",
      privateDnsZoneGroupName: "default",
      privateDnsZoneConfigs: [{ name: "automation", privateDnsZoneId: zoneId }],
    });
    assert.deepEqual(inputsOf(deployed, "fleet-diagnostics-central"), {
      resourceUri: accountId,
      name: "central",
      workspaceId: `${groupId}/providers/Microsoft.OperationalInsights/workspaces/w`,
      logAnalyticsDestinationType: "AzureDiagnostics",
      logs: [{ category: "JobLogs", enabled: true }],
    });
    assert.deepEqual(inputsOf(deployed, "fleet-diagnostics-archive"), {
      resourceUri: accountId,
      storageAccountId: `${groupId}/providers/Microsoft.Storage/storageAccounts/archive`,
      logs: [{ categoryGroup: "allLogs", enabled: true }],
      metrics: [{ category: "AllMetrics", enabled: true }],
    });
    assert.deepEqual(inputsOf(deployed, "fleet-lock"), {
      scope: accountId,
      level: "CanNotDelete",
      lockName: "keep",
      notes: "ask the fleet's team",
    });
    const lock = deployed.resources.find(({ name }) => name === "fleet-lock");
    assert.deepEqual(lock?.dependsOn, [
      "fleet-key-access",
      "fleet-endpoint-hooks",
      "fleet-dns-hooks",
      "fleet-diagnostics-central",
      "fleet-diagnostics-archive",
    ]);
  });

  it("takes region, group and names from the resource", async () => {
    const deployed = await deploy(
      (opts) =>
        new Around(
          "fleet",
          { privateEndpoints: { hooks: { groupId: "Webhook", subnetId } } },
          opts,
        ),
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:network:PrivateEndpoint fleet-endpoint-hooks",
    ]);
    const { resourceGroupName, location } = inputsOf(deployed, "fleet-endpoint-hooks");
    assert.deepEqual([resourceGroupName, location], ["fleet", "westeurope"]);
  });

  it("gives the key to a user-assigned identity, whose principal is asked of Azure", async () => {
    const deployed = await deploy((opts) => {
      const customerManagedKey = { keyUri, keyVaultId, userAssignedIdentityId: identityId };
      const userAssignedIdentityIds = [identityId];
      return new Around("fleet", { customerManagedKey, userAssignedIdentityIds }, opts);
    });

    assert.equal(inputsOf(deployed, "fleet-key-access").principalId, principalIdOf("keys"));
  });

  it("is refused with all problems at once", async () => {
    const message = await refusalOf(
      (opts) =>
        new Around(
          "fleet",
          {
            customerManagedKey: { keyUri: "fleet", userAssignedIdentityId: identityId, keyVaultId },
            privateEndpoints: {
              hooks: {
                groupId: "AzureBackup",
                subnetId: network,
                location: "nowhere",
                fixedAddresses: { one: { memberName: "Webhook", privateIpAddress: "10.0.1" } },
                privateDnsZoneIds: { automation: subnetId },
                applicationSecurityGroupIds: [subnetId],
              },
              workers: {
                groupId: "DSCAndHybridWorker",
                subnetId,
                privateDnsZoneIds: { wrong: `${network}/privateDnsZones/fleet.example` },
              },
            },
            diagnosticSettings: { none: { logCategories: [], workspaceId: accountId } },
            deletionLock: { notes: "n".repeat(600) },
          },
          opts,
        ),
    );

    assert.deepEqual(
      message.split("\n").map((line) => line.replace(/: .* \[/, ": … [")),
      [
        'Around "fleet" has 12 problems:',
        "  - customerManagedKey.keyUri: … [EVG-KEY-001]",
        "  - customerManagedKey.userAssignedIdentityId: … [EVG-KEY-005]",
        "  - privateEndpoints.hooks.groupId: … [EVG-ENDPOINT-001]",
        "  - privateEndpoints.hooks.subnetId: … [EVG-ID-003]",
        "  - privateEndpoints.hooks.location: … [EVG-REGION-001]",
        "  - privateEndpoints.hooks.fixedAddresses.one.privateIpAddress: … [EVG-ENDPOINT-003]",
        "  - privateEndpoints.hooks.privateDnsZoneIds.automation: … [EVG-ID-003]",
        "  - privateEndpoints.hooks.applicationSecurityGroupIds[0]: … [EVG-ID-003]",
        "  - privateEndpoints.workers.privateDnsZoneIds.wrong: … [EVG-ENDPOINT-002]",
        "  - diagnosticSettings.none.workspaceId: … [EVG-ID-003]",
        "  - diagnosticSettings.none: … [EVG-DIAGNOSTIC-003]",
        "  - deletionLock.notes: … [EVG-LOCK-001]",
      ],
    );
  });

  it("is not judged while it is unknown", async () => {
    const deployed = await deploy(
      (opts) =>
        new Around(
          "fleet",
          {
            customerManagedKey: {
              keyUri: unknownInput(),
              keyVaultId: unknownInput(),
              userAssignedIdentityId: unknownInput(),
            },
            userAssignedIdentityIds: [unknownInput()],
            privateEndpoints: {
              hooks: {
                groupId: unknownInput(),
                subnetId: unknownInput(),
                privateDnsZoneIds: { automation: unknownInput() },
              },
            },
            diagnosticSettings: { central: { workspaceId: unknownInput() } },
            deletionLock: { notes: unknownInput() },
          },
          opts,
        ),
      { preview: "create" },
    );

    assert.equal(childrenOf(deployed).length, 5);
    assert.deepEqual(deployed.failures, []);
  });
});
