import { asObject, mergePatch } from "../json";
import { ArmError, type Operation } from "../operation";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { resourceType } from "../resource-manager/resource-type";

const vaultType = "Microsoft.KeyVault/vaults";
const examples = "azure-rest-api-specs keyvault examples/2024-11-01";

/** Key vaults of the management plane. Their requests are done when they are answered. */
export const keyVaultOperations: Operation[] = resourceType({
  type: vaultType,
  path: groupPath(`${vaultType}/{vaultName}`),
  location: "required",
  get: { id: "Vaults_Get", witness: `${examples}/getVault.json` },
  put: { id: "Vaults_CreateOrUpdate", witness: `${examples}/createVault.json` },
  patch: { id: "Vaults_Update", witness: `${examples}/updateVault.json` },
  delete: { id: "Vaults_Delete", witness: `${examples}/deleteVault.json` },
  lists: [
    {
      id: "Vaults_ListByResourceGroup",
      path: groupPath(vaultType),
      witness: `${examples}/listVaultByResourceGroup.json`,
    },
    {
      id: "Vaults_ListBySubscription",
      path: subscriptionPath(vaultType),
      witness: `${examples}/listVaultBySubscription.json`,
    },
  ],
  required: ["properties.tenantId", "properties.sku.name"],
  validate: (call) => {
    requireName(call.parameters.vaultName ?? "");
  },
  complete: (call, body, existing) => {
    const before = asObject(existing?.properties);
    return {
      properties: {
        ...asObject(mergePatch({ ...defaults, ...before }, asObject(body.properties))),
        vaultUri: `https://${(call.parameters.vaultName ?? "").toLowerCase()}.vault.simulated/`,
      },
    };
  },
});

/** Source: createVault.json and learn.microsoft.com rest/api/keyvault/keyvault/vaults/create-or-update. */
const defaults = {
  accessPolicies: [],
  enabledForDeployment: false,
  enableRbacAuthorization: false,
  enableSoftDelete: true,
  softDeleteRetentionInDays: 90,
  publicNetworkAccess: "Enabled",
};

/** Source: learn.microsoft.com azure-resource-manager/management/resource-name-rules. */
function requireName(name: string): void {
  if (!/^[a-z](?!.*--)[a-z0-9-]{1,22}[a-z0-9]$/i.test(name)) {
    throw new ArmError(
      400,
      "VaultNameNotValid",
      `The vault name '${name}' is invalid. A vault's name must be between 3-24 alphanumeric ` +
        "characters. The name must begin with a letter, end with a letter or digit, and not contain " +
        "consecutive hyphens.",
    );
  }
}
