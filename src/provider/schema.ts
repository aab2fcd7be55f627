import { automationResources, automationTypes } from "./automation-schema";
import { backupProtectedItemSchema } from "./backup-item-schema";
import { protectedItemSettings, protectedItemTypes } from "./protected-item-schema";
import { recoveryPlanGroups, recoveryPlanTypes } from "./recovery-plan-schema";
import { vaultAgentAutoUpdate, vaultAgentAutoUpdateTypes } from "./vault-agent-auto-update-schema";
import { flag, reference, text, texts, whole, type PropertySchema } from "./schema-types";

type Properties = Readonly<Record<string, PropertySchema>>;

const autoUpdateType = "azure-evergreen:index:AgentAutoUpdate";
const autoUpdate = reference(
  autoUpdateType,
  "Whether Site Recovery keeps the mobility agents up to date.",
);

const encryptionType = "azure-evergreen:index:RecoveryVaultSettingsEncryption";
const mailType = "azure-evergreen:index:RecoveryVaultSettingsSiteRecoveryMail";

const switches: Properties = {
  adopt: flag("Whether an object that is there already is taken over."),
  reReplicationAllowed: flag(
    "Whether a change may replace the object although machines are replicated by way of it.",
  ),
};

export interface ResourceSchema {
  readonly description: string;
  /** Stand in inputs and outputs. */
  readonly properties: Properties;
  readonly requiredInputs: readonly string[];
  /** The same, where they can be left out. */
  readonly optional?: Properties;
  /** Only in outputs. */
  readonly told?: Properties;
  /** Only in inputs. */
  readonly switches?: Properties;
  /** Outputs that may be left out. */
  readonly optionalOutputs?: readonly string[];
}

function resource(schema: ResourceSchema): Record<string, unknown> {
  const outputs = { ...schema.properties, ...schema.told };
  return {
    description: schema.description,
    inputProperties: { ...schema.properties, ...schema.optional, ...schema.switches },
    requiredInputs: schema.requiredInputs,
    properties: { ...outputs, ...schema.optional },
    required: Object.keys(outputs).filter(
      (name) => schema.optionalOutputs?.includes(name) !== true,
    ),
  };
}

/** What Pulumi's engine reads of the package: `pulumi import` writes a program from it. */
export const packageSchema: Readonly<Record<string, unknown>> = {
  description:
    "Site Recovery objects, feature registrations, and runbooks, schedules and webhooks that azure-native lacks or manages in part.",
  license: "Apache-2.0",
  language: { nodejs: { packageName: "azure-evergreen/resources" } },
  types: {
    [autoUpdateType]: {
      type: "object",
      properties: {
        status: text("`Enabled` or `Disabled`."),
        automationAccountId: text("Id of the automation account that does the updates."),
        authenticationType: text("`SystemAssignedIdentity` or `RunAsAccount`."),
      },
      required: ["status"],
    },
    ...protectedItemTypes,
    ...automationTypes,
    [encryptionType]: {
      type: "object",
      properties: {
        keyUri: text("Address of the key, with or without a version."),
        infrastructureEncryptionEnabled: flag("Whether Azure encrypts a second time beneath it."),
      },
      required: ["keyUri"],
    },
    [mailType]: {
      type: "object",
      properties: {
        emailAddresses: texts("Addresses of the receivers."),
        ownersToldEnabled: flag("Whether the owners of the subscription are told as well."),
        locale: text("Language of the mail."),
      },
      required: [],
    },
    ...recoveryPlanTypes,
    ...vaultAgentAutoUpdateTypes,
  },
  resources: {
    "azure-evergreen:index:BackupProtectedItem": resource(backupProtectedItemSchema),
    "azure-evergreen:index:RecoveryVaultSettings": resource({
      description: "Settings of a Recovery Services vault that azure-native lacks.",
      properties: {
        vaultId: text("Id of the Recovery Services vault."),
        encryption: reference(encryptionType, "The key that the vault's own identity reads."),
        siteRecoveryMail: reference(mailType, "Whom Site Recovery tells by mail."),
        protectedItemsOnDestroy: text(
          "What becomes of backups that are in the vault when this is deleted: `Refused` or `SoftDeleted`.",
        ),
      },
      requiredInputs: ["vaultId"],
      optionalOutputs: ["encryption", "siteRecoveryMail"],
    }),
    "azure-evergreen:index:ReplicationFabric": resource({
      description: "A Site Recovery fabric: one Azure region.",
      properties: {
        vaultId: text("Id of the Recovery Services vault."),
        fabricName: text("Name of the fabric in Azure."),
        location: text("Azure region."),
      },
      requiredInputs: ["vaultId", "location"],
      told: { health: text("Azure's word for the fabric's health.") },
      switches,
    }),
    "azure-evergreen:index:ReplicationProtectionContainer": resource({
      description: "A Site Recovery protection container for Azure virtual machines.",
      properties: {
        fabricId: text("Id of the fabric."),
        containerName: text("Name of the container in Azure."),
      },
      requiredInputs: ["fabricId"],
      switches,
    }),
    "azure-evergreen:index:ReplicationProtectionContainerMapping": resource({
      description: "A mapping from one protection container to another.",
      properties: {
        protectionContainerId: text("Id of the container whose machines are replicated."),
        targetProtectionContainerId: text("Id of the container to which they are replicated."),
        policyId: text("Id of the replication policy."),
        mappingName: text("Name of the mapping in Azure."),
        agentAutoUpdate: autoUpdate,
      },
      requiredInputs: ["protectionContainerId", "targetProtectionContainerId", "policyId"],
      told: {
        state: text("Azure's word for the mapping's state."),
        health: text("Azure's word for the mapping's health."),
        scheduleName: text("Schedule that Site Recovery made in the automation account."),
        jobScheduleName: text("Job schedule that Site Recovery made there."),
      },
      switches,
    }),
    "azure-evergreen:index:ReplicationProtectedItem": resource({
      description: "A virtual machine that Site Recovery replicates.",
      properties: {
        protectionContainerId: text("Id of the container in which the machine is."),
        virtualMachineId: text("Id of the virtual machine."),
        targetProtectionContainerId: text("Id of the container to which it is replicated."),
        policyId: text("Id of the replication policy."),
        itemName: text("Name of the item in Azure."),
        settings: protectedItemSettings,
      },
      requiredInputs: [
        "protectionContainerId",
        "virtualMachineId",
        "targetProtectionContainerId",
        "policyId",
        "settings",
      ],
      told: {
        protectionState: text("Azure's word for the state."),
        activeLocation: text("Where the machine runs that users work with."),
        replicationHealth: text("Azure's word for the health of the replication."),
        agentVersion: text("Version of the mobility agent on the machine."),
        agentUpdateRequired: flag("Whether a newer mobility agent is to be installed."),
        agentExpiryDate: text("When the mobility agent expires."),
        recoveryVirtualMachineId: text("Id of the machine that a failover made."),
      },
      switches: {
        ...switches,
        waitInMinutes: whole("How long the initial replication is waited for."),
        purgeOnDelete: flag("Whether deletion purges."),
      },
    }),
    ...Object.fromEntries(
      Object.entries(automationResources).map(([token, schema]) => [token, resource(schema)]),
    ),
    "azure-evergreen:index:ReplicationRecoveryPlan": resource({
      description: "A Site Recovery plan: the order in which replicated machines fail over.",
      properties: {
        vaultId: text("Id of the Recovery Services vault."),
        planName: text("Name of the plan in Azure."),
        primaryFabricId: text("Id of the fabric from which the machines are replicated."),
        recoveryFabricId: text("Id of the fabric to which they are replicated."),
        groups: recoveryPlanGroups,
      },
      requiredInputs: ["vaultId", "primaryFabricId", "recoveryFabricId", "groups"],
      optional: {
        primaryZone: text("Zone from which the machines are replicated."),
        recoveryZone: text("Zone to which they are replicated."),
      },
      switches: { adopt: flag("Whether a plan that is there already is taken over.") },
    }),
    "azure-evergreen:index:SubscriptionFeature": resource({
      description: "The registration of a preview feature in a subscription.",
      properties: {
        providerNamespace: text("Namespace of the resource provider."),
        featureName: text("Name of the feature."),
        subscriptionId: text("Subscription in which it is registered."),
      },
      requiredInputs: ["providerNamespace", "featureName"],
      told: { state: text("Azure's word for the registration.") },
    }),
    "azure-evergreen:index:VaultAgentAutoUpdate": resource(vaultAgentAutoUpdate(autoUpdate)),
  },
};
