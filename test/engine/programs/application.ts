// An application with a certificate and a secret, and a right for its service principal.

import * as authorization from "@pulumi/azure-native/authorization";
import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

const application = new azuread.Application("run-as", {
  displayName: config.get("displayName") ?? "run-as",
});
new azuread.ApplicationCertificate("run-as", {
  applicationId: application.id,
  type: "AsymmetricX509Cert",
  encoding: "base64",
  value: config.require("certificate"),
});
const password = new azuread.ApplicationPassword("run-as", {
  applicationId: application.id,
  displayName: "pipeline",
});
const principal = new azuread.ServicePrincipal("run-as", { clientId: application.clientId });
new authorization.RoleAssignment("run-as", {
  scope: config.require("scope"),
  roleDefinitionId: config.require("role"),
  principalId: principal.objectId,
  principalType: "ServicePrincipal",
});

export const clientId = application.clientId;
export const secret = password.value;
export const tenant = azuread.getClientConfigOutput().tenantId;
export const found = azuread.getServicePrincipalOutput({ clientId: principal.clientId }).objectId;
