/*
 * Microsoft's own unmodified clients against a served simulated Azure. Run as a process of its own,
 * because `NODE_EXTRA_CA_CERTS` is read only when a process starts. Prints what it saw as JSON.
 */
import { SiteRecoveryManagementClient } from "@azure/arm-recoveryservices-siterecovery";
import { ClientSecretCredential } from "@azure/identity";
import { createDefaultHttpClient, createPipelineRequest } from "@azure/core-rest-pipeline";

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set.`);
  }
  return value;
}

async function main(): Promise<void> {
  const endpoint = `https://${variable("ARM_METADATA_HOSTNAME")}`;
  const subscriptionId = variable("ARM_SUBSCRIPTION_ID");
  const credential = new ClientSecretCredential(
    variable("ARM_TENANT_ID"),
    variable("ARM_CLIENT_ID"),
    variable("ARM_CLIENT_SECRET"),
    { authorityHost: endpoint, disableInstanceDiscovery: true },
  );
  const token = await credential.getToken(`${endpoint}/.default`);
  const http = createDefaultHttpClient();
  const put = async (path: string, body: object): Promise<number> => {
    const request = createPipelineRequest({
      url: `${endpoint}/subscriptions/${subscriptionId}/resourceGroups/${path}`,
      method: "PUT",
      body: JSON.stringify(body),
    });
    request.headers.set("authorization", `Bearer ${token.token}`);
    request.headers.set("content-type", "application/json");
    return (await http.sendRequest(request)).status;
  };
  const location = "northeurope";
  const group = await put("rg?api-version=2021-04-01", { location });
  const vault = await put(
    "rg/providers/Microsoft.RecoveryServices/vaults/vault1?api-version=2023-04-01",
    { location, sku: { name: "RS0", tier: "Standard" }, properties: {} },
  );

  const client = new SiteRecoveryManagementClient(credential, subscriptionId, {
    endpoint,
    credentialScopes: [`${endpoint}/.default`],
  });
  const fabric = await client.replicationFabrics.beginCreateAndWait("vault1", "rg", "fabric1", {
    properties: { customDetails: { instanceType: "Azure", location: "westeurope" } },
  });
  const listed: (string | undefined)[] = [];
  for await (const found of client.replicationFabrics.list("vault1", "rg")) {
    listed.push(found.name);
  }
  const missing = await client.replicationFabrics
    .get("vault1", "rg", "nothing")
    .catch((error: unknown) => (error as { statusCode?: number }).statusCode);
  await client.replicationFabrics.beginDeleteAndWait("vault1", "rg", "fabric1");
  const details = fabric.properties?.customDetails;
  process.stdout.write(
    JSON.stringify({
      group,
      vault,
      fabric: [fabric.name, details?.instanceType],
      listed,
      missing,
    }),
  );
}

void main();
