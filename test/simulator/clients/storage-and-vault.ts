/* A storage account and a vault: `@azure/arm-storage`, `@azure/arm-recoveryservices`. */
import { RecoveryServicesClient } from "@azure/arm-recoveryservices";
import { ResourceManagementClient } from "@azure/arm-resources";
import { StorageManagementClient } from "@azure/arm-storage";
import { clientOptions, endpoint, secretCredential, show, subscriptionId } from "./set-up";

const location = "westeurope";
const group = "rg";

show(async () => {
  const credential = secretCredential();
  const options = { ...clientOptions, $host: endpoint };
  const groups = new ResourceManagementClient(credential, subscriptionId, options).resourceGroups;
  await groups.createOrUpdate(group, { location });
  const storage = new StorageManagementClient(credential, subscriptionId, options);
  const account = await storage.storageAccounts.create(group, "cachestorage1", {
    location,
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
  });
  await storage.storageAccounts.delete(group, "cachestorage1");
  const { vaults } = new RecoveryServicesClient(credential, subscriptionId, options);
  const vault = await vaults.beginCreateOrUpdateAndWait(group, "vault1", {
    location,
    sku: { name: "RS0", tier: "Standard" },
    identity: { type: "SystemAssigned" },
    properties: { publicNetworkAccess: "Enabled" },
  });
  const changed = await vaults.beginUpdateAndWait(group, "vault1", { tags: { owner: "fleet" } });
  const listed: (string | undefined)[] = [];
  for await (const found of vaults.listByResourceGroup(group)) {
    listed.push(found.name);
  }
  await vaults.beginDeleteAndWait(group, "vault1");
  return {
    account: [account.name, account.provisioningState],
    vault: [vault.properties?.provisioningState, vault.identity?.type],
    changed: changed.tags,
    listed,
  };
});
