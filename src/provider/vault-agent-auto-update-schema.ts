import type { ResourceSchema } from "./schema";
import { flag, mapOf, text, texts, type ObjectType, type PropertySchema } from "./schema-types";

const mappingType = "azure-evergreen:index:VaultAgentAutoUpdateMapping";

export const vaultAgentAutoUpdateTypes: Readonly<Record<string, ObjectType>> = {
  [mappingType]: {
    type: "object",
    properties: {
      mappingId: text("Id of the mapping."),
      status: text("`Enabled` or `Disabled`."),
      automationAccountId: text("Id of the automation account that does the updates."),
      authenticationType: text("`SystemAssignedIdentity` or `RunAsAccount`."),
    },
    required: ["mappingId", "status"],
  },
};

/** The resource, whose setting is of the type that a mapping's is. */
export function vaultAgentAutoUpdate(agentAutoUpdate: PropertySchema): ResourceSchema {
  return {
    description: "Agent auto-update on every mapping of a vault that nothing else sets.",
    properties: {
      vaultId: text("Id of the Recovery Services vault."),
      agentAutoUpdate,
      exceptMappingIds: texts("Ids of the mappings that are left to others."),
      disableOnDelete: flag("Whether deletion switches agent auto-update off."),
    },
    requiredInputs: ["vaultId", "agentAutoUpdate"],
    told: {
      mappings: mapOf(
        mappingType,
        "The mappings by `fabric/container/mapping`, as Azure holds them.",
      ),
    },
  };
}
