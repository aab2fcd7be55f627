import { ArmError } from "../operation";

/*
 * Errors of Azure Resource Manager itself, the same for every provider. Texts as they stand in
 * public issue threads and on learn.microsoft.com under "Troubleshoot common Azure deployment
 * errors"; the source of each is named beside it.
 */

const notFoundHelp = "For more details please go to https://aka.ms/ARMResourceNotFoundFix";

/** Source: learn.microsoft.com azure-resource-manager/troubleshooting/error-not-found. */
export function resourceNotFound(type: string, names: readonly string[], group: string): ArmError {
  const what = interleave(type, names);
  return new ArmError(
    404,
    "ResourceNotFound",
    `The Resource '${what}' under resource group '${group}' was not found. ${notFoundHelp}`,
  );
}

/** Source: learn.microsoft.com error-not-found. */
export function resourceGroupNotFound(name: string): ArmError {
  return new ArmError(404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`);
}

/** Source: hashicorp/terraform-provider-azurerm issue 18311, learn.microsoft.com error-parent-resource. */
export function parentResourceNotFound(parentName: string): ArmError {
  return new ArmError(
    404,
    "ParentResourceNotFound",
    `Can not perform requested operation on nested resource. Parent resource '${parentName}' not found.`,
  );
}

/** Source: learn.microsoft.com error-invalid-template, request deserialisation. */
export function invalidRequestContent(reason: string): ArmError {
  return new ArmError(
    400,
    "InvalidRequestContent",
    `The request content was invalid and could not be deserialized: '${reason}'.`,
  );
}

/** Source: Azure/azure-cli issue 10143 (`<null>` where there is no content type). */
export function unsupportedMediaType(mediaType = "<null>"): ArmError {
  return new ArmError(
    415,
    "UnsupportedMediaType",
    `The content media type '${mediaType}' is not supported. Only 'application/json' is supported.`,
  );
}

/** Source: learn.microsoft.com common-deployment-errors (LocationRequired). */
export function locationRequired(): ArmError {
  return new ArmError(
    400,
    "LocationRequired",
    "The location property is required for this definition.",
  );
}

/** Source: learn.microsoft.com common-deployment-errors, LocationNotAvailableForResourceType. */
export function locationNotAvailable(
  location: string,
  type: string,
  available: readonly string[],
): ArmError {
  return new ArmError(
    400,
    "LocationNotAvailableForResourceType",
    `The provided location '${location}' is not available for resource type '${type}'. ` +
      `List of available regions for the resource type is '${available.join(",")}'.`,
  );
}

/** Source: learn.microsoft.com common-deployment-errors (InvalidResourceLocation). */
export function resourceInAnotherLocation(
  name: string,
  group: string,
  existing: string,
  wanted: string,
): ArmError {
  return new ArmError(
    409,
    "InvalidResourceLocation",
    `The resource '${name}' already exists in location '${existing}' in resource group '${group}'. ` +
      `A resource with the same name cannot be created in location '${wanted}'. ` +
      `Please select a new resource name.`,
  );
}

/** Source: learn.microsoft.com virtual-machines/error-messages. */
export function linkedInvalidPropertyId(value: string, propertyPath: string): ArmError {
  return new ArmError(
    400,
    "LinkedInvalidPropertyId",
    `Property id '${value}' at path '${propertyPath}' is invalid. Expect fully qualified resource Id ` +
      `that start with '/subscriptions/{subscriptionId}' or '/providers/{resourceProviderNamespace}/'.`,
  );
}

/** Source: learn.microsoft.com error-not-found, InvalidResourceReference of Microsoft.Network and Microsoft.Compute. */
export function invalidResourceReference(missingId: string, referringId: string): ArmError {
  return new ArmError(
    400,
    "InvalidResourceReference",
    `Resource ${missingId} referenced by resource ${referringId} was not found. ` +
      `Please make sure that the referenced resource exists, and that both resources are in the same region.`,
  );
}

/** `Microsoft.Network/virtualNetworks/subnets` with two names reads `Microsoft.Network/virtualNetworks/v/subnets/s`. */
function interleave(type: string, names: readonly string[]): string {
  const [namespace = "", ...segments] = type.split("/");
  return [namespace, ...segments.flatMap((segment, i) => [segment, names[i] ?? ""])].join("/");
}
