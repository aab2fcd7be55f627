import {
  type ConnectionField,
  connectionFieldProblems,
  globalConnectionTypes,
} from "../../azure/automation-connection-types";
import { parentId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt } from "../json";
import type { Call, Operation } from "../operation";
import { page } from "../resource-manager/paging";
import { requireParent, requireResource } from "../resource-manager/resource-checks";
import { resourceType } from "../resource-manager/resource-type";
import { accountChild } from "./account-child";
import { accountPath, accountType, examples } from "./automation-accounts";
import { badRequest, conflict, notFound } from "./automation-errors";
import { differsFromMark, markSecret } from "./secret-marks";
import { stamped } from "./stamped";

const connectionTypeType = `${accountType}/connectionTypes`;
const typeList = `${accountPath}/connectionTypes`;

/** Connections: the values of a connection type's fields; encrypted fields are neither answered nor kept. */
export const connectionOperations: Operation[] = resourceType({
  ...accountChild({
    segment: "connections",
    parameter: "connectionName",
    operations: "Connection",
  }),
  required: ["name", "properties.connectionType.name"],
  validate: (call, body) => {
    const { name, values, fields } = connectionIn(call, body);
    const problems = connectionFieldProblems(fields, values);
    // A PATCH keeps the fields that it leaves out, and those that are encrypted are not here.
    if (call.method === "PUT" && problems.missing.length > 0) {
      throw badRequest(
        `The connection type '${name}' needs the field(s) '${problems.missing.join(", ")}'.`,
      );
    }
    if (problems.unknown.length > 0) {
      throw badRequest(
        `The connection type '${name}' has no field(s) '${problems.unknown.join(", ")}'.`,
      );
    }
  },
  complete: (call, body, existing) => {
    const sent = asObject(body.properties);
    const { name, values, fields } = connectionIn(call, body);
    const shown = Object.entries(values).filter(([field]) => !isEncrypted(fields, field));
    return {
      properties: stamped(
        call,
        existing,
        {
          connectionType: { name },
          fieldDefinitionValues: Object.fromEntries(shown),
          description: asText(sent.description) ?? "",
        },
        differsFromMark(call, call.path, secretsOf(fields, values)),
      ),
    };
  },
  written: (call, connection) => {
    const { values, fields } = connectionIn(call, { properties: connection.properties });
    const sent = asObject(valueAt(call.body, "properties.fieldDefinitionValues"));
    markSecret(call, connection.id, secretsOf(fields, { ...values, ...sent }));
  },
});

/** Connection types: those of every account, and one's own, which are made once. */
export const connectionTypeOperations: Operation[] = [
  ...resourceType({
    ...withoutReads(
      accountChild({
        segment: "connectionTypes",
        parameter: "connectionTypeName",
        operations: "ConnectionType",
        patch: "none",
      }),
    ),
    required: ["name", "properties.fieldDefinitions"],
    validate: (call, _body, existing) => {
      const name = call.parameters.connectionTypeName ?? "";
      if (existing !== undefined || globalTypeName(name) !== undefined) {
        throw conflict(`The connection type '${name}' already exists.`);
      }
    },
    complete: (call, body, existing) => {
      const { fieldDefinitions } = asObject(body.properties);
      return { properties: stamped(call, existing, { isGlobal: false, fieldDefinitions }) };
    },
  }),
  {
    id: "ConnectionType_Get",
    method: "GET",
    path: `${typeList}/{connectionTypeName}`,
    action: `${connectionTypeType}/read`,
    witness: `${examples}/getConnectionType.json`,
    handle: (call) => {
      const account = requireAccount(call);
      const global = globalTypeName(call.parameters.connectionTypeName ?? "");
      return {
        status: 200,
        body:
          global === undefined
            ? requireResource({ type: connectionTypeType }, call, call.path)
            : globalType(account, global),
      };
    },
  },
  {
    id: "ConnectionType_ListByAutomationAccount",
    method: "GET",
    path: typeList,
    action: `${connectionTypeType}/read`,
    witness: `${examples}/getAllConnectionTypes_First100.json`,
    handle: (call) => {
      const account = requireAccount(call);
      const own = call.estate.within(account.id).filter((r) => r.type === connectionTypeType);
      const global = Object.keys(globalConnectionTypes).map((name) => globalType(account, name));
      return { status: 200, body: page(call, [...global, ...own]) };
    },
  },
];

function withoutReads(child: ReturnType<typeof accountChild>) {
  const { type, path, provisioningState, put, delete: remove } = child;
  return {
    type,
    path,
    ...(provisioningState !== undefined && { provisioningState }),
    ...(put !== undefined && { put }),
    ...(remove !== undefined && { delete: remove }),
  };
}

function requireAccount(call: Call): StoredResource {
  requireParent({}, call, `${call.path.replace(/\/connectionTypes.*$/i, "")}/connectionTypes/x`);
  const id = call.path.replace(/\/connectionTypes.*$/i, "");
  return requireResource({ type: accountType }, call, id);
}

function globalTypeName(name: string): string | undefined {
  return Object.keys(globalConnectionTypes).find((g) => g.toLowerCase() === name.toLowerCase());
}

function globalType(account: StoredResource, name: string): JsonObject {
  const { creationTime } = asObject(account.properties);
  return {
    id: `${account.id}/connectionTypes/${name}`,
    name,
    type: connectionTypeType,
    properties: {
      isGlobal: true,
      fieldDefinitions: globalConnectionTypes[name],
      creationTime,
      lastModifiedTime: creationTime,
    },
  };
}

function connectionIn(
  call: Call,
  body: unknown,
): {
  readonly name: string;
  readonly values: JsonObject;
  readonly fields: Readonly<Record<string, ConnectionField>>;
} {
  const wanted = asText(valueAt(body, "properties.connectionType.name")) ?? "";
  const values = asObject(valueAt(body, "properties.fieldDefinitionValues"));
  const global = globalTypeName(wanted);
  const fields = global === undefined ? undefined : globalConnectionTypes[global];
  if (global !== undefined && fields !== undefined) {
    return { name: global, values, fields };
  }
  const own = call.estate.get(`${parentId(call.path) ?? ""}/connectionTypes/${wanted}`);
  if (own === undefined) {
    throw notFound("connection type", wanted);
  }
  const definitions = asObject(valueAt(own, "properties.fieldDefinitions"));
  return {
    name: own.name,
    values,
    fields: definitions as Readonly<Record<string, ConnectionField>>,
  };
}

function isEncrypted(fields: Readonly<Record<string, ConnectionField>>, field: string): boolean {
  return Object.entries(fields).some(
    ([name, { isEncrypted: hidden }]) =>
      hidden === true && name.toLowerCase() === field.toLowerCase(),
  );
}

function secretsOf(fields: Readonly<Record<string, ConnectionField>>, values: JsonObject): string {
  const hidden = Object.entries(values).filter(([field]) => isEncrypted(fields, field));
  return JSON.stringify(hidden.sort(([a], [b]) => (a < b ? -1 : 1)));
}
