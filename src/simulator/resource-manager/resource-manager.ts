import type { HttpMethod } from "../../arm/transport";
import { checkApiVersion, requireApiVersion } from "./api-versions";
import { invalidRequestContent, unsupportedMediaType } from "./arm-errors";
import { readArmPath } from "./arm-path";
import { passGate, requireLinked, type Routed } from "./gate";
import { readJsonBody } from "../front/json-body";
import { asText, withoutUndefined } from "../json";
import { ArmError, type Answer, type Call, type Operation } from "../operation";
import { RequestLimits, ThrottledError } from "./request-limits";
import { Router } from "./router";
import type { World } from "../world";

/** A signed-in request to Azure Resource Manager. */
export interface ManagerRequest {
  readonly method: string;
  /** Decoded, one leading slash. */
  readonly path: string;
  /** Names in lower case. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it came: JSON, or text of another content type. */
  readonly body: string | undefined;
  readonly principalId: string;
  /** Root address under which the client reached this Azure. */
  readonly endpoint: string;
}

/** Routes signed-in requests to the operations of the resource providers. */
export class ResourceManager {
  readonly #router: Router;
  readonly #types: ReadonlySet<string>;
  readonly #namespaces: ReadonlySet<string>;
  /** `undefined` where requests are not limited. */
  readonly #limits: RequestLimits | undefined;

  constructor(
    private readonly world: World,
    operations: readonly Operation[],
  ) {
    this.#router = new Router(operations);
    this.#limits = world.limited ? new RequestLimits(world.clock, world.tenantId) : undefined;
    const paths = operations.map((operation) => readArmPath(operation.path));
    this.#namespaces = new Set(paths.map(({ namespace }) => namespace.toLowerCase()));
    this.#types = new Set(paths.map(({ namespace, type }) => `${namespace}/${type}`.toLowerCase()));
  }

  /** Answers a request; what Azure would refuse is answered with its status and error envelope. */
  async answer(request: ManagerRequest): Promise<Answer> {
    let left: Answer["headers"];
    try {
      left = this.#limits?.admit(request);
      const answer = await this.#answer(request);
      return left === undefined ? answer : { ...answer, headers: { ...answer.headers, ...left } };
    } catch (error) {
      if (!(error instanceof ArmError)) {
        throw error;
      }
      const wait =
        error instanceof ThrottledError
          ? { "retry-after": String(error.retryAfterInSeconds) }
          : undefined;
      const headers = { ...left, ...wait };
      const refused = errorAnswer(error);
      return left === undefined && wait === undefined ? refused : { ...refused, headers };
    }
  }

  async #answer(request: ManagerRequest): Promise<Answer> {
    const apiVersion = requireApiVersion(request.query);
    const { operation, parameters } = this.#route(request, apiVersion);
    const { namespace, type } = readArmPath(operation.path);
    checkApiVersion(apiVersion, namespace, type);
    const routed: Routed = {
      operation,
      parameters,
      path: request.path,
      principalId: request.principalId,
    };
    passGate(this.world, routed);
    this.#limits?.admitToProvider(
      request,
      (id) => asText(this.world.estate.get(id)?.location) ?? "",
    );
    return operation.handle(this.#call(request, routed, apiVersion));
  }

  #route(
    { method, path }: ManagerRequest,
    apiVersion: string,
  ): { operation: Operation; parameters: Readonly<Record<string, string>> } {
    const found = this.#router.route(method, path);
    if (found === undefined) {
      throw this.#notRouted(path, apiVersion);
    }
    if ("allowed" in found) {
      throw methodNotAllowed(method, path);
    }
    return found;
  }

  /** Source: Azure/acs-engine issue 4037 (InvalidResourceType, 404), learn.microsoft.com common-deployment-errors (InvalidResourceNamespace). */
  #notRouted(path: string, apiVersion: string): ArmError {
    const { namespace, type } = readArmPath(path);
    if (!this.#namespaces.has(namespace.toLowerCase())) {
      return new ArmError(
        404,
        "InvalidResourceNamespace",
        `The resource namespace '${namespace}' is invalid.`,
      );
    }
    if (this.#types.has(`${namespace}/${type}`.toLowerCase())) {
      return new ArmError(404, "NotFound", `The requested path '${path}' was not found.`);
    }
    return new ArmError(
      404,
      "InvalidResourceType",
      `The resource type '${type}' could not be found in the namespace '${namespace}' for api version ` +
        `'${apiVersion}'.`,
    );
  }

  #call(request: ManagerRequest, routed: Routed, apiVersion: string): Call {
    const { world } = this;
    const operationId = routed.operation.id;
    const call: Call = {
      ...world.platform,
      method: routed.operation.method,
      path: request.path,
      parameters: routed.parameters,
      query: request.query,
      apiVersion,
      headers: request.headers,
      body: parseBody(request, routed.operation),
      principalId: request.principalId,
      endpoint: request.endpoint,
      allows: (action, scope) =>
        world.access.ask({ principalId: request.principalId, action, scope, operationId }).allowed,
      requireLinked: (links) => {
        requireLinked(world, routed, links);
      },
      holds: (principalId, action, scope, kind = "action") =>
        world.access.ask({ principalId, action, scope, kind, operationId }).allowed,
      begin: (work) => {
        const { scope } = readArmPath(request.path);
        const endless = world.platform.faults.strikes("operation never ends", scope);
        return world.work.begin(endless ? { ...work, durationInSeconds: Infinity } : work, call);
      },
    };
    return call;
  }
}

/** Azure's error envelope. */
export function errorAnswer(error: ArmError): Answer {
  const { code, message, target, details } = error;
  return {
    status: error.status,
    body: { error: withoutUndefined({ code, message, target, details }) },
  };
}

/** Source: Azure/azure-powershell issue 9709. */
function methodNotAllowed(method: string, path: string): ArmError {
  return new ArmError(
    405,
    "MethodNotAllowed",
    `The HTTP method '${method.toUpperCase() as HttpMethod}' is not supported on the resource '${path}'.`,
  );
}

/** The body of a request that changes something: JSON, or for the few operations that take it, text. */
function parseBody({ body, headers, method }: ManagerRequest, { textBody }: Operation): unknown {
  if (body === undefined || body === "" || /^(GET|HEAD)$/i.test(method)) {
    return undefined;
  }
  const mediaType = (headers["content-type"] ?? "application/json").replace(/;.*/, "").trim();
  if (!/^(application|text)\/([a-z0-9.-]+\+)?json$/i.test(mediaType)) {
    if (textBody === true) {
      return body;
    }
    throw unsupportedMediaType(mediaType);
  }
  const read = readJsonBody(body);
  if ("problem" in read) {
    throw invalidRequestContent(read.problem);
  }
  return read.value;
}
