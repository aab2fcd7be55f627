import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt } from "../json";
import type { Answer, Call, Operation } from "../operation";
import { page } from "../resource-manager/paging";
import { requireParent, requireResource } from "../resource-manager/resource-checks";
import { requireBody } from "../resource-manager/resource-write";
import { accountPath, accountType, examples } from "./automation-accounts";
import { badRequest, notFound } from "./automation-errors";

const type = `${accountType}/privateEndpointConnections`;
const one = `${accountPath}/privateEndpointConnections/{privateEndpointConnectionName}`;
const witness = `${examples}/PrivateEndpointConnection`;
const states = ["Approved", "Rejected", "Disconnected", "Pending"];

/** Which kinds of traffic a private endpoint of an account carries. Source: learn.microsoft.com automation/how-to/private-link-security. */
export const automationGroupIds = ["Webhook", "DSCAndHybridWorker"];

/** Connections of private endpoints, which come with an endpoint: here they are approved, rejected or taken away. */
export const privateEndpointConnectionOperations: Operation[] = [
  {
    id: "PrivateEndpointConnections_Get",
    method: "GET",
    path: one,
    action: `${type}/read`,
    witness: `${witness}Get.json`,
    handle: (call) => ({ status: 200, body: requireConnection(call).connection }),
  },
  {
    id: "PrivateEndpointConnections_CreateOrUpdate",
    method: "PUT",
    path: one,
    action: `${type}/write`,
    witness: `${witness}Update.json`,
    handle: decide,
  },
  {
    id: "PrivateEndpointConnections_Delete",
    method: "DELETE",
    path: one,
    action: `${type}/delete`,
    witness: `${witness}Delete.json`,
    handle: (call) => {
      const account = accountAbove(call, 2);
      const connection = findConnection(call, account);
      if (connection === undefined) {
        return { status: 204 };
      }
      setConnections(call, account, (others) => others);
      return { status: 200 };
    },
  },
  {
    id: "PrivateEndpointConnections_ListByAutomationAccount",
    method: "GET",
    path: `${accountPath}/privateEndpointConnections`,
    action: `${type}/read`,
    witness: `${witness}List.json`,
    handle: (call) => ({ status: 200, body: page(call, connectionsOf(accountAbove(call, 1))) }),
  },
  {
    id: "PrivateLinkResources_Automation",
    method: "GET",
    path: `${accountPath}/privateLinkResources`,
    action: `${accountType}/privateLinkResources/read`,
    witness: `${examples}/PrivateLinkResourceListByAutomationAccount.json`,
    handle: (call) => {
      const account = accountAbove(call, 1);
      const resources = automationGroupIds.map((groupId) => ({
        id: `${account.id}/privateLinkResources/${groupId}`,
        name: groupId,
        type: `${accountType}/privateLinkResources`,
        properties: { groupId, requiredMembers: [groupId] },
      }));
      return { status: 200, body: page(call, resources) };
    },
  },
];

function decide(call: Call): Answer {
  const body = requireBody(call);
  const { account, connection } = requireConnection(call);
  const state = asObject(valueAt(body, "properties.privateLinkServiceConnectionState"));
  const status = asText(state.status) ?? "";
  if (!states.includes(status)) {
    throw badRequest(
      `The status '${status}' of the connection is not one of ${states.map((s) => `'${s}'`).join(", ")}.`,
    );
  }
  const before = asObject(connection.properties);
  const changed = {
    ...connection,
    properties: {
      ...before,
      privateLinkServiceConnectionState: {
        ...asObject(before.privateLinkServiceConnectionState),
        ...state,
      },
    },
  };
  setConnections(call, account, (others) => [...others, changed]);
  return { status: 200, body: changed };
}

function requireConnection(call: Call): {
  readonly account: StoredResource;
  readonly connection: JsonObject;
} {
  const account = accountAbove(call, 2);
  const connection = findConnection(call, account);
  if (connection === undefined) {
    throw notFound("private endpoint connection", nameIn(call));
  }
  return { account, connection };
}

function accountAbove(call: Call, words: number): StoredResource {
  const id = call.path.split("/").slice(0, -words).join("/");
  requireParent({}, call, `${id}/privateEndpointConnections/x`);
  return requireResource({ type: accountType }, call, id);
}

function findConnection(call: Call, account: StoredResource): JsonObject | undefined {
  return connectionsOf(account).find((connection) => isNamed(connection, nameIn(call)));
}

function connectionsOf(account: StoredResource): JsonObject[] {
  return asArray(valueAt(account, "properties.privateEndpointConnections")).map(asObject);
}

function setConnections(
  call: Call,
  account: StoredResource,
  change: (others: JsonObject[]) => JsonObject[],
): void {
  const others = connectionsOf(account).filter((c) => !isNamed(c, nameIn(call)));
  call.estate.put({
    ...account,
    properties: {
      ...asObject(account.properties),
      privateEndpointConnections: change(others),
    },
  });
}

function isNamed(connection: JsonObject, name: string): boolean {
  return asText(connection.name)?.toLowerCase() === name.toLowerCase();
}

function nameIn(call: Call): string {
  return call.parameters.privateEndpointConnectionName ?? "";
}
