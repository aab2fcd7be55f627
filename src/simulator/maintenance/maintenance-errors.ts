import type { Finding } from "../../azure/finding";
import { ArmError } from "../operation";

/** Refuses what breaks a rule. Source of the text: hashicorp/terraform-provider-azurerm issue 29738. */
export function refuseFindings(findings: readonly Finding[]): void {
  const window = findings.filter((f) => f.propertyPath.startsWith("maintenanceWindow"));
  if (window.length > 0) {
    throw new ArmError(
      400,
      "InvalidMaintenanceWindow",
      `Invalid maintenance window. Error: ${window.map(({ message }) => message).join(" ")}`,
    );
  }
  if (findings.length > 0) {
    throw invalidRequest(findings.map(({ message }) => message).join(" "));
  }
}

export function invalidRequest(message: string): ArmError {
  return new ArmError(400, "InvalidRequest", message);
}

export function quotaExceeded(message: string): ArmError {
  return new ArmError(400, "QuotaExceeded", message);
}

export function configurationNotFound(id: string): ArmError {
  return new ArmError(
    404,
    "MaintenanceConfigurationNotFound",
    `The maintenance configuration '${id}' was not found.`,
  );
}
