import type { GraphErrorCode } from "./witnesses";

/** An error in Microsoft Graph's envelope. Source: learn.microsoft.com graph/errors. */
export class GraphError extends Error {
  constructor(
    readonly status: number,
    readonly code: GraphErrorCode,
    message: string,
  ) {
    super(message);
    this.name = "GraphError";
  }
}

/** Refuses what Graph cannot take. */
export function graphError(message: string): GraphError {
  return new GraphError(400, "Request_BadRequest", message);
}

/** Source: hashicorp/terraform-provider-azuread issue 4 and many others (Request_ResourceNotFound). */
export function graphNotFound(id: string): GraphError {
  return new GraphError(
    404,
    "Request_ResourceNotFound",
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** Source: learn.microsoft.com graph/resolve-auth-errors (Authorization_RequestDenied). */
export function graphDenied(): GraphError {
  return new GraphError(
    403,
    "Authorization_RequestDenied",
    "Insufficient privileges to complete the operation.",
  );
}
