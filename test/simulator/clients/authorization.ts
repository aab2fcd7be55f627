/*
 * A role of one's own, its assignment and removal, refusals, and the identity that is too fresh to be
 * found: `@azure/arm-authorization`.
 */
import { AuthorizationManagementClient } from "@azure/arm-authorization";
import { RecoveryServicesClient } from "@azure/arm-recoveryservices";
import { ResourceManagementClient } from "@azure/arm-resources";
import {
  clientOptions,
  endpoint,
  refusal,
  secretCredential,
  show,
  subscriptionId,
  variable,
} from "./set-up";

show(async () => {
  const scope = `/subscriptions/${subscriptionId}`;
  const options = { ...clientOptions, $host: endpoint };
  const client = new AuthorizationManagementClient(secretCredential(), subscriptionId, options);
  const role = await client.roleDefinitions.createOrUpdate(
    scope,
    "aaaaaaaa-0000-4000-8000-000000000001",
    {
      roleName: "Group Reader",
      assignableScopes: [scope],
      permissions: [{ actions: ["Microsoft.Resources/subscriptions/resourceGroups/read"] }],
    },
  );
  const name = "aaaaaaaa-0000-4000-8000-000000000002";
  const assigned = await client.roleAssignments.create(scope, name, {
    roleDefinitionId: role.id ?? "",
    principalId: variable("OTHER_OBJECT_ID"),
    principalType: "ServicePrincipal",
  });
  const listed: (string | undefined)[] = [];
  for await (const found of client.roleAssignments.listForSubscription({
    filter: `principalId eq '${variable("OTHER_OBJECT_ID")}'`,
  })) {
    listed.push(found.name);
  }
  const other = new ResourceManagementClient(
    secretCredential(variable("OTHER_CLIENT_ID"), variable("OTHER_CLIENT_SECRET")),
    subscriptionId,
    options,
  );
  const refused = await other.resourceGroups
    .createOrUpdate("rg", { location: "westeurope" })
    .catch(refusal);
  const owner = new ResourceManagementClient(secretCredential(), subscriptionId, options);
  await owner.resourceGroups.createOrUpdate("rg", { location: "westeurope" });
  const { vaults } = new RecoveryServicesClient(secretCredential(), subscriptionId, options);
  const vault = await vaults.beginCreateOrUpdateAndWait("rg", "vault1", {
    location: "westeurope",
    sku: { name: "RS0", tier: "Standard" },
    identity: { type: "SystemAssigned" },
    properties: {},
  });
  const assignment = {
    roleDefinitionId: role.id ?? "",
    principalId: vault.identity?.principalId ?? "",
  };
  const fresh = "aaaaaaaa-0000-4000-8000-000000000003";
  const notFound = await client.roleAssignments.create(scope, fresh, assignment).catch(refusal);
  const retried = await client.roleAssignments.create(scope, fresh, {
    ...assignment,
    principalType: "ServicePrincipal",
  });
  const inUse = await client.roleDefinitions.delete(scope, role.name ?? "").catch(refusal);
  const removed = await client.roleAssignments.delete(scope, name);
  return {
    role: [role.roleName, role.roleType],
    assigned: assigned.principalType,
    listed,
    refused,
    notFound,
    retried: retried.principalType,
    inUse,
    removed: removed.name,
  };
});
