import { jsonResponse, type HttpRequest, type HttpResponse, readAddress } from "../front/http";
import { readJsonBody } from "../front/json-body";
import { applicationOperations } from "./application-operations";
import {
  type GraphCall,
  type GraphOperation,
  type GraphPermission,
  type GraphWorld,
} from "./graph-call";
import { graphDenied, GraphError, graphError } from "./graph-error";
import { servicePrincipalOperations } from "./service-principal-operations";

/** Every operation of Microsoft Graph that is simulated. */
export const graphOperations: readonly GraphOperation[] = [
  ...applicationOperations,
  ...servicePrincipalOperations,
];

/**
 * Microsoft Graph as far as applications and their service principals go, under `/v1.0` and `/beta`
 * of the same endpoint. Its permissions are none of Azure's roles: the operator grants them.
 */
export class Graph {
  readonly #permissions = new Map<string, Set<GraphPermission>>();

  constructor(private readonly world: GraphWorld) {}

  /** Grants an application permission, as an administrator's consent does. */
  grant(principalId: string, permission: GraphPermission): void {
    const held = this.#permissions.get(principalId) ?? new Set();
    this.#permissions.set(principalId, held.add(permission));
  }

  /** Whether a path is Graph's. */
  static serves(path: string): boolean {
    return /^\/(v1\.0|beta)\//i.test(path);
  }

  /** Answers a request of a principal that is signed in. */
  answer(principalId: string, request: HttpRequest, endpoint: string): HttpResponse {
    const id = this.world.newId();
    const headers = { "request-id": id, "client-request-id": id };
    try {
      const { status, body } = this.#answer(principalId, request, endpoint);
      return jsonResponse(status, body, headers);
    } catch (error) {
      if (!(error instanceof GraphError)) {
        throw error;
      }
      const date = this.world.clock.now().toISOString().slice(0, 19);
      const innerError = { date, "request-id": id, "client-request-id": id };
      const { code, message } = error;
      return jsonResponse(error.status, { error: { code, message, innerError } }, headers);
    }
  }

  #answer(
    principalId: string,
    request: HttpRequest,
    endpoint: string,
  ): ReturnType<GraphOperation["handle"]> {
    const { path, query } = readAddress(request.url);
    const { operation, parameters } = route(request.method, path);
    const permissions = this.#permissions.get(principalId) ?? new Set();
    const suffices = [...permissions].some((p) => !operation.writes || p.includes("ReadWrite"));
    if (!suffices) {
      throw graphDenied();
    }
    const call: GraphCall = {
      world: this.world,
      parameters,
      query,
      body: readBody(request.body),
      principalId,
      permissions,
      endpoint,
    };
    return operation.handle(call);
  }
}

function route(
  method: string,
  path: string,
): { operation: GraphOperation; parameters: Record<string, string> } {
  const segments = path
    .replace(/^\/[^/]+\//, "")
    .replace(/(\w)\(appId=/i, "$1/(appId=")
    .split("/");
  for (const operation of graphOperations) {
    const template = operation.path.split("/");
    const matches =
      operation.method === method.toUpperCase() &&
      template.length === segments.length &&
      template.every((part, i) => part === "{id}" || sameWord(part, segments[i]));
    if (matches) {
      return { operation, parameters: { id: segments[template.indexOf("{id}")] ?? "" } };
    }
  }
  throw graphError(`Resource not found for the segment '${segments[0] ?? ""}'.`);
}

function sameWord(a: string, b: string | undefined): boolean {
  return a.toLowerCase() === b?.toLowerCase();
}

function readBody(text: string | undefined): unknown {
  if (text === undefined || text === "") {
    return undefined;
  }
  const read = readJsonBody(text);
  if ("problem" in read) {
    throw graphError("Unable to read JSON request payload.");
  }
  return read.value;
}
