import type { HttpMethod } from "../../src/arm/transport";
import { backupTypes } from "./backup-types";
import { subscription } from "./caller";
import { assetTypes, operationTypes } from "./asset-types";
import { machineTypes, networks, northNetwork, resource, subnet, tags } from "./machine-types";
import { boot, plan, planBody } from "./site-recovery/planned-estate";
import {
  account,
  asr,
  autoUpdate,
  containerBody,
  fabricBody,
  group,
  mapping,
  mappingBody,
  north,
  northContainer,
  policy,
  policyBody,
  vault,
  west,
  westContainer,
} from "./site-recovery/replicated-estate";
import { item, itemBody, machine, network } from "./site-recovery/replicated-machine";

/** One resource of a type, how it is written, changed and deleted, and the exact statuses of each. */
export interface TypeRow {
  readonly id: string;
  readonly version: string;
  readonly body: object;
  /** Of the PUT that makes it, and of the same once more. */
  readonly put: readonly [number, number];
  /** Body and status of a PATCH. */
  readonly patch?: readonly [object, number];
  /** Of the deletion, and of deleting nothing; by `POST remove` where that is the way. */
  readonly remove: readonly [number, number];
  readonly by?: HttpMethod;
  /** Statuses of DELETE where that is a purge beside `remove`. */
  readonly purge?: readonly [number, number];
}

const location = "westeurope";
const automation = "2024-10-23";
const eventGrid = "2025-02-15";
const systemTopic = resource("Microsoft.EventGrid/systemTopics", "topic1");
const identities = "2023-01-31";
const authorization = "2022-04-01";
const roleId = "0a1b2c3d-1111-4222-8333-444455556666";
const role = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`;
const identity = resource("Microsoft.ManagedIdentity/userAssignedIdentities", "identity1");

/** What the caller of the table must have made before: the principal of an assignment. */
export interface Made {
  readonly principalId: string;
}

/** One row for every type that a request can make, parents before children. */
export function everyType({ principalId }: Made): readonly TypeRow[] {
  return [
    {
      id: group,
      version: "2021-04-01",
      body: { location },
      put: [201, 200],
      patch: [tags, 200],
      remove: [202, 404],
    },
    {
      id: `${group}/providers/Microsoft.Resources/tags/default`,
      version: "2021-04-01",
      body: { properties: { tags: { owner: "fleet" } } },
      put: [200, 200],
      patch: [{ operation: "Merge", properties: { tags: { owner: "fleet" } } }, 200],
      remove: [200, 200],
    },
    {
      id: `${subscription}/providers/Microsoft.Features/featureProviders/Microsoft.Compute/subscriptionFeatureRegistrations/InGuestPatchVMPreview`,
      version: "2021-07-01",
      body: { properties: {} },
      put: [200, 200],
      remove: [200, 200],
    },
    {
      id: role,
      version: authorization,
      body: {
        properties: {
          roleName: "Vault reader of ours",
          type: "CustomRole",
          permissions: [{ actions: ["Microsoft.RecoveryServices/vaults/read"] }],
          assignableScopes: [subscription],
        },
      },
      put: [201, 201],
      remove: [200, 204],
    },
    {
      id: `${group}/providers/Microsoft.Authorization/roleAssignments/0a1b2c3d-1111-4222-8333-444455557777`,
      version: authorization,
      body: {
        properties: { roleDefinitionId: role, principalId, principalType: "ServicePrincipal" },
      },
      put: [201, 200],
      remove: [200, 204],
    },
    {
      id: identity,
      version: identities,
      body: { location },
      put: [201, 200],
      patch: [tags, 200],
      remove: [200, 204],
    },
    {
      id: `${identity}/federatedIdentityCredentials/credential1`,
      version: identities,
      body: { properties: { issuer: "https://issuer", subject: "s", audiences: ["a"] } },
      put: [201, 200],
      remove: [200, 204],
    },
    {
      id: account,
      version: automation,
      body: { location, identity: { type: "SystemAssigned" }, properties: {} },
      put: [201, 200],
      patch: [tags, 200],
      remove: [200, 204],
    },
    {
      id: `${account}/runbooks/runbook1`,
      version: automation,
      body: { location, properties: { runbookType: "PowerShell" } },
      put: [201, 200],
      patch: [tags, 200],
      remove: [200, 204],
    },
    {
      id: `${account}/schedules/schedule1`,
      version: automation,
      body: {
        name: "schedule1",
        properties: { startTime: "2099-01-01T00:00:00Z", frequency: "Day", interval: 1 },
      },
      put: [201, 200],
      patch: [{ name: "schedule1", properties: { isEnabled: false } }, 200],
      remove: [200, 404],
    },
    {
      id: `${account}/jobSchedules/6b7c3e10-2f5a-4d7e-9c2b-1a2b3c4d5e6f`,
      version: automation,
      body: { properties: { runbook: { name: "runbook1" }, schedule: { name: "schedule1" } } },
      put: [201, 409],
      remove: [200, 404],
    },
    ...assetTypes,
    ...machineTypes,
    ...operationTypes(machine),
    {
      id: vault,
      version: "2024-10-01",
      body: { location: "northeurope", sku: { name: "RS0" }, properties: {} },
      put: [201, 200],
      patch: [tags, 202],
      remove: [202, 204],
    },
    {
      id: resource("Microsoft.Network/privateEndpoints", "endpoint1"),
      version: networks,
      body: {
        location,
        properties: {
          subnet,
          privateLinkServiceConnections: [
            {
              name: "main",
              properties: { privateLinkServiceId: vault, groupIds: ["AzureBackup"] },
            },
          ],
        },
      },
      put: [201, 200],
      remove: [202, 204],
    },
    {
      id: resource("Microsoft.Network/privateEndpoints", "endpoint2"),
      version: networks,
      body: {
        location,
        properties: {
          subnet,
          privateLinkServiceConnections: [
            { name: "main", properties: { privateLinkServiceId: account, groupIds: ["Webhook"] } },
          ],
        },
      },
      put: [201, 200],
      remove: [202, 204],
    },
    {
      id: `${resource("Microsoft.Network/privateEndpoints", "endpoint2")}/privateDnsZoneGroups/default`,
      version: networks,
      body: {
        properties: {
          privateDnsZoneConfigs: [
            {
              name: "automation",
              properties: {
                privateDnsZoneId: resource(
                  "Microsoft.Network/privateDnsZones",
                  "privatelink.azure-automation.net",
                ),
              },
            },
          ],
        },
      },
      put: [201, 200],
      remove: [202, 204],
    },
    {
      id: systemTopic,
      version: eventGrid,
      body: {
        location,
        properties: { source: account, topicType: "Microsoft.Automation.AutomationAccounts" },
      },
      put: [201, 200],
      patch: [tags, 200],
      remove: [200, 204],
    },
    {
      id: `${systemTopic}/eventSubscriptions/subscription1`,
      version: eventGrid,
      body: {
        properties: {
          destination: {
            endpointType: "WebHook",
            properties: { endpointUrl: "https://example.com/hook?token=t" },
          },
        },
      },
      put: [201, 201],
      remove: [200, 204],
    },
    {
      id: `${account}/providers/Microsoft.Insights/diagnosticSettings/central`,
      version: "2021-05-01-preview",
      body: {
        properties: {
          workspaceId: resource("Microsoft.OperationalInsights/workspaces", "central"),
          logs: [{ categoryGroup: "allLogs", enabled: true }],
        },
      },
      put: [200, 200],
      remove: [200, 204],
    },
    {
      id: `${account}/privateEndpointConnections/endpoint2.main`,
      version: automation,
      body: { properties: { privateLinkServiceConnectionState: { status: "Approved" } } },
      put: [200, 200],
      remove: [200, 204],
    },
    entity(west, fabricBody("westeurope"), { purge: [202, 204] }),
    entity(north, fabricBody("northeurope"), { purge: [202, 204] }),
    entity(westContainer, containerBody),
    entity(northContainer, containerBody),
    entity(policy, policyBody, {
      by: "DELETE",
      patch: [{ properties: { replicationProviderSettings: policyInput } }, 202],
    }),
    entity(mapping, mappingBody(autoUpdate), {
      patch: [
        {
          properties: {
            providerSpecificInput: { instanceType: "A2A", agentAutoUpdateStatus: "Disabled" },
          },
        },
        202,
      ],
      purge: [202, 204],
    }),
    entity(
      `${west}/replicationNetworks/azureNetwork/replicationNetworkMappings/mapping1`,
      {
        properties: {
          recoveryFabricName: "north",
          recoveryNetworkId: northNetwork,
          fabricSpecificDetails: { instanceType: "AzureToAzure", primaryNetworkId: network },
        },
      },
      { by: "DELETE", patch: [{ properties: { recoveryNetworkId: northNetwork } }, 202] },
    ),
    entity(item, itemBody, {
      patch: [{ properties: { recoveryAzureVMName: "machine1-recovered" } }, 202],
      purge: [202, 204],
    }),
    entity(plan, planBody([boot([item])]), {
      by: "DELETE",
      patch: [{ properties: { groups: [boot([item])] } }, 202],
    }),
    ...backupTypes,
    {
      id: `${group}/providers/Microsoft.Authorization/locks/lock1`,
      version: "2020-05-01",
      body: { properties: { level: "CanNotDelete" } },
      put: [201, 200],
      remove: [200, 204],
    },
  ];
}

const policyInput = { ...policyBody.properties.providerSpecificInput, recoveryPointHistory: 720 };

/** Site Recovery never answers 201, and 200 only when nothing is to be done. */
function entity(
  id: string,
  body: object,
  options: Pick<TypeRow, "patch" | "purge" | "by"> = {},
): TypeRow {
  return { id, version: asr, body, put: [202, 200], remove: [202, 204], by: "POST", ...options };
}
