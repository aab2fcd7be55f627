import { isObject } from "../model/reader";

type Properties = Readonly<Record<string, unknown>>;

/** Fields of a row that azure-native does not take as arguments, or that are placed by what the id says. */
const notArguments = new Set([
  ...["id", "name", "type", "properties", "apiVersion", "aliases", "etag", "systemData"],
  ...["resourceGroup", "subscriptionId", "tenantId"],
]);

/** Types whose arguments azure-native keeps under `properties`. */
const keepsProperties = /^Microsoft\.(RecoveryServices\/|KeyVault\/vaults$|Resources\/)/;

/** azure-native's names for properties that Azure calls otherwise, by type: Azure's name first. */
const renames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "Microsoft.Storage/storageAccounts": {
    supportsHttpsTrafficOnly: "enableHttpsTrafficOnly",
    isNfsV3Enabled: "enableNfsV3",
    networkAcls: "networkRuleSet",
  },
  "Microsoft.Authorization/roleDefinitions": { type: "roleType" },
};

/** Site Recovery answers under other names than it is asked under: the answer's name first. */
const siteRecoveryRenames: Readonly<Record<string, string>> = {
  providerSpecificDetails: "providerSpecificInput",
  fabricSpecificSettings: "fabricSpecificDetails",
};
const replicatedItem =
  "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems";
const replicatedItemRenames: Readonly<Record<string, string>> = {
  protectedManagedDisks: "vmManagedDisks",
  recoveryAzureResourceGroupId: "recoveryResourceGroupId",
  selectedRecoveryAzureNetworkId: "recoveryAzureNetworkId",
  recoveryAvailabilitySet: "recoveryAvailabilitySetId",
};

/** A resource as Azure answers it, in the words of azure-native's arguments and outputs. */
export function asArguments(
  row: Properties,
  type: string,
): { readonly inputs: Record<string, unknown>; readonly outputs: Record<string, unknown> } {
  const top = Object.fromEntries(
    Object.entries(row).filter(([name, value]) => !notArguments.has(name) && value !== null),
  );
  const properties = propertiesOf(row);
  if (keepsProperties.test(type)) {
    return {
      inputs: { ...withIdentities(top), properties: keptProperties(properties, type) },
      outputs: { ...top, properties },
    };
  }
  // The window of a schedule is an object of its own in Azure, not in azure-native.
  const { maintenanceWindow, ...others } = properties;
  const renamed = renamedIn(others, renames[type] ?? {});
  const flat = { ...renamed, ...(isObject(maintenanceWindow) ? maintenanceWindow : {}) };
  return { inputs: { ...withIdentities(top), ...flat }, outputs: { ...top, ...flat } };
}

function propertiesOf({ properties }: Properties): Properties {
  return isObject(properties) ? properties : {};
}

function keptProperties(properties: Properties, type: string): Properties {
  if (type === replicatedItem) {
    const { providerSpecificDetails: details } = properties;
    return isObject(details)
      ? { ...properties, providerSpecificDetails: renamedIn(details, replicatedItemRenames) }
      : properties;
  }
  return type.includes("/replication") ? renamedIn(properties, siteRecoveryRenames) : properties;
}

function renamedIn(
  properties: Properties,
  names: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      Object.hasOwn(names, name) ? (names[name] ?? name) : name,
      value,
    ]),
  );
}

/** azure-native takes a list of the identities that Azure answers as a map. */
function withIdentities(top: Properties): Properties {
  const { identity } = top;
  return isObject(identity) && isObject(identity.userAssignedIdentities)
    ? {
        ...top,
        identity: {
          ...identity,
          userAssignedIdentities: Object.keys(identity.userAssignedIdentities),
        },
      }
    : top;
}
