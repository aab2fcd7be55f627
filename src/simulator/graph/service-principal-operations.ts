import { asObject, asText, type JsonObject, without, wordOf } from "../json";
import type { Principal } from "../sign-in/directory";
import { appIdOf } from "./application-operations";
import {
  bodyOf,
  filtered,
  type GraphAnswer,
  type GraphCall,
  type GraphOperation,
  mayWrite,
  narrowed,
} from "./graph-call";
import { graphDenied, GraphError, graphError, graphNotFound } from "./graph-error";

const reference = "learn.microsoft.com graph/api";

export const servicePrincipalOperations: readonly GraphOperation[] = [
  {
    method: "POST",
    path: "servicePrincipals",
    writes: true,
    witness: `${reference}/serviceprincipal-post-serviceprincipals`,
    handle: createServicePrincipal,
  },
  {
    method: "GET",
    path: "servicePrincipals",
    writes: false,
    witness: `${reference}/serviceprincipal-list`,
    handle: (call) => {
      const all = call.world.directory.all().filter(({ kind }) => kind === "ServicePrincipal");
      const found = filtered(
        call,
        all.map((principal) => presented(call, principal)),
      );
      return { status: 200, body: { value: found.map((each) => narrowed(call, each)) } };
    },
  },
  {
    method: "GET",
    path: "servicePrincipals/{id}",
    writes: false,
    witness: `${reference}/serviceprincipal-get`,
    handle: (call) => ({
      status: 200,
      body: narrowed(call, presented(call, requirePrincipal(call))),
    }),
  },
  {
    method: "PATCH",
    path: "servicePrincipals/{id}",
    writes: true,
    witness: `${reference}/serviceprincipal-update`,
    handle: (call) => {
      const principal = requireOwn(call);
      const notes = notesOf(call);
      const changes = without(asObject(bodyOf(call)), "id", "appId");
      notes.set(principal.objectId, { ...notes.get(principal.objectId), ...changes });
      return { status: 204 };
    },
  },
  {
    method: "DELETE",
    path: "servicePrincipals/{id}",
    writes: true,
    witness: `${reference}/serviceprincipal-delete`,
    handle: (call) => {
      const { objectId } = requireOwn(call);
      call.world.directory.remove(objectId);
      notesOf(call).delete(objectId);
      return { status: 204 };
    },
  },
  {
    method: "GET",
    path: "servicePrincipals/{id}/owners",
    writes: false,
    witness: `${reference}/serviceprincipal-list-owners`,
    handle: (call) => ({
      status: 200,
      body: { value: ownersOf(call, requirePrincipal(call)).map((id) => ({ id })) },
    }),
  },
  {
    method: "GET",
    path: "directoryObjects/{id}",
    writes: false,
    witness: `${reference}/directoryobject-get`,
    handle: (call) => {
      const principal = requirePrincipal(call);
      const type = `#microsoft.graph.${principal.kind.replace(/^./, (first) => first.toLowerCase())}`;
      return { status: 200, body: { "@odata.type": type, ...presented(call, principal) } };
    },
  },
  {
    method: "GET",
    path: "me",
    writes: false,
    witness: `${reference}/user-get (application tokens have no /me)`,
    handle: () => {
      throw graphError("/me request is only valid with delegated authentication flow.");
    },
  },
];

function createServicePrincipal(call: GraphCall): GraphAnswer {
  const { applications, directory } = call.world;
  const body = bodyOf(call);
  const appId = (asText(body.appId) ?? "").toLowerCase();
  const application = applications.findByAppId(appId);
  if (application === undefined) {
    throw graphError(
      `The appId '${appId}' of the service principal does not reference a valid application object.`,
    );
  }
  if (!mayWrite(call, application.owners)) {
    throw graphDenied();
  }
  if (directory.findByClientId(appId) !== undefined) {
    throw new GraphError(
      409,
      "Request_MultipleObjectsWithSameKeyValue",
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    );
  }
  const principal: Principal = {
    objectId: call.world.newId(),
    kind: "ServicePrincipal",
    displayName: application.displayName,
    clientId: appId,
  };
  directory.addFresh(principal);
  notesOf(call).set(principal.objectId, {
    ...without(asObject(body), "id", "appId"),
    owners: [call.principalId],
  });
  return { status: 201, body: presented(call, principal) };
}

function presented(call: GraphCall, principal: Principal): JsonObject {
  const { objectId, clientId, displayName, resourceId } = principal;
  const application =
    clientId === undefined ? undefined : call.world.applications.findByAppId(clientId);
  return {
    accountEnabled: true,
    alternativeNames: resourceId === undefined ? [] : ["isExplicit=False", resourceId],
    appRoles: [],
    oauth2PermissionScopes: [],
    tags: [],
    ...without(notesOf(call).get(objectId) ?? {}, "owners"),
    id: objectId,
    appId: clientId,
    appDisplayName: application?.displayName ?? displayName,
    appOwnerOrganizationId: call.world.tenantId,
    displayName: application?.displayName ?? displayName,
    servicePrincipalNames: [clientId],
    servicePrincipalType: resourceId === undefined ? "Application" : "ManagedIdentity",
    signInAudience: application?.signInAudience ?? null,
  };
}

function requirePrincipal(call: GraphCall): Principal {
  const id = call.parameters.id ?? "";
  const found = call.world.directory.find(id) ?? call.world.directory.findByClientId(appIdOf(id));
  if (found === undefined) {
    throw graphNotFound(id);
  }
  return found;
}

function requireOwn(call: GraphCall): Principal {
  const principal = requirePrincipal(call);
  if (!mayWrite(call, ownersOf(call, principal))) {
    throw graphDenied();
  }
  return principal;
}

function ownersOf(call: GraphCall, { objectId }: Principal): readonly string[] {
  const owners = notesOf(call).get(objectId)?.owners;
  return Array.isArray(owners) ? owners.map(wordOf) : [];
}

/** What was written of service principals beside who they are, by object id. */
function notesOf(call: GraphCall): Map<string, JsonObject> {
  return call.world.servicePrincipals;
}
