import { callerOf, newAzure, newGroup, subscription, tenantId } from "../caller";
import { Replay } from "./replay";

const location = "westeurope";
const tags = { key1: "value1", key2: "value2" };

describe("official examples of identities, rights, groups and key vaults", () => {
  it("are answered", async () => {
    const azure = newAzure();
    const owner = callerOf(azure, "Owner");
    const group = await newGroup(owner);

    const resources = new Replay(owner, "Microsoft.Resources", "resources", {
      "resourceTypes[].aliases": "asked for by $expand alone",
      "resourceTypes[].capabilities": "not told",
      "resourceTypes[].locationMappings": "no edge zones",
    });
    await resources.send("ResourceGroups_CreateOrUpdate", `${subscription}/resourceGroups/my`, {
      location,
    });
    await resources.send("Providers_Get", `${subscription}/providers/Microsoft.Compute`);
    await resources.send("Providers_List", `${subscription}/providers`);
    resources.end();

    const type = "providers/Microsoft.ManagedIdentity/userAssignedIdentities";
    const identity = `${group}/${type}/resourceName`;
    const credential = `${identity}/federatedIdentityCredentials/ficResourceName`;
    const identities = new Replay(owner, "Microsoft.ManagedIdentity", "managed-identity");
    const properties = { isolationScope: "Regional" };
    const body = { location, tags, properties };
    await identities.send("UserAssignedIdentities_CreateOrUpdate", identity, body);
    await identities.send("UserAssignedIdentities_Get", identity);
    await identities.send("UserAssignedIdentities_Update", identity, body);
    await identities.send("UserAssignedIdentities_ListByResourceGroup", `${group}/${type}`);
    await identities.send("UserAssignedIdentities_ListBySubscription", `${subscription}/${type}`);
    await identities.send("FederatedIdentityCredentials_CreateOrUpdate", credential, {
      properties: {
        audiences: ["api://AzureADTokenExchange"],
        issuer: "https://oidc.prod-aks.azure.com/TenantGUID/IssuerGUID",
        subject: "system:serviceaccount:ns:svcaccount",
      },
    });
    await identities.send("FederatedIdentityCredentials_Get", credential);
    await identities.send(
      "FederatedIdentityCredentials_List",
      `${identity}/federatedIdentityCredentials`,
    );
    identities.end();

    const vaults = new Replay(owner, "Microsoft.KeyVault", "key-vault", {
      "properties.hsmPoolResourceId": "no hardware pool",
      "properties.privateEndpointConnections": "no private endpoint leads to it",
      systemData: "not told",
    });
    const vault = `${group}/providers/Microsoft.KeyVault/vaults/sample-vault`;
    const settings = {
      accessPolicies: [
        {
          objectId: owner.objectId,
          permissions: { certificates: ["get"], keys: ["get"], secrets: ["get"] },
          tenantId,
        },
      ],
      enabledForDeployment: true,
      enabledForDiskEncryption: true,
      enabledForTemplateDeployment: true,
      networkAcls: {
        bypass: "AzureServices",
        defaultAction: "Deny",
        ipRules: [{ value: "124.56.78.91" }],
        virtualNetworkRules: [{ id: group, ignoreMissingVnetServiceEndpoint: false }],
      },
      publicNetworkAccess: "Enabled",
      sku: { family: "A", name: "standard" },
      tenantId,
    };
    await vaults.send("Vaults_CreateOrUpdate", vault, { location, tags, properties: settings });
    await vaults.send("Vaults_Update", vault, { properties: settings });
    await vaults.send("Vaults_Get", vault);
    await vaults.send("Vaults_ListByResourceGroup", `${group}/providers/Microsoft.KeyVault/vaults`);
    await vaults.send(
      "Vaults_ListBySubscription",
      `${subscription}/providers/Microsoft.KeyVault/vaults`,
    );
    vaults.end();

    const provider = `${subscription}/providers/Microsoft.Authorization`;
    const rights = new Replay(owner, "Microsoft.Authorization", "authorization");
    const role = `${provider}/roleDefinitions/aaaaaaaa-0000-4000-8000-000000000001`;
    await owner.send("PUT", `${role}?api-version=2022-04-01`, {
      properties: {
        roleName: "Role name",
        description: "Role description",
        type: "customRole",
        permissions: [{ actions: ["Microsoft.Resources/subscriptions/read"] }],
        assignableScopes: [subscription],
      },
    });
    const assignment = `${provider}/roleAssignments/aaaaaaaa-0000-4000-8000-000000000002`;
    await rights.send("RoleAssignments_Create", assignment, {
      properties: { principalId: owner.objectId, roleDefinitionId: role },
    });
    await rights.send("RoleAssignments_Get", assignment);
    await rights.send("RoleAssignments_ListForScope", `${provider}/roleAssignments`);
    await rights.send("RoleAssignments_Delete", assignment);
    await rights.send("RoleDefinitions_Get", role);
    await rights.send("RoleDefinitions_List", `${provider}/roleDefinitions`);
    await rights.send("RoleDefinitions_Delete", role);
    // Azure itself makes these; no request can.
    const name = "aaaaaaaa-0000-4000-8000-000000000003";
    const denial = `${provider}/denyAssignments/${name}`;
    azure.estate.put({
      id: denial,
      name,
      type: "Microsoft.Authorization/denyAssignments",
      properties: {
        denyAssignmentName: "Deny assignment name",
        description: "Deny assignment description",
        permissions: [
          {
            actions: ["Microsoft.Compute/virtualMachines/delete"],
            notActions: [],
            dataActions: [],
            notDataActions: [],
          },
        ],
        scope: subscription,
        doNotApplyToChildScopes: false,
        principals: [{ id: owner.objectId, type: "ServicePrincipal" }],
        excludePrincipals: [{ id: owner.objectId, type: "ServicePrincipal" }],
        isSystemProtected: true,
      },
    });
    await rights.send("DenyAssignments_Get", denial);
    await rights.send("DenyAssignments_ListForScope", `${provider}/denyAssignments`);
    rights.end();
  });
});
