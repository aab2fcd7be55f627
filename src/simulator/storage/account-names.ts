import { asText } from "../json";
import { ArmError, type Call, type Operation } from "../operation";
import { subscriptionPath } from "../resource-manager/path-template";
import { requireBody } from "../resource-manager/resource-write";

export const accountType = "Microsoft.Storage/storageAccounts";

/**
 * Tells whether a name can be taken. What is no name is told by its own reason, all else as taken.
 *
 * Reasons and texts: Azure/azure-rest-api-specs issue 4594.
 */
export const nameAvailability: Operation = {
  id: "StorageAccounts_CheckNameAvailability",
  method: "POST",
  path: subscriptionPath("Microsoft.Storage/checkNameAvailability"),
  action: "Microsoft.Storage/checknameavailability/read",
  witness:
    "azure-rest-api-specs storage examples/2024-01-01/StorageAccountCheckNameAvailability.json",
  handle: (call) => {
    try {
      requireFreeName(call, asText(requireBody(call).name) ?? "");
      return { status: 200, body: { nameAvailable: true } };
    } catch (error) {
      if (!(error instanceof ArmError) || error.code === "InvalidRequestContent") {
        throw error;
      }
      const { code, message } = error;
      const reason = code === "AccountNameInvalid" ? code : "AlreadyExists";
      return { status: 200, body: { nameAvailable: false, reason, message } };
    }
  },
};

/** Names that somebody else has, as public reports tell: hashicorp/terraform issue 11485, Azure/azure-cli issue 14444. */
const takenElsewhere = new Set(["accsa", "ubuntusa"]);

/**
 * Names are unique in all of Azure. Texts: hashicorp/terraform issue 11485
 * (StorageAccountAlreadyTaken), learn.microsoft.com error-storage-account-name (the others).
 */
export function requireFreeName(call: Call, name: string): void {
  if (!/^[a-z0-9]{3,24}$/.test(name)) {
    throw new ArmError(
      400,
      "AccountNameInvalid",
      `${name} is not a valid storage account name. Storage account name must be between 3 and 24 ` +
        "characters in length and use numbers and lower-case letters only.",
    );
  }
  if (call.estate.ofType(accountType).some((other) => other.name === name)) {
    throw new ArmError(
      409,
      "StorageAccountAlreadyExists",
      `The storage account named ${name} already exists under the subscription.`,
    );
  }
  if (takenElsewhere.has(name)) {
    throw new ArmError(
      409,
      "StorageAccountAlreadyTaken",
      `The storage account named ${name} is already taken.`,
    );
  }
}
