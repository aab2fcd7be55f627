import { deterministicGuid } from "../../azure/guid";
import { ArmError, type Call } from "../operation";
import type { ErrorCode } from "../witnesses";
import type { QueryRefusal } from "./query/refusal";

interface Detail {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Resource Graph's own envelope: what is wrong stands in the details. */
function graphError(
  call: Call,
  status: number,
  code: ErrorCode,
  details: readonly Detail[],
): ArmError {
  const timestamp = call.clock.now().toISOString();
  const correlationId = deterministicGuid("correlation", call.principalId, timestamp);
  return new ArmError(
    status,
    code,
    `Please provide below info when asking for support: timestamp = ${timestamp}, correlationId = ${correlationId}.`,
    undefined,
    details,
  );
}

export function badRequest(call: Call, code: ErrorCode, message: string): ArmError {
  return graphError(call, 400, "BadRequest", [{ code, message }]);
}

/** Source: learn.microsoft.com governance/resource-graph/troubleshoot/general (403); Azure/aztfexport issue 410. */
export function accessDenied(call: Call): ArmError {
  return graphError(call, 403, "AccessDenied", [
    {
      code: "AccessDenied",
      message:
        "Access is denied to the requested resource. The user might not have enough permission.",
    },
  ]);
}

/** Source: Azure/azure-cli-extensions issue 3325. */
export function rateLimiting(call: Call): ArmError {
  return graphError(call, 429, "RateLimiting", [
    {
      code: "RateLimiting",
      message:
        "Client application has been throttled and should not attempt to repeat the request until an " +
        "amount of time has elapsed. Please see https://aka.ms/resourcegraph-throttling for help.",
    },
  ]);
}

/** Source: microsoft/ARI issue 201. */
export function couldNotDecodeSkipToken(call: Call): ArmError {
  return badRequest(call, "CouldNotDecodeSkipToken", "Skip token could not be decoded.");
}

/**
 * Tells what is wrong with a query, and where: lines from 1, characters in the line from 0.
 *
 * Source: Azure/aztfexport issue 485 (ParserFailure); Azure/azqr issue 847 (a table, told alone).
 */
export function invalidQuery(call: Call, query: string, refusal: QueryRefusal): ArmError {
  if (refusal.code === "DisallowedLogicalTableName") {
    return badRequest(call, refusal.code, refusal.message);
  }
  const before = query.slice(0, refusal.place.position).split("\n");
  const place = {
    line: before.length,
    characterPositionInLine: before.at(-1)?.length ?? 0,
    token: refusal.place.token,
  };
  const told = { code: refusal.code, message: refusal.message, ...place };
  return graphError(call, 400, "BadRequest", [
    {
      code: "InvalidQuery",
      message:
        "Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.",
    },
    told,
  ]);
}
