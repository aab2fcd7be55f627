import { readFileSync } from "node:fs";
import type { Properties, ProviderHandlers } from "../../plugin/handlers";
import { asText } from "../json";
import { DirectoryResource } from "./directory-resource";
import { directoryTypes, servicePrincipalOutputs } from "./directory-types";
import { type Connect, GraphClient } from "./graph-client";

/**
 * A test double of the azuread provider on the simulated Microsoft Graph, for applications, their
 * service principals, certificates and passwords. It has no handler for any other token, and
 * refuses arguments that it does not translate.
 *
 * @param connect Called with the provider's configuration when the first request is sent.
 */
export function azureadDouble(connect: Connect): ProviderHandlers {
  let graph: GraphClient | undefined;
  const opened = (): GraphClient => (graph ??= new GraphClient(connect, {}));
  return {
    name: "azuread",
    version: installedVersion(),
    secretOutputs: ["value"],
    configure(configuration) {
      graph = new GraphClient(connect, configuration);
      return Promise.resolve();
    },
    resource(token) {
      const type = directoryTypes[token];
      return type === undefined ? undefined : new DirectoryResource(opened, type);
    },
    invoke: (token, args, _preview, signal) => callFunction(opened(), token, args, signal),
  };
}

async function callFunction(
  graph: GraphClient,
  token: string,
  args: Properties,
  signal: AbortSignal,
): Promise<Properties> {
  switch (token) {
    case "azuread:index/getClientConfig:getClientConfig":
      return clientConfiguration(graph, signal);
    case "azuread:index/getServicePrincipal:getServicePrincipal":
      return servicePrincipal(graph, args, signal);
    default:
      throw new Error(`Invoke type ${token} not found`);
  }
}

async function clientConfiguration(graph: GraphClient, signal: AbortSignal): Promise<Properties> {
  const connection = await graph.connection();
  const { clientId, objectId, tenantId } = connection;
  const identity = objectId === undefined ? await connection.identify?.(signal) : undefined;
  const told = {
    tenantId,
    clientId: clientId ?? identity?.clientId ?? "",
    objectId: objectId ?? identity?.objectId ?? "",
  };
  return { ...told, id: `${told.tenantId}-${told.clientId}-${told.objectId}` };
}

async function servicePrincipal(
  graph: GraphClient,
  args: Properties,
  signal: AbortSignal,
): Promise<Properties> {
  const [clientId, displayName, objectId] = [args.clientId, args.displayName, args.objectId].map(
    asText,
  );
  const found =
    objectId !== undefined
      ? await graph.get(`servicePrincipals/${objectId}`, signal)
      : await graph.find(
          "servicePrincipals",
          clientId === undefined
            ? `displayName eq '${displayName ?? ""}'`
            : `appId eq '${clientId}'`,
          signal,
        );
  if (found === undefined) {
    throw new Error(
      `No service principal found matching the ${clientId === undefined ? "display name or object id" : `client ID: "${clientId}"`}`,
    );
  }
  return { ...servicePrincipalOutputs(found), id: `/servicePrincipals/${String(found.id)}` };
}

/** The version of the installed `@pulumi/azuread`, which the engine compares with what programs ask for. */
function installedVersion(): string {
  const manifest = readFileSync(require.resolve("@pulumi/azuread/package.json"), "utf8");
  return (JSON.parse(manifest) as { readonly version: string }).version;
}
