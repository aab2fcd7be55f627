import { ArmError } from "../operation";

/** Automation's answer to what it cannot take. */
export function badRequest(message: string): ArmError {
  return new ArmError(400, "BadRequest", message);
}

/** Sources of the texts: krnese/AzureDeploy issue 17, Azure/azure-resource-manager-schemas issue 313, azureautomation/automation-packs issue 22. */
export function conflict(message: string): ArmError {
  return new ArmError(409, "Conflict", message);
}

export function notFound(what: string, name: string): ArmError {
  return new ArmError(404, "NotFound", `The ${what} '${name}' was not found.`);
}
