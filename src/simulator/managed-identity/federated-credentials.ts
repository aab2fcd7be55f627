import type { Estate } from "../estate";
import { asArray, asObject, asText, type JsonObject } from "../json";
import { ArmError, type Operation } from "../operation";
import { groupPath } from "../resource-manager/path-template";
import { resourceType } from "../resource-manager/resource-type";
import { userAssignedIdentityType } from "./resource-identity";

const list = groupPath(`${userAssignedIdentityType}/{resourceName}/federatedIdentityCredentials`);
const credentialType = `${userAssignedIdentityType}/federatedIdentityCredentials`;
const witness =
  "azure-rest-api-specs msi examples/2024-11-30/FederatedIdentityCredential*.json; " +
  "learn.microsoft.com rest/api/managedidentity/federated-identity-credentials; statuses read from azure-mgmt-msi";

/** Largest number of federated credentials of one identity. Source: learn.microsoft.com workload-identity-federation-considerations. */
const credentialLimit = 20;

export const federatedCredentialOperations: readonly Operation[] = resourceType({
  type: credentialType,
  path: `${list}/{federatedIdentityCredentialResourceName}`,
  provisioningState: false,
  put: { id: "FederatedIdentityCredentials_CreateOrUpdate", witness },
  get: { id: "FederatedIdentityCredentials_Get", witness },
  delete: { id: "FederatedIdentityCredentials_Delete", witness },
  lists: [{ id: "FederatedIdentityCredentials_List", path: list, witness }],
  required: ["properties.issuer", "properties.subject", "properties.audiences"],
  validate(call, body, existing) {
    const { issuer, subject, audiences } = asObject(body.properties);
    if (asArray(audiences).length !== 1) {
      throw new ArmError(400, "BadRequest", "A federated credential has exactly one audience.");
    }
    const identity = call.path.split("/").slice(0, -2).join("/");
    const others = call.estate
      .within(identity)
      .filter((r) => r.type.endsWith("/federatedIdentityCredentials") && r.id !== existing?.id);
    const twin = others.some((other) => {
      const properties = asObject(other.properties);
      return asText(properties.issuer) === issuer && asText(properties.subject) === subject;
    });
    if (twin) {
      throw new ArmError(
        409,
        "FederatedIdentityCredentialIssuerSubjectCombinationAlreadyExists",
        "Issuer and subject combination already exists for this Managed Identity.",
      );
    }
    if (existing === undefined && others.length >= credentialLimit) {
      throw new ArmError(
        400,
        "BadRequest",
        `Too many Federated Identity Credentials: at most ${credentialLimit} for one identity.`,
      );
    }
  },
});

/** Properties of the federated credentials of an identity. */
export function federatedCredentialsOf(estate: Estate, identityId: string): JsonObject[] {
  return identityId === ""
    ? []
    : estate
        .within(identityId)
        .filter(({ type }) => type === credentialType)
        .map(({ properties }) => asObject(properties));
}
