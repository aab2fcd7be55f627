import { ArmError } from "../operation";

/** Text as in hashicorp and Azure issues, for example Azure/azure-cli issue 228. */
export function requiredParameter(name: string): ArmError {
  return new ArmError(
    400,
    "InvalidParameter",
    `Required parameter '${name}' is missing (null).`,
    name,
  );
}

export function invalidParameter(message: string, target: string): ArmError {
  return new ArmError(400, "InvalidParameter", message, target);
}

/**
 * A property that cannot change after creation. Text and, for most properties, status:
 * hashicorp/terraform issue 8796; for `windowsConfiguration.enableAutomaticUpdates`:
 * MicrosoftDocs/azure-docs issue 112633.
 */
export function propertyChangeNotAllowed(target: string, status: 400 | 409 = 409): ArmError {
  return new ArmError(
    status,
    "PropertyChangeNotAllowed",
    `Changing property '${target}' is not allowed.`,
    target,
  );
}

/** A machine that is off, or its agent with it, cannot be asked. Text: learn.microsoft.com virtual-machines/error-messages. */
export function notRunning(): ArmError {
  return new ArmError(
    409,
    "OperationNotAllowed",
    "Cannot modify extensions in the VM when the VM is not running.",
  );
}

/** A property that an api-version does not know. Text: Azure/azure-sdk-for-net issue 37855. */
export function unknownMember(member: string, type: string, path: string): ArmError {
  return new ArmError(
    400,
    "BadRequest",
    `Could not find member '${member}' on object of type '${type}'. Path '${path}'.`,
  );
}
