type PropertySchema =
  | { readonly type: "string" | "boolean"; readonly description: string }
  | { readonly $ref: string; readonly description: string };

type Properties = Readonly<Record<string, PropertySchema>>;

const text = (description: string): PropertySchema => ({ type: "string", description });
const choice = (description: string): PropertySchema => ({ type: "boolean", description });

const autoUpdateType = "azure-evergreen:index:AgentAutoUpdate";
const autoUpdate: PropertySchema = {
  $ref: `#/types/${autoUpdateType}`,
  description: "Whether Site Recovery keeps the mobility agents up to date.",
};

const switches: Properties = {
  adopt: choice("Whether an object that is there already is taken over."),
  reReplicationAllowed: choice(
    "Whether a change may replace the object although machines are replicated by way of it.",
  ),
};

interface ResourceSchema {
  readonly description: string;
  /** Stand in inputs and outputs. */
  readonly properties: Properties;
  readonly requiredInputs: readonly string[];
  /** Only in outputs. */
  readonly told?: Properties;
  /** Only in inputs. */
  readonly switches?: Properties;
}

function resource(schema: ResourceSchema): Record<string, unknown> {
  const outputs = { ...schema.properties, ...schema.told };
  return {
    description: schema.description,
    inputProperties: { ...schema.properties, ...schema.switches },
    requiredInputs: schema.requiredInputs,
    properties: outputs,
    required: Object.keys(outputs),
  };
}

/** What Pulumi's engine reads of the package: `pulumi import` writes a program from it. */
export const packageSchema: Readonly<Record<string, unknown>> = {
  description: "Site Recovery objects and feature registrations that azure-native lacks.",
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
  },
  resources: {
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
  },
};
