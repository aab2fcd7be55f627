/* A role of one's own, its assignment and removal, and a refusal: `@azure/arm-authorization`. */
import { AuthorizationManagementClient } from "@azure/arm-authorization";
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
  const removed = await client.roleAssignments.delete(scope, name);
  return {
    role: [role.roleName, role.roleType],
    assigned: assigned.principalType,
    listed,
    refused,
    removed: removed.name,
  };
});
