import { asArray, asText, valueAt } from "../json";
import type { Operation } from "../operation";
import { resourceNotFound } from "../resource-manager/arm-errors";
import { groupPath } from "../resource-manager/path-template";
import { requireVault, vaultType } from "../site-recovery/vault-entities";

const connectionType = `${vaultType}/privateEndpointConnections`;

/** Connections that private endpoints have made to a vault: read here, made and removed with the endpoint. */
export const privateEndpointConnectionOperations: Operation[] = [
  {
    id: "PrivateEndpointConnection_Get",
    method: "GET",
    path: groupPath(
      `${vaultType}/{vaultName}/privateEndpointConnections/{privateEndpointConnectionName}`,
    ),
    action: `${connectionType}/read`,
    witness:
      "azure-rest-api-specs recoveryservicesbackup examples/2024-10-01/PrivateEndpointConnection/GetPrivateEndpointConnection.json",
    handle: (call) => {
      const vault = requireVault(call);
      const name = call.parameters.privateEndpointConnectionName ?? "";
      const connection = asArray(valueAt(vault, "properties.privateEndpointConnections")).find(
        (known) => asText(valueAt(known, "name"))?.toLowerCase() === name.toLowerCase(),
      );
      if (connection === undefined) {
        throw resourceNotFound(
          connectionType,
          [vault.name, name],
          call.parameters.resourceGroupName ?? "",
        );
      }
      return { status: 200, body: connection };
    },
  },
];
