import type { Finding } from "../../azure/finding";
import { ArmError } from "../operation";

export function invalidRequest(message: string): ArmError {
  return new ArmError(400, "InvalidRequest", message);
}

export function refuseFindings(findings: readonly Finding[]): void {
  if (findings.length > 0) {
    throw invalidRequest(findings.map(({ message }) => message).join(" "));
  }
}

/** Who subscribes to a resource's events must be allowed to at that resource. Source: learn.microsoft.com event-grid/security-authorization. */
export const subscribeAction = "Microsoft.EventGrid/eventSubscriptions/write";

export const examples =
  "azure-rest-api-specs eventgrid/resource-manager/Microsoft.EventGrid/EventGrid/stable/2025-02-15/examples";
