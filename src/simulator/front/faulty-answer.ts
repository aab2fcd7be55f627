import type { HttpResponse } from "./http";
import type { HttpFault } from "../http-faults";
import { readArmPath } from "../resource-manager/arm-path";
import { ThrottledError } from "../resource-manager/request-limits";
import { expiredToken } from "../sign-in/sign-in";
import { ArmError } from "../operation";

/** What an error on demand tells beside its code. */
export interface FaultContext {
  readonly path: string;
  readonly subscriptionId: string;
  readonly now: Date;
  newId(): string;
}

/** Answers a request with a fault: carries it out or not, and says how the answer is to be delivered. */
export async function faultyAnswer(
  fault: HttpFault,
  context: FaultContext,
  carryOut: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  switch (fault.kind) {
    case "error":
      throw errorOnDemand(fault, context);
    case "token expired":
      throw expiredToken(Date.now() - 1000);
    case "connection dropped":
      if (fault.when === "after") {
        await carryOut();
      }
      return { status: 0, headers: {}, delivery: "dropped" };
    case "answer cut":
      return { ...(await carryOut()), delivery: "cut" };
    case "answer late":
      return { ...(await carryOut()), delivery: { lateByMilliseconds: fault.milliseconds } };
  }
}

function errorOnDemand(
  { status, retryAfterInSeconds }: HttpFault & { readonly kind: "error" },
  context: FaultContext,
): ArmError {
  const error = textOf(status, context);
  return retryAfterInSeconds === undefined
    ? new ArmError(status, error.code, error.message)
    : new ThrottledError(error, retryAfterInSeconds, status);
}

/**
 * Source: Azure/azure-powershell issue 11291 (500), pulumi/pulumi-azure-native issue 552 (502),
 * Azure/azure-xplat-cli issue 2929 (503), Azure/azure-cli issue 31815 (504), Azure/migAz issue 57 (429).
 */
function textOf(
  status: (HttpFault & { readonly kind: "error" })["status"],
  context: FaultContext,
): Pick<ArmError, "code" | "message"> {
  const { namespace } = readArmPath(context.path);
  const diagnosed = (what: string): string => {
    const id = context.newId();
    const timestamp = context.now.toISOString().replace(/[-:]|\.\d+/g, "");
    return (
      `${what} Diagnostic information: timestamp '${timestamp}', subscription id '${context.subscriptionId}', ` +
      `tracking id '${id}', request correlation id '${id}'.`
    );
  };
  switch (status) {
    case 429:
      return { code: "TooManyRequests", message: "The request is being throttled." };
    case 500:
      return {
        code: "InternalServerError",
        message: diagnosed("Encountered internal server error."),
      };
    case 502:
      return {
        code: "BadGatewayConnection",
        message: `The network connectivity issue encountered for '${namespace}'; cannot fulfill the request.`,
      };
    case 503:
      return { code: "ServerTimeout", message: diagnosed("The request timed out.") };
    case 504:
      return {
        code: "GatewayTimeout",
        message: `The gateway did not receive a response from '${namespace}' within the specified time period.`,
      };
  }
}
